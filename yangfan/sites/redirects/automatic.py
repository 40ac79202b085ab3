"""Where Wagtail tells us that a page has another address now."""

from urllib.parse import unquote

from wagtail.models import Page
from wagtail.signals import page_slug_changed, post_page_move

from yangfan.sites.look.models import BuiltSite
from yangfan.sites.redirects.actions import follow_move


def slug_changed(sender, instance, instance_before, **_more):
    lead_on(instance, instance_before.url_path, instance.url_path)


def moved(sender, instance, url_path_before, url_path_after, **_more):
    lead_on(instance, url_path_before, url_path_after)


def lead_on(page, before: str, after: str) -> None:
    """Make redirects for the page and all that stand below it, as far as they were public."""
    workspace_id = getattr(page.specific, "workspace_id", None)
    if before == after or workspace_id is None:
        return
    built = (
        BuiltSite.objects.across_workspaces()
        .filter(workspace_id=workspace_id)
        .select_related("tracked__workspace")
    )
    built = built.first()
    if built is None:
        return
    rows = Page.objects.filter(path__startswith=page.path, live=True).select_related("locale")
    moves = []
    for path, language in rows.values_list("url_path", "locale__language_code"):
        if path.startswith(after):
            moves.append((address(before + path[len(after) :], language), address(path, language)))
    follow_move(site=built.tracked, moves=moves)


def address(url_path: str, language: str) -> str:
    """Return the path on the site's own host, as a browser asks for it."""
    return unquote(f"/{language}/{url_path.split('/', 2)[2]}")


def listen() -> None:
    """Called once, when the app is ready."""
    page_slug_changed.connect(slug_changed, dispatch_uid="yangfan.sites.redirect_slug")
    post_page_move.connect(moved, dispatch_uid="yangfan.sites.redirect_move")
