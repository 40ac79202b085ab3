"""The section 网站 of the console: pages by language and the look."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from yangfan.accounts.public import EDITORS, EVERYONE, OWNERS, workspace_view
from yangfan.core.ui.toasts import toast
from yangfan.sites.approval.queries import submitted
from yangfan.sites.hosts import addresses
from yangfan.sites.look.models import BuiltSite
from yangfan.sites.media.svg import UnsafeDrawing
from yangfan.sites.pages import queries
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
        "is_owner": request.membership.role in OWNERS,
        "needs_approval": BuiltSite.objects.of(request.workspace).filter(needs_approval=True).exists(),
        "submitted": submitted(request.workspace),
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
