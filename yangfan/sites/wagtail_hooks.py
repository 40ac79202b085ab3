"""What Wagtail asks of us: keep lists to one workspace, show our menu and colours, tell us what was published."""

from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from yangfan.sites.blocks.body import BodyBlock
from yangfan.sites.look.models import BuiltSite
from yangfan.sites.pages import queries
from yangfan.sites.pages.base import SitePage
from yangfan.sites.shared.admin import SharedBlockViewSet
from yangfan.sites.translation.models import PageTranslation
from yangfan.sites.trash import actions as trash

KEPT = {"yangfan-back", "yangfan-pages", "images", "documents"}


def workspace_of(request):
    return getattr(request, "cms_workspace", None)


def is_platform(request) -> bool:
    return request.user.is_superuser and workspace_of(request) is None


@hooks.register("construct_page_chooser_queryset")
def keep_pages(pages, request):
    if is_platform(request):
        return pages
    workspace = workspace_of(request)
    own = queries.pages_of(workspace) if workspace else Page.objects.none()
    return pages.filter(pk__in=own.values("pk"))


@hooks.register("construct_explorer_page_queryset")
def keep_explored(parent_page, pages, request):
    return keep_pages(pages, request)


@hooks.register("construct_image_chooser_queryset")
def keep_images(images, request):
    return images if is_platform(request) else images.filter(workspace=workspace_of(request))


@hooks.register("construct_document_chooser_queryset")
def keep_documents(documents, request):
    return documents if is_platform(request) else documents.filter(workspace=workspace_of(request))


@hooks.register("construct_main_menu")
def keep_menu(request, items):
    items[:] = [
        item for item in items if item.name in KEPT or request.user.is_superuser and item.name != "explorer"
    ]


class BackItem(MenuItem):
    """Back to the console of the workspace one came from."""

    def render_component(self, request):
        workspace = workspace_of(request)
        self.url = reverse("sites_pages", args=[workspace.slug]) if workspace else "/"
        return super().render_component(request)


class PagesItem(MenuItem):
    """The pages of the main language."""

    def render_component(self, request):
        workspace = workspace_of(request)
        homes = queries.homes_of(workspace) if workspace else []
        self.url = (
            reverse("wagtailadmin_explore", args=[homes[0].pk])
            if homes
            else reverse("wagtailadmin_explore_root")
        )
        return super().render_component(request)


@hooks.register("register_admin_menu_item")
def back_item():
    return BackItem(_("Back to the console"), "/", name="yangfan-back", icon_name="arrow-left", order=1)


@hooks.register("register_admin_menu_item")
def pages_item():
    return PagesItem(_("Pages"), "/", name="yangfan-pages", icon_name="folder-open-inverse", order=100)


@hooks.register("construct_homepage_panels")
def no_panels(request, panels):
    panels[:] = []


@hooks.register("insert_global_admin_css")
def colours():
    return format_html('<link rel="stylesheet" href="{}">', static("sites/cms.css"))


FIRST = {"action-publish": 0, "action-submit": 1, "approve": 0}


@hooks.register("construct_page_action_menu")
def publish_first(menu_items, request, context):
    """The button one sees is the one most people want: to a change in public in three clicks.

    Submitting is offered only where an owner's approval is asked for.
    """
    workspace = workspace_of(request)
    asks = workspace and BuiltSite.objects.of(workspace).filter(needs_approval=True).exists()
    dropped = {"action-restart-workflow"} if asks else {"action-restart-workflow", "action-submit"}
    kept = [item for item in menu_items if item.name not in dropped]
    menu_items[:] = sorted(kept, key=lambda item: FIRST.get(item.name, 2))


@hooks.register("before_delete_page")
def into_the_trash(request, page):
    """A page that is deleted in the editor waits in the trash; the question before is Wagtail's, and we say so there."""
    if not isinstance(page, SitePage):
        return None
    if request.method != "POST":
        say_where_it_goes(request, page)
        return None
    parent = page.get_parent()
    trash.trash_page(page=page, actor=request.user, now=timezone.now())
    words = _("“%(page)s” is in the trash for %(days)s days.") % {"page": page.title, "days": trash.DAYS}
    messages.success(request, words)
    return redirect("wagtailadmin_explore", parent.pk)


def say_where_it_goes(request, page) -> None:
    words = _(
        "Deleted pages wait in the trash for %(days)s days, with all below them. Until then “Site → Trash → Restore” "
        "brings them back to where they were."
    )
    url = reverse("sites_trash", args=[page.workspace.slug])
    messages.info(request, words % {"days": trash.DAYS}, buttons=[messages.button(url, _("Open the trash"))])


@hooks.register("register_icons")
def block_icons(icons):
    """A small picture of each block for the chooser."""
    return [*icons, *(f"sites/icons/block-{name}.svg" for name in BodyBlock().child_blocks)]


register_snippet(SharedBlockViewSet)


@hooks.register("before_edit_page", order=-10)
def translate_unit_by_unit(request, page):
    """A page that follows its source is translated in the console; `?apart` opens it here all the same."""
    if request.method != "GET" or "apart" in request.GET:
        return None
    rows = PageTranslation.objects.across_workspaces().filter(
        key=page.translation_key,
        target=page.locale.language_code,
        is_apart=False,
        workspace_id=page.workspace_id,
    )
    row = rows.select_related("workspace").first()
    return redirect("sites_translation_page", row.workspace.slug, row.pk) if row else None


@hooks.register("register_page_header_buttons")
def seo_button(page, user, view_name="", next_url=None):
    """From the editor to what search engines see of the page."""
    workspace = getattr(page.specific, "workspace", None)
    if workspace is not None and page.pk:
        url = reverse("sites_seo_page", args=[workspace.slug, page.pk])
        yield Button(_("SEO check"), url, icon_name="search", priority=5)
