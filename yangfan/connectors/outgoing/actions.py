"""The outbox to platforms: keep, claim, send, find again after a kill, put off by kind of error, put aside."""

import logging
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q

from yangfan.connectors.contract import ApiError
from yangfan.connectors.outgoing.kinds import Arrived, CannotAsk, kinds
from yangfan.connectors.outgoing.models import Dispatch
from yangfan.connectors.platforms.actions import note_trouble, with_token
from yangfan.connectors.platforms.models import Account

logger = logging.getLogger("yangfan.dispatch")
State = Dispatch.State
WAITS = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=3),
)
QUOTA_WAIT = timedelta(hours=1)
PAUSED = timedelta(hours=6)  # until somebody authorises the account; it is released at once then
GIVE_UP_AFTER = timedelta(days=3)
HELD_FOR = timedelta(minutes=10)


def dispatch(
    *, account: Account, kind: str, key: str, payload: dict, now: datetime, at: datetime | None = None
) -> Dispatch:
    """Keep what must go out, at once or at a time; the same key again is the dispatch that is there."""
    kinds.get(kind)
    with transaction.atomic():
        made, is_new = Dispatch.objects.of(account.workspace).get_or_create(
            account=account, kind=kind, key=key,
            defaults={"workspace": account.workspace, "payload": payload, "created_at": now, "due_at": at or now,
                      "next_at": at or now},
        )  # fmt: skip
        if is_new and made.next_at <= now:
            transaction.on_commit(partial(_enqueue, made.pk))
    return made


def _enqueue(dispatch_id: int) -> None:
    from yangfan.connectors.outgoing.tasks import send_dispatch  # the task calls back into this module

    send_dispatch.enqueue(dispatch_id)


def send_dispatch(*, dispatch_id: int, now: datetime) -> None:
    """Send one dispatch that is due, if no other worker has it."""
    mine = _claim(dispatch_id, now)
    if mine is None:
        return
    try:
        arrived = _once(mine, now)
    except CannotAsk:
        _close(
            mine,
            State.UNSURE,
            now,
            error="an attempt was cut off, and this platform cannot be asked whether it arrived",
        )
    except ApiError as error:
        _put_off(mine, error, now)
    except Exception as error:  # a connector that breaks must not hold up the others
        logger.exception("dispatch %s broke", dispatch_id)
        _put_off(mine, ApiError("transient", f"{type(error).__name__}: {error}", may_have_arrived=True), now)
    else:
        _arrive(mine, arrived, now)


def _claim(dispatch_id: int, now: datetime) -> Dispatch | None:
    """Take a dispatch by compare-and-set; one whose worker fell silent is taken over, and looked for first."""
    rows = Dispatch.objects.across_workspaces().filter(pk=dispatch_id)
    due = Q(state=State.WAITING, next_at__lte=now)
    held_until = now + HELD_FOR
    if rows.filter(due).update(state=State.GOING, held_until=held_until, next_at=held_until):
        pass
    elif not rows.filter(state=State.GOING, held_until__lte=now).update(
        held_until=held_until, next_at=held_until, may_be_out=True
    ):
        return None
    return rows.select_related("account__workspace").get()


def _once(mine: Dispatch, now: datetime) -> Arrived:
    kind, account = kinds.get(mine.kind), mine.account
    if account.plan is None or not account.is_on:
        raise ApiError("permission", "the account is switched off, or its connector is gone")
    if mine.may_be_out and not kind.is_repeatable:
        found = with_token(account=account, now=now, do=lambda fresh: kind.find(fresh, mine))
        if found is not None:
            return found
        mine.may_be_out = False
    return with_token(account=account, now=now, do=lambda fresh: kind.send(fresh, mine, now))


def _arrive(mine: Dispatch, arrived: Arrived, now: datetime) -> None:
    """Close a dispatch that arrived and tell whoever sent it, in one transaction."""
    _close(
        mine, State.DONE, now, remote_id=arrived.remote_id[:200], remote_url=arrived.url[:1000], answer=arrived.answer,
        done_at=now,
    )  # fmt: skip


def _put_off(mine: Dispatch, error: ApiError, now: datetime) -> None:
    """Try again later, or put aside, by the kind of error."""
    may_be_out = mine.may_be_out or error.may_have_arrived
    attempts = mine.attempts + (error.kind == "transient")
    is_final = error.kind in ("invalid", "permission") or attempts > len(WAITS)
    if is_final or now - mine.due_at > GIVE_UP_AFTER:
        _close(mine, State.FAILED, now, trouble=error.kind, error=str(error)[:300])
        return
    wait = error.retry_after or {"quota": QUOTA_WAIT, "auth": PAUSED}.get(error.kind) or WAITS[attempts - 1]
    if error.kind == "auth":
        note_trouble(mine.account, error)
        mine.account.save(update_fields=["state", "error"])
    Dispatch.objects.of(mine.workspace).filter(pk=mine.pk, state=State.GOING).update(
        state=State.WAITING, next_at=now + wait, held_until=None, attempts=attempts, trouble=error.kind,
        error=str(error)[:300], may_be_out=may_be_out,
    )  # fmt: skip


def _close(mine: Dispatch, state: str, now: datetime, **fields) -> None:
    kind = kinds.get(mine.kind)
    values = {
        "trouble": "",
        "error": "",
        **fields,
        "state": state,
        "next_at": None,
        "held_until": None,
        "may_be_out": False,
    }
    with transaction.atomic():
        if not Dispatch.objects.of(mine.workspace).filter(pk=mine.pk, state=State.GOING).update(**values):
            return  # called back meanwhile, or taken over by another worker
        mine.refresh_from_db()
        (kind.done if state == State.DONE else kind.failed)(mine, now)


def send_due(now: datetime) -> None:
    """Set off what is due and what a silent worker left behind."""
    rows = Dispatch.objects.across_workspaces().filter(
        state__in=(State.WAITING, State.GOING), next_at__lte=now
    )
    for pk in rows.order_by("next_at").values_list("pk", flat=True)[:200]:
        _enqueue(pk)


def release(account: Account, now: datetime) -> None:
    """Set off at once what waited for this account to be authorised."""
    Dispatch.objects.of(account.workspace).filter(
        account=account, state=State.WAITING, trouble="auth"
    ).update(next_at=now, trouble="", error="")


def postpone(*, dispatch: Dispatch, at: datetime) -> bool:
    """Move a dispatch that has not set off; tell whether it could be moved."""
    waiting = Dispatch.objects.of(dispatch.workspace).filter(pk=dispatch.pk, state=State.WAITING)
    return bool(waiting.update(next_at=at, due_at=at))


def recall(*, dispatch: Dispatch) -> bool:
    """Call a dispatch back; False when it is on its way or over."""
    rows = Dispatch.objects.of(dispatch.workspace).filter(pk=dispatch.pk)
    return bool(
        rows.filter(state__in=(State.WAITING, State.FAILED, State.UNSURE)).update(
            state=State.RECALLED, next_at=None
        )
    )


def send_again(*, dispatch: Dispatch, now: datetime) -> bool:
    """Send again what failed, or what a person found not to have arrived."""
    rows = Dispatch.objects.of(dispatch.workspace).filter(
        pk=dispatch.pk, state__in=(State.FAILED, State.UNSURE)
    )
    again = rows.update(
        state=State.WAITING, attempts=0, next_at=now, due_at=now, trouble="", error="", may_be_out=False
    )
    if again:
        transaction.on_commit(partial(_enqueue, dispatch.pk))
    return bool(again)


def say_it_arrived(*, dispatch: Dispatch, url: str, now: datetime) -> bool:
    """Take a person's word that something nobody knew about is there, at this address."""
    rows = Dispatch.objects.of(dispatch.workspace).filter(pk=dispatch.pk, state=State.UNSURE)
    if not rows.update(state=State.GOING, held_until=now + HELD_FOR, next_at=now + HELD_FOR):
        return False
    _arrive(rows.model.objects.of(dispatch.workspace).get(pk=dispatch.pk), Arrived(url=url), now)
    return True


def forget_old(now: datetime) -> None:
    """Delete what is over for a year; whoever sent it keeps what came of it."""
    over = (State.DONE, State.FAILED, State.RECALLED)
    old = Dispatch.objects.across_workspaces().filter(
        state__in=over, created_at__lt=now - timedelta(days=365)
    )
    old.delete()
