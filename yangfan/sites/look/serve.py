"""The theme's style sheet and the icon of a site."""

from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_sameorigin

from yangfan.accounts.public import EDITORS, workspace_view
from yangfan.sites.look import theme
from yangfan.sites.look.models import HEX, BuiltSite
from yangfan.sites.pages import queries


@cache_control(public=True, max_age=31536000)
def style_sheet(request):
    return css(built_site(request.site.workspace))


@workspace_view(EDITORS)
def style_sheet_in_editor(request):
    """The same for previews, which show on the console's host; the query may try another look."""
    return css(tried(built_site(request.workspace), request.GET))


TRIED = ("theme", "font", "corners", "accent", "ink", "paper")


def tried(built: BuiltSite, values) -> BuiltSite:
    """Return the site with the look that `values` name, unsaved; raise Http404 for what is no look."""
    for name in TRIED:
        if name in values:
            setattr(built, name, values[name])
    if "colour" in values:
        built.workspace.colour = values["colour"]
    try:
        HEX(built.workspace.colour)
        built.clean_fields(exclude=[field.name for field in built._meta.fields if field.name not in TRIED])
    except ValidationError as error:
        raise Http404 from error
    return built


@xframe_options_sameorigin
@workspace_view(EDITORS)
def preview(request):
    """The home page with a look that is not saved yet, for the frame beside the form."""
    tried(built_site(request.workspace), request.GET)
    homes = queries.homes_of(request.workspace)
    if not homes:
        raise Http404
    look = "&".join(
        f"{name}={quote(request.GET[name])}" for name in (*TRIED, "colour") if name in request.GET
    )
    return homes[0].make_preview_request(request, homes[0].default_preview_mode, {"look": look})


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
