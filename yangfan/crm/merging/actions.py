"""Merging two contacts that are one person, and taking them apart again exactly.

Everything that points to the merged contact is moved by its relations, whichever slice owns them, and the ids are kept.
What cannot move because the survivor has its own (one conversation each, the same tag) is joined or stays.
"""

from collections.abc import Iterable
from datetime import datetime

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import OneToOneField

from yangfan.accounts import public as accounts
from yangfan.crm.contacts.actions import note_words
from yangfan.crm.contacts.models import Contact
from yangfan.crm.conversations.models import Conversation
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.merging.models import ContactMerge, PossibleDouble
from yangfan.crm.search.index import index_contact
from yangfan.events import public as events

FIELDS = ("name", "email", "phone", "company", "title", "country", "language", "note")
KEPT = ("name", "email", "phone", "phone_key", "company_id", "title", "country", "country_is_likely", "language", "note",
        "fields", "first_touch", "last_touch", "words")  # fmt: skip
TIMES = ("created_at", "last_seen_at")
# What belongs to the rows themselves, not to the person.
STAYS = {"ContactMerge", "PossibleDouble", "LeadScore", "ImportChange", "Conversation"}


class MergeRefused(ValueError):
    """These two cannot be merged; `reason` is same, elsewhere or merged."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


class UnmergeRefused(ValueError):
    """A later merge stands in the way: take that apart first."""


def merge_contacts(
    *, survivor: Contact, merged: Contact, take: Iterable[str] = (), actor, now: datetime
) -> ContactMerge:
    """Take `merged` into `survivor`; `take` names the fields whose value comes from `merged` (own ones as "f_<key>").

    Fields the survivor lacks are filled in any case. Raises MergeRefused.
    """
    _check(survivor, merged)
    with transaction.atomic():
        survivor, merged = _locked(survivor, merged)
        _check(survivor, merged)
        before = {"survivor": _state(survivor), "merged": _state(merged)}
        _set_values(survivor, merged, set(take))
        before["moved"] = _move_all(merged, survivor)
        _relink(merged, survivor, before["moved"], now)
        merged.merged_into = survivor
        merged.email, merged.phone_key = _aliases(before, survivor)
        Contact.objects.of(merged.workspace).filter(pk=merged.pk).update(email="", phone_key="")
        survivor.changed_at = now
        note_words(survivor)
        survivor.save()
        merged.save()
        before["joined"] = _state(survivor)
        merge = ContactMerge.objects.create(
            workspace=survivor.workspace,
            survivor=survivor,
            merged=merged,
            before=before,
            made_at=now,
            made_by=actor,
        )
        accounts.record_audit(
            workspace=survivor.workspace, actor=actor, action="contact_merged", subject=survivor,
            after={"merged": str(merged)}, now=now,
        )  # fmt: skip
        index_contact(survivor)
    return merge


def _check(survivor: Contact, merged: Contact) -> None:
    if survivor.pk == merged.pk:
        raise MergeRefused("same")
    if survivor.workspace_id != merged.workspace_id:
        raise MergeRefused("elsewhere")
    if survivor.is_merged or merged.is_merged:
        raise MergeRefused("merged")


def _locked(*contacts: Contact) -> list[Contact]:
    """Return them fresh, locked in one order so that two merges never wait for each other."""
    rows = Contact.objects.of(contacts[0].workspace).select_for_update().order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=[one.pk for one in contacts])}
    if len(found) != len(contacts):
        raise MergeRefused("elsewhere")
    return [found[one.pk] for one in contacts]


def _state(contact: Contact) -> dict:
    state = {name: getattr(contact, name) for name in KEPT}
    return state | {name: getattr(contact, name).isoformat() for name in TIMES}


def _set_values(survivor: Contact, merged: Contact, take: set[str]) -> None:
    for name in FIELDS:
        if name in take or not getattr(survivor, name):
            value = getattr(merged, name)
            if value or name in take:
                setattr(survivor, name, value)
                if name == "phone":
                    survivor.phone_key = merged.phone_key
                if name == "country":
                    survivor.country_is_likely = merged.country_is_likely
    own = dict(survivor.fields)
    for key, value in merged.fields.items():
        if key not in own or f"f_{key}" in take:
            own[key] = value
    survivor.fields = own
    if merged.first_touch and (not survivor.first_touch or merged.created_at < survivor.created_at):
        survivor.first_touch = merged.first_touch
    if merged.last_touch and (not survivor.last_touch or merged.last_seen_at > survivor.last_seen_at):
        survivor.last_touch = merged.last_touch
    survivor.created_at = min(survivor.created_at, merged.created_at)
    survivor.last_seen_at = max(survivor.last_seen_at, merged.last_seen_at)


def _aliases(before: dict, survivor: Contact) -> tuple[str, str]:
    """Return the address and number that the merged row keeps: those of the two that the survivor does not have."""
    return tuple(
        next(
            (
                side[key]
                for side in (before["merged"], before["survivor"])
                if side[key] != getattr(survivor, key)
            ),
            "",
        )
        for key in ("email", "phone_key")
    )


# --- what hangs on a contact --------------------------------------------------------------------------------------------


def _relations(model):
    """Return (model, name of its foreign key) of everything that points to `model` and belongs to the person."""
    for relation in model._meta.related_objects:
        other = relation.related_model
        if other.__name__ not in STAYS and not relation.many_to_many and other is not model:
            yield other, relation.field


def _move_all(merged: Contact, survivor: Contact) -> dict[str, list[int]]:
    moved: dict[str, list[int]] = {}
    for model, field in _relations(Contact):
        _move(model, field, merged, survivor, moved)
    source = Conversation.objects.of(merged.workspace).filter(contact=merged).first()
    if source:
        target, _is_new = Conversation.objects.of(survivor.workspace).get_or_create(
            workspace=survivor.workspace, contact=survivor, defaults={"created_at": source.created_at}
        )
        for model, field in _relations(Conversation):
            _move(model, field, source, target, moved)
    return moved


def _move(model, field, source, target, moved: dict) -> None:
    rows = model._base_manager.filter(**{field.name: source}).order_by("pk")
    pks = list(rows.values_list("pk", flat=True))
    if not pks:
        return
    key = f"{model._meta.label}.{field.name}"
    if _is_bound(model, field):
        moved[key] = [pk for pk in pks if _moves_alone(model, field, pk, target)]
    else:
        model._base_manager.filter(pk__in=pks).update(**{field.name: target})
        moved[key] = pks


def _is_bound(model, field) -> bool:
    """Tell whether a constraint may keep a row from moving: one a person, or one of a kind a person."""
    sets = [set(one.fields) for one in model._meta.total_unique_constraints]
    partial = [set(getattr(one, "fields", ())) for one in model._meta.constraints]
    return isinstance(field, OneToOneField) or any(field.name in names for names in [*sets, *partial])


def _moves_alone(model, field, pk: int, target) -> bool:
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=pk).update(**{field.name: target})
    except IntegrityError:
        return False
    return True


def _relink(source: Contact, target: Contact, moved: dict, now: datetime) -> None:
    """Say in the stream whose the visitors of the moved inquiries are now."""
    inquiries = Inquiry.objects.of(target.workspace).filter(
        pk__in=moved.get("crm.Inquiry.contact", []), consented=True
    )
    for visitor in set(inquiries.exclude(visitor_id="").values_list("visitor_id", flat=True)):
        events.link_visitor(
            workspace=target.workspace, visitor_id=int(visitor), contact_id=target.pk, now=now
        )


# --- taking apart -------------------------------------------------------------------------------------------------------


def unmerge_contacts(*, merge: ContactMerge, actor, now: datetime) -> Contact:
    """Take a merge back: both are as they were, each with what was theirs; what came since stays with the survivor.

    A value of the survivor that somebody changed since is kept. Raises UnmergeRefused.
    """
    with transaction.atomic():
        survivor, merged = _locked_pair(merge)
        if merge.undone_at or _later_merge(merge):
            raise UnmergeRefused
        now_is, was = _state(survivor), merge.before["survivor"]
        joined = merge.before["joined"]
        Contact.objects.of(merge.workspace).filter(pk=merged.pk).update(email="", phone_key="")
        Contact.objects.of(merge.workspace).filter(pk=survivor.pk).update(email="", phone_key="")
        for name in KEPT:
            if now_is[name] == joined[name]:
                setattr(survivor, name, was[name])
            setattr(merged, name, merge.before["merged"][name])
        for name in TIMES:
            setattr(merged, name, datetime.fromisoformat(merge.before["merged"][name]))
        survivor.created_at = datetime.fromisoformat(was["created_at"])
        if now_is["last_seen_at"] == joined["last_seen_at"]:
            survivor.last_seen_at = datetime.fromisoformat(was["last_seen_at"])
        merged.merged_into, survivor.changed_at = None, now
        survivor.save()
        merged.save()
        _move_back(merge, merged)
        _relink(survivor, merged, merge.before["moved"], now)
        merge.undone_at, merge.undone_by = now, actor
        merge.save(update_fields=["undone_at", "undone_by"])
        accounts.record_audit(
            workspace=merge.workspace, actor=actor, action="contact_unmerged", subject=survivor,
            after={"merged": str(merged)}, now=now,
        )  # fmt: skip
        index_contact(survivor)
        index_contact(merged)
    return merged


def _locked_pair(merge: ContactMerge) -> list[Contact]:
    rows = {
        row.pk: row
        for row in Contact.objects.of(merge.workspace)
        .select_for_update()
        .filter(pk__in=[merge.survivor_id, merge.merged_id])
        .order_by("pk")
    }
    return [rows[merge.survivor_id], rows[merge.merged_id]]


def _later_merge(merge: ContactMerge) -> bool:
    """Tell whether the survivor was itself merged, or took in another contact after this one."""
    later = ContactMerge.objects.of(merge.workspace).filter(undone_at=None, pk__gt=merge.pk)
    return (
        later.filter(survivor=merge.survivor_id).exists() or later.filter(merged=merge.survivor_id).exists()
    )


def _move_back(merge: ContactMerge, merged: Contact) -> None:
    conversation = Conversation.objects.of(merge.workspace).filter(contact=merged).first()
    for key, pks in merge.before["moved"].items():
        label, _dot, name = key.rpartition(".")
        model = apps.get_model(label)
        field = model._meta.get_field(name)
        target = conversation if field.related_model is Conversation else merged
        model._base_manager.filter(pk__in=pks).update(**{name: target})


def keep_apart(*, double: PossibleDouble, actor) -> None:
    """Note that these two are different people; they are not proposed again."""
    double.state, double.decided_by = PossibleDouble.State.DIFFERENT, actor
    double.save(update_fields=["state", "decided_by"])
