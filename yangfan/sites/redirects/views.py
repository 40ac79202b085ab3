"""The screen of redirects: search, hits, add, remove."""

from django import forms
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EDITORS, workspace_view
from yangfan.core.ui.tables import Column, Table
from yangfan.core.ui.toasts import toast
from yangfan.sites.redirects import actions
from yangfan.sites.redirects.models import Redirect
from yangfan.sites.screens.forms import RedirectForm
from yangfan.sites.screens.views import SECTION, built_site


class RedirectFilter(forms.Form):
    q = forms.CharField(label=gettext_lazy("Part of an address"), required=False, max_length=200)


@workspace_view(EDITORS)
def redirects(request):
    """Old addresses that lead on."""
    built = built_site(request)
    form = RedirectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_redirect(built=built, **form.cleaned_data, actor=request.user, now=timezone.now())
        except actions.RedirectRefused as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _("The old address now leads on."))
            return redirect("sites_redirects", request.workspace.slug)
    rows = Redirect.objects.of(request.workspace)
    if text := request.GET.get("q", "").strip():
        rows = rows.filter(Q(old_path__icontains=text) | Q(target__icontains=text))
    table = Table(
        request, columns=columns(), rows=rows, name="redirects", caption=_("Redirects"), default_sort="old_path",
        filters=RedirectFilter(request.GET or None),
    )  # fmt: skip
    if table.wants_export:
        return table.export(f"redirects-{request.workspace.slug}")
    context = {**SECTION, "tab": "redirects", "form": form, "table": table}
    return render(request, "sites/screens/redirects.html", context, status=422 if form.is_bound else 200)


def columns() -> list[Column]:
    return [
        Column("old_path", _("Old address"), sort="old_path"),
        Column("target", _("New address"), sort="target"),
        Column("how", _("Made"), value=lambda row: _("by itself") if row.is_automatic else _("by hand")),
        Column("hits", _("Visits by it"), sort="hits", numeric=True),
        Column("last_hit_at", _("Last one"), sort="last_hit_at", template="ui/cells/moment.html"),
        Column(
            "remove", _("Actions"), value=lambda row: "", template="sites/screens/redirect_remove.html",
            exported=False, hide_label=True,
        ),
    ]  # fmt: skip


@require_POST
@workspace_view(EDITORS)
def remove_redirect(request, pk):
    row = get_object_or_404(Redirect.objects.of(request.workspace), pk=pk)
    actions.remove_redirect(redirect=row, actor=request.user, now=timezone.now())
    toast(request, _("Removed."))
    return redirect("sites_redirects", request.workspace.slug)
