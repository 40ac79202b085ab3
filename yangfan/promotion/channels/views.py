"""Screens of channels: what each brought and cost, and by which rules visits are sorted into it."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yangfan.accounts.public import EDITORS, EVERYONE, workspace_view
from yangfan.core.ui.tables import Column, Table
from yangfan.core.ui.toasts import toast
from yangfan.events import public as events
from yangfan.events import stats
from yangfan.promotion.budgets.queries import budget_of_period
from yangfan.promotion.channels import actions, forms
from yangfan.promotion.costs.queries import clicks_by_channel
from yangfan.promotion.periods import period_of

SECTION = {"section": "promote"}


def may_write(request) -> bool:
    return request.membership.role in EDITORS


@workspace_view(EVERYONE)
def channels(request):
    """Every channel with what it showed, brought, cost and returned in the period."""
    workspace, period = request.workspace, period_of(request)
    figures = {
        line.key: line for line in stats.by_channel(workspace, stats.Period(period.from_on, period.to_on))
    }
    clicks = clicks_by_channel(workspace, from_on=period.from_on, to_on=period.to_on)
    budgets = budget_of_period(workspace, period.from_on, period.to_on)
    spent = spending_of(workspace, stats.Period(period.from_on, period.to_on))
    rows = [
        {"key": one.key, "title": one.title, "group": one.group_title, "figures": figures.get(one.key),
         "clicks": clicks.get(one.key), "budget": budgets.get(one.key), "spent": spent.get(one.key)}
        for one in events.channels_of(workspace)
    ]  # fmt: skip
    shown = [row for row in rows if row["figures"] is not None or row["budget"] is not None]
    unused = [row for row in rows if row not in shown]
    table = _channels_table(request, rows if request.GET.get("all") or not shown else shown)
    if table.wants_export:
        return table.export(f"channels-{workspace.slug}-{period.from_on}-{period.to_on}")
    context = {
        "table": table,
        "period": period,
        "unused": len(unused) if shown else 0,
        "may_write": may_write(request),
        "definitions": [stats.metric(key) for key in ("exposures", "cost", "roi", "cost_per_inquiry")],
    }
    return render(request, "promotion/channels.html", SECTION | context)


def spending_of(workspace, period: stats.Period) -> dict[str, list]:
    """Return each channel's costs in order, by day or, over three months and more, by week."""
    step = 7 if period.length > 92 else 1
    lines: dict[str, list] = {}
    for one in stats.by_day_and_channel(workspace, period):
        if one.has_cost:
            line = lines.setdefault(one.channel, [0] * -(-period.length // step))
            line[(one.day - period.start).days // step] += one.cost
    return lines


def _channels_table(request, rows) -> Table:
    currency = request.workspace.currency

    def figure(name):
        return lambda row: getattr(row["figures"], name) if row["figures"] else None

    def numeric(key, label, **more):
        return Column(key, label, value=figure(key), sort=figure(key), numeric=True, **more)

    return Table(
        request,
        columns=[
            Column(
                "title", _("Channel"), value=lambda row: str(row["title"]), sort=lambda row: str(row["title"])
            ),
            numeric("exposures", _("Exposures"), template="promotion/parts/exposures.html"),
            Column(
                "clicks",
                _("Clicks"),
                sort=lambda row: row["clicks"],
                numeric=True,
                template="promotion/parts/exposures.html",
            ),
            numeric("visits", _("Visits")),
            numeric("inquiries", _("Inquiries")),
            numeric(
                "cost", _("Cost, %(currency)s") % {"currency": currency}, template="promotion/parts/sum.html"
            ),
            Column(
                "spent",
                _("Course of the cost"),
                numeric=True,
                template="promotion/parts/spark.html",
                exported=False,
            ),
            Column(
                "budget",
                _("Budget, %(currency)s") % {"currency": currency},
                sort=lambda row: row["budget"],
                numeric=True,
                template="promotion/parts/sum.html",
            ),
            numeric("deals", _("Deals")),
            numeric(
                "revenue",
                _("Revenue, %(currency)s") % {"currency": currency},
                template="promotion/parts/sum.html",
            ),
            numeric("roi", _("ROI"), template="promotion/parts/roi.html"),
        ],
        rows=rows,
        name="channels",
        caption=_("Channels"),
        default_sort="-visits",
        per_page=60,
        row_url=lambda row: reverse("promote_channel", args=[request.workspace.slug, row["key"]]),
        empty=_("No channels yet."),
    )


def _channel_or_404(request, key):
    channel = events.Channel.objects.of(request.workspace).select_related("workspace").filter(key=key).first()
    if channel is None:
        raise Http404
    return channel


@workspace_view(EVERYONE, write_roles=EDITORS)
def edit(request, key):
    """See a channel's rules; change its name and rules."""
    channel = _channel_or_404(request, key)
    title = next((one.title for one in events.channels_of(request.workspace) if one.key == key), key)
    form = forms.ChannelForm(request.POST or None, initial={"name": channel.name})
    rules = forms.RuleFormSet(request.POST or None, initial=channel.rules, prefix="rules")
    if request.method == "POST" and form.is_valid() and rules.is_valid():
        try:
            actions.change_channel(
                workspace=request.workspace,
                key=key,
                name=form.cleaned_data["name"],
                rules=forms.rules_of(rules),
                actor=request.user,
                now=timezone.now(),
            )
        except actions.ChannelRefused as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _("Saved. The rules apply to visits from now on."))
            return redirect("promote_channel", request.workspace.slug, key)
    context = {
        "channel": channel,
        "title": title,
        "form": form,
        "rules": rules,
        "may_write": may_write(request),
    }
    return render(request, "promotion/channel.html", SECTION | context)


@workspace_view(EDITORS)
def new(request):
    """Add a channel of the workspace's own."""
    form = forms.NewChannelForm(request.POST or None, workspace=request.workspace)
    rules = forms.RuleFormSet(request.POST or None, prefix="rules")
    if request.method == "POST" and form.is_valid() and rules.is_valid():
        try:
            actions.add_channel(
                workspace=request.workspace,
                rules=forms.rules_of(rules),
                actor=request.user,
                now=timezone.now(),
                **form.cleaned_data,
            )
        except actions.ChannelRefused as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _("Channel added."))
            return redirect("promote_channel", request.workspace.slug, form.cleaned_data["key"])
    context = {"title": _("New channel"), "form": form, "rules": rules, "may_write": True}
    return render(request, "promotion/channel.html", SECTION | context)
