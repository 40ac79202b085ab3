"""Opening, moving, winning and losing deals; what is won counts, and an undo takes it back."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from yangfan.accounts import public as accounts
from yangfan.accounts.public import Workspace
from yangfan.crm.deals.models import CLOSED_STAGES, Deal, DealMove, LostBecause, Pipeline, Stage
from yangfan.crm.deals.pipelines import first_pipeline, open_keys
from yangfan.crm.facts import mirror_deal
from yangfan.crm.inquiries import actions as inquiries
from yangfan.crm.inquiries.models import Inquiry, Status
from yangfan.crm.scoring.refresh import rate_after
from yangfan.events import public as events


class DealRefused(ValueError):
    """The deal cannot be so; the text says why."""


def open_deal(
    *, workspace: Workspace, actor, now: datetime, title: str = "", inquiry: Inquiry | None = None, contact=None,
    company=None, amount: Decimal | None = None, currency: str = "", pipeline: Pipeline | None = None, stage: str = "",
    expected_on: date | None = None, external_id: str = "",
) -> Deal:  # fmt: skip
    """Open a deal, from an inquiry or by hand, at the first stage of the first pipeline unless others are named.

    The same `external_id` again returns the deal that has it. Raises DealRefused.
    """
    if stage in CLOSED_STAGES:
        raise DealRefused(f"a deal cannot be opened as {stage}")
    if amount is not None and amount < 0:
        raise DealRefused("the amount is negative")
    with transaction.atomic():
        if external_id:
            known = Deal.objects.of(workspace).filter(external_id=external_id).first()
            if known:
                return known
        contact = contact or (inquiry.contact if inquiry else None)
        pipeline = pipeline or first_pipeline(workspace)
        deal = Deal.objects.create(
            workspace=workspace, title=(title or _title(inquiry, contact))[:200], contact=contact,
            company=company or (contact.company if contact else None), inquiry=inquiry, amount=amount,
            currency=currency or workspace.currency, pipeline=pipeline, stage=_open_stage(pipeline, stage),
            expected_on=expected_on, external_id=external_id, created_at=now, moved_at=now,
            owner=(inquiry.owner if inquiry else None) or actor,
        )  # fmt: skip
        _note_move(deal, now)
        accounts.record_audit(
            workspace=workspace, actor=actor, action="deal_opened", subject=deal,
            after={"amount": amount, "currency": deal.currency}, now=now,
        )  # fmt: skip
        rate_after(deal, now=now)
    return deal


def _open_stage(pipeline: Pipeline, wanted: str) -> str:
    keys = open_keys(pipeline)
    if wanted and wanted not in keys:
        raise DealRefused(f"not an open stage of this pipeline: {wanted}")
    return wanted or keys[0]


def _note_move(deal: Deal, now: datetime) -> None:
    DealMove.objects.create(workspace=deal.workspace, deal=deal, stage=deal.stage, at=now)


def _title(inquiry: Inquiry | None, contact) -> str:
    who = str(contact or "")
    what = (inquiry.product or inquiry.quantity) if inquiry else ""
    return " · ".join(part for part in (who, what) if part) or "–"


def change_deal(*, deal: Deal, fields: dict, actor, now: datetime) -> Deal:
    """Change title, amount, currency, owner or the day won; numbers follow. Raises DealRefused."""
    if fields.get("amount") is None and deal.stage == Stage.WON and "amount" in fields:
        raise DealRefused("a won deal needs an amount")
    before = {field: getattr(deal, field) for field in fields}
    with transaction.atomic():
        for field, value in fields.items():
            setattr(deal, field, value)
        deal.save()
        changed = {field for field in fields if before[field] != fields[field]}
        if changed:
            accounts.record_audit(
                workspace=deal.workspace, actor=actor, action="deal_changed", subject=deal,
                before={field: before[field] for field in changed}, after={field: fields[field] for field in changed},
                now=now,
            )  # fmt: skip
            mirror_deal(deal)
            rate_after(deal, now=now)
    return deal


def move_deal(*, deal: Deal, stage: str, actor, now: datetime, pipeline: Pipeline | None = None) -> Deal:
    """Move a deal to an open stage, of another pipeline if one is named; moving a won one back takes its numbers back."""
    pipeline = pipeline or deal.pipeline
    if stage in CLOSED_STAGES or not stage:
        raise DealRefused(f"not an open stage: {stage}")
    if deal.stage == stage and deal.pipeline == pipeline:
        return deal
    with transaction.atomic():
        before, was_won_at = deal.stage, deal.won_at
        deal.pipeline, deal.stage, deal.moved_at = pipeline, _open_stage(pipeline, stage), now
        deal.won_at = deal.lost_at = None
        deal.lost_reason = deal.lost_because = deal.stage_before = ""
        deal.save()
        _note_move(deal, now)
        accounts.record_audit(
            workspace=deal.workspace, actor=actor, action="deal_moved", subject=deal,
            before={"stage": before}, after={"stage": stage}, now=now,
        )  # fmt: skip
        if was_won_at:
            mirror_deal(deal, was_won_at=was_won_at)
        rate_after(deal, now=now)
    return deal


def win_deal(
    *, deal: Deal, actor, now: datetime, amount: Decimal | None = None, currency: str = "", won_at: datetime | None = None
) -> Deal:  # fmt: skip
    """Make a deal an order: it and its revenue count on its inquiry's channel, on the day won. Raises DealRefused."""
    final = deal.amount if amount is None else amount
    if final is None or final < 0:
        raise DealRefused("a won deal needs an amount")
    if deal.stage == Stage.WON:
        return deal
    with transaction.atomic():
        deal.stage_before = deal.stage if deal.is_open else deal.stage_before
        deal.stage, deal.amount, deal.currency = Stage.WON, final, currency or deal.currency
        deal.won_at, deal.moved_at = won_at or now, now
        deal.lost_at, deal.lost_reason, deal.lost_because = None, "", ""
        deal.save()
        _note_move(deal, deal.won_at)
        _settle_inquiry(deal, actor, now)
        accounts.record_audit(
            workspace=deal.workspace, actor=actor, action="deal_won", subject=deal,
            after={"amount": final, "currency": deal.currency, "won_at": deal.won_at}, now=now,
        )  # fmt: skip
        mirror_deal(deal)
        events.publish(
            workspace=deal.workspace,
            event=events.DealWon(
                id=f"{deal.pk}:{int(deal.won_at.timestamp())}", occurred_at=deal.won_at, deal_id=deal.pk,
                inquiry_id=deal.inquiry_id,
            ),
            site=deal.inquiry.site if deal.inquiry else None,
        )  # fmt: skip
        rate_after(deal, now=now)
    return deal


def _settle_inquiry(deal: Deal, actor, now: datetime) -> None:
    """An inquiry that became an order is no spam, and nobody waits for an answer."""
    if deal.inquiry is None:
        return
    inquiries.mark_spam(inquiry=deal.inquiry, is_spam=False, actor=actor, now=now)
    if deal.inquiry.status != Status.CLOSED:
        inquiries.set_status(inquiry=deal.inquiry, status=Status.QUALIFIED, actor=actor, now=now)


def lose_deal(*, deal: Deal, reason: str = "", because: str = "", actor, now: datetime) -> Deal:
    """Close a deal that came to nothing: `because` is a LostBecause, `reason` one's own words. Raises DealRefused."""
    if because and because not in LostBecause.values:
        raise DealRefused(f"no such reason: {because}")
    if deal.stage == Stage.LOST:
        return deal
    with transaction.atomic():
        was_won_at = deal.won_at
        deal.stage_before = deal.stage if deal.is_open else deal.stage_before
        deal.stage, deal.won_at, deal.lost_at, deal.moved_at = Stage.LOST, None, now, now
        deal.lost_reason, deal.lost_because = reason.strip()[:200], because
        deal.save()
        _note_move(deal, now)
        accounts.record_audit(
            workspace=deal.workspace, actor=actor, action="deal_lost", subject=deal,
            after={"reason": deal.why_lost}, now=now,
        )  # fmt: skip
        if was_won_at:
            mirror_deal(deal, was_won_at=was_won_at)
        rate_after(deal, now=now)
    return deal


def reopen_deal(*, deal: Deal, actor, now: datetime) -> Deal:
    """Undo a win or a loss: the deal goes back to where it stood."""
    if deal.is_open:
        return deal
    keys = open_keys(deal.pipeline)
    stage = deal.stage_before if deal.stage_before in keys else keys[-1]
    return move_deal(deal=deal, stage=stage, actor=actor, now=now)
