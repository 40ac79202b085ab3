"""Values of attributes: read from what people type, and said in words."""

import re
from decimal import Decimal, InvalidOperation

from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from yangfan.sites.catalogue.models import Attribute, in_language

NUMBER = re.compile(r"^[-+]?\d+(?:\.\d+)?")
YES = frozenset(
    ["yes", "y", "true", "1", "on", "x", "✓", "√", "是", "有", "支持", "对", "ja", "sim", "sí", "si", "oui"]
)
NO = frozenset(
    ["no", "n", "false", "0", "off", "-", "✗", "×", "否", "无", "没有", "不支持", "nein", "não", "non"]
)
LONGEST = 200


class ValueRefused(ValueError):
    """What was given is no value of this attribute; the text says what would be."""


def read(attribute: Attribute, given, language: str):
    """Return the value that `given` (text, number, bool) means, None when it is empty; raise ValueRefused.

    For a text it is the words alone: who keeps it puts it under its language.
    """
    if given is None or given == "":
        return None
    if attribute.kind == Attribute.Kind.NUMBER:
        return read_number(attribute, given)
    if attribute.kind == Attribute.Kind.YES_NO:
        return read_yes_no(given)
    text = " ".join(str(given).split())
    if attribute.kind == Attribute.Kind.CHOICE:
        return read_choice(attribute, text)
    if len(text) > LONGEST:
        raise ValueRefused(_("longer than %(n)d characters") % {"n": LONGEST})
    return text


def read_number(attribute: Attribute, given):
    if isinstance(given, bool):
        raise ValueRefused(_("no number"))
    if isinstance(given, int | float | Decimal):
        return plain_number(Decimal(str(given)))
    text = str(given).strip().replace("，", ",").replace("\u00a0", " ")
    text = re.sub(r"(?<=\d)[, ](?=\d{3}(?:\D|$))", "", text)
    match = NUMBER.match(text)
    if match is None:
        raise ValueRefused(_("no number"))
    unit = text[match.end() :].strip()
    if unit and unit.casefold() != attribute.unit.casefold():
        if attribute.unit:
            raise ValueRefused(_("the unit is %(unit)s here") % {"unit": attribute.unit})
        raise ValueRefused(_("a number alone: this attribute has no unit"))
    try:
        return plain_number(Decimal(match[0]))
    except InvalidOperation as error:
        raise ValueRefused(_("no number")) from error


def plain_number(number: Decimal) -> int | float:
    if not number.is_finite() or abs(number) > 10**15:
        raise ValueRefused(_("no number"))
    return int(number) if number == number.to_integral_value() else float(number)


def read_yes_no(given) -> bool:
    text = str(given).strip().casefold()
    if given is True or text in YES:
        return True
    if given is False or text in NO:
        return False
    raise ValueRefused(_("yes or no"))


def read_choice(attribute: Attribute, text: str) -> str:
    wanted = text.casefold()
    for choice in attribute.choices:
        if wanted == choice["key"] or wanted in (name.casefold() for name in choice["names"].values()):
            return choice["key"]
    some = ", ".join(in_language(one["names"], "") or one["key"] for one in attribute.choices[:6])
    raise ValueRefused(_("none of the choices (%(some)s)") % {"some": some})


def say(attribute: Attribute, value, language: str) -> str:
    """Return a kept value in words; empty for none."""
    if value is None or value == "":
        return ""
    if attribute.kind == Attribute.Kind.YES_NO:
        return _("Yes") if value else _("No")
    if attribute.kind == Attribute.Kind.NUMBER:
        return f"{say_number(value, language)} {attribute.unit}".strip()
    if attribute.kind == Attribute.Kind.CHOICE:
        return attribute.choice_names(language).get(value, "")
    return in_language(value, language) if isinstance(value, dict) else str(value)


def say_number(value, language: str) -> str:
    """Return a number in groups, as this language writes it: 1,250.5, 1.250,5 or 1 250,5."""
    if not isinstance(value, int | float):
        return str(value)
    with translation.override(language):
        return number_format(value, use_l10n=True, force_grouping=True)


def refused_in(kept: dict, attributes: list[Attribute]) -> list[str]:
    """Return what is wrong with a page's kept values: an attribute that is not there, a value of another type."""
    known = {one.key: one for one in attributes}
    wrong = []
    for key, value in kept.items():
        attribute = known.get(key)
        if attribute is not None and not fits(attribute, value):
            wrong.append(str(attribute))
    return wrong


def fits(attribute: Attribute, value) -> bool:
    if attribute.kind == Attribute.Kind.YES_NO:
        return isinstance(value, bool)
    if attribute.kind == Attribute.Kind.NUMBER:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if attribute.kind == Attribute.Kind.CHOICE:
        return value in {one["key"] for one in attribute.choices}
    return isinstance(value, dict) and all(isinstance(words, str) for words in value.values())
