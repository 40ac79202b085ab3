"""By when an inquiry must be answered: the seller's business hours, said beside the buyer's time of day.

Other slices call `start_waiting` wherever somebody of ours should answer, and read `is_late`, `due_words`, `buyers_time`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yangfan.accounts.public import Workspace
from yangfan.crm.clock import zones
from yangfan.crm.clock.hours import Hours, due_at, first_common, hours_of, worked_between
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.settings.models import InquirySettings, settings_of

SHORTEST_CALL = timedelta(minutes=30)


def hours_of_workspace(workspace: Workspace, settings: InquirySettings | None = None) -> Hours:
    """Return when this workspace is at work."""
    settings = settings or settings_of(workspace)
    return hours_of(
        zone=workspace.time_zone, business_hours=settings.business_hours, holidays=settings.holidays
    )


def start_waiting(inquiry: Inquiry, now: datetime, *, anew: bool = False) -> None:
    """Somebody of ours should answer: note since when and by when; the caller saves. `anew` sets a running clock back."""
    if inquiry.waiting_since and inquiry.answer_due_at and not anew:
        return
    settings = settings_of(inquiry.workspace)
    inquiry.waiting_since = inquiry.waiting_since or now
    inquiry.answer_due_at = due_at(
        now if anew else inquiry.waiting_since,
        timedelta(hours=settings.answer_within_hours),
        hours_of_workspace(inquiry.workspace, settings),
    )


def reset_clocks(workspace: Workspace) -> None:
    """Work out anew by when each waiting inquiry must be answered; for changed hours."""
    settings = settings_of(workspace)
    hours, within = hours_of_workspace(workspace, settings), timedelta(hours=settings.answer_within_hours)
    waiting = list(Inquiry.objects.of(workspace).filter(waiting_since__isnull=False))
    for inquiry in waiting:
        inquiry.answer_due_at = due_at(inquiry.waiting_since, within, hours)
    Inquiry.objects.of(workspace).bulk_update(waiting, ["answer_due_at"], batch_size=500)


def is_late(inquiry: Inquiry, *, now: datetime) -> bool:
    """Tell whether it should have been answered by now."""
    return bool(inquiry.is_waiting and inquiry.answer_due_at and inquiry.answer_due_at <= now)


def due_words(inquiry: Inquiry, *, now: datetime) -> str:
    """Return "answer by 14:30 (2 h left)" or by how much it is late, in the active language; empty when nobody waits."""
    if not (inquiry.is_waiting and inquiry.answer_due_at):
        return ""
    left = inquiry.answer_due_at - now
    if left <= timedelta(0):
        return _("%(time)s late") % {"time": _length(-left)}
    words = {"when": _moment(inquiry.answer_due_at, now, inquiry.workspace), "left": _length(left)}
    return _("answer by %(when)s (%(left)s left)") % words


def worked_since(inquiry: Inquiry, *, now: datetime) -> timedelta:
    """Return the working time an inquiry has waited; for rankings."""
    if inquiry.waiting_since is None:
        return timedelta(0)
    return worked_between(inquiry.waiting_since, now, hours_of_workspace(inquiry.workspace))


def _length(delta: timedelta) -> str:
    minutes = int(delta.total_seconds() // 60)
    if minutes < 60:
        return ngettext("%(n)d min", "%(n)d min", max(minutes, 1)) % {"n": max(minutes, 1)}
    if minutes < 48 * 60:
        return ngettext("%(n)d h", "%(n)d h", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)d day", "%(n)d days", minutes // 1440) % {"n": minutes // 1440}


def _moment(moment: datetime, now: datetime, workspace: Workspace) -> str:
    zone = ZoneInfo(workspace.time_zone)
    there, today = moment.astimezone(zone), now.astimezone(zone).date()
    clock = there.strftime("%H:%M")
    if there.date() == today:
        return clock
    if there.date() == today + timedelta(days=1):
        return _("tomorrow %(clock)s") % {"clock": clock}
    if there.date() < today + timedelta(days=7):
        return f"{date_format(there, 'D')} {clock}"
    return f"{date_format(there, 'MONTH_DAY_FORMAT')} {clock}"


@dataclass(frozen=True)
class BuyersTime:
    """The buyer's time of day now, and when both sides are at work."""

    clock: str  # "08:40"
    city: str
    is_likely: bool
    is_day: bool  # their office is open
    call: str  # when to call, in the seller's time; empty when the days never meet

    @property
    def words(self) -> str:
        said = _("%(clock)s in %(city)s") % {"clock": self.clock, "city": self.city}
        return _("%(time)s, likely") % {"time": said} if self.is_likely else said


def buyers_time(inquiry: Inquiry, *, now: datetime, hours: Hours | None = None) -> BuyersTime | None:
    """Return the time at the buyer's; None when neither browser nor country tells. `hours` are the seller's."""
    place = zones.place_of(
        time_zone=inquiry.time_zone,
        country=inquiry.country or inquiry.contact.country,
        country_is_likely=inquiry.country_is_likely,
    )
    if place is None:
        return None
    local, theirs = now.astimezone(place.zone), zones.usual_hours(place)
    call = first_common(hours or hours_of_workspace(inquiry.workspace), theirs, now, at_least=SHORTEST_CALL)
    return BuyersTime(
        clock=local.strftime("%H:%M"), city=place.city, is_likely=place.is_likely,
        is_day=any(start <= local.time() < end for start, end in theirs.week.get(local.weekday(), ())),
        call=_call_words(call, now, inquiry.workspace) if call else "",
    )  # fmt: skip


def _call_words(span: tuple[datetime, datetime], now: datetime, workspace: Workspace) -> str:
    start, end = span
    until = end.astimezone(ZoneInfo(workspace.time_zone)).strftime("%H:%M")
    if start <= now:
        return _("now, until %(until)s your time") % {"until": until}
    return _("%(when)s–%(until)s your time") % {"when": _moment(start, now, workspace), "until": until}
