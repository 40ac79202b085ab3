"""Every number that a screen shows: its name, what exactly it means, its unit and how it is taken from the answers.

A new number on a screen is one entry here.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import Workspace
from yangfan.events.stats.numbers import Totals

COUNT, MONEY, RATIO, PERCENT, SECONDS, DECIMAL = "count", "money", "ratio", "percent", "seconds", "decimal"


@dataclass(frozen=True)
class Metric:
    """A number and its definition; `compute` takes it from a Totals (and, where it has it, from a row of a table)."""

    key: str
    title: str
    definition: str
    unit: str
    compute: Callable[[Totals], object]
    is_better_when_higher: bool = True


def _metric(key: str, title, unit: str, definition, *, higher_is_better: bool = True) -> tuple[str, Metric]:
    return key, Metric(key, title, definition, unit, attrgetter(key), higher_is_better)


METRICS: dict[str, Metric] = dict([
    _metric("exposures", _("Exposures"), COUNT, _(
        "How often your content was shown outside your own site: ad and search-result impressions, views of posts and"
        " listings, as the platforms report them. For each channel and day one source counts: the platform's interface"
        " before a file, a file before reported events. Delivered mail is no exposure. Many channels report none:"
        " “no data” is not zero."
    )),
    _metric("visits", _("Visits"), COUNT, _(
        "Runs of page views by one visitor with no gap over 30 minutes, counted on the day they begin. A new source or"
        " campaign starts a new visit, except that a running direct visit takes it on. Robots are left out."
    )),
    _metric("visitors", _("Visitors"), COUNT, _(
        "Different people's devices. Without a cookie a visitor can only be recognised within one day, so days are"
        " added up; who agreed to a cookie is counted once in the period."
    )),
    _metric("consented_visitors", _("Visitors who agreed to be recognised"), COUNT, _(
        "Visitors who accepted the cookie: only they can be recognised on another day."
    )),
    _metric("page_views", _("Page views"), COUNT, _("Views of pages of your site within these visits, robots left out.")),
    _metric("bounce_rate", _("Bounce rate"), PERCENT, _("The share of visits with only one page view."), higher_is_better=False),
    _metric("pages_per_visit", _("Pages per visit"), DECIMAL, _("Page views divided by visits.")),
    _metric("seconds_per_visit", _("Time per visit"), SECONDS, _(
        "From the first to the last thing seen of a visit, on average; a visit of one page view without anything after"
        " it counts as zero seconds."
    )),
    _metric("inquiries", _("Website inquiries"), COUNT, _(
        "First messages of people who ask for something through your site (form, chat). A repeat by the same contact"
        " within 7 days joins the same inquiry. Spam is kept but not counted."
    )),
    _metric("all_inquiries", _("All inquiries"), COUNT, _(
        "Website inquiries and those that came by mail, telephone or other ways."
    )),
    _metric("inquiry_rate", _("Inquiry rate"), PERCENT, _("Website inquiries divided by visits.")),
    _metric("deals", _("Deals won"), COUNT, _(
        "Orders won from a known inquiry, on the day they were won. Deals added by hand without an inquiry are shown apart."
    )),
    _metric("cost", _("Cost"), MONEY, _(
        "Money spent, by channel and day, and what belongs to no channel (site, content, software, fees). Foreign"
        " amounts are converted at the day's reference rate of the European Central Bank; those without a rate are"
        " shown apart and not summed."
    ), higher_is_better=False),
    _metric("revenue", _("Revenue"), MONEY, _(
        "The amount of deals won from a known inquiry, on the day they were won, converted like cost. Deals added by"
        " hand without an inquiry are shown apart."
    )),
    _metric("roi", _("ROI"), RATIO, _(
        "Shown as 1 : x, with x = revenue divided by cost of the same period. Without any cost there is none: “—”."
    )),
    _metric("cost_per_inquiry", _("Cost per inquiry"), MONEY, _("Cost divided by website inquiries."), higher_is_better=False),
    _metric("bot_hits", _("Requests by robots"), COUNT, _(
        "Requests of search engines, monitors, programs and browsers without a person: kept apart, in no other number."
    )),
])  # fmt: skip


# The same numbers in a workspace that calls an inquiry something else; what is counted is the same.
IN_OWN_WORDS = {
    "inquiries": (_("Website %(many)s"), _(
        "First messages of people who ask for something through your site (form, chat). A repeat by the same contact"
        " within 7 days joins the same %(one)s. Spam is kept but not counted."
    )),
    "all_inquiries": (_("All %(many)s"), _("Website %(many)s and those that came by mail, telephone or other ways.")),
    "inquiry_rate": (_("%(One)s rate"), _("Website %(many)s divided by visits.")),
    "cost_per_inquiry": (_("Cost per %(one)s"), _("Cost divided by website %(many)s.")),
}  # fmt: skip


def metric_of(workspace: Workspace, key: str) -> Metric:
    """Return the metric of this key with the workspace's word for an inquiry in its title and definition."""
    if key not in IN_OWN_WORDS:
        return metric(key)
    title, definition = (str(text) % workspace.word for text in IN_OWN_WORDS[key])
    return replace(metric(key), title=title, definition=definition)


def metric(key: str) -> Metric:
    """Return the metric of this key; raise KeyError when there is none."""
    return METRICS[key]
