"""Fields of a workspace's own: making them, and reading a value a person or a file gave."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from dateutil import parser
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from yangfan.accounts import public as accounts
from yangfan.accounts.public import Workspace
from yangfan.crm.customers.models import CustomField, FieldKind

MOST = 60
LONGEST = 500
YES = frozenset({"1", "yes", "y", "true", "on", "是", "有", "对", "√"})
NO = frozenset({"0", "no", "n", "false", "off", "否", "无", "没有", "×"})
SEVERAL = re.compile(r"[,;，；、|\n]")
DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_url = URLValidator(schemes=["http", "https"])


class FieldRefused(ValueError):
    """A value does not fit its field, or a field cannot be made; the text says why, in the reader's language."""


def fields_of(workspace: Workspace, of: str) -> list[CustomField]:
    """Return the workspace's own fields of contacts or of companies, in order."""
    return list(CustomField.objects.of(workspace).filter(of=of))


def add_field(
    *, workspace: Workspace, of: str, label: str, kind: str, choices: Iterable[str] = (), is_required: bool = False,
    actor, now: datetime,
) -> CustomField:  # fmt: skip
    """Make a field; raise FieldRefused."""
    known = CustomField.objects.of(workspace).filter(of=of)
    label, choices = label.strip(), list(dict.fromkeys(one.strip() for one in choices if one.strip()))
    if known.count() >= MOST:
        raise FieldRefused(_("More than %(n)d own fields are too many.") % {"n": MOST})
    if not label or known.filter(label__iexact=label).exists():
        raise FieldRefused(_("There is a field of this name already."))
    if kind in (FieldKind.CHOICE, FieldKind.MULTI) and not choices:
        raise FieldRefused(_("A list needs at least one choice."))
    with transaction.atomic():
        field = CustomField.objects.create(
            workspace=workspace, of=of, key=_free_key(known, label), label=label, kind=kind, choices=choices,
            is_required=is_required, position=(known.aggregate(last=Max("position"))["last"] or 0) + 1, created_at=now,
        )  # fmt: skip
        accounts.record_audit(
            workspace=workspace,
            actor=actor,
            action="custom_field_added",
            subject=field,
            after={"kind": kind},
            now=now,
        )
    return field


def _free_key(known, label: str) -> str:
    base = re.sub(r"[^a-z0-9_]", "_", slugify(label).replace("-", "_"))[:30] or "field"
    taken = set(known.values_list("key", flat=True))
    return next(key for key in (base, *(f"{base}_{n}" for n in range(2, MOST + 3))) if key not in taken)


def change_field(
    *, field: CustomField, label: str, choices: Iterable[str], is_required: bool, actor, now: datetime
) -> CustomField:
    """Rename a field or change its list; its kind stays, since values of that kind are kept."""
    choices = list(dict.fromkeys(one.strip() for one in choices if one.strip()))
    others = CustomField.objects.of(field.workspace).filter(of=field.of).exclude(pk=field.pk)
    if not label.strip() or others.filter(label__iexact=label.strip()).exists():
        raise FieldRefused(_("There is a field of this name already."))
    if field.kind in (FieldKind.CHOICE, FieldKind.MULTI) and not choices:
        raise FieldRefused(_("A list needs at least one choice."))
    with transaction.atomic():
        before = field.label
        field.label, field.choices, field.is_required = label.strip(), choices, is_required
        field.save(update_fields=["label", "choices", "is_required"])
        accounts.record_audit(workspace=field.workspace, actor=actor, action="custom_field_changed", subject=field,
                              before={"label": before}, after={"label": field.label}, now=now)  # fmt: skip
    return field


def remove_field(*, field: CustomField, actor, now: datetime) -> None:
    """Take a field off the screens; values stay in the rows and show again when a field of the same key is made."""
    with transaction.atomic():
        accounts.record_audit(
            workspace=field.workspace, actor=actor, action="custom_field_removed", subject=field, now=now
        )
        field.delete()


def value_of(field: CustomField, given):
    """Return what is kept for a value as given (text, or a Python value of a spreadsheet); None for nothing.

    Kept are str, int or float, bool, an ISO date as str, or a list of str. Raises FieldRefused.
    """
    if given is None or given == "" or given == []:
        return None
    if isinstance(given, str) and not given.strip():
        return None
    return READERS[field.kind](field, given)


def _text(_field, given) -> str:
    text = str(given).strip()
    if len(text) > LONGEST:
        raise FieldRefused(_("longer than %(n)d signs") % {"n": LONGEST})
    return text


def _number(_field, given):
    if isinstance(given, bool):
        raise FieldRefused(_("no number"))
    try:
        number = Decimal(str(given).strip().replace(",", "").replace("，", ""))
    except InvalidOperation:
        raise FieldRefused(_("no number")) from None
    if not number.is_finite() or abs(number) > 10**15:
        raise FieldRefused(_("no number"))
    return int(number) if number == number.to_integral_value() else float(number)


def _date(_field, given) -> str:
    if isinstance(given, datetime):
        return given.date().isoformat()
    if isinstance(given, date):
        return given.isoformat()
    text = str(given).strip()
    try:
        if match := DATE.match(text):
            return date(*(int(part) for part in match.groups())).isoformat()
        return parser.isoparse(text).date().isoformat()
    except ValueError:
        raise FieldRefused(_("no date such as 2026-03-31")) from None


def _choice(field: CustomField, given) -> str:
    text = str(given).strip()
    for choice in field.choices:
        if choice.casefold() == text.casefold():
            return choice
    raise FieldRefused(_("not among: %(list)s") % {"list": ", ".join(field.choices)})


def _multi(field: CustomField, given) -> list[str] | None:
    parts = given if isinstance(given, (list, tuple)) else SEVERAL.split(str(given))
    return list(dict.fromkeys(_choice(field, part) for part in parts if str(part).strip())) or None


def _yes_no(_field, given) -> bool:
    if isinstance(given, bool):
        return given
    text = str(given).strip().casefold()
    if text in YES or text in NO:
        return text in YES
    raise FieldRefused(_("neither yes nor no"))


def _link(_field, given) -> str:
    text = str(given).strip()
    text = text if "://" in text else f"https://{text}"
    try:
        _url(text)
    except ValidationError:
        raise FieldRefused(_("no address of a page")) from None
    return text[:LONGEST]


READERS = {
    FieldKind.TEXT: _text, FieldKind.NUMBER: _number, FieldKind.DATE: _date, FieldKind.CHOICE: _choice,
    FieldKind.MULTI: _multi, FieldKind.YES_NO: _yes_no, FieldKind.URL: _link,
}  # fmt: skip


def read_values(fields: Iterable[CustomField], given: dict) -> dict:
    """Return key -> kept value of what `given` (key -> value) names; None where it is emptied.

    Raises FieldRefused for an unknown key, a value that does not fit, or an emptied field that must be filled in.
    """
    known = {field.key: field for field in fields}
    values = {}
    for key, raw in given.items():
        if key not in known:
            raise FieldRefused(_("unknown field: %(key)s") % {"key": key})
        try:
            values[key] = value_of(known[key], raw)
        except FieldRefused as refusal:
            raise FieldRefused(f"{known[key].label}: {refusal}") from None
        if values[key] is None and known[key].is_required:
            raise FieldRefused(_("%(field)s must be filled in") % {"field": known[key].label})
    return values


def with_values(kept: dict, values: dict) -> dict:
    """Return the map of own fields with these values set; None takes one away."""
    return {key: value for key, value in {**kept, **values}.items() if value is not None}


def in_words(field: CustomField, value) -> str:
    """Return a kept value as people read it and as files carry it."""
    if value is None:
        return ""
    if field.kind == FieldKind.YES_NO:
        return _("Yes") if value else _("No")
    return ", ".join(value) if isinstance(value, list) else str(value)
