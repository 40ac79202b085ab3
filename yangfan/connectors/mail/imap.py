"""Fetch new mail from a mailbox by IMAP: one reader at a time, every mail stored before the position moves on."""

import imaplib
import logging
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

from django.db.models import F
from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError, MailboxFolderSelectError, MailboxLoginError

from yangfan.connectors.mail.incoming import JOB, MAX_MAIL, store_mail
from yangfan.connectors.mail.models import Mailbox
from yangfan.connectors.outbound import HostRefused, guarded, own_network
from yangfan.core.jobs import autopilot

TIMEOUT = 20.0
EVERY = timedelta(seconds=30)
LEASE = timedelta(minutes=5)
PER_FETCH = 50  # mails; the rest follow with the next fetch, at once
LONGEST_WAIT = timedelta(hours=1)
logger = logging.getLogger("yangfan.mail")
Security, Problem = Mailbox.Security, Mailbox.Problem
imaplib.Commands.setdefault("ID", ("NONAUTH", "AUTH", "SELECTED"))


class MailboxUnreadable(Exception):
    """The mailbox could not be read: `problem` is a code of Mailbox.Problem, the text the server's words."""

    def __init__(self, problem: str, said: str):
        super().__init__(said)
        self.problem = problem


def fetch_due(now: datetime) -> None:
    """Set off the reading of every mailbox that is due."""
    from yangfan.connectors.mail.tasks import fetch_mailbox  # the task calls back into this module

    due = Mailbox.objects.across_workspaces().filter(is_on=True, next_at__lte=now)
    for pk, workspace_id in due.values_list("pk", "workspace_id")[:500]:
        if autopilot.is_on(workspace_id, JOB):
            fetch_mailbox.enqueue(pk)


def fetch(*, mailbox_id: int, now: datetime) -> int:
    """Store what is new in a mailbox; return how many mails. Does nothing while another worker reads it."""
    mine = Mailbox.objects.across_workspaces().filter(pk=mailbox_id, is_on=True, next_at__lte=now)
    if not mine.update(next_at=now + LEASE):
        return 0
    box = Mailbox.objects.across_workspaces().select_related("workspace").get(pk=mailbox_id)
    try:
        stored, is_all = _read(box, now)
    except MailboxUnreadable as error:
        _note_problem(box, error, now)
        return 0
    Mailbox.objects.of(box.workspace).filter(pk=box.pk).update(
        fetched_at=now, problem="", said="", failures=0, next_at=now + (EVERY if is_all else timedelta(0))
    )
    return stored


def try_mailbox(box: Mailbox) -> int:
    """Log in and open the folder; return how many mails it holds. Raises MailboxUnreadable."""
    with _opened(box) as client:
        return int(client.folder.status(box.folder, ["MESSAGES"])["MESSAGES"])


def _read(box: Mailbox, now: datetime) -> tuple[int, bool]:
    """Store new mail in the order of its arrival; return how many, and whether that was all."""
    with _opened(box) as client:
        status = client.folder.status(box.folder, ["UIDVALIDITY", "UIDNEXT"])
        validity, next_uid = int(status["UIDVALIDITY"]), int(status["UIDNEXT"])
        if not box.uid_validity:  # seen for the first time: what lay there before is not news
            _move_on(box, validity, next_uid - 1)
            return 0, True
        uids = _new_uids(client, box, validity)
        for uid in uids[:PER_FETCH]:
            raw = _raw(client, uid)
            if raw is not None:
                with own_network():
                    store_mail(workspace=box.workspace, raw=raw, mailbox=box, now=now)
            _move_on(box, validity, uid)
        if not uids:
            _move_on(box, validity, max(next_uid - 1, 0) if validity != box.uid_validity else box.last_uid)
        return len(uids[:PER_FETCH]), len(uids) <= PER_FETCH


def _new_uids(client: BaseMailBox, box: Mailbox, validity: int) -> list[int]:
    """Return the numbers of new mails. When the server numbered anew: of the last days; known mails are kept once."""
    if validity == box.uid_validity:
        return sorted(uid for uid in map(int, client.uids(f"UID {box.last_uid + 1}:*")) if uid > box.last_uid)
    since = (box.fetched_at or box.next_at) - timedelta(days=2)
    return sorted(map(int, client.uids(f"SINCE {since:%d}-{MONTHS[since.month - 1]}-{since:%Y}")))


MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def _raw(client: BaseMailBox, uid: int) -> bytes | None:
    """Return a mail's bytes without marking it as read; None when it has vanished or is too large."""
    answer = client.client.uid("fetch", str(uid), "(RFC822.SIZE)")[1]
    size = b"".join(one for one in answer if isinstance(one, bytes)).rpartition(b"RFC822.SIZE ")[2]
    digits = bytes(one for one in size.split(b" ")[0] if 48 <= one <= 57)
    if digits and int(digits) > MAX_MAIL:
        logger.warning("a mail of %s bytes was left in its mailbox", digits.decode())
        return None
    parts = client.client.uid("fetch", str(uid), "(BODY.PEEK[])")[1]
    return next((part[1] for part in parts if isinstance(part, tuple)), None)


def _move_on(box: Mailbox, validity: int, uid: int) -> None:
    """Move the position forward, and the lease with it; a slower reader never moves it back."""
    same = box.uid_validity == validity
    rows = Mailbox.objects.of(box.workspace).filter(pk=box.pk, uid_validity=box.uid_validity)
    if same:
        rows = rows.filter(last_uid__lt=uid)
    if rows.update(uid_validity=validity, last_uid=uid, next_at=F("next_at") + timedelta(seconds=5)):
        box.uid_validity, box.last_uid = validity, uid


def _note_problem(box: Mailbox, error: MailboxUnreadable, now: datetime) -> None:
    wait = min(EVERY * 2 ** min(box.failures, 10), LONGEST_WAIT)
    if error.problem == Problem.LOGIN:  # servers lock out who keeps trying a wrong password
        wait = max(wait, timedelta(minutes=15))
    Mailbox.objects.of(box.workspace).filter(pk=box.pk).update(
        problem=error.problem, said=str(error)[:300], failures=F("failures") + 1, next_at=now + wait
    )
    if box.failures == 0:
        address, problem = box.address, Problem(error.problem)
        autopilot.record(box.workspace_id, JOB, False, lambda: f"{address}: {problem.label}", now)


@contextmanager
def _opened(box: Mailbox) -> Iterator[BaseMailBox]:
    """Log in with the guard up; every way this can fail becomes MailboxUnreadable."""
    try:
        with guarded():
            client = _connect(box)
            try:
                _log_in(client, box)
                yield client
            finally:
                _leave(client)
    except HostRefused as error:
        raise MailboxUnreadable(Problem.INNER, str(error)) from error
    except ssl.SSLCertVerificationError as error:
        raise MailboxUnreadable(Problem.CERTIFICATE, error.verify_message) from error
    except MailboxLoginError as error:
        raise MailboxUnreadable(Problem.LOGIN, _said(error)) from error
    except MailboxFolderSelectError as error:
        raise MailboxUnreadable(Problem.FOLDER, _said(error)) from error
    except (ConnectionRefusedError, socket.gaierror, TimeoutError) as error:
        raise MailboxUnreadable(Problem.HOST, str(error)) from error
    except (OSError, imaplib.IMAP4.error, ImapToolsError) as error:
        raise MailboxUnreadable(Problem.BROKEN, _said(error)) from error


def _connect(box: Mailbox) -> BaseMailBox:
    if box.security == Security.NONE:
        return MailBoxUnencrypted(box.host, box.port, timeout=TIMEOUT)
    kind = MailBox if box.security == Security.TLS else MailBoxStartTls
    return kind(box.host, box.port, timeout=TIMEOUT, ssl_context=ssl.create_default_context())


def _log_in(client: BaseMailBox, box: Mailbox) -> None:
    if box.username.isascii() and box.password.isascii():
        client.login(box.username, box.password, initial_folder=None)
    else:
        client.login_utf8(box.username, box.password, initial_folder=None)
    if "ID" in client.client.capabilities:  # 163 and 126 let nobody in who does not introduce himself
        client.client._simple_command("ID", '("name" "Yangfan" "vendor" "Yangfan")')
    client.folder.set(box.folder, readonly=True)


def _leave(client: BaseMailBox) -> None:
    # What was fetched is stored; how the server says goodbye changes nothing.
    with suppress(OSError, imaplib.IMAP4.error, ImapToolsError):
        client.logout()


def _said(error: Exception) -> str:
    """Return the server's words out of an error."""
    data = getattr(error, "command_result", None)
    if isinstance(data, tuple) and len(data) > 1 and data[1]:
        words = data[1][0]
        return words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return str(error) or type(error).__name__
