"""The section 网站 of the console: pages by language, look, hosts and redirects."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EDITORS, EVERYONE, OWNERS, workspace_view
from yangfan.core.ui.toasts import toast
from yangfan.sites.hosts import addresses
from yangfan.sites.look.models import BuiltSite
from yangfan.sites.media.svg import UnsafeDrawing
from yangfan.sites.pages import queries
from yangfan.sites.redirects.models import Redirect
from yangfan.sites.screens import actions, forms, lists

SECTION = {"section": "sites"}


@workspace_view(EVERYONE)
def pages(request):
    """Every page of one language: is it live, when was it changed, edit, view."""
    homes = queries.homes_of(request.workspace)
    if not homes:
        return render(request, "sites/screens/none.html", SECTION)
    wanted = request.GET.get("language") or homes[0].locale.language_code
    home = next((home for home in homes if home.locale.language_code == wanted), homes[0])
    context = {
        **SECTION,
        "tab": "pages",
        "rows": lists.rows_of(home),
        "home": home,
        "languages": [language_tab(request, other) for other in homes],
        "language": home.locale.language_code,
        "origin": addresses.root_of(request.workspace.pk).url,
        "may_edit": request.membership.role in EDITORS,
    }
    return render(request, "sites/screens/pages.html", context)


def language_tab(request, home) -> dict:
    code = home.locale.language_code
    return {
        "key": code,
        "label": get_language_info(code)["name_local"],
        "url": f"{request.path}?language={code}",
        "count": home.get_descendants(inclusive=True).filter(live=True).count(),
    }


@workspace_view(EDITORS)
def look(request):
    """Colours, corners, font and logo."""
    built = built_site(request)
    form = forms.LookForm(request.POST or None, request.FILES or None, instance=built)
    if request.method == "POST" and form.is_valid():
        built.refresh_from_db()
        try:
            logo = form.cleaned_data["logo_file"]
            actions.save_look(
                built=built, values=form.cleaned_data, logo=logo, actor=request.user, now=timezone.now()
            )
        except UnsafeDrawing:
            form.add_error("logo_file", _("This SVG cannot be read as a safe drawing."))
        else:
            toast(request, _("Saved. The site shows it at once."))
            return redirect("sites_look", request.workspace.slug)
    context = {**SECTION, "tab": "look", "form": form, "built": built, "site_url": site_url(request)}
    return render(request, "sites/screens/look.html", context, status=422 if form.is_bound else 200)


@workspace_view(EDITORS, write_roles=OWNERS)
def hosts(request):
    """The hosts the site answers on."""
    built = built_site(request)
    form = forms.HostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_host(
                built=built, host=form.cleaned_data["host"], actor=request.user, now=timezone.now()
            )
        except actions.HostRefused as refused:
            form.add_error("host", str(refused))
        else:
            toast(request, _("The site now answers on this host as well."))
            return redirect("sites_hosts", request.workspace.slug)
    context = {
        **SECTION,
        "tab": "hosts",
        "form": form,
        "built": built,
        "hosts": [{"name": host, "url": addresses.origin_of(host)} for host in built.tracked.hosts],
        "may_write": request.membership.role in OWNERS,
    }
    return render(request, "sites/screens/hosts.html", context, status=422 if form.is_bound else 200)


@require_POST
@workspace_view(OWNERS)
def change_host(request):
    """Make a host the main one, or remove it."""
    built, host = built_site(request), request.POST.get("host", "")
    change = actions.make_main_host if request.POST.get("do") == "main" else actions.remove_host
    try:
        change(built=built, host=host, actor=request.user, now=timezone.now())
    except actions.HostRefused as refused:
        toast(request, str(refused), failed=True)
    else:
        toast(request, _("Saved."))
    return redirect("sites_hosts", request.workspace.slug)


@workspace_view(EDITORS)
def redirects(request):
    """Old addresses that lead on."""
    built = built_site(request)
    form = forms.RedirectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_redirect(built=built, **form.cleaned_data, actor=request.user, now=timezone.now())
        except actions.RedirectRefused as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _("The old address now leads on."))
            return redirect("sites_redirects", request.workspace.slug)
    rows = Redirect.objects.of(request.workspace)
    context = {**SECTION, "tab": "redirects", "form": form, "rows": rows}
    return render(request, "sites/screens/redirects.html", context, status=422 if form.is_bound else 200)


@require_POST
@workspace_view(EDITORS)
def remove_redirect(request, pk):
    row = get_object_or_404(Redirect.objects.of(request.workspace), pk=pk)
    actions.remove_redirect(redirect=row, actor=request.user, now=timezone.now())
    toast(request, _("Removed."))
    return redirect("sites_redirects", request.workspace.slug)


def built_site(request) -> BuiltSite:
    built = BuiltSite.objects.of(request.workspace).select_related(
        "workspace", "tracked", "wagtail_site", "logo"
    )
    row = built.first()
    if row is None:
        raise Http404
    return row


def site_url(request) -> str:
    return addresses.root_of(request.workspace.pk).url + "/"
