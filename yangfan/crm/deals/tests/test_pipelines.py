"""Pipelines, stages, lines and reasons: what a deal may be, and what its numbers do."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from yangfan.crm import public as crm
from yangfan.crm.deals.lines import Line, set_lines
from yangfan.crm.deals.models import Deal, DealMove, Pipeline
from yangfan.crm.deals.pipelines import (
    PipelineRefused,
    WantedStage,
    add_pipeline,
    delete_pipeline,
    first_pipeline,
    open_keys,
    set_stages,
    stage_titles,
)


@pytest.fixture
def deal(inquire, owner, now):
    inquiry = inquire().inquiry
    return crm.open_deal(
        workspace=inquiry.workspace, inquiry=inquiry, amount=Decimal(1000), actor=owner, now=now
    )


def test_a_deal_begins_at_the_first_stage_of_the_usual_pipeline(deal):
    assert (deal.stage, open_keys(deal.pipeline)) == ("new", ["new", "quoted", "sample", "negotiation"])
    with translation.override("en"):
        assert stage_titles(deal.workspace)[deal.pipeline_id, "quoted"] == "Quoted"


def test_stages_are_renamed_reordered_and_added(deal):
    set_stages(
        pipeline=deal.pipeline,
        stages=[
            WantedStage("Fresh", 5, "new"),
            WantedStage("On trial", 60),
            WantedStage("Quoted", 35, "quoted"),
        ],
    )
    assert open_keys(deal.pipeline) == ["new", "on-trial", "quoted"]
    assert deal.get_stage_display() == "Fresh"


def test_a_stage_that_deals_stand_at_stays(deal):
    with pytest.raises(PipelineRefused, match="has_deals"):
        set_stages(pipeline=deal.pipeline, stages=[WantedStage("Quoted", 30, "quoted")])
    assert "new" in open_keys(deal.pipeline)


def test_a_deal_moves_to_a_stage_of_its_pipeline_only(deal, owner, now):
    with pytest.raises(crm.DealRefused):
        crm.move_deal(deal=deal, stage="on-trial", actor=owner, now=now)
    crm.move_deal(deal=deal, stage="sample", actor=owner, now=now)
    assert [move.stage for move in DealMove.objects.of(deal.workspace)] == ["new", "sample"]


def test_a_pipeline_with_deals_is_not_removed_and_neither_is_the_last(deal, workspace):
    second = add_pipeline(workspace=workspace, name="Distributors")
    with pytest.raises(PipelineRefused, match="has_deals"):
        delete_pipeline(pipeline=deal.pipeline)
    delete_pipeline(pipeline=second)
    Deal.objects.of(workspace).delete()
    with pytest.raises(PipelineRefused, match="last_one"):
        delete_pipeline(pipeline=first_pipeline(workspace))


def test_lines_make_the_amount(deal, owner, now):
    lines = [
        Line("TL-P180", Decimal(12), Decimal("250.5")),
        Line("Gripper", Decimal("0.5"), Decimal(80), "set"),
    ]
    set_lines(deal=deal, lines=lines, actor=owner, now=now)
    deal.refresh_from_db()
    assert deal.amount == Decimal("3046.00")
    with pytest.raises(crm.DealRefused, match="line 1"):
        set_lines(deal=deal, lines=[Line("", Decimal(1), Decimal(1))], actor=owner, now=now)
    assert deal.lines.of(deal.workspace).count() == 2


def test_losing_says_why_and_reopening_goes_back_where_it_stood(deal, owner, now):
    crm.move_deal(deal=deal, stage="quoted", actor=owner, now=now)
    with pytest.raises(crm.DealRefused):
        crm.lose_deal(deal=deal, because="nonsense", actor=owner, now=now)
    crm.lose_deal(deal=deal, because="price", reason="20 % above", actor=owner, now=now)
    with translation.override("en"):
        assert deal.why_lost == "Price too high: 20 % above"
    crm.reopen_deal(deal=deal, actor=owner, now=now)
    assert (deal.stage, deal.why_lost) == ("quoted", "")


def test_the_screens_edit_stages_lines_and_why_lost(deal, owner, client_of):
    client, slug = client_of(owner), deal.workspace.slug
    pk = deal.pipeline_id
    rows = (
        {"name": "Hot", "key": "new", "probability": "20"},
        {"name": "Sent", "key": "quoted", "probability": "40"},
    )
    form = {f"p{pk}-{at}-{field}": value for at, row in enumerate(rows) for field, value in row.items()}
    form |= {f"p{pk}-TOTAL_FORMS": "2", f"p{pk}-INITIAL_FORMS": "2"}
    assert client.post(reverse("crm_pipeline_change", args=[slug, pk]), form).status_code == 302
    assert [str(one) for one in Pipeline.objects.of(deal.workspace).get().stages.of(deal.workspace)] == [
        "Hot",
        "Sent",
    ]
    line = {
        "line-TOTAL_FORMS": "1",
        "line-INITIAL_FORMS": "0",
        "line-0-product": "TL-P180",
        "line-0-quantity": "2",
    }
    answer = client.post(reverse("crm_deal_lines", args=[slug, deal.pk]), line)
    assert answer.status_code == 422 and "Needed in every line." in answer.content.decode()
    client.post(reverse("crm_deal_lines", args=[slug, deal.pk]), line | {"line-0-unit_price": "99.5"})
    client.post(reverse("crm_deal_lose", args=[slug, deal.pk]), {"because": "price", "reason": ""})
    deal.refresh_from_db()
    assert (deal.amount, deal.stage, deal.lost_because) == (Decimal("199.00"), "lost", "price")
    assert "Price too high" in client.get(reverse("crm_lost", args=[slug])).content.decode()


def test_changing_the_amount_on_the_card_keeps_the_day_hoped_for(deal, owner, client_of):
    client, url = client_of(owner), reverse("crm_deal_change", args=[deal.workspace.slug, deal.pk])
    client.post(url, {"title": "A", "amount": "5", "currency": "USD", "expected_on": "2030-01-02"})
    client.post(url, {"title": "A", "amount": "7", "currency": "USD"})
    deal.refresh_from_db()
    assert (deal.amount, str(deal.expected_on)) == (7, "2030-01-02")
