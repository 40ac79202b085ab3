"""Keeping scores true as orders come and time passes: the yardstick is worked out again and what is open is rated again."""

from datetime import datetime, timedelta

from django.db.models import Max, Q

from yangfan.accounts.public import Workspace
from yangfan.crm.deals.models import Deal
from yangfan.crm.inquiries import reasons
from yangfan.crm.inquiries.models import Inquiry, Status
from yangfan.crm.scoring.leads import keep_score, keep_scores
from yangfan.crm.scoring.models import Yardstick
from yangfan.crm.scoring.yardstick import measure

BATCH = 500
RATED_FOR = timedelta(days=120)  # an older one that nobody waits for keeps the score it had
EVERY = timedelta(minutes=1)
AT_LEAST = timedelta(days=1)


def refresh(*, workspace: Workspace, now: datetime) -> int:
    """Measure the workspace again and rate its open inquiries again; return how many changed."""
    measure(workspace=workspace, points_of=reasons.chance_points, now=now)
    recent = Q(received_at__gt=now - RATED_FOR) | Q(waiting_since__isnull=False)
    rows = (
        Inquiry.objects.of(workspace)
        .filter(recent, is_spam=False, merged_into=None)
        .exclude(status=Status.CLOSED)
    )
    pks = list(rows.values_list("pk", flat=True))
    return sum(_rate_batch(workspace, pks[at : at + BATCH]) for at in range(0, len(pks), BATCH))


def rate_again(inquiry: Inquiry) -> None:
    """Rate one inquiry again, in the transaction of what changed it."""
    _rate_batch(inquiry.workspace, [inquiry.pk])


def rate_after(deal: Deal, *, now: datetime) -> None:
    """Rate the inquiry and the contact of a deal again, in the transaction of what changed it."""
    if deal.inquiry:
        rate_again(deal.inquiry)
    if deal.contact:
        keep_score(deal.contact, now=now)


def _rate_batch(workspace: Workspace, pks: list[int]) -> int:
    rows = list(
        Inquiry.objects.of(workspace).filter(pk__in=pks).select_related("workspace", "contact__company")
    )
    known = reasons.known_of(rows) if rows else None
    changed = []
    for inquiry in rows:
        before = (inquiry.score, inquiry.expected_value)
        reasons.rate(inquiry, known)
        if before != (inquiry.score, inquiry.expected_value):
            changed.append(inquiry)
    Inquiry.objects.of(workspace).bulk_update(changed, ["score", "expected_value"])
    return len(changed)


def refresh_what_changed(now: datetime) -> None:
    """Refresh each workspace whose deals moved since it was measured, and every one once a day."""
    measured = dict(Yardstick.objects.across_workspaces().values_list("workspace", "computed_at"))
    moved = dict(
        Deal.objects.across_workspaces().order_by().values("workspace").annotate(last=Max("moved_at")).values_list("workspace", "last")
    )  # fmt: skip
    for workspace in Workspace.objects.all():
        at = measured.get(workspace.pk)
        if at is None or now - at >= AT_LEAST or (moved.get(workspace.pk) or at) > at:
            refresh(workspace=workspace, now=now)
            keep_scores(workspace=workspace, now=now, everyone=True)
        else:
            keep_scores(workspace=workspace, now=now)
