"""One thing done to many inquiries, and one undo that takes all of it back."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from django.db import transaction

from yangfan.accounts.public import User, Workspace
from yangfan.crm.inbox import merging, snoozing
from yangfan.crm.inbox.models import BulkDeed, InquiryMerge
from yangfan.crm.inquiries import actions
from yangfan.crm.inquiries.models import Inquiry

MOST = 1000  # inquiries at once: one transaction, done while the person looks on


class BulkRefused(ValueError):
    """This cannot be done to these: the text is a code: too_many, unknown, or one of MergeRefused's."""


def do_to_many(
    *, workspace: Workspace, rows: Iterable[Inquiry], deed: str, value, actor, now: datetime
) -> BulkDeed:
    """Do `deed` to each: assign (value: a member or None), status, snooze (value: a moment), spam, no_spam, merge.

    Merging makes one of all: the earliest stays. Raises BulkRefused, and StatusUnknown or SnoozeRefused.
    """
    rows = list(rows)
    if len(rows) > MOST:
        raise BulkRefused("too_many")
    who = {"actor": actor, "now": now}
    with transaction.atomic():
        if deed == "merge":
            before = _merge(rows, **who)
        elif deed in DEEDS:
            before = {str(one.pk): _done_to(one, DEEDS[deed], value, who) for one in rows}
        else:
            raise BulkRefused("unknown")
        return BulkDeed.objects.create(
            workspace=workspace, actor=actor, deed=deed, before=before, done_at=now
        )


DEEDS: dict[str, Callable] = {
    "assign": lambda one, owner, **who: actions.assign_inquiry(inquiry=one, owner=owner, **who),
    "status": lambda one, status, **who: actions.set_status(inquiry=one, status=status, **who),
    "snooze": lambda one, until, **who: snoozing.snooze(inquiry=one, until=until, **who),
    "spam": lambda one, _none, **who: actions.mark_spam(inquiry=one, is_spam=True, **who),
    "no_spam": lambda one, _none, **who: actions.mark_spam(inquiry=one, is_spam=False, **who),
}
STATE = ("owner_id", "status", "is_spam", "snoozed_until", "waiting_since", "answer_due_at")


def _state(inquiry: Inquiry) -> dict:
    values = {name: getattr(inquiry, name) for name in STATE}
    return {
        name: value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
    }


def _done_to(inquiry: Inquiry, deed: Callable, value, who: dict) -> dict:
    was = _state(inquiry)
    deed(inquiry, value, **who)
    return was | {"is": _state(inquiry)}


def _merge(rows: list[Inquiry], *, actor, now: datetime) -> dict:
    first, *others = sorted(rows, key=lambda one: (one.received_at, one.pk))
    try:
        return {
            str(one.pk): {"merge": merging.merge(target=first, source=one, actor=actor, now=now).pk}
            for one in others
        }
    except merging.MergeRefused as error:
        raise BulkRefused(str(error)) from error


def undo_many(*, done: BulkDeed, actor, now: datetime) -> int:
    """Take a deed back where nobody has changed the matter since; return at how many inquiries."""
    with transaction.atomic():
        mine = BulkDeed.objects.of(done.workspace).filter(pk=done.pk, undone_at=None)
        if not mine.update(undone_at=now):
            return 0
        if done.deed == "merge":
            return _undo_merges(done, actor, now)
        rows = Inquiry.objects.of(done.workspace).select_related("workspace", "contact", "owner")
        return sum(
            _put_back(one, done.before[str(one.pk)], actor=actor, now=now)
            for one in rows.filter(pk__in=map(int, done.before))
        )


def _undo_merges(done: BulkDeed, actor, now: datetime) -> int:
    merges = InquiryMerge.objects.of(done.workspace).filter(
        pk__in=[one["merge"] for one in done.before.values()]
    )
    return sum(merging.undo_merge(done=one, actor=actor, now=now) for one in merges.order_by("-pk"))


def _put_back(inquiry: Inquiry, was: dict, *, actor, now: datetime) -> bool:
    """Give an inquiry back what the deed changed; return whether it did."""
    became, is_ = was["is"], _state(inquiry)
    changed = [name for name in STATE if became[name] != was[name]]
    if not changed or any(is_[name] != became[name] for name in changed):
        return False
    who = {"inquiry": inquiry, "actor": actor, "now": now}
    if "owner_id" in changed:
        actions.assign_inquiry(owner=User.objects.filter(pk=was["owner_id"]).first(), **who)
    if "is_spam" in changed:
        actions.mark_spam(is_spam=was["is_spam"], **who)
    if "status" in changed:
        actions.set_status(status=was["status"], **who)
    if "snoozed_until" in changed:
        snoozing.snooze(until=_moment(was["snoozed_until"]), **who)
    for name in ("waiting_since", "answer_due_at"):  # as they were, not as today's clock has it
        setattr(inquiry, name, _moment(was[name]))
    inquiry.save(update_fields=["waiting_since", "answer_due_at"])
    return True


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
