"""Telling people of a new message: who is to be told, and one delivery each, tried again until it arrives."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext

from yangfan.accounts.public import SELLERS, members_of
from yangfan.connectors import public as connectors
from yangfan.core.jobs import autopilot
from yangfan.crm.alerts import words
from yangfan.crm.alerts.models import AlertDelivery, AlertReader
from yangfan.crm.conversations.models import Message, Way
from yangfan.crm.conversations.translations import is_being_translated
from yangfan.crm.inquiries.models import Inquiry

JOB = "inquiry_alerts"
NEWS_FOR = timedelta(days=1)  # what came in earlier (an import, a replay) is no news
CHAT_IS_QUIET_AFTER = timedelta(minutes=10)
WAITS = (
    timedelta(seconds=20),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
)
STUCK_AFTER = timedelta(minutes=5)
FOR_TRANSLATION = timedelta(seconds=2)  # at most, for the reader's own language; then the original goes out
State = AlertDelivery.State


def open_alerts(message: Message) -> list[AlertDelivery]:
    """Write down who is to be told of this message and set the sending off; a second call adds nobody twice."""
    inquiry, now = message.inquiry, timezone.now()
    if (
        inquiry.is_spam
        or now - message.created_at > NEWS_FOR
        or _is_within_running_chat(message)
        or not autopilot.is_on(message.workspace_id, JOB)
    ):
        return []
    opened = []
    for recipient in _recipients(inquiry):
        delivery, is_new = AlertDelivery.objects.of(message.workspace).get_or_create(
            workspace=message.workspace,
            message=message,
            **recipient,
            defaults={"created_at": now, "next_try_at": _start(message, recipient, now)},
        )
        if is_new:
            opened.append(delivery)
            transaction.on_commit(partial(_enqueue, delivery.pk, delivery.next_try_at))
    return opened


def _start(message: Message, recipient: dict, now: datetime) -> datetime:
    """Return when to tell this recipient: at once, or a moment later when a translation for them is being made."""
    language = (recipient.get("user") or recipient["target"]).language
    return now + FOR_TRANSLATION if is_being_translated(message, language, now=now) else now


def hurry(message: Message) -> None:
    """A translation has come, or will not: tell at once whom it was awaited for."""
    now = timezone.now()
    waiting = AlertDelivery.objects.of(message.workspace).filter(
        message=message, state=State.WAITING, attempts=0, next_try_at__gt=now
    )
    for delivery in waiting.select_related("user", "target"):
        if not is_being_translated(message, (delivery.user or delivery.target).language, now=now):
            AlertDelivery.objects.of(message.workspace).filter(pk=delivery.pk).update(next_try_at=now)
            transaction.on_commit(partial(_enqueue, delivery.pk))


def _is_within_running_chat(message: Message) -> bool:
    """Tell whether another line of the same chat came just before: people have been told, and are looking."""
    if message.way != Way.CHAT:
        return False
    before = Message.objects.of(message.workspace).filter(
        conversation_id=message.conversation_id,
        way=Way.CHAT,
        direction=Message.Direction.IN,
        pk__lt=message.pk,
    )
    return before.filter(created_at__gt=message.created_at - CHAT_IS_QUIET_AFTER).exists()


def _enqueue(delivery_id: int, start: datetime | None = None) -> None:
    from yangfan.crm.alerts.tasks import deliver_alert  # the task calls back into this module

    task = deliver_alert.using(run_after=start) if start and start > timezone.now() else deliver_alert
    task.enqueue(delivery_id)


def _recipients(inquiry: Inquiry) -> list[dict]:
    """Return the owner of the inquiry, or else all who sell, and every chat group that is on."""
    workspace = inquiry.workspace
    without_mail = set(
        AlertReader.objects.of(workspace).filter(by_mail=False).values_list("user_id", flat=True)
    )
    members = [
        member.user for member in members_of(workspace) if member.role in SELLERS and member.user.is_active
    ]
    if inquiry.owner in members:
        members = [inquiry.owner]
    people = [{"user": user} for user in members if user.pk not in without_mail]
    targets = connectors.NotifyTarget.objects.of(workspace).filter(is_on=True)
    return people + [{"target": target} for target in targets]


def deliver(*, delivery_id: int, now: datetime) -> None:
    """Send one alert if it is due and nobody else is sending it."""
    due = AlertDelivery.objects.across_workspaces().filter(
        pk=delivery_id, state=State.WAITING, next_try_at__lte=now
    )
    claimed = due.update(state=State.SENDING, attempts=F("attempts") + 1, next_try_at=now + STUCK_AFTER)
    if not claimed:
        return
    delivery = (
        AlertDelivery.objects.across_workspaces()
        .select_related(
            "workspace", "user", "target", "message__inquiry__contact__company", "message__inquiry__workspace"
        )
        .get(pk=delivery_id)
    )
    try:
        state = _send(delivery, now)
    except (connectors.MailNotSent, connectors.NotifyNotSent) as error:
        _put_off(delivery, error, now)
    else:
        delivery.state, delivery.sent_at, delivery.error = state, now, ""
    delivery.save(update_fields=["state", "sent_at", "error", "next_try_at"])
    _log_when_settled(delivery, now)


def _send(delivery: AlertDelivery, now: datetime) -> str:
    if delivery.target:
        with translation.override(delivery.target.language):
            alert = words.alert_for(delivery.message)
        connectors.send_notification(target=delivery.target, title=alert.title, text=alert.short, now=now)
        return State.SENT
    with translation.override(delivery.user.language):
        alert = words.alert_for(delivery.message)
    sent = connectors.send_mail(
        workspace=delivery.workspace,
        to=delivery.user.email,
        subject=alert.title,
        text=alert.text,
        html=alert.html,
        is_automatic=True,
    )
    return State.OUTBOX if sent.way == "outbox" else State.SENT


def _put_off(delivery: AlertDelivery, error, now: datetime) -> None:
    delivery.error = str(error)[:500]
    if error.is_passing and delivery.attempts <= len(WAITS):
        delivery.state = State.WAITING
        delivery.next_try_at = now + WAITS[delivery.attempts - 1]
    else:
        delivery.state = State.FAILED


def _log_when_settled(delivery: AlertDelivery, now: datetime) -> None:
    """Write into the autopilot's log once all recipients of this message are done with."""
    all_of_it = list(AlertDelivery.objects.of(delivery.workspace).filter(message=delivery.message))
    if any(one.state in (State.WAITING, State.SENDING) for one in all_of_it):
        return
    told = sum(one.state == State.SENT for one in all_of_it)
    kept = sum(one.state == State.OUTBOX for one in all_of_it)
    failed = sum(one.state == State.FAILED for one in all_of_it)
    number = delivery.message.inquiry.number

    def say():
        parts = []
        if told:
            parts.append(ngettext("%(n)d recipient told", "%(n)d recipients told", told) % {"n": told})
        if kept:
            parts.append(
                ngettext("%(n)d mail waits in the outbox", "%(n)d mails wait in the outbox", kept)
                % {"n": kept}
            )
        if failed:
            parts.append(
                ngettext("%(n)d could not be reached", "%(n)d could not be reached", failed) % {"n": failed}
            )
        return gettext("Inquiry #%(number)d: %(what)s") % {
            "number": number,
            "what": gettext(", ").join(parts),
        }

    amounts = {"told": told, "outbox": kept, "failed": failed}
    autopilot.record(delivery.workspace_id, JOB, not failed, say, now, amounts)


def send_due_alerts(now: datetime) -> None:
    """Try again what is due; give up what a killed worker left half sent (it may have arrived)."""
    waiting = AlertDelivery.objects.across_workspaces().filter(next_try_at__lte=now)
    waiting.filter(state=State.SENDING).update(state=State.FAILED, error="interrupted; it may have arrived")
    for pk in waiting.filter(state=State.WAITING, attempts__gt=0).values_list("pk", flat=True)[:200]:
        _enqueue(pk)
    lost = waiting.filter(state=State.WAITING, attempts=0, next_try_at__lte=now - timedelta(minutes=1))
    for pk in lost.values_list("pk", flat=True)[:200]:
        _enqueue(pk)
