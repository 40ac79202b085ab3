"""The panels of the overview, one question each."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from yangfan.accounts.public import workspace_view
from yangfan.core.ui.templatetags.kit import grouped, money
from yangfan.crm import public as crm
from yangfan.events import public as events
from yangfan.events import stats
from yangfan.insights.dashboard import figures
from yangfan.insights.dashboard.views import show
from yangfan.promotion.public import period_of
from yangfan.sites import public as sites

ROWS = 10
DIMENSIONS = ("country", "page", "device", "language")


@workspace_view()
def numbers(request):
    """The four numbers, each with its change and its definition."""
    workspace, choice = request.workspace, period_of(request)
    compared = figures.compare(workspace, choice)
    channels = stats.by_channel(workspace, figures.as_period(choice))
    cards = [
        _exposures_card(compared, channels),
        _visits_card(compared, channels),
        _inquiries_card(compared, workspace),
        _roi_card(compared, workspace),
    ]
    apart = figures.apart_words(compared.now.cost_apart)
    return show(request, "numbers", {"period": choice, "cards": cards, "apart_cost": apart,
                                     "apart_revenue": figures.apart_words(compared.now.revenue_apart)})  # fmt: skip


def _card(key: str, compared, *, beside: str, value=None, metric=None, **more) -> dict:
    metric = metric or stats.metric(key)
    change = figures.change_of(compared, key)
    base = " · ".join(filter(None, [change["base"], beside]))
    value = getattr(compared.now, key) if value is None else value
    return (
        {"key": key, "label": metric.title, "value": value, "definition": metric.definition, "prefix": ""}
        | change
        | {"base": base}
        | more
    )


def _exposures_card(compared, channels) -> dict:
    reporting = sum(channel.reports_exposures for channel in channels)
    beside = ngettext("%(n)s channel reports", "%(n)s channels report", reporting) % {"n": reporting}
    return _card("exposures", compared, beside=beside)


def _visits_card(compared, channels) -> dict:
    used = sum(1 for channel in channels if channel.visits and channel.is_allocated)
    return _card("visits", compared, beside=ngettext("%(n)s channel", "%(n)s channels", used) % {"n": used})


def _inquiries_card(compared, workspace) -> dict:
    now = compared.now
    words = []
    if now.visits:
        words.append(_("%(rate)s per 100 visits") % {"rate": f"{100 * now.inquiries / now.visits:.1f}"})
    if now.inquiries_elsewhere:
        words.append(_("%(all)s with mail and calls") % {"all": grouped(now.all_inquiries)})
    metric = stats.metric_of(workspace, "inquiries")
    return _card("inquiries", compared, beside=" · ".join(words), metric=metric)


def _roi_card(compared, workspace) -> dict:
    metric, now, even = stats.metric("roi"), compared.now, workspace.break_even_roi
    words, definition = [], str(metric.definition)
    if even:
        words.append(_("break-even 1:%(x)s") % {"x": figures.ratio(even)})
        definition += " " + _("The break-even line comes from the gross margin: %(margin)s%% → 1:%(x)s.") % {
            "margin": f"{workspace.gross_margin:.4g}", "x": figures.ratio(even),
        }  # fmt: skip
    words.append(_("cost %(amount)s") % {"amount": money(now.cost, workspace.currency)})
    if now.deals_by_hand:
        words.append(
            _("without %(amount)s of deals by hand")
            % {"amount": money(now.revenue_by_hand, workspace.currency)}
        )
    change = {"change": "", "rises": None, "good": None}
    before = compared.before.roi if compared.before and not compared.is_before_start else None
    if before is not None and now.roi is not None and figures.ratio(before) != figures.ratio(now.roi):
        rises = now.roi > before
        change = {"change": _("from 1:%(x)s") % {"x": figures.ratio(before)}, "rises": rises, "good": rises}
    value = "—" if now.roi is None else figures.ratio(now.roi)
    return {"key": "roi", "label": metric.title, "value": value, "definition": definition,
            "prefix": "" if now.roi is None else "1 : ", "base": " · ".join(words)} | change  # fmt: skip


@workspace_view()
def trend(request):
    """Day by day or week by week: visits, inquiries, deals; or cost, revenue and ROI so far."""
    workspace, choice = request.workspace, period_of(request)
    shown = "money" if request.GET.get("show") == "money" else "traffic"
    by = request.GET.get("by") if request.GET.get("by") in ("day", "week") else figures.default_grain(choice)
    steps = figures.steps_of(stats.by_day(workspace, figures.as_period(choice)), by=by)
    if shown == "money":
        chart = figures.money_chart(
            steps, by=by, currency=figures.symbol_of(workspace.currency), break_even=workspace.break_even_roi
        )
    else:
        chart = figures.traffic_chart(steps, by=by, word=workspace.word)
    context = {
        "period": choice, "shown": shown, "by": by, "chart": chart, "words": figures.trend_words(steps, word=workspace.word),
        "from_zero": bool(workspace.live_on and choice.from_on <= workspace.live_on <= choice.to_on),
        "is_short": figures.ends_short(steps, by=by), "is_empty": not any(s.visits or s.inquiries or s.cost or s.revenue for s in steps),
    }  # fmt: skip
    return show(request, "trend", context)


@workspace_view()
def funnel(request):
    """From visit to deal, with exposure beside it and the line of truth."""
    workspace, choice = request.workspace, period_of(request)
    period = figures.as_period(choice)
    totals, reach = stats.totals(workspace, period), stats.coverage(workspace, period)
    context = {
        "period": choice, "totals": totals, "steps": figures.funnel_steps(totals, workspace), "truth": figures.line_of_truth(reach),
        "per_deal": totals.revenue / totals.deals if totals.deals else None,
        "per_inquiry": totals.cost_per_inquiry if totals.cost else None,
    }  # fmt: skip
    return show(request, "funnel", context)


@workspace_view()
def channels(request):
    """Which channel is worth its money."""
    workspace, choice = request.workspace, period_of(request)
    asked = request.GET.get("sort", "")
    sort = asked if asked.removeprefix("-") in figures.SORTS else ""
    table, symbol = figures.channel_table(workspace, choice, sort=sort), figures.symbol_of(workspace.currency)
    columns = [
        ("exposures", stats.metric("exposures").title), ("visits", stats.metric("visits").title), ("inquiries", workspace.word["Many"]),
        ("cost", _("Cost, %(currency)s") % {"currency": symbol}), ("deals", _("Deals")),
        ("revenue", _("Revenue, %(currency)s") % {"currency": symbol}), ("roi", stats.metric("roi").title),
    ]  # fmt: skip
    context = {
        "period": choice, "table": table, "even": workspace.break_even_roi,
        "heads": [_head(key, label, sort) for key, label in columns], "labels": dict(columns),
        "apart": figures.apart_words(table.total.cost_apart, table.total.revenue_apart),
    }  # fmt: skip
    return show(request, "channels", context)


def _head(key: str, label: str, sort: str) -> dict:
    direction = {key: "ascending", f"-{key}": "descending"}.get(sort, "")
    return {"label": label, "sort": key if direction == "descending" else f"-{key}", "direction": direction}


@workspace_view()
def coverage(request):
    """From nothing to everywhere: pages, languages, sources, countries."""
    workspace, choice = request.workspace, period_of(request)
    reach = stats.coverage(workspace, figures.as_period(choice))
    live = sites.pages_of(workspace).live()
    languages = live.values_list("locale", flat=True).distinct().order_by().count()
    compared = choice.before and stats.Period(*choice.before)
    start = figures.start_of(workspace)
    before = None
    if compared and start and compared.end >= start:
        before = stats.coverage(workspace, compared)
    lines = [
        {"label": _("Pages live"), "before": None if before else 0, "now": live.count()},
        {"label": _("Languages"), "before": None if before else 0, "now": languages},
        {
            "label": _("Sources that send visits"),
            "before": before.sources if before else 0,
            "now": reach.sources,
        },
        {
            "label": _("Countries and regions"),
            "before": before.countries if before else 0,
            "now": reach.countries,
        },
    ]
    return show(request, "coverage", {"period": choice, "lines": lines, "from_nothing": before is None})


@workspace_view()
def breakdown(request):
    """Visits by country, page, device or language."""
    workspace, choice = request.workspace, period_of(request)
    dimension = request.GET.get("by") if request.GET.get("by") in DIMENSIONS else "country"
    page = max(int(request.GET["page"]) if request.GET.get("page", "").isdigit() else 1, 1)
    found = stats.breakdown(
        workspace, figures.as_period(choice), dimension, limit=ROWS, offset=(page - 1) * ROWS
    )
    titles = {
        "country": _("Country"),
        "page": pgettext("breakdown", "Page"),
        "device": _("Device"),
        "language": _("Language"),
    }
    most = max((row.visits for row in found.rows), default=0)
    context = {
        "period": choice, "found": found, "dimension": dimension,
        "symbol": figures.symbol_of(workspace.currency), "title": titles[dimension], "page": page,
        "tabs": [{"key": key, "title": title} for key, title in titles.items()],
        "rows": [{"row": row, "width": f"{96 * row.visits / most:.1f}" if most else "0"} for row in found.rows],
        "first": (page - 1) * ROWS + 1, "last": (page - 1) * ROWS + len(found.rows),
        "has_next": page * ROWS < found.total,
    }  # fmt: skip
    return show(request, "breakdown", context)


@workspace_view()
def inquiries(request):
    """The latest inquiries of the period."""
    workspace, choice = request.workspace, period_of(request)
    zone = ZoneInfo(workspace.time_zone)
    first = datetime.combine(choice.from_on, time(), zone)
    after = datetime.combine(choice.to_on + timedelta(days=1), time(), zone)
    rows = crm.Inquiry.objects.of(workspace).filter(
        is_spam=False, received_at__gte=first, received_at__lt=after
    )
    titles = {channel.key: channel.title for channel in events.channels_of(workspace)}
    lines = [
        {
            "inquiry": one,
            "channel": titles.get(one.channel, ""),
            "country": stats.country_name(one.country) if one.country else "",
        }
        for one in rows.select_related("contact", "contact__company").order_by("-received_at")[:6]
    ]
    return show(request, "inquiries", {"period": choice, "lines": lines})


@workspace_view()
def live(request):
    """Today until now; never part of a closed counting period."""
    now = timezone.now()
    seen = stats.live(request.workspace, now)
    context = {"live": seen, "now": now, "spark": [count for _minute, count in seen.minutes],
               "is_apart": bool(request.workspace.counting_to)}  # fmt: skip
    return show(request, "live", context)
