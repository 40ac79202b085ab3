"""What a buyer's message says it wants, field by field, each with how sure we are. Rules, and a small model for intent.

What is not found stays empty; nothing is guessed. Under 20 ms for a usual message, no network, no request.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from yangfan.intelligence.reading import words
from yangfan.intelligence.reading.dates import find_deadline
from yangfan.intelligence.reading.found import LIKELY, SURE, Found, Mark
from yangfan.intelligence.reading.intents import BUYING, Example, find_intent
from yangfan.intelligence.reading.money import Price, find_currency, find_price
from yangfan.intelligence.reading.numbers import plain
from yangfan.intelligence.reading.places import find_country
from yangfan.intelligence.reading.ports import known_part
from yangfan.intelligence.reading.products import find_models, find_products
from yangfan.intelligence.reading.quantities import Amount, find_amounts

LOOKED_AT = 6000  # characters
INCOTERMS = ("EXW", "FCA", "FAS", "FOB", "CFR", "CNF", "C&F", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP", "DAT")
SOON, AT_ONCE = timedelta(days=45), timedelta(days=10)
_PLACE = (
    r"(?P<place>(?-i:[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,2})|[\u4e00-\u9fff]{2,6}?(?:港|市)|[\u4e00-\u9fff]{2,4}?(?=[价的，,。、交及和含 ]|$)"
    r"|[\u0400-\u04ff]{3,}(?:-[\u0400-\u04ff]+)*|[\u0600-\u06ff]{2,}(?:\s[\u0600-\u06ff]{2,})?)"
)
_TERMS = re.compile(
    rf"(?<![A-Za-z])(?P<term>{'|'.join(re.escape(term) for term in INCOTERMS)}|ex[- ]works|door to door|到门|送货上门|出厂价)(?![A-Za-z])[\s:,(-]*"
    rf"(?:(?:to|in|at|the|price|terms|port of|puerto de|porto de|port de|hafen|порт|ميناء|إلى|到|至|价|zu|nach|hasta|a|au|до|в)\s+)*{_PLACE}?",
    re.IGNORECASE,
)
_SPOKEN = {"EX WORKS": "EXW", "EX-WORKS": "EXW", "出厂价": "EXW", "CNF": "CFR", "C&F": "CFR", "DOOR TO DOOR": "DDP", "到门": "DDP", "送货上门": "DDP"}  # fmt: skip
_NOT_PLACES = re.compile(r"^(?:price|terms?|please|thanks?|and|or|incoterms?|with|we|delivery|quantity|qty|best|usd|eur|lead|payment|kindly|for|before|until|by|the|报价|价格|多少|价|и|или|или|و|أو|قبل|خلال|y|o|e|ou|et|und|oder|vor|bis|antes|avant|preis|precio|prix|цена|до|срок|INCOTERM)\b", re.I)  # fmt: skip
_CERTIFICATES = {
    name: re.compile(rule, re.IGNORECASE if name == "Halal" else 0)
    for name, rule in words.CERTIFICATES.items()
}
_CE_LIST = re.compile(
    r"(?<![A-Za-z])CE(?=\s*(?:,|/|，|、|\+|and|und|y|et|e|и|و|和|or)\s*(?:UL|ISO|FCC|RoHS|FDA|TÜV|TUV|CCC|REACH|EAC|ETL|EN))|(?:certificad\w+|certificat\w*|certification|zertifikat\w*|сертификат\w*|شهادة|شهادات|认证|UL|RoHS|FCC|ISO ?\d+|with|con|mit|avec)\s*(?:,|:|and|y|e|und|et|и|و|和|/|،|، )?\s*CE(?![A-Za-z])"
)
_STANDARD = re.compile(
    r"(?<![A-Za-z])(?P<body>ISO|IEC|GB/T|DIN|ASTM|IATF)[ -]?(?P<number>\d{3,5})(?:[-:]\d+)*"
)
_URGENT = re.compile(words.URGENT, re.IGNORECASE)
_DESTINED = frozenset({"CFR", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP", "DAT"})


@dataclass(frozen=True)
class Item:
    """One line of what is wanted; `most` is the upper end of a range; `product` as our pages call it, may be empty."""

    product: str
    quantity: int | float | None
    most: int | float | None
    unit: str


@dataclass(frozen=True)
class Sender:
    """What is known beside the text; `home` is the seller's own country."""

    phone: str = ""
    email: str = ""
    country: str = ""
    home: str = "CN"


@dataclass(frozen=True)
class Reading:
    """What was found. `found` says how sure each field is: quantity, items, product, terms, country, price, currency,
    deadline, certificates, intent, urgency."""

    quantity: int | float | None = None
    quantity_most: int | float | None = None
    unit: str = ""
    items: tuple[Item, ...] = ()
    terms: str = ""
    place: str = ""
    deadline: str = ""
    deadline_on: date | None = None
    country: str = ""
    price: Decimal | None = None
    price_per: str = ""
    currency: str = ""
    certificates: tuple[str, ...] = ()
    intent: str = ""
    urgency: str = ""
    next_question: str = ""
    products: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    found: Mapping[str, Found] = field(default_factory=dict)

    @property
    def is_urgent(self) -> bool:
        return self.urgency == "urgent"


def read_wants(
    text: str,
    *,
    today: date,
    product_names: tuple[str, ...] = (),
    sender: Sender | None = None,
    taught_products: Mapping[str, str] | None = None,
    taught_intents: Sequence[Example] = (),
) -> Reading:
    """Read `text`; `product_names` are what the reader sells; what people taught goes before every rule."""
    sender = sender or Sender()
    readable = plain(text[:LOOKED_AT])
    found: dict[str, Found] = {}
    amounts = find_amounts(readable)
    products = find_products(readable, product_names, taught_products)
    models = find_models(readable)
    _keep(found, "deadline", find_deadline(readable, today))
    _keep(found, "terms", _terms(readable))
    _keep(found, "price", find_price(readable))
    _keep(found, "currency", _currency(readable, found.get("price")))
    _keep(found, "country", _country(readable, sender, found.get("terms")))
    _keep(found, "certificates", _certificates(readable))
    if amounts:
        found["quantity"] = Found(
            amounts[0].least, amounts[0].confidence, marks=tuple(one.mark for one in amounts)
        )
    if products or models:
        first = (products or models)[0]
        found["product"] = Found(
            first.value, first.confidence, first.by, tuple(one.marks[0] for one in products or models[:3])
        )
    found["intent"] = find_intent(
        text[:LOOKED_AT],
        has_quantity=bool(amounts),
        has_terms="terms" in found or "price" in found,
        taught=taught_intents,
    )
    _keep(found, "urgency", _urgency(readable, found.get("deadline"), today))
    return _reading(readable, found, amounts, products, models)


def _keep(found: dict, name: str, one: Found | None) -> None:
    if one is not None:
        found[name] = one


def _reading(
    text: str, found: dict[str, Found], amounts: list[Amount], products: list[Found], models: list[Found]
) -> Reading:
    def value(name, otherwise=None):
        return found[name].value if name in found else otherwise

    term, place = value("terms", ("", ""))
    price: Price | None = value("price")
    deadline = found.get("deadline")
    return Reading(
        quantity=amounts[0].least if amounts else None, quantity_most=amounts[0].most if amounts else None,
        unit=amounts[0].unit if amounts else "", items=_items(text, amounts, products, models), terms=term, place=place,
        deadline=text[deadline.marks[0].start : deadline.marks[0].end].strip() if deadline else "",
        deadline_on=deadline.value if deadline else None, country=value("country", ""),
        price=price.amount if price else None, price_per=price.per if price else "", currency=value("currency", ""),
        certificates=value("certificates", ()), intent=value("intent", ""), urgency=value("urgency", ""),
        next_question=next_question(found), products=tuple(one.value for one in products),
        models=tuple(one.value for one in models), marks=_marks(found), found=found,
    )  # fmt: skip


def next_question(found: Mapping[str, Found]) -> str:
    """Return what to ask next, a key: what a quote still lacks, weightiest first; empty when it can be answered."""
    intent = found["intent"].value if "intent" in found else "quote"
    if intent in ("support", "complaint"):
        return "order" if "product" not in found or intent == "complaint" else ""
    if intent in ("booking", "trial", "appointment"):
        return "" if "deadline" in found else "time"
    if intent == "distributor":
        return "market"
    if intent == "sample":
        return "product" if "product" not in found else "address"
    if intent != "quote":
        return ""
    for name in ("product", "quantity"):
        if name not in found:
            return name
    if (
        "terms" not in found
        and "country" not in found
        or "terms" not in found
        and found["country"].confidence < LIKELY
    ):
        return "destination"
    return "" if "deadline" in found else "deadline"


def _terms(text: str) -> Found | None:
    for match in _TERMS.finditer(text):
        if (
            match["term"].upper() in INCOTERMS
            and match["term"] != match["term"].upper()
            and len(match["term"]) < 5
            and match["term"] != match["term"].lower()
        ):
            continue
        term = _SPOKEN.get(match["term"].upper(), match["term"].upper())
        place = (match["place"] or "").rstrip(".").strip()
        if _NOT_PLACES.match(place):
            place = ""
        if place:  # "جدة قبل" is Jeddah and a word behind it, "Rio de Janeiro" is longer than capitals tell
            place = known_part(text[match.start("place") :]) or place
        end = match.start("place") + len(place) if place else match.end("term")
        return Found((term, place), SURE if place else LIKELY, marks=(Mark("terms", match.start(), end),))
    return None


def _currency(text: str, price: Found | None) -> Found | None:
    if price is not None:
        return Found(price.value.currency, price.confidence)
    return find_currency(text)


def _country(text: str, sender: Sender, terms: Found | None) -> Found | None:
    if sender.country:
        return Found(sender.country, 1.0, "person")
    found = find_country(text, phone=sender.phone, email=sender.email, home=sender.home)
    if (
        found is not None
        and terms is not None
        and terms.value[0] not in _DESTINED
        and found.value == sender.home
        and found.confidence < SURE
    ):
        return None
    return found


def _certificates(text: str) -> Found | None:
    found: dict[str, Mark] = {}
    for name, rule in _CERTIFICATES.items():
        match = rule.search(text) or (name == "CE" and _CE_LIST.search(text)) or None
        if match:
            found[name] = Mark("certificates", *match.span())
    for match in _STANDARD.finditer(text):
        found[f"{match['body']} {match['number']}"] = Mark("certificates", *match.span())
    if not found:
        return None
    ordered = sorted(found, key=lambda name: found[name].start)
    return Found(tuple(ordered), SURE, marks=tuple(found[name] for name in ordered))


def _urgency(text: str, deadline: Found | None, today: date) -> Found | None:
    match = _URGENT.search(text)
    if match:
        return Found("urgent", SURE, marks=(Mark("urgency", *match.span()),))
    if deadline is None or deadline.value - today > SOON:
        return None
    return Found("urgent" if deadline.value - today <= AT_ONCE else "soon", LIKELY)


def _items(text: str, amounts: list[Amount], products: list[Found], models: list[Found]) -> tuple[Item, ...]:
    """Give each quantity the product named nearest to it in its own part of the text; products without one follow."""
    named = products or models
    left, items = list(named), []
    names_lead = bool(named and amounts and named[0].marks[0].start < amounts[0].start and len(named) > 1)
    for number, amount in enumerate(amounts):
        start = amounts[number - 1].end if number else 0
        end = amounts[number + 1].start if number + 1 < len(amounts) else len(text)
        before = [one for one in left if start <= one.marks[0].start < amount.start]
        after = [one for one in left if amount.end <= one.marks[0].start < end]
        chosen = _closer(before, after, amount, names_lead=names_lead)
        if chosen:
            left.remove(chosen)
        name = chosen.value if chosen else named[0].value if len(named) == 1 and len(amounts) == 1 else ""
        items.append(Item(name, amount.least, amount.most, amount.unit))
    if products:
        items += [
            Item(one.value, None, None, "")
            for one in left
            if all(item.product != one.value for item in items)
        ]
    return tuple(items)


def _closer(before: list[Found], after: list[Found], amount: Amount, *, names_lead: bool) -> Found | None:
    one, other = (before[-1] if before else None), (after[0] if after else None)
    if one and (other is None or names_lead):
        return one
    return other


def _marks(found: Mapping[str, Found]) -> tuple[Mark, ...]:
    kept: list[Mark] = []
    for mark in sorted(
        (mark for one in found.values() for mark in one.marks), key=lambda mark: (mark.start, -mark.end)
    ):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return tuple(kept)


def is_buying(intent: str) -> bool:
    """Tell whether this intent asks for something we sell."""
    return intent in BUYING
