"""Whom a new inquiry goes to: rules tried in order, each giving to its people in turn."""

from collections.abc import Iterable
from dataclasses import dataclass

from yangfan.crm.assignment.models import AssignmentRule
from yangfan.crm.inquiries.models import Inquiry


@dataclass(frozen=True)
class Facts:
    """What rules look at. Country and channel of a visitor are known only once the stream has told: `is_final`."""

    country: str
    language: str
    channel: str
    product: str  # what is asked for, and the beginning of the message
    is_final: bool


def facts_of(inquiry: Inquiry, *, is_final: bool) -> Facts:
    """Return what is known of an inquiry."""
    return Facts(
        country=inquiry.country or inquiry.contact.country, language=inquiry.language, channel=inquiry.channel,
        product=f"{inquiry.product} {inquiry.summary}".casefold(), is_final=is_final,
    )  # fmt: skip


def fits(rule: AssignmentRule, facts: Facts) -> bool | None:
    """Tell whether the rule fits; None when that hangs on something not known yet."""
    answers = [
        _is_among(facts.country, rule.countries, facts.is_final),
        _is_among(
            facts.language.partition("-")[0], [code.partition("-")[0] for code in rule.languages], True
        ),
        _is_among(facts.channel, rule.channels, facts.is_final),
        not rule.product or any(word in facts.product for word in product_words(rule)),
    ]
    if False in answers:
        return False
    return None if None in answers else True


def product_words(rule: AssignmentRule) -> list[str]:
    """Return the words one of which must occur."""
    words = rule.product.replace("，", ",").replace("、", ",").casefold().split(",")
    return [word.strip() for word in words if word.strip()]


def _is_among(value: str, wanted: list[str], is_final: bool) -> bool | None:
    if not wanted:
        return True
    if not value and not is_final:
        return None
    return value in wanted


def next_person(people: list[int], last: int | None, present: Iterable[int]) -> int | None:
    """Return whose turn it is after `last`, among those present."""
    there = set(present)
    turn = people.index(last) + 1 if last in people else 0
    return next((one for one in people[turn:] + people[:turn] if one in there), None)


@dataclass(frozen=True)
class Choice:
    """What the rules say: a rule and a person; neither when none fits, `must_wait` when one may fit later."""

    rule: AssignmentRule | None = None
    person: int | None = None
    must_wait: bool = False


def choose(
    rules: Iterable[AssignmentRule], facts: Facts, present: Iterable[int], last: dict[int, int | None]
) -> Choice:
    """Return whom the first fitting rule with somebody at hand gives to; `last` says who had each rule's last turn."""
    for rule in rules:
        fit = fits(rule, facts)
        if fit is None:
            return Choice(must_wait=True)
        person = next_person(rule.people, last.get(rule.pk), present) if fit else None
        if person:
            return Choice(rule, person)
    return Choice()
