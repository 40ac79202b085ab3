"""A period as someone chose it in the address: a length, a month, two dates; and what it is compared with."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

LENGTHS = (7, 28, 90, 180)
LONGEST = 3 * 366


@dataclass(frozen=True)
class PeriodChoice:
    """From and to are days of the workspace, both inside. `compare` is before, year or none."""

    key: str
    from_on: date
    to_on: date
    compare: str = "before"
    is_fixed: bool = False  # the workspace's season, closed for counting
    refused: str = ""  # why the asked dates were not taken

    @property
    def days(self) -> int:
        return (self.to_on - self.from_on).days + 1

    @property
    def before(self) -> tuple[date, date] | None:
        """The period it is compared with, of the same length; None without comparison."""
        if self.compare == "none":
            return None
        if self.compare == "year":
            return self.from_on - timedelta(days=364), self.to_on - timedelta(days=364)
        return self.from_on - timedelta(days=self.days), self.from_on - timedelta(days=1)

    @property
    def title(self) -> str:
        if self.key == "fixed":
            return _("Counting period")
        if self.key == "month":
            return _("This month")
        if self.key == "custom":
            return _("Own dates")
        return ngettext("%(days)d day", "%(days)d days", self.days) % {"days": self.days}

    def query(self, **changes) -> str:
        """Return the address's query for this choice, with changes (None leaves one out)."""
        values = {"period": self.key, "compare": self.compare}
        if self.key == "custom":
            values |= {"from": self.from_on.isoformat(), "to": self.to_on.isoformat()}
        values |= changes
        return urlencode({key: value for key, value in values.items() if value is not None})

    @property
    def choices(self) -> list[dict]:
        """The other periods one can choose: key, title and query."""
        keys = [*(["fixed"] if self.is_fixed else []), *(str(n) for n in LENGTHS), "month"]
        titles = {"fixed": _("Counting period"), "month": _("This month")}
        return [
            {
                "key": key,
                "title": titles.get(key)
                or ngettext("%(days)d day", "%(days)d days", int(key)) % {"days": int(key)},
                "query": urlencode({"period": key, "compare": self.compare}),
                "current": key == self.key,
            }
            for key in keys
        ]

    @property
    def compare_choices(self) -> list[dict]:
        titles = {
            "before": _("The period before"),
            "year": _("A year earlier (same weekdays)"),
            "none": _("No comparison"),
        }
        return [
            {"key": key, "title": title, "query": self.query(compare=key), "current": key == self.compare}
            for key, title in titles.items()
        ]

    @property
    def compare_title(self) -> str:
        return {"before": _("the period before"), "year": _("a year earlier"), "none": _("nothing")}[
            self.compare
        ]


def chosen_period(
    asked, *, today: date, fixed: tuple[date, date] | None = None, default: str = "28"
) -> PeriodChoice:
    """Return the period that `asked` (request.GET) names; lengths end today, or with the fixed period when it is over."""
    last = min(today, fixed[1]) if fixed else today
    key = asked.get("period") or ("fixed" if fixed else default)
    compare = asked.get("compare") if asked.get("compare") in ("before", "year", "none") else "before"
    refused = ""
    if key == "custom":
        from_on, to_on = _date(asked.get("from")), _date(asked.get("to"))
        if from_on and to_on and from_on <= to_on and (to_on - from_on).days < LONGEST:
            return PeriodChoice("custom", from_on, to_on, compare, bool(fixed))
        refused = _("These two dates make no period of at most three years.")
        key = "fixed" if fixed else default
    if key == "fixed" and fixed:
        return PeriodChoice("fixed", *fixed, compare, True, refused)
    if key == "month":
        return PeriodChoice("month", last.replace(day=1), last, compare, bool(fixed), refused)
    length = int(key) if key.isdigit() and int(key) in LENGTHS else int(default)
    return PeriodChoice(str(length), last - timedelta(days=length - 1), last, compare, bool(fixed), refused)


def _date(text) -> date | None:
    try:
        return parse_date(text or "")
    except ValueError:
        return None
