"""Lead scores: rules first, a model when it has proved itself, and the way back."""

from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest

from yangfan.crm import public as crm
from yangfan.crm.models import Contact, Deal, Inquiry, LeadModel, LeadScore
from yangfan.crm.scoring import leads, training
from yangfan.crm.scoring.refresh import refresh_what_changed


def test_a_serious_buyer_scores_above_a_curious_one_and_says_why(workspace, inquire, now):
    serious = inquire("Please quote 12 units of TL-P180, CIF Jebel Ali by 30 June", product="TL-P180").contact
    curious = inquire("hi", name="Curious", email="c@gmail.com", company="").contact
    high, low = crm.lead_score(serious, now=now), crm.lead_score(curious, now=now)
    assert high.score > 50 > low.score and high.by == "rules"
    assert any("alnoor-pack.example" in reason.text for reason in high.reasons)


def test_who_wrote_is_scored_for_the_lists_within_a_minute(workspace, inquire, now):
    contact = inquire().contact
    refresh_what_changed(now)
    kept = LeadScore.objects.of(workspace).get(contact=contact)
    assert kept.score == crm.lead_score(contact, now=now).score


@pytest.fixture
def history(workspace, owner, now):
    """Two hundred and forty contacts of last year: who reads much from Mexico buys, which the rules cannot know."""

    def make(buys=lambda random, one: random.random() < (0.75 if one["country"] == "MX" else 0.08)):
        random, inquiries, outcomes = Random(5), [], []
        for n in range(240):
            one = {"country": random.choice(["MX", "DE", "US"]), "read": {"pages": random.randint(0, 9)}}
            at = now - timedelta(days=500 - n)
            contact = Contact.objects.create(
                workspace=workspace, name=f"C{n}", email=f"c{n}@c{n}.example", created_at=at, last_seen_at=at
            )
            inquiries.append(
                Inquiry(
                    workspace=workspace,
                    number=1000 + n,
                    contact=contact,
                    way="form",
                    received_at=at,
                    status="closed",
                    **one,
                )
            )
            outcomes.append(buys(random, one))
        Inquiry.objects.of(workspace).bulk_create(inquiries)
        for inquiry, bought in zip(inquiries, outcomes, strict=True):
            if bought:
                deal = crm.open_deal(workspace=workspace, contact=inquiry.contact, actor=owner, now=now)
                Deal.objects.of(workspace).filter(pk=deal.pk).update(
                    stage="won", amount=Decimal(100), won_at=now
                )

    return make


def test_a_model_that_beats_the_rules_takes_over_and_one_can_go_back(
    workspace, history, now, client_of, owner
):
    history()
    made = training.train(workspace=workspace, now=now)
    assert made.winner in ("logistic", "trees") and made.won >= 50
    assert made.report["better_by"][0] > 0
    mexican = (
        Contact.objects.of(workspace).filter(inquiries__country="MX").select_related("workspace").first()
    )
    german = Contact.objects.of(workspace).filter(inquiries__country="DE").select_related("workspace").first()
    high, low = crm.lead_score(mexican, now=now), crm.lead_score(german, now=now)
    assert high.by == "model" and high.score > 50 > low.score

    client = client_of(owner)
    page = client.get("/console/tidelane/settings/lead-scores/").content.decode()
    assert "Your own model" in page and "95 % interval" in page and "Country" in page
    client.post("/console/tidelane/settings/lead-scores/choose/", {"by": "rules"})
    assert crm.lead_score(mexican, now=now).by == "rules"
    client.post("/console/tidelane/settings/lead-scores/choose/", {"by": "model"})
    assert crm.lead_score(mexican, now=now).by == "model"


def test_a_model_that_learned_nothing_leaves_the_rules(workspace, history, now):
    history(buys=lambda random, one: random.random() < 0.4)
    made = training.train(workspace=workspace, now=now)
    assert (made.winner == "rules") == (leads.model_in_use(workspace) is None)
    if made.winner != "rules":  # by luck: it must still have shown it on what it had not seen
        assert made.report["better_by"][0] > 0


def test_too_few_orders_keep_the_rules_and_the_screen_says_how_many_are_missing(
    workspace, inquire, now, client_of, owner, sales
):
    inquire()
    with pytest.raises(training.NotEnough):
        training.train(workspace=workspace, now=now)
    assert not LeadModel.objects.of(workspace).exists()
    page = client_of(owner).get("/console/tidelane/settings/lead-scores/").content.decode()
    assert "needs 50 contacts who bought" in page
    assert client_of(sales).post("/console/tidelane/settings/lead-scores/train/").status_code in (403, 404)
