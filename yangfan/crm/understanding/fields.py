"""The fields of what an inquiry wants: their names on screen, how each is shown, and how a correction is read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yangfan.crm.contacts.identity import country_choices
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.words import channel_title, channel_titles, country_name, quantity_words, terms_words

INTENTS = {
    "quote": gettext_lazy("Asks for a quote"), "sample": gettext_lazy("Wants a sample"), "distributor": gettext_lazy("Wants to sell our goods"),
    "support": gettext_lazy("Needs help with what they have"), "partnership": gettext_lazy("Proposes a partnership"),
    "job": gettext_lazy("Looks for work"), "complaint": gettext_lazy("Complains"), "pitch": gettext_lazy("Wants to sell us something"),
    "booking": gettext_lazy("Wants to book"), "trial": gettext_lazy("Wants a trial lesson"),
    "appointment": gettext_lazy("Wants an appointment"), "other": pgettext_lazy("intent", "Something else"),
}  # fmt: skip
URGENCIES = {"urgent": gettext_lazy("Urgent"), "soon": gettext_lazy("Within weeks")}


class NotReadable(ValueError):
    """The correction cannot be read; the text says why."""


@dataclass(frozen=True)
class Field:
    """One field. `show` gives words, empty when unknown; `read` turns what a person typed into model fields.

    `marks` is the kind of stretch that speaks for it in the message.
    """

    key: str
    title: str
    icon: str
    show: Callable[[Inquiry], str]
    read: Callable[[str], dict]
    kind: str = "text"  # text, date, country, intent, urgency: the control to correct it with
    raw: Callable[[Inquiry], str] | None = None

    def typed(self, inquiry: Inquiry) -> str:
        """Return the value as the control shows it."""
        return (self.raw or self.show)(inquiry)

    def choices(self, inquiry: Inquiry) -> list[dict]:
        """Return value, label and whether it is chosen, for fields with a closed list."""
        lists = {"intent": list(INTENTS.items()), "urgency": [("", "—"), *URGENCIES.items()], "country": country_choices() if self.kind == "country" else [], "channel": [("", "—"), *channel_titles(inquiry.workspace).items()] if self.kind == "channel" else []}  # fmt: skip
        now = self.typed(inquiry)
        return [
            {"value": value, "label": label, "on": value == now} for value, label in lists.get(self.kind, [])
        ]


def _line(name: str, limit: int) -> Callable[[str], dict]:
    return lambda typed: {name: typed[:limit]}


def _date(typed: str) -> dict:
    try:
        day = parse_date(typed) if typed else None
    except ValueError:
        day = None
    if typed and day is None:
        raise NotReadable(_("Give the day as in 2027-03-31."))
    return {"deadline_on": day, "deadline": typed and date_format(day, "Y-m-d")}


def _price(typed: str) -> dict:
    if not typed:
        return {"price": None, "currency": ""}
    match = re.fullmatch(r"(?:([A-Za-z]{3})\s*)?([\d,. ]*\d)(?:\s*([A-Za-z]{3}))?", typed.strip())
    try:
        if match is None or not (match[1] or match[3]):
            raise InvalidOperation
        amount = Decimal(match[2].replace(",", "").replace(" ", ""))
    except InvalidOperation:
        raise NotReadable(_("Give the currency and the amount, as in USD 1200.")) from None
    return {"price": amount.quantize(Decimal("0.0001")), "currency": (match[1] or match[3]).upper()}


def _one_of(name: str, values) -> Callable[[str], dict]:
    def read(typed: str) -> dict:
        if typed and typed not in values:
            raise NotReadable(_("Choose one of the list."))
        return {name: typed}

    return read


def _country(typed: str) -> dict:
    if typed and typed not in dict(country_choices()):
        raise NotReadable(_("Choose one of the list."))
    return {"country": typed, "country_is_likely": False}


def _certificates(typed: str) -> dict:
    return {"certificates": [part.strip()[:40] for part in re.split(r"[,，、;]", typed) if part.strip()][:12]}


def _price_words(inquiry: Inquiry) -> str:
    if inquiry.price is None:
        return inquiry.currency
    amount = f"{inquiry.price.normalize():,f}"
    per = inquiry.understanding.get("price", {}).get("per", "")
    words = {"unit": _("%(price)s each"), "total": _("%(price)s in all")}.get(per, "%(price)s")
    return words % {"price": f"{inquiry.currency} {amount}"}


def _price_typed(inquiry: Inquiry) -> str:
    return f"{inquiry.currency} {inquiry.price.normalize():f}" if inquiry.price is not None else ""


def _deadline_words(inquiry: Inquiry) -> str:
    return date_format(inquiry.deadline_on, "DATE_FORMAT") if inquiry.deadline_on else inquiry.deadline


FIELDS = {
    field.key: field
    for field in (
        Field("intent", gettext_lazy("Wants"), "target", lambda one: str(INTENTS.get(one.intent, "")), _one_of("intent", INTENTS), "intent", lambda one: one.intent),
        Field("product", gettext_lazy("Product"), "package", lambda one: one.product, _line("product", 200)),
        Field("quantity", gettext_lazy("Quantity"), "list", lambda one: quantity_words(one.quantity), _line("quantity", 80), raw=lambda one: one.quantity),
        Field("country", gettext_lazy("Country"), "world", lambda one: country_name(one.country), _country, "country", lambda one: one.country),
        Field("terms", gettext_lazy("Terms"), "map-pin", lambda one: terms_words(one.terms), _line("terms", 80), raw=lambda one: one.terms),
        Field("price", gettext_lazy("Target price"), "coin", _price_words, _price, raw=_price_typed),
        Field("deadline", gettext_lazy("Deadline"), "calendar", _deadline_words, _date, "date", lambda one: one.deadline_on.isoformat() if one.deadline_on else ""),
        Field("certificates", gettext_lazy("Certificates"), "shield-check", lambda one: ", ".join(one.certificates), _certificates),
        Field("channel", gettext_lazy("Found us by"), "link", lambda one: channel_title(one.workspace, one.channel), _line("channel", 40), "channel", lambda one: one.channel),
        Field("urgency", gettext_lazy("Urgency"), "bolt", lambda one: str(URGENCIES.get(one.urgency, "")), _one_of("urgency", URGENCIES), "urgency", lambda one: one.urgency),
    )
}  # fmt: skip


def read_correction(key: str, typed: str) -> dict:
    """Return the model fields a person's words mean. Raises NotReadable, KeyError for an unknown field."""
    try:
        return FIELDS[key].read(typed.strip())
    except (ValidationError, OverflowError) as error:
        raise NotReadable(str(error)) from error
