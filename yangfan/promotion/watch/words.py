"""What a message about the money says, in the active language: the number, the reason, what to do."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from yangfan.core.ui.templatetags.kit import grouped, money
from yangfan.events import public as events
from yangfan.promotion.watch.models import Episode


@dataclass(frozen=True)
class Message:
    title: str
    reason: str
    button: str
    address: str
    short: str  # for a chat group
    text: str  # for a mail
    html: str


def message_of(episode: Episode, *, is_recovery: bool) -> Message:
    """Return what to say of an episode's beginning, or of its end."""
    channel = next(
        (str(one.title) for one in events.channels_of(episode.workspace) if one.key == episode.channel),
        episode.channel,
    )
    figures = episode.last_figures if is_recovery else episode.figures
    title, reason = (_well_again if is_recovery else _noticed)(
        episode.kind, channel, figures, episode.workspace.currency
    )
    is_burn = episode.kind in (Episode.Kind.FAST, Episode.Kind.SLOW)
    button = _("Look at the budget") if is_burn else _("Look at the channels")
    name = "promote_budgets" if is_burn else "promote"
    address = settings.CONSOLE_URL + reverse(name, args=[episode.workspace.slug])
    off = settings.CONSOLE_URL + reverse("promote_watch", args=[episode.workspace.slug])
    context = {
        "title": title,
        "reason": reason,
        "button": button,
        "address": address,
        "off": off,
        "workspace": episode.workspace,
    }
    return Message(
        title=title, reason=reason, button=button, address=address, short=f"{reason}\n{address}",
        text=render_to_string("promotion/watch_mail.txt", context), html=render_to_string("promotion/watch_mail.html", context),
    )  # fmt: skip


def reason_of(episode: Episode) -> str:
    """Return why an episode began, for the list on the settings page."""
    return _noticed(episode.kind, "", episode.figures, episode.workspace.currency)[1]


def _noticed(kind: str, channel: str, figures: dict, currency: str) -> tuple[str, str]:
    said = _amounts(figures, currency) | {"channel": channel}
    if kind == Episode.Kind.FAST:
        title = _("%(channel)s: the budget is being spent too fast") % said
        if Decimal(figures["spent"]) > Decimal(figures["budget"]):
            return title, _(
                "%(spent)s of %(budget)s are spent with %(gone)s%% of the month gone: the budget is used up."
            ) % said
        return title, _burn_words(said)
    if kind == Episode.Kind.SLOW:
        return _("%(channel)s: the budget is being spent too slowly") % said, _burn_words(said)
    if kind == Episode.Kind.COST:
        title = _("%(channel)s: an inquiry costs more than usual") % said
        if not figures["inquiries"]:
            return title, _(
                "%(cost)s were spent in the last seven days without an inquiry; by the median of the eight weeks before, "
                "%(expected)s could be expected."
            ) % said
        return title, ngettext(
            "%(price)s for the one inquiry of the last seven days; the median of the eight weeks before is %(usual)s.",
            "%(price)s each for the %(inquiries)s inquiries of the last seven days; the median of the eight weeks before is %(usual)s.",
            figures["inquiries"],
        ) % said
    title = _("%(channel)s is no longer shown") % said
    return title, ngettext(
        "No exposure on the last known day, %(until)s; before, there were about %(before)s a day. Is a campaign paused, or "
        "the account out of money?",
        "No exposure on the last %(days)s known days, until %(until)s; before, there were about %(before)s a day. Is a campaign "
        "paused, or the account out of money?",
        figures["days"],
    ) % said


def _burn_words(said: dict) -> str:
    return (
        _("%(spent)s of %(budget)s are spent with %(gone)s%% of the month gone. Going on like the last seven days, the month ends "
          "at %(forecast)s (most likely between %(low)s and %(high)s).")
        % said
    )  # fmt: skip


def _well_again(kind: str, channel: str, figures: dict, currency: str) -> tuple[str, str]:
    said = _amounts(figures, currency) | {"channel": channel}
    if kind in (Episode.Kind.FAST, Episode.Kind.SLOW):
        title = _("%(channel)s: the budget is on course again") % said
        return title, _(
            "Going on like the last seven days, the month ends at %(forecast)s of %(budget)s."
        ) % said
    if kind == Episode.Kind.COST:
        title = _("%(channel)s: the cost of an inquiry is as usual again") % said
        return title, _("%(price)s in the last seven days; usual is %(usual)s.") % said
    return _("%(channel)s is shown again") % said, _(
        "%(now)s exposures on one of the last known days."
    ) % said


def _amounts(figures: dict, currency: str) -> dict:
    said = {"none": "—"}
    for name, value in figures.items():
        if name in ("budget", "spent", "forecast", "low", "high", "cost"):
            said[name] = money(Decimal(value).quantize(Decimal(1)), currency) if value else "—"
        elif name in ("price", "usual"):
            said[name] = money(Decimal(str(value)), currency) if value is not None else "—"
        elif name in ("until", "month"):
            said[name] = date_format(date.fromisoformat(value), pgettext("day in a sentence", "j F"))
        elif name == "gone":
            said[name] = round(value * 100)
        else:
            said[name] = grouped(value)
    return said
