"""Making one inquiry of several: what was said, noted and sold moves to one of them; it can be taken back.

The merged one is kept, counts no more, and leads to where it went.
"""

from datetime import UTC, date, datetime

from django.db import transaction

from yangfan.accounts import public as accounts
from yangfan.crm.conversations.models import Conversation, Message
from yangfan.crm.deals.models import Deal
from yangfan.crm.facts import mirror_inquiry
from yangfan.crm.inbox.models import InquiryMerge
from yangfan.crm.inquiries import reasons
from yangfan.crm.inquiries.models import Inquiry, Note, Status
from yangfan.crm.search.index import index_inquiries

WANTS = ("product", "quantity", "terms", "deadline", "deadline_on", "country", "company_name")
STATE = (
    "status",
    "waiting_since",
    "answer_due_at",
    "first_answered_at",
    "last_message_at",
    "snoozed_until",
    "owner",
)


class MergeRefused(ValueError):
    """These cannot become one: the text is a code: same, spam, merged."""


def merge(*, target: Inquiry, source: Inquiry, actor, now: datetime) -> InquiryMerge:
    """Let `source` go into `target`. Raises MergeRefused."""
    if target.pk == source.pk or target.workspace_id != source.workspace_id:
        raise MergeRefused("same")
    if target.is_spam or source.is_spam:
        raise MergeRefused("spam")
    if target.merged_into_id or source.merged_into_id:
        raise MergeRefused("merged")
    with transaction.atomic():
        before = {"target": _values(target), "source": _values(source)}
        moved = _move(source, target)
        _take_over(target, source)
        before["after"] = _values(target)
        source.merged_into, source.waiting_since, source.snoozed_until = target, None, None
        done = InquiryMerge.objects.create(
            workspace=target.workspace,
            source=source,
            target=target,
            moved=moved,
            before=before,
            merged_at=now,
        )
        _finish(target, source, actor, now, "inquiry_merged")
    return done


def undo_merge(*, done: InquiryMerge, actor, now: datetime) -> bool:
    """Take a merge back: what moved moves back, what changed since stays; return whether there was anything to undo."""
    with transaction.atomic():
        mine = InquiryMerge.objects.of(done.workspace).filter(pk=done.pk, undone_at=None)
        if not mine.update(undone_at=now):
            return False
        target, source = (_fresh(done, pk) for pk in (done.target_id, done.source_id))
        for message, conversation in done.moved["messages"].items():
            Message.objects.of(done.workspace).filter(pk=message, inquiry=target).update(
                inquiry=source, conversation=conversation
            )
        for model in (Note, Deal):
            pks = done.moved[model._meta.model_name]
            model.objects.of(done.workspace).filter(pk__in=pks, inquiry=target).update(inquiry=source)
        _put_back(target, done.before["target"], done.before["after"])
        source.merged_into = None
        _put_back(source, done.before["source"], None)
        _finish(target, source, actor, now, "inquiry_unmerged")
    return True


def _fresh(done: InquiryMerge, pk: int) -> Inquiry:
    return Inquiry.objects.of(done.workspace).select_related("workspace", "contact", "site").get(pk=pk)


def _move(source: Inquiry, target: Inquiry) -> dict:
    """Move what hangs on the source; return what moved, each message with the conversation it was in."""
    workspace = target.workspace
    conversation, _is_new = Conversation.objects.of(workspace).get_or_create(
        workspace=workspace, contact=target.contact, defaults={"created_at": source.received_at}
    )
    messages = Message.objects.of(workspace).filter(inquiry=source)
    moved = {"messages": {str(pk): old for pk, old in messages.values_list("pk", "conversation_id")}}
    messages.update(inquiry=target, conversation=conversation)
    for model in (Note, Deal):
        rows = model.objects.of(workspace).filter(inquiry=source)
        moved[model._meta.model_name] = list(rows.values_list("pk", flat=True))
        rows.update(inquiry=target)
    return moved


def _take_over(target: Inquiry, source: Inquiry) -> None:
    """Fill in what only the source said; who waits there waits here."""
    for name in (*WANTS, "owner"):
        if not getattr(target, name):
            setattr(target, name, getattr(source, name))
    if source.waiting_since:
        target.waiting_since = min(filter(None, (target.waiting_since, source.waiting_since)))
        target.answer_due_at = min(filter(None, (target.answer_due_at, source.answer_due_at)), default=None)
        target.status = Status.NEW if target.status == Status.CLOSED else target.status
    target.first_answered_at = min(
        filter(None, (target.first_answered_at, source.first_answered_at)), default=None
    )
    target.last_message_at = max(target.last_message_at, source.last_message_at)


def _values(inquiry: Inquiry) -> dict:
    fields = map(Inquiry._meta.get_field, (*STATE, *WANTS))
    return {field.name: _plain(getattr(inquiry, field.attname)) for field in fields}


def _plain(value):
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _put_back(inquiry: Inquiry, before: dict, after: dict | None) -> None:
    """Give the fields their old values; those that were changed after the merge keep theirs."""
    now = _values(inquiry)
    for name, value in before.items():
        if after is None or now[name] == after[name]:
            field = Inquiry._meta.get_field(name)
            setattr(inquiry, field.attname, None if value is None else field.to_python(value))


def _finish(target: Inquiry, source: Inquiry, actor, now: datetime, action: str) -> None:
    for one, other in ((target, source), (source, target)):
        reasons.rate(one)
        one.save()
        accounts.record_audit(
            workspace=one.workspace, actor=actor, action=action, subject=one, after={"with": f"#{other.number}"}, now=now
        )  # fmt: skip
        mirror_inquiry(one)
    index_inquiries(target.workspace, [target.pk, source.pk])
