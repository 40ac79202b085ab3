"""Reading posts: a month, a week or a list of them, and what could be said next."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from yangfan.accounts.public import Workspace
from yangfan.connectors import public as connectors
from yangfan.promotion.publishing.actions import is_publisher
from yangfan.promotion.publishing.base import HandOff
from yangfan.promotion.publishing.models import Post


@dataclass(frozen=True)
class Day:
    """A day of the calendar with its posts, by their time."""

    on: date
    posts: list[Post]
    is_today: bool
    is_outside: bool  # of the month that is shown


@dataclass(frozen=True)
class Span:
    """The days a calendar shows, and the days to go back and forth to."""

    days: list[date]
    earlier: date
    later: date


def month_of(day: date) -> Span:
    """Return the weeks, Monday first, that a month lies in."""
    weeks = calendar.Calendar().monthdatescalendar(day.year, day.month)
    first = day.replace(day=1)
    return Span([one for week in weeks for one in week], (first - timedelta(days=1)).replace(day=1), (first + timedelta(days=32)).replace(day=1))  # fmt: skip


def week_of(day: date) -> Span:
    """Return the week of a day, Monday first."""
    monday = day - timedelta(days=day.weekday())
    week = timedelta(days=7)
    return Span([monday + timedelta(days=n) for n in range(7)], monday - week, monday + week)


def posts_of(
    workspace: Workspace, *, account: str = "", state: str = "", campaign: str = "", search: str = ""
):
    """Return posts, filtered (a queryset)."""
    rows = Post.objects.of(workspace).select_related("content", "account", "workspace", "dispatch")
    if account.isdigit():
        rows = rows.filter(account_id=int(account))
    if state in Post.State.values:
        rows = rows.filter(state=state)
    if campaign:
        rows = rows.filter(content__campaign=campaign)
    if search:
        rows = rows.filter(text__icontains=search) | rows.filter(content__title__icontains=search)
    return rows


def days_with_posts(workspace: Workspace, posts, span: Span, *, shown: date, today: date) -> list[Day]:
    """Lay posts on the days of a calendar, in the workspace's zone."""
    zone = ZoneInfo(workspace.time_zone)
    starts = datetime.combine(span.days[0], time.min, zone)
    ends = datetime.combine(span.days[-1] + timedelta(days=1), time.min, zone)
    by_day: dict[date, list[Post]] = {}
    for post in posts.filter(at__gte=starts, at__lt=ends).order_by("at", "pk"):
        by_day.setdefault(post.at.astimezone(zone).date(), []).append(post)
    return [
        Day(day, by_day.get(day, []), day == today, (day.year, day.month) != (shown.year, shown.month))
        for day in span.days
    ]


def accounts_to_post_on(workspace: Workspace) -> list:
    """Return the accounts that posts can go to, those by hand last."""
    rows = connectors.Account.objects.of(workspace).filter(is_on=True).select_related("workspace")
    found = [account for account in rows if is_publisher(account)]
    return sorted(found, key=lambda account: (isinstance(account.plan, HandOff), account.name))


def campaigns_of(workspace: Workspace) -> list[str]:
    """Return the campaigns that contents name."""
    rows = Post.objects.of(workspace).exclude(content__campaign="").order_by("content__campaign")
    return list(rows.values_list("content__campaign", flat=True).distinct())
