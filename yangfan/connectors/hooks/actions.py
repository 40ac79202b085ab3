"""The webhook inbox: verify, store, answer; then read once, try again, and put aside what cannot be read."""

import hashlib
import logging
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F

from yangfan.connectors.contract import ApiError, Call, HookRefused
from yangfan.connectors.hooks.models import WebhookDelivery
from yangfan.connectors.platforms.models import Account
from yangfan.core.jobs.autopilot import in_every_language

logger = logging.getLogger("yangfan.hooks")
WAITS = (timedelta(seconds=30), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3))
FIRST_LOOK_AFTER = timedelta(minutes=1)  # the task set off at once is usually faster
KEEP_BODIES = timedelta(days=30)
State = WebhookDelivery.State


def take_delivery(*, account: Account, call: Call, now: datetime) -> WebhookDelivery:
    """Store a call that the platform really made; the same call again is the delivery that is there. Raises HookRefused."""
    try:
        account.plan.verify(account, call, now)
    except HookRefused:
        Account.objects.of(account.workspace).filter(pk=account.pk).update(refused_at=now)
        raise
    with transaction.atomic():
        delivery, is_new = WebhookDelivery.objects.of(account.workspace).get_or_create(
            account=account, key=_key(account, call),
            defaults={"workspace": account.workspace, "body": call.body, "received_at": now, "next_at": now + FIRST_LOOK_AFTER,
                      "content_type": call.headers.get("content-type", "")[:120]},
        )  # fmt: skip
        Account.objects.of(account.workspace).filter(pk=account.pk).update(heard_at=now)
        if is_new:
            transaction.on_commit(partial(_enqueue, delivery.pk))
        else:
            WebhookDelivery.objects.of(account.workspace).filter(pk=delivery.pk).update(
                repeats=F("repeats") + 1
            )
    return delivery


def _key(account: Account, call: Call) -> str:
    named = account.plan.delivery_id(account, call)
    return hashlib.sha256(named.encode() if named else call.body).hexdigest()


def _enqueue(delivery_id: int) -> None:
    from yangfan.connectors.hooks.tasks import read_delivery  # the task calls back into this module

    read_delivery.enqueue(delivery_id)


def read_delivery(*, delivery_id: int, now: datetime) -> None:
    """Let the connector do what a stored delivery asks for; a second call finds nothing to do."""
    delivery = _waiting(delivery_id)
    if delivery is None:
        return
    plan = delivery.account.plan
    try:
        if plan is None:
            raise ApiError("invalid", f"there is no connector {delivery.account.connector}")
        fetched = plan.fetch(delivery.account, delivery)
        with transaction.atomic():
            locked = _waiting(delivery_id, lock=True)
            if locked is None:  # another worker was faster
                return
            became = plan.receive(locked.account, locked, fetched, now)
            locked.state, locked.next_at, locked.error = State.DONE, None, ""
            locked.became, locked.url = in_every_language(lambda: str(became.words)), became.url[:300]
            locked.save(update_fields=["state", "next_at", "error", "became", "url"])
    except ApiError as error:
        _put_off(delivery, str(error), now, is_final=error.kind == "invalid")
    except Exception as error:  # whatever a foreign body sets off: try again later, then say so on screen
        logger.exception("delivery %s could not be read", delivery_id)
        _put_off(delivery, f"{type(error).__name__}: {error}", now)


def _waiting(delivery_id: int, *, lock: bool = False) -> WebhookDelivery | None:
    rows = WebhookDelivery.objects.across_workspaces().select_related("account__workspace")
    if lock:
        rows = rows.select_for_update(of=("self",))
    return rows.filter(pk=delivery_id, state=State.NEW).first()


def _put_off(delivery: WebhookDelivery, words: str, now: datetime, *, is_final: bool = False) -> None:
    delivery.attempts += 1
    delivery.error = words[:300]
    if is_final or delivery.attempts > len(WAITS):
        delivery.state, delivery.next_at = State.FAILED, None
    else:
        delivery.next_at = now + WAITS[delivery.attempts - 1]
    delivery.save(update_fields=["attempts", "error", "state", "next_at"])


def run_again(*, delivery: WebhookDelivery, now: datetime) -> None:
    """Read a delivery again that was put aside."""
    failed = WebhookDelivery.objects.of(delivery.workspace).filter(pk=delivery.pk, state=State.FAILED)
    if failed.update(state=State.NEW, attempts=0, next_at=now + FIRST_LOOK_AFTER):
        _enqueue(delivery.pk)


def read_waiting(now: datetime) -> None:
    """Set off what waits longer than it should: a task that was lost, another try."""
    due = WebhookDelivery.objects.across_workspaces().filter(state=State.NEW, next_at__lte=now)
    for pk in due.values_list("pk", flat=True)[:200]:
        _enqueue(pk)


def forget_bodies(now: datetime) -> None:
    """Empty the bodies of deliveries that were read a month ago; their keys stay, so that a replay is still known."""
    old = WebhookDelivery.objects.across_workspaces().filter(
        state=State.DONE, received_at__lt=now - KEEP_BODIES
    )
    old.exclude(body=b"").update(body=b"")
