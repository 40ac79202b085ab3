"""The short list of the page editor's addresses that a company's people may open, and whose thing each one names."""

from collections.abc import Callable

from django.http import Http404
from wagtail.models import Page, TaskState

from yangfan.sites.media.models import SiteDocument, SiteImage
from yangfan.sites.shared.models import SharedBlock

SHARED = None  # names nobody's thing: the root of the page tree, a content type


def owner_of_page(pk) -> int:
    page = Page.objects.filter(pk=pk).first()
    return workspace_id_of(page and page.specific)


def owner_of_movable_page(pk) -> int:
    """As above; a home page stays where it is."""
    page = Page.objects.filter(pk=pk, depth__gt=2).first()
    return workspace_id_of(page and page.specific)


def owner_of_parent(pk) -> int | None:
    """The root of all pages may be looked at: what is listed there is filtered."""
    if Page.objects.filter(pk=pk, depth=1).exists():
        return SHARED
    return owner_of_page(pk)


def owner_of_image(pk) -> int:
    return workspace_id_of(first(SiteImage, pk))


def owner_of_document(pk) -> int:
    return workspace_id_of(first(SiteDocument, pk))


def owner_of_task_state(pk) -> int:
    state = TaskState.objects.filter(pk=pk).select_related("workflow_state").first()
    if state is None:
        raise Http404
    return owner_of_page(state.workflow_state.object_id)


def owner_of_shared_block(pk) -> int:
    return workspace_id_of(first(SharedBlock, pk))


def nobodys(_value) -> None:
    return SHARED


def first(model, pk):
    if not str(pk).isdigit():
        raise Http404
    return model.objects.filter(pk=pk).first()


def workspace_id_of(thing) -> int:
    """Return whose it is; raise Http404 when nothing is there or it is nobody's."""
    workspace_id = getattr(thing, "workspace_id", None)
    if workspace_id is None:
        raise Http404
    return workspace_id


Owner = Callable[[object], int | None]
PAGE: dict[str, Owner] = {"page_id": owner_of_page}
BELOW: dict[str, Owner] = {
    "parent_page_id": owner_of_page,
    "content_type_app_name": nobodys,
    "content_type_model_name": nobodys,
}
REVISION: dict[str, Owner] = {**PAGE, "revision_id": nobodys}  # Wagtail looks it up among the page's own
APPROVAL: dict[str, Owner] = {**PAGE, "action_name": nobodys, "task_state_id": owner_of_task_state}
SHARED_BLOCK: dict[str, Owner] = {"pk": owner_of_shared_block}
UPLOAD: dict[str, Owner] = {"uploaded_file_id": nobodys}  # Wagtail lets only the uploader in

ALLOWED: dict[str, dict[str, Owner]] = {
    "wagtailadmin_home": {},
    "wagtailadmin_sprite": {},
    "wagtailadmin_javascript_catalog": {},
    "wagtailadmin_dismissibles": {},
    "wagtailadmin_block_preview": {},
    "wagtailadmin_explore_root": {},
    "wagtailadmin_explore": {"parent_page_id": owner_of_parent},
    "wagtailadmin_explore_results": {"parent_page_id": owner_of_page},
    "wagtailadmin_choose_page": {},
    "wagtailadmin_choose_page_child": {"parent_page_id": owner_of_parent},
    "wagtailadmin_choose_page_search": {},
    "wagtailadmin_choose_page_chosen_multiple": {},
    "wagtailadmin_choose_page_external_link": {},
    "wagtailadmin_choose_page_email_link": {},
    "wagtailadmin_choose_page_phone_link": {},
    "wagtailadmin_choose_page_anchor_link": {},
    "wagtailadmin_pages:add": BELOW,
    "wagtailadmin_pages:preview_on_add": BELOW,
    "wagtailadmin_pages:add_subpage": {"parent_page_id": owner_of_page},
    "wagtailadmin_pages:edit": PAGE,
    "wagtailadmin_pages:preview_on_edit": PAGE,
    "wagtailadmin_pages:view_draft": PAGE,
    "wagtailadmin_pages:delete": {"page_id": owner_of_movable_page},
    "wagtailadmin_pages:unpublish": PAGE,
    "wagtailadmin_pages:search": {},
    "wagtailadmin_pages:search_results": {},
    "wagtailadmin_pages:move": {"page_to_move_id": owner_of_movable_page},
    "wagtailadmin_pages:move_confirm": {
        "page_to_move_id": owner_of_movable_page,
        "destination_id": owner_of_page,
    },
    "wagtailadmin_pages:set_page_position": {"page_to_move_id": owner_of_movable_page},
    "wagtailadmin_pages:copy": {"page_id": owner_of_movable_page},
    "wagtailadmin_pages:lock": PAGE,
    "wagtailadmin_pages:unlock": PAGE,
    "wagtailadmin_pages:history": PAGE,
    "wagtailadmin_pages:history_results": PAGE,
    "wagtailadmin_pages:revisions_index": PAGE,
    "wagtailadmin_pages:revisions_view": REVISION,
    "wagtailadmin_pages:revisions_revert": REVISION,
    "wagtailadmin_pages:revisions_unschedule": REVISION,
    "wagtailadmin_pages:revisions_compare": {
        "pk": owner_of_page,
        "revision_id_a": nobodys,
        "revision_id_b": nobodys,
    },
    "wagtailadmin_pages:workflow_action": APPROVAL,
    "wagtailadmin_pages:collect_workflow_action_data": APPROVAL,
    "wagtailadmin_pages:confirm_workflow_cancellation": PAGE,
    "wagtailadmin_pages:workflow_preview": {
        **PAGE,
        "task_id": nobodys,
    },  # Wagtail asks whether it is the page's own
    "wagtailsnippets_sites_sharedblock:list": {},
    "wagtailsnippets_sites_sharedblock:list_results": {},
    "wagtailsnippets_sites_sharedblock:add": {},
    "wagtailsnippets_sites_sharedblock:edit": SHARED_BLOCK,
    "wagtailsnippets_sites_sharedblock:delete": SHARED_BLOCK,
    "wagtailsnippets_sites_sharedblock:usage": SHARED_BLOCK,
    "wagtailsnippetchoosers_sites_sharedblock:choose": {},
    "wagtailsnippetchoosers_sites_sharedblock:choose_results": {},
    "wagtailsnippetchoosers_sites_sharedblock:chosen": SHARED_BLOCK,
    "wagtailadmin_editing_sessions:ping": {
        "app_label": nobodys,
        "model_name": nobodys,
        "object_id": owner_of_page,
        "session_id": nobodys,
    },
    "wagtailadmin_editing_sessions:release": {"session_id": nobodys},
    "wagtailimages:index": {},
    "wagtailimages:index_results": {},
    "wagtailimages:add": {},
    "wagtailimages:add_multiple": {},
    "wagtailimages:edit": {"image_id": owner_of_image},
    "wagtailimages:delete": {"image_id": owner_of_image},
    "wagtailimages:edit_multiple": {"image_id": owner_of_image},
    "wagtailimages:delete_multiple": {"image_id": owner_of_image},
    "wagtailimages:create_multiple_from_uploaded_image": UPLOAD,
    "wagtailimages:delete_upload_multiple": UPLOAD,
    "wagtailimages_chooser:choose": {},
    "wagtailimages_chooser:choose_results": {},
    "wagtailimages_chooser:chosen": {"pk": owner_of_image},
    "wagtailimages_chooser:create": {},
    "wagtailimages_chooser:select_format": {"image_id": owner_of_image},
    "wagtaildocs:index": {},
    "wagtaildocs:index_results": {},
    "wagtaildocs:add": {},
    "wagtaildocs:add_multiple": {},
    "wagtaildocs:edit": {"document_id": owner_of_document},
    "wagtaildocs:delete": {"document_id": owner_of_document},
    "wagtaildocs:edit_multiple": {"doc_id": owner_of_document},
    "wagtaildocs:delete_multiple": {"doc_id": owner_of_document},
    "wagtaildocs:create_multiple_from_uploaded_document": UPLOAD,
    "wagtaildocs:delete_upload_multiple": UPLOAD,
    "wagtaildocs_chooser:choose": {},
    "wagtaildocs_chooser:choose_results": {},
    "wagtaildocs_chooser:chosen": {"pk": owner_of_document},
    "wagtaildocs_chooser:create": {},
    "wagtail_localize:javascript_catalog": {},
}


def owners_named(url_name: str, kwargs: dict) -> set[int]:
    """Return the workspaces whose things an address names; raise Http404 for one that is closed."""
    if url_name not in ALLOWED:
        raise Http404
    owners = ALLOWED[url_name]
    return {owner for key, value in kwargs.items() if (owner := owners[key](value)) is not SHARED}
