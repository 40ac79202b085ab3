"""What an inquiry is worth and how likely a contact is to buy, ready to be shown."""

from dataclasses import dataclass
from datetime import timedelta

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from yangfan.core.ui.templatetags.kit import money
from yangfan.crm.inquiries import reasons
from yangfan.crm.scoring.leads import Lead, lead_score

register = template.Library()


@dataclass(frozen=True)
class ShownWorth:
    """`chance`, `base` are text such as 34 %; `expected` is None where no amount is known."""

    reasons: list
    chance: str
    base: str
    expected: object
    expected_words: str
    size_words: str


@register.simple_tag
def worth_of(inquiry, now, within_hours):
    """{% worth_of inquiry now hours as value %}: expected value, its parts, and the reasons with what time adds."""
    found = reasons.worth(inquiry)
    timed = reasons.time_reasons(inquiry, now=now, limit=timedelta(hours=within_hours))
    yardstick = reasons.yardstick_of(inquiry.workspace)
    return ShownWorth(
        sorted(found.reasons + timed, key=lambda reason: -reason.points), percent(found.chance),
        percent(yardstick.base_chance), found.expected, _money(found.expected, found.currency),
        _money(found.size.amount, found.currency),
    )  # fmt: skip


def percent(share: float) -> str:
    """Return a chance as text: 34 %, below one per cent with a digit."""
    return f"{share * 100:.0f}%" if share >= 0.0095 else f"{share * 100:.1f}%"


def _money(amount, currency: str) -> str:
    return money(reasons.rounded(amount), currency) if amount else ""


@register.inclusion_tag("crm/lead_score.html")
def lead(contact, now):
    """{% lead contact now %}: a card's inside with the score of a contact and its reasons."""
    return {"lead": lead_score(contact, now=now)}


@register.simple_tag
def lead_badge(contact):
    """{% lead_badge contact %}: the score kept for lists; select_related("lead_score") beforehand."""
    kept = getattr(contact, "lead_score", None)
    if kept is None:
        return ""
    tone = Lead(kept.score, kept.by).tone
    return format_html('<span class="yf-b yf-b-{}" title="{}">{}</span>', tone, _("Lead score"), kept.score)
