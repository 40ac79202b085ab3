"""Settings → platform accounts → what went out: what waits, what failed and why, what nobody knows."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import OWNERS, workspace_view
from yangfan.connectors.outgoing import actions
from yangfan.connectors.outgoing.kinds import kinds
from yangfan.connectors.outgoing.models import Dispatch
from yangfan.core.ui.tables import Column, Table
from yangfan.core.ui.toasts import toast

SECTION = "settings"
State = Dispatch.State


@workspace_view(OWNERS)
def dispatches(request):
    """What goes to platforms, by how far it came."""
    rows = Dispatch.objects.of(request.workspace).select_related("account__workspace")
    counts = {state: rows.filter(state=state).count() for state in State.values}
    first = next(
        (state for state in (State.UNSURE, State.FAILED, State.WAITING) if counts[state]), State.DONE
    )
    shown = request.GET.get("show", first)
    shown = shown if shown in State.values else first
    columns = [
        Column("due_at", _("Due"), sort="due_at", value=lambda row: f"{timezone.localtime(row.due_at):%Y-%m-%d %H:%M}"),
        Column("kind", _("What"), value=lambda row: kinds.get(row.kind).title if row.kind in kinds else row.kind),
        Column("account", _("Platform account"), value=lambda row: str(row.account)),
        Column("error", _("The platform said"), value=lambda row: row.error or "—"),
        Column("attempts", _("Attempts"), numeric=True),
        Column("do", _("Actions"), template="connectors/cells/dispatch.html", exported=False, hide_label=True),
    ]  # fmt: skip
    table = Table(
        request, columns=columns, rows=rows.filter(state=shown), name="dispatches", caption=State(shown).label,
        default_sort="-due_at", exportable=False, empty=_("Nothing here."),
    )  # fmt: skip
    tabs = [
        {"key": one.value, "label": one.label, "url": f"?show={one}", "count": counts[one]}
        for one in (State.UNSURE, State.FAILED, State.WAITING, State.GOING, State.DONE, State.RECALLED)
    ]
    return render(
        request,
        "connectors/dispatches.html",
        {"section": SECTION, "table": table, "tabs": tabs, "shown": shown},
    )


def _find(request, pk: int) -> Dispatch:
    return get_object_or_404(Dispatch.objects.of(request.workspace).select_related("workspace"), pk=pk)


@require_POST
@workspace_view(OWNERS)
def again(request, pk):
    """Send once more what failed."""
    if actions.send_again(dispatch=_find(request, pk), now=timezone.now()):
        toast(request, _("It is being sent again."))
    return redirect("dispatches", request.workspace.slug)


@require_POST
@workspace_view(OWNERS)
def recall(request, pk):
    """Call back what has not gone out."""
    if actions.recall(dispatch=_find(request, pk)):
        toast(request, _("Called back."))
    else:
        toast(request, _("Too late: it is on its way or out."), failed=True)
    return redirect("dispatches", request.workspace.slug)


@require_POST
@workspace_view(OWNERS)
def there(request, pk):
    """Take a person's word that it arrived."""
    url = request.POST.get("url", "").strip()
    if url and not url.startswith(("http://", "https://")):
        toast(request, _("That is no web address."), failed=True)
    elif actions.say_it_arrived(dispatch=_find(request, pk), url=url[:1000], now=timezone.now()):
        toast(request, _("Noted."))
    return redirect("dispatches", request.workspace.slug)
