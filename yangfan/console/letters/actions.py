"""Writing letters, each recipient once, and sending them until they are taken."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation

from yangfan.accounts.public import Role, Workspace, members_of
from yangfan.connectors import public as connectors
from yangfan.console.letters import words
from yangfan.console.letters.models import Letter, LetterReader
from yangfan.core.jobs.alarms import Alarm

WAITS = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))
STUCK_AFTER = timedelta(minutes=10)
State, Kind = Letter.State, Letter.Kind


def owners_of(workspace: Workspace) -> list:
    """Return the people who own the workspace and may log in."""
    return [
        one.user for one in members_of(workspace) if one.role == Role.OWNER and one.user.is_active
    ]  # fmt: skip


def weekly_readers(workspace: Workspace) -> list:
    """Return the owners, and whoever asked for it, without those who do not want the weekly letter."""
    wish = dict(LetterReader.objects.of(workspace).values_list("user", "weekly"))
    return [
        one.user
        for one in members_of(workspace)
        if one.user.is_active and wish.get(one.user_id, one.role == Role.OWNER)
    ]


def want_weekly(*, workspace: Workspace, user, wanted: bool) -> None:
    """Send this member the weekly letter, or no longer."""
    LetterReader.objects.of(workspace).update_or_create(
        workspace=workspace, user=user, defaults={"weekly": wanted}
    )


def write(*, workspace: Workspace, kind: str, about: str, recipients: list[dict]) -> int:
    """Write one letter to each recipient and set the sending off; return how many are new."""
    new = 0
    with transaction.atomic():
        for recipient in recipients:
            letter, is_new = Letter.objects.of(workspace).get_or_create(
                workspace=workspace, kind=kind, about=about, **recipient
            )
            if is_new:
                new += 1
                transaction.on_commit(partial(_enqueue, letter.pk))
    return new


def write_alarm(alarm: Alarm) -> None:
    """Tell the owners and the chat groups that a job keeps failing, or works again."""
    workspace = Workspace.objects.get(pk=alarm.workspace_id)
    targets = connectors.NotifyTarget.objects.of(workspace).filter(is_on=True)
    recipients = [{"user": user} for user in owners_of(workspace)] + [{"target": one} for one in targets]
    kind = Kind.WORKS if alarm.has_recovered else Kind.FAILING
    write(workspace=workspace, kind=kind, about=str(alarm.run_id), recipients=recipients)


def _enqueue(letter_id: int) -> None:
    from yangfan.console.letters.tasks import deliver_letter  # the task calls back into this module

    deliver_letter.enqueue(letter_id)


def deliver(*, letter_id: int, now: datetime) -> None:
    """Send one letter if it is due and nobody else is sending it.

    It is composed first and claimed last: a worker killed before the claim leaves it waiting; one killed after it leaves a
    letter that may have arrived, which is not sent again.
    """
    waiting = Letter.objects.across_workspaces().filter(
        pk=letter_id, state=State.WAITING, next_try_at__lte=now
    )
    letter = waiting.select_related("workspace", "user", "target").first()
    if letter is None:
        return
    with translation.override((letter.user or letter.target).language):
        composed = words.compose(letter)
    if composed is None:  # what it told of is gone
        waiting.update(state=State.FAILED, error="nothing to tell")
        return
    if not waiting.update(state=State.SENDING, attempts=F("attempts") + 1, next_try_at=now + STUCK_AFTER):
        return
    letter.attempts += 1
    try:
        letter.state, letter.sent_at, letter.error = _send(letter, composed, now), now, ""
    except (connectors.MailNotSent, connectors.NotifyNotSent) as error:
        _put_off(letter, error, now)
    letter.save(update_fields=["state", "sent_at", "error", "next_try_at"])


def _send(letter: Letter, composed: words.Composed, now: datetime) -> str:
    if letter.target:
        connectors.send_notification(
            target=letter.target, title=composed.title, text=composed.short, now=now
        )  # fmt: skip
        return State.SENT
    sent = connectors.send_mail(
        workspace=letter.workspace, to=letter.user.email, subject=composed.title, text=composed.text,
        html=composed.html, is_automatic=True, unsubscribe=composed.unsubscribe,
    )  # fmt: skip
    return State.OUTBOX if sent.way == "outbox" else State.SENT


def _put_off(letter: Letter, error, now: datetime) -> None:
    letter.error = str(error)[:500]
    letter.state = State.FAILED
    if error.is_passing and letter.attempts <= len(WAITS):
        letter.state, letter.next_try_at = State.WAITING, now + WAITS[letter.attempts - 1]


def send_due(now: datetime) -> None:
    """Try again what is due; give up what a killed worker left half sent (it may have arrived)."""
    due = Letter.objects.across_workspaces().filter(next_try_at__lte=now)
    due.filter(state=State.SENDING).update(state=State.FAILED, error="interrupted; it may have arrived")
    behind = due.filter(state=State.WAITING, next_try_at__lte=timezone.now() - timedelta(seconds=30))
    for pk in behind.values_list("pk", flat=True)[:200]:
        _enqueue(pk)
