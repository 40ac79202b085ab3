"""What a visitor's browser asks a site for: pages, sitemaps, and where old addresses lead."""

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from wagtail.models import Page

from yangfan.core.ui import policy
from yangfan.sites.blocks import players
from yangfan.sites.hosts import addresses, root
from yangfan.sites.pages import frame, queries, surroundings
from yangfan.sites.pages.models import LandingPage
from yangfan.sites.redirects.actions import count_hit
from yangfan.sites.redirects.queries import redirect_of


def front_door(request):
    """Send a visitor to the site's main language, with the whole query, so that no campaign is lost."""
    homes = [home for home in queries.homes_of(request.site.workspace) if home.live]
    if not homes:
        raise Http404
    query = request.META.get("QUERY_STRING", "")
    return redirect(homes[0].get_url(request) + (f"?{query}" if query else ""))


@csrf_exempt  # the only form here is a stranger's inquiry: nothing of a logged-in person to forge
def page(request, language, path=""):
    """Answer with the page of this language and path; with a redirect when it has moved; else with 404."""
    if path and not path.endswith("/"):
        return HttpResponsePermanentRedirect(
            request.get_full_path().replace(request.path, request.path + "/", 1)
        )
    parts = [part for part in path.split("/") if part]
    found = surroundings.find(request.site, language, parts)
    if found is None or not surroundings.of(found[0]).home.live:
        return moved(request)
    with translation.override(language):
        request.LANGUAGE_CODE = language
        try:
            target, args, kwargs = found[0].route(request, found[1])
        except Http404:
            return moved(request)
        response = target.serve(request, *args, **kwargs)
        if hasattr(response, "render"):
            response.render()
    response.headers["Content-Language"] = frame.html_code(language)
    if hosts := players.hosts_in(getattr(target, "body", None) or []):
        response.headers["Content-Security-Policy"] = policy.framing(hosts, request.get_host())
    response.may_be_cached = request.method == "GET" and response.status_code == 200
    return response


def moved(request, *_rest, **_more):
    """Lead on from an old address, or say 404."""
    found = redirect_of(site=request.site, path=request.path)
    if found is None:
        from yangfan.sites.translation.fallback import (
            address_instead,  # translation knows pages: pages learn of it late
        )

        if instead := address_instead(request):
            return redirect(instead)
        raise Http404
    target = found.target
    count_hit(redirect=found, now=timezone.now())
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(target + (f"?{query}" if query and "?" not in target else ""))


def not_found(request, exception=None):
    """Say in the site's own look and language that nothing is here, and where to go on."""
    workspace = request.site.workspace
    language = request.path.split("/")[1]
    home = queries.home_of(workspace, language) or next(iter(queries.homes_of(workspace)), None)
    if home is None:
        return HttpResponse("Not found", status=404, content_type="text/plain")
    with translation.override(home.locale.language_code):
        context = {"page": home, **frame.around(home, request)}
        context["frame"].form_is_here = False
        kept = root.settings_of(request.site)
        code = home.locale.language_code
        context |= {
            "said": kept.not_found_title.get(code, ""),
            "said_more": kept.not_found_text.get(code, ""),
        }
        return render(request, "sites/pages/not_found.html", context, status=404)


def sitemap_index(request):
    """List one sitemap for each language."""
    origin = addresses.root_of(request.site.workspace_id).url
    homes = [home for home in queries.homes_of(request.site.workspace) if home.live]
    context = {"addresses": [f"{origin}/sitemap-{home.locale.language_code}.xml" for home in homes]}
    return render(request, "sites/sitemap_index.xml", context, content_type="application/xml")


def sitemap(request, language):
    """List every page of one language, each with its other languages."""
    home = queries.home_of(request.site.workspace, language)
    if home is None or not home.live:
        raise Http404
    pages = Page.objects.descendant_of(home, inclusive=True).live().filter(alias_of=None)
    pages = [page for page in pages.select_related("locale").specific() if may_be_found(page)]
    twins = languages_of(request.site.workspace, {page.translation_key for page in pages})
    rows = [
        {
            "page": page,
            "alternates": sorted(twins[page.translation_key]) if page.translation_key in twins else [],
        }
        for page in pages
    ]
    return render(request, "sites/sitemap.xml", {"rows": rows}, content_type="application/xml")


def may_be_found(page) -> bool:
    return not isinstance(page, LandingPage) or page.is_listed


def languages_of(workspace, keys) -> dict:
    """Return {translation key: [(hreflang, address)]} for the live pages of a workspace."""
    twins: dict = {}
    for page in queries.pages_of(workspace).live().select_related("locale").specific():
        if page.translation_key in keys:
            code = page.locale.language_code
            entries = twins.setdefault(page.translation_key, [])
            entries.append((frame.html_code(code), page.full_url))
            if code == workspace.language:
                entries.append(("x-default", page.full_url))
    return {key: entries for key, entries in twins.items() if len({url for _code, url in entries}) > 1}
