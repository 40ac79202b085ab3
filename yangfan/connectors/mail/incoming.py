"""Mail that came in: stored first, then handed up to whoever registered, exactly once.

The order is what makes a kill harmless: file, row, position in the mailbox, then the handing up, whose effects stand in
one transaction with the mark that it was done.
"""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from yangfan.accounts.public import Workspace
from yangfan.connectors.mail.models import IncomingMail, Mailbox
from yangfan.connectors.mail.parsing import ParsedMail, parse_mail
from yangfan.core.jobs import autopilot
from yangfan.core.registry import Registry

logger = logging.getLogger("yangfan.mail")
JOB = "mail_in"
MAX_MAIL = 50 * 1024 * 1024
WAITS = (timedelta(seconds=30), timedelta(minutes=5), timedelta(hours=1))
FIRST_LOOK_AFTER = timedelta(minutes=1)  # the task set off at once is usually faster
State = IncomingMail.State


@dataclass(frozen=True)
class Taken:
    """What a receiver made of a mail: `what` is its code; `number` that of the inquiry it went into, if any."""

    what: str
    number: int | None = None


@dataclass(frozen=True)
class MailReceiver:
    """`take(row, parsed, by_hand, actor, now)` runs inside the transaction that marks the mail as read.

    It returns Taken; without a number the mail is listed as other mail. `words(what)` names its codes; `link(workspace,
    number)` is the address of what it went into.
    """

    key: str
    take: Callable[..., Taken]
    words: Callable[[str], str]
    link: Callable[[Workspace, int], str]
    order: int = 100


incoming_mail: Registry[MailReceiver] = Registry("mail receiver")


def store_mail(*, workspace: Workspace, raw: bytes, mailbox: Mailbox | None, now: datetime) -> IncomingMail:
    """Keep a raw mail and set its reading off; the same mail again is the row that is there."""
    try:
        parsed = parse_mail(raw[:MAX_MAIL])
    except Exception as error:  # whatever a stranger's mail sets off: it is kept and shown, the others go on
        logger.exception("a mail of %s bytes could not be parsed", len(raw))
        return _keep_unreadable(workspace, raw, mailbox, error, now)
    key = mail_key(parsed, raw)
    known = IncomingMail.objects.of(workspace).filter(key=key).first()
    if known:
        return known
    row = IncomingMail(
        workspace=workspace, key=key, mailbox=mailbox, size=len(raw), message_id=parsed.message_id,
        from_name=parsed.from_name[:200], from_address=parsed.from_address[:254], subject=parsed.subject[:255],
        received_at=now, next_at=now + FIRST_LOOK_AFTER,
    )  # fmt: skip
    return _keep(row, raw, then=lambda: _enqueue(row.pk))


def _keep_unreadable(
    workspace: Workspace, raw: bytes, mailbox: Mailbox | None, error: Exception, now: datetime
) -> IncomingMail:
    """Keep a mail that nobody can parse as it came, listed with what went wrong; its owner is told."""
    key = hashlib.sha256(raw).hexdigest()
    known = IncomingMail.objects.of(workspace).filter(key=key).first()
    if known:
        return known
    row = IncomingMail(
        workspace=workspace, key=key, mailbox=mailbox, size=len(raw), state=State.FAILED, received_at=now,
        error=f"{type(error).__name__}: {error}".replace("\0", "")[:300],
    )  # fmt: skip
    autopilot.record(
        workspace.pk,
        JOB,
        False,
        lambda: _("A mail could not be read; it is kept under “Could not be read”."),
        now,
    )
    return _keep(row, raw, then=lambda: None)


def _keep(row: IncomingMail, raw: bytes, *, then: Callable[[], None]) -> IncomingMail:
    """Write file and row; `then` runs when both are there."""
    path = row.file.field.generate_filename(row, "")
    row.file.storage.delete(path)  # what a killed worker left half written
    row.file.name = row.file.storage.save(path, ContentFile(raw))
    try:
        with transaction.atomic():
            row.save()
            transaction.on_commit(then)
    except IntegrityError:  # somebody else stored it meanwhile
        return IncomingMail.objects.of(row.workspace).get(key=row.key)
    return row


def mail_key(parsed: ParsedMail, raw: bytes) -> str:
    """Return what makes two copies one mail: id, sender, date and subject; without an id the whole mail."""
    if not parsed.message_id:
        return hashlib.sha256(raw).hexdigest()
    day = parsed.sent_at.isoformat() if parsed.sent_at else ""
    return hashlib.sha256(
        "\0".join([parsed.message_id, parsed.from_address, day, parsed.subject]).encode()
    ).hexdigest()


def _enqueue(mail_id: int) -> None:
    from yangfan.connectors.mail.tasks import read_mail  # the task calls back into this module

    read_mail.enqueue(mail_id)


def take_mail(*, mail_id: int, now: datetime) -> None:
    """Hand one stored mail up; a second call finds nothing to do."""
    try:
        with transaction.atomic():
            row = _locked(mail_id, states=[State.NEW])
            if row is not None:
                _hand_up(row, by_hand=False, actor=None, now=now)
    except Exception as error:  # whatever a stranger's mail sets off: try again later, then say so on screen
        logger.exception("incoming mail %s could not be read", mail_id)
        _put_off(mail_id, error, now)


class MailUnreadable(Exception):
    """A stranger's mail that our parser or a receiver fails at; the text is the failure's."""


def take_by_hand(*, mail: IncomingMail, actor, now: datetime) -> IncomingMail:
    """Make an inquiry of a mail that was listed as other mail (or could not be read before). Raises MailUnreadable."""
    try:
        with transaction.atomic():
            row = _locked(mail.pk, states=[State.OTHER, State.FAILED])
            if row is not None:
                _hand_up(row, by_hand=True, actor=actor, now=now)
    except Exception as error:
        logger.exception("incoming mail %s could not be read by hand", mail.pk)
        raise MailUnreadable(str(error)) from error
    return IncomingMail.objects.of(mail.workspace).get(pk=mail.pk)


def _locked(mail_id: int, *, states) -> IncomingMail | None:
    rows = (
        IncomingMail.objects.across_workspaces().select_for_update(of=("self",)).select_related("workspace")
    )
    return rows.filter(pk=mail_id, state__in=states).first()


def _hand_up(row: IncomingMail, *, by_hand: bool, actor, now: datetime) -> None:
    with row.file.open("rb") as file:
        parsed = parse_mail(file.read())
    taken = Taken("")
    for receiver in incoming_mail:
        taken = receiver.take(row, parsed, by_hand=by_hand, actor=actor, now=now)
        if taken.number is not None:
            break
    row.state = State.OTHER if taken.number is None else State.TAKEN
    row.what, row.number, row.next_at, row.error = taken.what, taken.number, None, ""
    row.save(update_fields=["state", "what", "number", "next_at", "error"])


def _put_off(mail_id: int, error: Exception, now: datetime) -> None:
    row = IncomingMail.objects.across_workspaces().filter(pk=mail_id, state=State.NEW).first()
    if row is None:
        return
    row.attempts += 1
    row.error = f"{type(error).__name__}: {error}"[:300]
    if row.attempts <= len(WAITS):
        row.next_at = now + WAITS[row.attempts - 1]
    else:
        row.state, row.next_at = State.FAILED, None
    row.save(update_fields=["attempts", "error", "next_at", "state"])


def read_waiting(now: datetime) -> None:
    """Set off what waits longer than it should: a task that was lost, a second try."""
    due = IncomingMail.objects.across_workspaces().filter(state=State.NEW, next_at__lte=now)
    for pk in due.values_list("pk", flat=True)[:200]:
        _enqueue(pk)
