"""The theme's style sheet and the icon of a site."""

from django.http import Http404, HttpResponse
from django.views.decorators.cache import cache_control

from yangfan.accounts.public import EDITORS, workspace_view
from yangfan.sites.look import theme
from yangfan.sites.look.models import BuiltSite


@cache_control(public=True, max_age=31536000)
def style_sheet(request):
    return css(built_site(request.site.workspace))


@workspace_view(EDITORS)
def style_sheet_in_editor(request):
    """The same for previews, which show on the console's host."""
    return css(built_site(request.workspace))


@cache_control(public=True, max_age=86400)
def icon(request):
    return HttpResponse(theme.icon(built_site(request.site.workspace)), content_type="image/svg+xml")


def css(built: BuiltSite) -> HttpResponse:
    return HttpResponse(theme.style_sheet(built), content_type="text/css; charset=utf-8")


def built_site(workspace) -> BuiltSite:
    built = BuiltSite.objects.of(workspace).select_related("workspace", "tracked").first()
    if built is None:
        raise Http404
    return built
