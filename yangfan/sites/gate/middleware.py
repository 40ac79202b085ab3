"""The door of the page editor: closed unless an address is on the list, and then open for one workspace only."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.signing import BadSignature, Signer
from django.http import Http404
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils import translation
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page

from yangfan.accounts.public import EDITORS, Membership, Workspace
from yangfan.sites.blocks import presets
from yangfan.sites.gate import groups, places
from yangfan.sites.gate.models import EditorGroup
from yangfan.sites.pages import queries

PREFIX = "/cms/"
COOKIE = "yf_workspace"
signer = Signer(salt="yangfan.sites.gate")


class CmsGate:
    """Let a person into the page editor for the workspace they work in, with that workspace's rights alone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_editor_address(request):
            return remember(request, self.get_response(request))
        token = presets.content_language.set(None)  # the next request in this thread is about another page
        try:
            return self.answer(request)
        finally:
            presets.content_language.reset(token)

    def answer(self, request):
        with translation.override(getattr(request.user, "language", None) or settings.LANGUAGE_CODE):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            if hasattr(response, "render") and not response.is_rendered:
                response.render()
        return response

    def process_view(self, request, view, args, kwargs):
        if not is_editor_address(request):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        match = request.resolver_match
        if match.view_name == "wagtailadmin_logout":
            return redirect("account_logout")
        if request.user.is_superuser:
            request.cms_workspace = workspace_of_person(request)
            return None
        owners = places.owners_named(match.view_name, kwargs)
        request.cms_workspace = choose_workspace(request, owners)
        presets.content_language.set(language_of(kwargs) or language_of_referrer(request))
        narrow(request.user, request.cms_workspace)
        if match.view_name == "wagtailadmin_home":
            return redirect("sites_pages", request.cms_workspace.slug)
        if match.view_name in ("wagtailadmin_explore_root", "wagtailadmin_explore") and not owners:
            return to_own_root(request.cms_workspace)
        return None


def to_own_root(workspace: Workspace):
    """The root of all pages lists every company's site in its filters: lead to the workspace's own home page."""
    homes = queries.homes_of(workspace)
    if not homes:
        raise Http404
    return redirect("wagtailadmin_explore", homes[0].pk)


def is_editor_address(request) -> bool:
    return getattr(request, "on_console", False) and request.path.startswith(PREFIX)


def choose_workspace(request, owners: set[int]) -> Workspace:
    """Return the one workspace this request is about; raise Http404 when it is none this person edits."""
    if len(owners) > 1:
        raise Http404
    if owners:
        return editable(request.user, pk=next(iter(owners)))
    return workspace_of_person(request)


def workspace_of_person(request) -> Workspace | None:
    """Return the workspace named by the address, the page one came from, or the last console page; else one's first."""
    if slug := request.GET.get("workspace"):
        return editable(request.user, slug=slug)
    for found in (workspace_of_referrer(request), workspace_of_cookie(request)):
        if found is not None:
            return found
    mine = Membership.objects.across_workspaces().filter(user=request.user, role__in=EDITORS)
    first = mine.select_related("workspace").order_by("pk").first()
    if first is None:
        if request.user.is_superuser:
            return None
        raise Http404
    return first.workspace


def workspace_of_referrer(request) -> Workspace | None:
    """A chooser opens over a page: its workspace is that page's."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host() or not came_from.path.startswith(PREFIX):
        return None
    try:
        match = resolve(came_from.path, settings.ROOT_URLCONF)
        owners = places.owners_named(match.view_name, match.kwargs)
        return editable(request.user, pk=owners.pop()) if len(owners) == 1 else None
    except (Resolver404, Http404):
        return None


def language_of(kwargs: dict) -> str | None:
    """Return the language of the page an address names."""
    pk = kwargs.get("page_id") or kwargs.get("parent_page_id")
    page = Page.objects.filter(pk=pk).select_related("locale").first() if pk else None
    return page and page.locale.language_code


def language_of_referrer(request) -> str | None:
    """A block is previewed over a page: its words are in that page's language."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    try:
        return language_of(resolve(came_from.path, settings.ROOT_URLCONF).kwargs)
    except Resolver404:
        return None


def workspace_of_cookie(request) -> Workspace | None:
    try:
        slug = signer.unsign(request.COOKIES.get(COOKIE, ""))
        return editable(request.user, slug=slug)
    except (BadSignature, Http404):
        return None


def editable(user, **which) -> Workspace:
    """Return the workspace if this person may edit its site; raise Http404 otherwise."""
    workspace = Workspace.objects.filter(**which).first()
    if workspace is None:
        raise Http404
    mine = Membership.objects.of(workspace).filter(user=user, role__in=EDITORS)
    if not user.is_superuser and not mine.exists():
        raise Http404
    return workspace


def narrow(user, workspace: Workspace) -> None:
    """Give this person, for this request, the rights they have in this workspace and none from any other.

    Wagtail's policies read the rights of a person once per request and keep them on the person: we put them there.
    """
    groups.sync_person(user=user)
    mine = EditorGroup.objects.of(workspace).filter(group__user=user).values("group_id")
    pages = GroupPagePermission.objects.filter(group__in=mine).select_related("page", "permission")
    shelves = GroupCollectionPermission.objects.filter(group__in=mine)
    user._page_permission_cache = pages
    user._collection_permission_cache = shelves.select_related("permission", "collection")


def remember(request, response):
    """After a console page, keep its workspace: the page editor's own addresses name none."""
    workspace = getattr(request, "workspace", None)
    if workspace is not None and getattr(request, "membership", None) and request.method == "GET":
        value = signer.sign(workspace.slug)
        if request.COOKIES.get(COOKIE) != value:
            secure = settings.SESSION_COOKIE_SECURE
            response.set_cookie(COOKIE, value, httponly=True, samesite="Lax", secure=secure)
    return response
