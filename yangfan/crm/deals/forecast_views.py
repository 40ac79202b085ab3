"""The forecast on screen: what the open deals may bring, by month."""

from datetime import timedelta

from django.db.models.functions import TruncMonth
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from yangfan.accounts.public import EVERYONE, workspace_view
from yangfan.core.money import RateUnknown, convert
from yangfan.core.ui.tables import Column, Table
from yangfan.crm.deals.forecast import forecast
from yangfan.crm.deals.models import Deal, Stage
from yangfan.crm.deals.pipelines import pipelines_of
from yangfan.crm.facts import local_day
from yangfan.crm.inquiries.screens import SECTION
from yangfan.crm.tabs import section_tabs

LOOK_BACK = timedelta(days=183)


@workspace_view(EVERYONE)
def show(request):
    """The months behind us as won, the months ahead as expected with their range."""
    workspace = request.workspace
    pipelines = pipelines_of(workspace)
    wanted = next((one for one in pipelines if str(one.pk) == request.GET.get("pipeline")), None)
    today = local_day(timezone.now(), workspace)
    seen = forecast(workspace=workspace, today=today, pipeline=wanted)
    table = _table(request, seen)
    if table.wants_export:
        return table.export(f"forecast-{today}")
    won = _won_by_month(workspace, today, wanted)
    context = {
        "section": SECTION, "tabs": section_tabs(workspace), "pipelines": pipelines, "pipeline": wanted, "seen": seen,
        "table": table, "chart": _chart(won, seen), "currency": workspace.currency,
    }  # fmt: skip
    return render(request, "crm/forecast.html", context)


def _month_name(first) -> str:
    return date_format(first, "YEAR_MONTH_FORMAT") if first else _("No day named")


def _table(request, seen) -> Table:
    return Table(
        request,
        columns=[
            Column("month", _("Month"), value=lambda row: _month_name(row.first)),
            Column("deals", _("Open deals"), numeric=True),
            Column("total", _("If all were won"), numeric=True),
            Column("expected", _("Expected"), numeric=True),
            Column("low", _("Low (1 in 10 lies below)"), numeric=True),
            Column("high", _("High (1 in 10 lies above)"), numeric=True),
        ],
        rows=seen.months,
        name="forecast",
        caption=_("Forecast by month"),
        empty=_("No open deal has an amount yet."),
    )


def _won_by_month(workspace, today, pipeline) -> dict:
    rows = Deal.objects.of(workspace).filter(stage=Stage.WON, won_at__date__gt=today - LOOK_BACK)
    if pipeline:
        rows = rows.filter(pipeline=pipeline)
    sums = {}
    for won_at, amount, currency, month in rows.annotate(month=TruncMonth("won_at")).values_list(
        "won_at", "amount", "currency", "month"
    ):
        try:
            worth = convert(amount, currency=currency, to=workspace.currency, on=local_day(won_at, workspace))
        except RateUnknown:
            continue
        first = month.date()
        sums[first] = sums.get(first, 0) + worth
    return sums


def _chart(won: dict, seen) -> dict:
    ahead = {month.first: month for month in seen.months if month.first}
    months = sorted({*won, *ahead})
    return {
        "kind": "bar",
        "labels": [_month_name(month) for month in months],
        "series": [
            {"name": _("Won"), "values": [won.get(month) for month in months], "look": "bar", "tone": "sea", "stack": "month"},
            {"name": _("Expected"), "values": [ahead[month].expected if month in ahead else None for month in months], "look": "bar", "tone": "sky", "stack": "month"},
            {"name": _("In all, high"), "values": [won.get(month, 0) + ahead[month].high if month in ahead else None for month in months], "look": "marks", "tone": "grey"},
            {"name": _("In all, low"), "values": [won.get(month, 0) + ahead[month].low if month in ahead else None for month in months], "look": "marks", "tone": "grey"},
        ],
    }  # fmt: skip
