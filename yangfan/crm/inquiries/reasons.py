"""Whom to answer first: expected value = chance of an order × size of the order, each part of it said in words.

A reason has points; ten points double what they speak of (the "points to double the odds" of credit scorecards: Siddiqi,
Credit Risk Scorecards, 2006), so that points add up where factors multiply:

    points   = fit + intent + urgency + engagement + doubt + size
    chance   = base chance here × 2 ** (points without size / 10) / strength of an ordinary inquiry here, at most 0.6
    size     = deal, else target price × quantity, else usual price × quantity, else the median order
    expected = chance × size, in money where an amount is known; else the points alone decide

The base chance and the ordinary strength come from the workspace's own inquiries and orders (crm.scoring.yardstick), so
the chances of all its inquiries add up to about the orders that came. The points of each rule are our judgement of what
matters, not a measurement. What time adds is in crm.scoring.ranking, since it changes without anybody doing anything.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from math import log2
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from yangfan.core.ui.templatetags.kit import money
from yangfan.crm.companies.hosts import is_disposable, is_free_host
from yangfan.crm.deals.models import CLOSED_STAGES, Deal, Stage
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.scoring import ranking
from yangfan.crm.scoring.models import Yardstick
from yangfan.crm.scoring.yardstick import Size, size_of, yardstick_of
from yangfan.crm.words import country_name, isolated, quantity_words, terms_words

SPAM_LAST = -1000
MOST_CHANCE = 0.6  # nobody is surer of an inquiry that has not been answered yet
INTENTS = {
    "distributor": (10, gettext_lazy("Wants to sell your products")),
    "quote": (8, gettext_lazy("Asks for a quotation")),
    "booking": (8, gettext_lazy("Wants to book")),
    "trial": (8, gettext_lazy("Wants to try it")),
    "appointment": (8, gettext_lazy("Wants an appointment")),
    "sample": (5, gettext_lazy("Asks for a sample")),
    "partnership": (-5, gettext_lazy("Offers to work together")),
    "complaint": (-10, gettext_lazy("Complains about something")),
    "support": (-15, gettext_lazy("Asks for help with what they have")),
    "job": (-40, gettext_lazy("Looks for a job")),
    "pitch": (-40, gettext_lazy("Wants to sell you something")),
}  # fmt: skip


@dataclass(frozen=True)
class Reason:
    """One part of the score: `icon` is a name in ui/icons.svg, `part` one of PARTS; 10 points double it."""

    icon: str
    text: str
    points: int
    part: str = "fit"

    @property
    def width(self) -> int:
        """How long its bar is, 1 to 20."""
        return max(1, min(abs(self.points), 20))

    @property
    def signed(self) -> str:
        """Its points with their sign: +8, −3."""
        return f"{self.points:+d}".replace("-", "−")


PARTS = {
    "fit": gettext_lazy("Fit"), "intent": gettext_lazy("Intent"), "size": gettext_lazy("Size"),
    "urgency": gettext_lazy("Urgency"), "engagement": gettext_lazy("Interest on the site"),
    "doubt": gettext_lazy("Doubt"), "time": gettext_lazy("Waiting"),
}  # fmt: skip


@dataclass(frozen=True)
class Known:
    """What the CRM knows beside the inquiries themselves; fetched once for a batch."""

    yardstick: Yardstick
    by_contact: dict[int, list[int | None]] = field(default_factory=dict)  # won deals: the inquiry of each
    by_company: dict[int, int] = field(default_factory=dict)
    by_country: dict[str, int] = field(default_factory=dict)
    by_product: dict[str, int] = field(default_factory=dict)
    open_deals: dict[int, Deal] = field(default_factory=dict)


@dataclass(frozen=True)
class Worth:
    """What an inquiry is worth; `expected` is None where no amount is known."""

    reasons: list[Reason]
    points: int
    chance: float
    size: Size
    expected: Decimal | None
    currency: str


def why_first(inquiry: Inquiry) -> list[Reason]:
    """Return the reasons that hold, weightiest first, in the active language; those against it come last."""
    return worth(inquiry).reasons


def worth(inquiry: Inquiry, known: Known | None = None) -> Worth:
    """Return the expected value of an inquiry and the reasons it is made of, in the active language."""
    known = known or known_of([inquiry])
    size = size_of(inquiry, known.yardstick, deal=known.open_deals.get(inquiry.pk))
    chance = chance_reasons(inquiry, known)
    points = sum(reason.points for reason in chance)
    sized = _size_reason(inquiry, size, known.yardstick)
    found = sorted(chance + ([sized] if sized else []), key=lambda reason: -reason.points)
    likely = min(known.yardstick.base_chance * 2 ** (points / 10) / known.yardstick.ordinary, MOST_CHANCE)
    expected = (size.amount * Decimal(likely)).quantize(Decimal("0.01")) if size.amount else None
    return Worth(
        found, points + (sized.points if sized else 0), likely, size, expected, known.yardstick.currency
    )


def rate(inquiry: Inquiry, known: Known | None = None) -> Inquiry:
    """Set `score` and `expected_value`, unsaved; spam comes last and is worth nothing."""
    if inquiry.is_spam:
        inquiry.score, inquiry.expected_value = SPAM_LAST, None
        return inquiry
    found = worth(inquiry, known)
    inquiry.score, inquiry.expected_value = found.points, found.expected
    return inquiry


def chance_points(inquiries: list[Inquiry], *, as_strangers: bool = False) -> list[int]:
    """Return the points of each that speak of its chance, without its size; strangers have bought nothing yet."""
    known = known_of(inquiries) if inquiries else None
    if known and as_strangers:
        known = replace(known, by_contact={}, by_company={})
    return [sum(reason.points for reason in chance_reasons(one, known)) for one in inquiries]


def time_reasons(inquiry: Inquiry, *, now: datetime, limit: timedelta) -> list[Reason]:
    """Return what time adds to or takes from an inquiry that waits."""
    if inquiry.waiting_since is None:
        return []
    waited = now - inquiry.waiting_since
    found = [_waiting(waited, limit, ranking.waiting_points(waited, limit))]
    today = now.astimezone(ZoneInfo(inquiry.workspace.time_zone)).date()
    near = ranking.deadline_points(inquiry.deadline_on, today)
    if near:
        text = _("Its deadline is near") if near > 0 else _("Its deadline has passed")
        found.append(Reason("calendar", text, near, "time"))
    return [reason for reason in found if reason]


def _waiting(waited: timedelta, limit: timedelta, points: int) -> Reason | None:
    if points < 0:
        text = ngettext("Has waited for %(n)d day, may have cooled down", "Has waited for %(n)d days, may have cooled down", waited.days)  # fmt: skip
        return Reason("clock", text % {"n": waited.days}, points, "time")
    if waited < limit:
        return Reason("clock", _("Is waiting for an answer"), points, "time") if points else None
    hours = round(limit.total_seconds() / 3600)
    text = ngettext("Waiting for longer than the %(n)d hour you set", "Waiting for longer than the %(n)d hours you set", hours)  # fmt: skip
    return Reason("clock", text % {"n": hours}, points, "time")


def known_of(inquiries: Iterable[Inquiry]) -> Known:
    """Fetch what the reasons of these inquiries (of one workspace) ask for, in a handful of queries."""
    rows = list(inquiries)
    workspace = rows[0].workspace
    won = Deal.objects.of(workspace).filter(stage=Stage.WON)
    known = Known(yardstick_of(workspace))
    for contact, inquiry in won.filter(contact__in={one.contact_id for one in rows}).values_list(
        "contact", "inquiry"
    ):
        known.by_contact.setdefault(contact, []).append(inquiry)
    _tally(
        known.by_company, won.filter(company__in={one.contact.company_id for one in rows} - {None}), "company"
    )
    _tally(
        known.by_country,
        won.filter(inquiry__country__in={one.country for one in rows} - {""}),
        "inquiry__country",
    )
    _tally(
        known.by_product,
        won.filter(inquiry__product__in={one.product for one in rows} - {""}),
        "inquiry__product",
    )
    pks = [one.pk for one in rows if one.pk]
    running = Deal.objects.of(workspace).filter(inquiry__in=pks).exclude(stage__in=CLOSED_STAGES)
    for deal in running.order_by("amount"):
        known.open_deals[deal.inquiry_id] = deal
    return known


def _tally(into: dict, deals, column: str) -> None:
    for key in deals.values_list(column, flat=True):
        into[key] = into.get(key, 0) + 1


def chance_reasons(inquiry: Inquiry, known: Known) -> list[Reason]:
    """Return the reasons that speak of the chance of an order, in the order of the rules."""
    return [reason for rule in RULES if (reason := rule(inquiry, known))]


# --- size ---------------------------------------------------------------------------------------------------------------


def _size_reason(inquiry: Inquiry, size: Size, yardstick: Yardstick) -> Reason | None:
    if size.how in ("", "usual"):
        return None
    points = round(10 * log2(size.ratio))
    values = {
        "amount": money(rounded(size.amount), yardstick.currency) if size.amount else "",
        "quantity": isolated(quantity_words(size.quantity)),
        "price": money(rounded(size.price), yardstick.currency) if size.price else "",
    }
    return Reason("coin", _size_words(size, points) % values, points, "size")


def _size_words(size: Size, points: int) -> str:
    if size.how == "deal":
        return _("The deal is about %(amount)s")
    if size.how == "quantity":
        more, less = (
            _("Wants more than usual here: %(quantity)s"),
            _("Wants less than usual here: %(quantity)s"),
        )
        return more if points >= 0 else less
    if size.is_cut:
        return _("%(quantity)s × %(price)s: more than any order so far, counted as %(amount)s")
    if size.how == "asked":
        return _("Names a price: %(quantity)s × %(price)s = %(amount)s")
    return _("%(quantity)s × %(price)s, your usual price = %(amount)s")


def rounded(amount: Decimal) -> Decimal:
    """Return an amount to three digits, as sure as an estimate may sound; below 1,000 to the cent."""
    if amount < 1000:
        return amount.quantize(Decimal("0.01")).normalize() if amount % 1 else amount.quantize(Decimal(1))
    places = Decimal(10) ** (amount.adjusted() - 2)
    return (amount / places).quantize(Decimal(1)) * places


# --- fit ----------------------------------------------------------------------------------------------------------------


def _bought_before(inquiry: Inquiry, known: Known) -> Reason | None:
    earlier = [
        one for one in known.by_contact.get(inquiry.contact_id, []) if one is None or one != inquiry.pk
    ]
    if earlier:
        won = len(earlier)
        text = ngettext("Bought before: %(n)d order", "Bought before: %(n)d orders", won) % {"n": won}
        return Reason("trophy", text, 15)
    own = len(known.by_contact.get(inquiry.contact_id, []))
    if known.by_company.get(inquiry.contact.company_id, 0) > own:
        return Reason("trophy", _("Somebody of their company bought before"), 10)
    return None


def _country_bought(inquiry: Inquiry, known: Known) -> Reason | None:
    own = len(known.by_contact.get(inquiry.contact_id, []))
    won = known.by_country.get(inquiry.country, 0) - own
    if not inquiry.country or won <= 0:
        return None
    text = ngettext("%(n)d inquiry from %(country)s became an order", "%(n)d inquiries from %(country)s became orders", won)  # fmt: skip
    return Reason(
        "trending-up", text % {"n": won, "country": country_name(inquiry.country)}, 3 if won < 3 else 5
    )


def _names_product(inquiry: Inquiry, known: Known) -> Reason | None:
    if not inquiry.product:
        return None
    own = sum(one == inquiry.pk for one in known.by_contact.get(inquiry.contact_id, []))
    sold = known.by_product.get(inquiry.product, 0) - own
    if sold > 0:
        text = ngettext("Asks for %(product)s, ordered %(n)d time before", "Asks for %(product)s, ordered %(n)d times before", sold)  # fmt: skip
        return Reason("package", text % {"product": isolated(inquiry.product), "n": sold}, 5)
    return Reason("package", _("Asks for %(product)s") % {"product": isolated(inquiry.product)}, 3)


def _mail(inquiry: Inquiry, known: Known) -> Reason | None:
    domain = inquiry.contact.email.rpartition("@")[2]
    if not domain:
        return None
    if is_disposable(domain):
        return Reason("mail", _("Throwaway mail address: %(domain)s") % {"domain": domain}, -15)
    if is_free_host(domain):
        return Reason("mail", _("Free mail address: %(domain)s") % {"domain": domain}, -3)
    return Reason("mail", _("Company mail address: %(domain)s") % {"domain": domain}, 6)


# --- intent -------------------------------------------------------------------------------------------------------------


def _intent(inquiry: Inquiry, known: Known) -> Reason | None:
    points, words = INTENTS.get(inquiry.intent, (0, ""))
    weighed = round(points * min(inquiry.intent_confidence, 1))
    return Reason("target", str(words), weighed, "intent") if weighed else None


def _says_what(inquiry: Inquiry, known: Known) -> Reason | None:
    parts = [quantity_words(inquiry.quantity), isolated(terms_words(inquiry.terms)), _deadline(inquiry)]
    parts = [part for part in parts if part]
    if not parts:
        says_nothing = inquiry.summary and not inquiry.product
        return Reason("list", _("Does not say what it wants"), -8, "intent") if says_nothing else None
    text = _("Says what it wants: %(parts)s") % {"parts": _(", ").join(parts)}
    return Reason("list", text, 4 * len(parts), "intent")


def _deadline(inquiry: Inquiry) -> str:
    if inquiry.deadline_on:
        return _("by %(day)s") % {"day": date_format(inquiry.deadline_on, "MONTH_DAY_FORMAT")}
    return isolated(inquiry.deadline)


def _knows_the_trade(inquiry: Inquiry, known: Known) -> Reason | None:
    parts = [*inquiry.certificates, *([_("a target price")] if inquiry.price else [])]
    if not parts:
        return None
    return Reason(
        "shield-check",
        _("Knows the trade: %(parts)s") % {"parts": _(", ").join(map(str, parts))},
        3,
        "intent",
    )


# --- urgency ------------------------------------------------------------------------------------------------------------


def _urgent(inquiry: Inquiry, known: Known) -> Reason | None:
    if inquiry.urgency == "urgent" or inquiry.read.get("urgent"):
        return Reason("bolt", _("Says that it is urgent"), 4, "urgency")
    return Reason("bolt", _("Needs it soon"), 2, "urgency") if inquiry.urgency == "soon" else None


# --- engagement -----------------------------------------------------------------------------------------------------------


def _read_much(inquiry: Inquiry, known: Known) -> Reason | None:
    pages, titles = inquiry.read.get("pages", 0), inquiry.read.get("titles", [])
    if pages < 3:
        return None
    text = ngettext("Read %(n)d page", "Read %(n)d pages", pages) % {"n": pages}
    if titles:
        text = _('%(read)s, among them "%(title)s"') % {"read": text, "title": titles[0]}
    return Reason("file-text", text, 3 if pages < 6 else 5, "engagement")


def _downloaded(inquiry: Inquiry, known: Known) -> Reason | None:
    count = inquiry.read.get("downloads", 0)
    if not count:
        return None
    text = ngettext("Downloaded %(n)d document", "Downloaded %(n)d documents", count) % {"n": count}
    return Reason("download", text, 5, "engagement")


def _came_back(inquiry: Inquiry, known: Known) -> Reason | None:
    visits, days = inquiry.read.get("visits", 0), inquiry.read.get("days", 0)
    if visits < 2:
        return None
    text = ngettext("Came back: %(n)d visit", "Came back: %(n)d visits", visits) % {"n": visits}
    if days:
        text = ngettext("%(visits)s in %(n)d day", "%(visits)s in %(n)d days", days) % {
            "visits": text,
            "n": days,
        }
    return Reason("history", text, 5, "engagement")


# --- doubt ----------------------------------------------------------------------------------------------------------------


def _doubtful(inquiry: Inquiry, known: Known) -> Reason | None:
    """The chance is that of an honest inquiry times the chance that it is one."""
    points = round(10 * log2(max(1 - inquiry.spam_score, 0.02)))
    return Reason("alert-triangle", _("May not be meant seriously"), points, "doubt") if points < 0 else None


RULES: list[Callable[[Inquiry, Known], Reason | None]] = [
    _bought_before, _country_bought, _names_product, _mail,
    _intent, _says_what, _knows_the_trade,
    _urgent,
    _read_much, _downloaded, _came_back,
    _doubtful,
]  # fmt: skip
