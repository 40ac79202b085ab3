"""Screens of offline placements."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EDITORS, EVERYONE, workspace_view
from yangfan.core.ui.tables import Column, Table
from yangfan.core.ui.toasts import toast
from yangfan.events import public as events
from yangfan.events import stats
from yangfan.promotion.links import forms, placements
from yangfan.promotion.links.models import Link, Placement
from yangfan.promotion.links.views import SECTION, may_write, stats_period
from yangfan.promotion.periods import period_of


@workspace_view(EVERYONE)
def listed(request):
    """Every placement with the clicks of its links, and the visits and inquiries of its channel."""
    workspace, period = request.workspace, period_of(request)
    rows = list(Placement.objects.of(workspace).filter(archived_at=None))
    table = _table(request, rows, stats_period(period))
    if table.wants_export:
        return table.export(f"placements-{workspace.slug}")
    context = {"table": table, "period": period, "may_write": may_write(request), "has_any": bool(rows)}
    return render(request, "promotion/links/placements.html", SECTION | context)


def _table(request, rows, period) -> Table:
    workspace = request.workspace
    clicks = _clicks_by_placement(workspace, period)
    channels = {line.key: line for line in stats.by_channel(workspace, period)}
    titles = {one.key: one.title for one in events.channels_of(workspace)}

    def of_channel(name):
        return lambda row: getattr(channels.get(row.channel), name, 0)

    return Table(
        request,
        columns=[
            Column("name", _("Placement"), sort=lambda row: row.name),
            Column("kind", _("Kind"), value=lambda row: row.get_kind_display(), sort=lambda row: row.kind),
            Column("place", _("Place"), sort=lambda row: row.place),
            Column("from_on", _("From"), sort=lambda row: row.from_on, template="ui/cells/day.html"),
            Column("links", _("Links"), value=lambda row: clicks.get(row.pk, (0, 0))[1], numeric=True),
            Column("clicks", _("Clicks"), value=lambda row: clicks.get(row.pk, (0, 0))[0], numeric=True, sort=lambda row: clicks.get(row.pk, (0, 0))[0]),
            Column("channel", _("Channel"), value=lambda row: titles.get(row.channel, row.channel)),
            Column("visits", _("Visits"), value=of_channel("visits"), numeric=True, sort=of_channel("visits")),
            Column("inquiries", _("Inquiries"), value=of_channel("inquiries"), numeric=True, sort=of_channel("inquiries")),
            Column("cost_note", _("Cost note")),
        ],
        rows=rows,
        name="placements",
        caption=_("Offline placements"),
        default_sort="-clicks",
        row_url=lambda row: reverse("promote_placement", args=[workspace.slug, row.pk]),
        empty=_("No placements yet."),
    )  # fmt: skip


def _clicks_by_placement(workspace, period) -> dict[int, tuple[int, int]]:
    """Return (clicks, links) of each placement."""
    sums = stats.clicks_by_link(workspace, period)
    found: dict[int, tuple[int, int]] = {}
    rows = Link.objects.of(workspace).filter(placement__isnull=False, archived_at=None)
    for pk, placement in rows.values_list("pk", "placement_id"):
        clicks, links = found.get(placement, (0, 0))
        found[placement] = (clicks + sums.get(str(pk), stats.ClickSums()).clicks, links + 1)
    return found


@workspace_view(EDITORS)
def new(request):
    """Add a placement, with a channel of its own or one that is there."""
    form = forms.PlacementForm(request.POST or None, workspace=request.workspace)
    if request.method == "POST" and form.is_valid():
        try:
            row = placements.make_placement(
                workspace=request.workspace, **form.cleaned_data, actor=request.user, now=timezone.now()
            )
        except placements.PlacementRefused as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _("Added. Now make the links that stand there."))
            return redirect("promote_placement", request.workspace.slug, row.pk)
    context = {"form": form, "title": _("New placement")}
    return render(
        request,
        "promotion/links/placement_form.html",
        SECTION | context,
        status=422 if form.is_bound else 200,
    )


@workspace_view(EVERYONE, write_roles=EDITORS)
def placement(request, pk):
    """One placement: its links, its channel, and what it says of itself."""
    row = get_object_or_404(Placement.objects.of(request.workspace).select_related("workspace"), pk=pk)
    form = forms.PlacementForm(request.POST or None, instance=row, workspace=request.workspace)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("name", "place", "from_on", "to_on", "cost_note")}
        row.refresh_from_db()
        placements.change_placement(placement=row, **said, actor=request.user, now=timezone.now())
        toast(request, _("Saved."))
        return redirect("promote_placement", request.workspace.slug, pk)
    period = period_of(request)
    sums = stats.clicks_by_link(request.workspace, stats_period(period))
    links = [
        {"link": one, "sums": sums.get(str(one.pk), stats.ClickSums())}
        for one in row.links.of(request.workspace).filter(archived_at=None)
    ]
    title = next(
        (one.title for one in events.channels_of(request.workspace) if one.key == row.channel), row.channel
    )
    context = {
        "placement": row, "form": form, "links": links, "period": period, "channel_title": title,
        "may_write": may_write(request), "ids": ",".join(str(one["link"].pk) for one in links),
    }  # fmt: skip
    return render(
        request, "promotion/links/placement.html", SECTION | context, status=422 if form.is_bound else 200
    )


@require_POST
@workspace_view(EDITORS)
def archive(request, pk):
    """Put a placement away, or take it out again (`?back=1`)."""
    row = get_object_or_404(Placement.objects.of(request.workspace).select_related("workspace"), pk=pk)
    is_away = request.GET.get("back") != "1"
    placements.archive_placement(placement=row, is_away=is_away, actor=request.user, now=timezone.now())
    undo = reverse("promote_placement_archive", args=[request.workspace.slug, pk]) + "?back=1"
    if is_away:
        toast(request, _("Archived. Its links lead on and count as before."), undo=undo)
    else:
        toast(request, _("Back in the list."))
    return redirect("promote_placements", request.workspace.slug)
