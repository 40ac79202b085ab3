"""Training a workspace's own lead model: when there are enough orders, and used only if it beats the rules."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from yangfan.accounts.public import Workspace
from yangfan.core.jobs.autopilot import Result
from yangfan.core.jobs.plans import Weekly
from yangfan.crm.deals.models import Deal, Stage
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.inquiries.reasons import chance_points
from yangfan.crm.scoring.leads import features, keep_scores
from yangfan.crm.scoring.models import LeadModel
from yangfan.intelligence import public as intelligence

JOB = "lead_scores"
ENOUGH = 50  # of each outcome
DECIDED_AFTER = timedelta(days=60)  # who has not bought by then counts as "did not"
MOST = 50_000
PLAN = Weekly(6, 4)  # the quiet hours of Sunday


class NotEnough(ValueError):
    """There are too few orders, or too few contacts that did not order, to learn from."""


def examples_of(workspace: Workspace, *, now: datetime) -> tuple[list[Inquiry], list[int]]:
    """Return the first inquiry of each contact whose outcome is known, oldest first, and whether they bought."""
    won = set(Deal.objects.of(workspace).filter(stage=Stage.WON).values_list("contact", flat=True)) - {None}
    lost = set(Deal.objects.of(workspace).filter(stage=Stage.LOST).values_list("contact", flat=True)) - {None}
    rows = (
        Inquiry.objects.of(workspace).filter(is_spam=False, merged_into=None)
        .select_related("workspace", "contact__company").order_by("received_at", "pk")
    )  # fmt: skip
    first: dict[int, Inquiry] = {}
    for row in rows[:MOST]:
        first.setdefault(row.contact_id, row)
    decided = [
        row for row in first.values()
        if row.contact_id in won or row.contact_id in lost or row.received_at < now - DECIDED_AFTER
    ]  # fmt: skip
    return decided, [int(row.contact_id in won) for row in decided]


def counts_of(workspace: Workspace, *, now: datetime) -> tuple[int, int]:
    """Return how many contacts with a known outcome bought, and how many did not."""
    _rows, outcomes = examples_of(workspace, now=now)
    return sum(outcomes), len(outcomes) - sum(outcomes)


def train(*, workspace: Workspace, now: datetime) -> LeadModel:
    """Train, keep the result and score everyone again. Raises NotEnough."""
    rows, outcomes = examples_of(workspace, now=now)
    if min(sum(outcomes), len(outcomes) - sum(outcomes)) < ENOUGH:
        raise NotEnough(f"{sum(outcomes)} bought, {len(outcomes) - sum(outcomes)} did not")
    try:
        trained = intelligence.train([features(row) for row in rows], outcomes, rules=_points(rows))
    except intelligence.TooFewExamples as error:
        raise NotEnough(str(error)) from error
    before = LeadModel.objects.of(workspace).first()
    made = LeadModel.objects.create(
        workspace=workspace, winner=trained.report["champion"] if trained.beats_rules else "rules",
        forced_rules=bool(before and before.forced_rules), weights=trained.model, report=trained.report,
        examples=len(outcomes), won=sum(outcomes), trained_at=now,
    )  # fmt: skip
    old = list(LeadModel.objects.of(workspace).values_list("pk", flat=True)[5:])
    LeadModel.objects.of(workspace).filter(pk__in=old).delete()
    keep_scores(workspace=workspace, now=now, everyone=True)
    return made


def _points(rows: list[Inquiry]) -> list[float]:
    """Return what the rules say of each without the order that is to be foretold."""
    return [
        float(points)
        for at in range(0, len(rows), 500)
        for points in chance_points(rows[at : at + 500], as_strangers=True)
    ]


def use_rules(*, workspace: Workspace, only_rules: bool, now: datetime) -> None:
    """Go back to rules, or let the trained model score again."""
    last = LeadModel.objects.of(workspace).first()
    if last is not None:
        last.forced_rules = only_rules
        last.save(update_fields=["forced_rules"])
        keep_scores(workspace=workspace, now=now, everyone=True)


def train_again(workspace: Workspace, now: datetime) -> Result | None:
    """Train if there are enough examples, and say what came of it."""
    try:
        made = train(workspace=workspace, now=now)
    except NotEnough:
        return None
    return Result(lambda: in_words(made), amounts={"contacts": made.examples})


def in_words(made: LeadModel) -> str:
    """Return what came of a training."""
    values = {
        "n": made.examples,
        "auc": f"{made.report['auc']:.2f}",
        "rules": f"{made.report['rules_auc']:.2f}",
    }
    if made.winner == "rules":
        return (
            _(
                "Learned from %(n)d contacts: no better than the rules (AUC %(auc)s, rules %(rules)s), so the rules stay"
            )
            % values
        )
    return (
        _(
            "Learned from %(n)d contacts: better than the rules (AUC %(auc)s, rules %(rules)s), so the model scores"
        )
        % values
    )
