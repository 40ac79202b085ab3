"""What Wagtail asks of us: keep lists to one workspace, show our menu and colours, tell us what was published."""

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from yangfan.sites.pages import queries

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


@hooks.register("construct_page_action_menu")
def publish_first(menu_items, request, context):
    """The button one sees is the one most people want: to a change in public in three clicks."""
    kept = [item for item in menu_items if item.name not in ("action-submit", "action-restart-workflow")]
    menu_items[:] = sorted(kept, key=lambda item: item.name != "action-publish")
