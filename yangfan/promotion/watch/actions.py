"""Looking at a workspace's money, opening and closing episodes, and telling of each once."""

from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import ngettext

from yangfan.accounts.public import EDITORS, Workspace, members_of
from yangfan.connectors import public as connectors
from yangfan.core.jobs import autopilot
from yangfan.events import public as events
from yangfan.events import stats
from yangfan.promotion.budgets import queries as budgets
from yangfan.promotion.watch import rules, words
from yangfan.promotion.watch.models import Episode, WatchDelivery, WatchReader, WatchSettings, settings_of

JOB = "watch_money"
LOOK_BACK = 7 * (rules.WEEKS + 1) + 7
WAITS = (timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))
STUCK_AFTER = timedelta(minutes=5)
State = WatchDelivery.State
SWITCHES = {"fast": "burn_on", "slow": "burn_on", "cost": "cost_on", "silence": "silence_on"}


def look(*, workspace, now: datetime) -> list[Episode]:
    """Judge today's figures; return the episodes that began or ended."""
    wanted, today = settings_of(workspace), stats.today_of(workspace, now)
    findings = findings_of(workspace, wanted, today)
    open_now = {(one.kind, one.channel): one for one in Episode.objects.of(workspace).filter(closed_at=None)}
    moved = []
    with transaction.atomic():
        for finding in findings:
            episode = open_now.get((finding.kind, finding.channel))
            if finding.is_bad and episode is None:
                moved.append(_open(workspace, finding, now))
            elif not finding.is_bad and episode is not None:
                moved.append(_close(episode, finding.figures, now, has_recovered=True))
        for episode in open_now.values():
            if _is_over(episode, wanted, today) and episode not in moved:
                _close(episode, {}, now, has_recovered=False)
    return moved


def findings_of(workspace, wanted: WatchSettings, today: date) -> list[rules.Finding]:
    """Return what each rule that is on says of each channel."""
    found: list[rules.Finding] = []
    if wanted.burn_on:
        for pace in budgets.paces_of(workspace, month=today.replace(day=1), today=today):
            if not pace.campaign:
                found += rules.judge_pace(
                    pace, over_percent=wanted.over_percent, under_percent=wanted.under_percent, today=today
                )
    days = stats.by_day_and_channel(workspace, stats.Period(today - timedelta(days=LOOK_BACK), today))
    for channel, until in budgets.known_until(workspace, days, today).items():
        if not channel or today - until > rules.FRESH:
            continue
        own = [one for one in days if one.channel == channel]
        if wanted.cost_on:
            found += rules.judge_cost(
                channel, own, until=until, rise_percent=wanted.rise_percent, least=wanted.least_inquiries
            )
        if wanted.silence_on:
            found += rules.judge_silence(channel, own, until=until, silent_days=wanted.silence_days)
    return found


def _is_over(episode: Episode, wanted: WatchSettings, today: date) -> bool:
    """Tell whether nobody watches this any more, or its month is gone."""
    if not getattr(wanted, SWITCHES[episode.kind]):
        return True
    month = episode.figures.get("month")
    return bool(month) and date.fromisoformat(month) != today.replace(day=1)


def _open(workspace, finding: rules.Finding, now: datetime) -> Episode:
    episode = Episode.objects.create(
        workspace=workspace,
        kind=finding.kind,
        channel=finding.channel,
        figures=finding.figures,
        opened_at=now,
    )
    _tell(episode, now, is_recovery=False)
    return episode


def _close(episode: Episode, figures: dict, now: datetime, *, has_recovered: bool) -> Episode:
    episode.closed_at, episode.last_figures, episode.has_recovered = now, figures, has_recovered
    episode.save(update_fields=["closed_at", "last_figures", "has_recovered"])
    if has_recovered:
        _tell(episode, now, is_recovery=True)
    return episode


def _tell(episode: Episode, now: datetime, *, is_recovery: bool) -> None:
    without = set(WatchReader.objects.of(episode.workspace).values_list("user_id", flat=True))
    people = [
        member.user
        for member in members_of(episode.workspace)
        if member.role in EDITORS and member.user.is_active
    ]
    recipients = [{"user": user} for user in people if user.pk not in without]
    recipients += [
        {"target": target}
        for target in connectors.NotifyTarget.objects.of(episode.workspace).filter(is_on=True)
    ]
    for recipient in recipients:
        delivery = WatchDelivery.objects.create(
            workspace=episode.workspace,
            episode=episode,
            is_recovery=is_recovery,
            next_try_at=now,
            **recipient,
        )
        transaction.on_commit(partial(_enqueue, delivery.pk))


def _enqueue(delivery_id: int) -> None:
    from yangfan.promotion.watch.tasks import deliver_watch  # the task calls back into this module

    deliver_watch.enqueue(delivery_id)


def deliver(*, delivery_id: int, now: datetime) -> None:
    """Send one message if it is due and nobody else is sending it."""
    due = WatchDelivery.objects.across_workspaces().filter(
        pk=delivery_id, state=State.WAITING, next_try_at__lte=now
    )
    if not due.update(state=State.SENDING, attempts=F("attempts") + 1, next_try_at=now + STUCK_AFTER):
        return
    delivery = (
        WatchDelivery.objects.across_workspaces()
        .select_related("workspace", "user", "target", "episode__workspace")
        .get(pk=delivery_id)
    )
    try:
        state = _send(delivery, now)
    except (connectors.MailNotSent, connectors.NotifyNotSent) as error:
        _put_off(delivery, error, now)
    else:
        delivery.state, delivery.sent_at, delivery.error = state, now, ""
    delivery.save(update_fields=["state", "sent_at", "error", "next_try_at"])


def _send(delivery: WatchDelivery, now: datetime) -> str:
    with translation.override((delivery.user or delivery.target).language):
        message = words.message_of(delivery.episode, is_recovery=delivery.is_recovery)
    if delivery.target:
        connectors.send_notification(target=delivery.target, title=message.title, text=message.short, now=now)
        return State.SENT
    sent = connectors.send_mail(
        workspace=delivery.workspace, to=delivery.user.email, subject=message.title, text=message.text,
        html=message.html, is_automatic=True,
    )  # fmt: skip
    return State.OUTBOX if sent.way == "outbox" else State.SENT


def _put_off(delivery: WatchDelivery, error, now: datetime) -> None:
    delivery.error = str(error)[:500]
    if error.is_passing and delivery.attempts <= len(WAITS):
        delivery.state, delivery.next_try_at = State.WAITING, now + WAITS[delivery.attempts - 1]
    else:
        delivery.state = State.FAILED


def send_due(now: datetime) -> None:
    """Try again what is due; give up what a killed worker left half sent (it may have arrived)."""
    due = WatchDelivery.objects.across_workspaces().filter(next_try_at__lte=now)
    due.filter(state=State.SENDING).update(state=State.FAILED, error="interrupted; it may have arrived")
    lost = Q(attempts__gt=0) | Q(next_try_at__lte=now - timedelta(minutes=1))
    for pk in due.filter(lost, state=State.WAITING).values_list("pk", flat=True)[:200]:
        _enqueue(pk)


def watch_all(now: datetime) -> None:
    """Look at every workspace that spends money and has not switched the job off."""
    send_due(now)
    for workspace in Workspace.objects.filter(counting_to=None):
        if not autopilot.is_on(workspace.pk, JOB) or not budgets.has_any_cost(workspace):
            continue
        try:
            moved = look(workspace=workspace, now=now)
        except events.StoreUnavailable:
            return  # the next run looks again
        if moved:
            opened = sum(one.closed_at is None for one in moved)
            closed = len(moved) - opened
            autopilot.record(workspace.pk, JOB, True, partial(_say, opened, closed), now)


def _say(opened: int, closed: int) -> str:
    parts = []
    if opened:
        parts.append(ngettext("%(n)d thing noticed", "%(n)d things noticed", opened) % {"n": opened})
    if closed:
        parts.append(ngettext("%(n)d is well again", "%(n)d are well again", closed) % {"n": closed})
    return " · ".join(parts)


def save_readers(*, workspace, wanted: set[int]) -> None:
    """Keep who gets these mails: of those who may change budgets, everybody but the ones not in `wanted`."""
    with transaction.atomic():
        WatchReader.objects.of(workspace).delete()
        WatchReader.objects.bulk_create(
            WatchReader(workspace=workspace, user=member.user)
            for member in members_of(workspace)
            if member.role in EDITORS and member.user_id not in wanted
        )
