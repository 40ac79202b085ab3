"""A draft never invents: traps a careless language model falls into, and honest sentences that stay."""

import pytest

from yangfan.intelligence.retrieval.drafting import Sentence, Written, proved
from yangfan.intelligence.retrieval.proof import unproved

PASSAGES = [
    "A12: payload 12 kg, reach 1,300 mm, 6 axes. Safety level PL d (ISO 13849-1). Protection IP54, IP65 optional.",
    "Delivery 6 weeks, FOB Shanghai or DAP. Minimum order: 1 unit.",
    "Online courses are free of charge for two years. The set costs USD 1,250.",
]
MESSAGE = "Can we get 12 units by 30 June at USD 9,000 each? Do you hold UL and CE? Target lead time 3 weeks."


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The price is USD 18,500 per unit.", "price"),
        ("We agree to USD 9,000 each.", "price"),
        ("单价为 12,800 元。", "price"),
        ("It costs eighteen thousand dollars: $18,000.", "price"),
        ("We can deliver within 3 weeks.", "time"),
        ("Delivery takes six days.", "time"),
        ("交期三周。", "time"),
        ("We deliver by 30 June.", "date"),
        ("6月30日前可以交货。", "date"),
        ("Yes, the A12 holds UL.", "certificate"),
        ("The A12 is CE marked.", "certificate"),
        ("我们有 FDA 认证。", "certificate"),
        ("Protection is IP67.", "certificate"),
        ("The units are in stock.", "promise"),
        ("We give you a 10% discount.", "promise"),
        ("样品免费。", "promise"),
        ("It ships tomorrow.", "promise"),
        ("The reach is 1,500 mm.", "number"),
        ("The set costs EUR 1,250.", "price"),
    ],
)
def test_what_no_passage_says_is_not_said(sentence, kind):
    assert kind in {claim.kind for claim in unproved(sentence, PASSAGES, MESSAGE)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Thank you for your inquiry about 12 units.",
        "The A12 lifts 12 kg and reaches 1300 mm.",
        "Delivery takes six weeks, FOB Shanghai.",
        "交期为6周，FOB 上海。",
        "The safety level is PL d according to ISO 13849-1, protection IP54.",
        "Online courses are free of charge for 2 years.",
        "The set costs 1,250 USD.",
        "Is 30 June the day by which you need all 12 units?",
        "A colleague will confirm the price and the delivery date.",
    ],
)
def test_what_the_passages_say_stays(sentence):
    assert unproved(sentence, PASSAGES, MESSAGE) == []


def test_a_sentence_is_proved_by_the_passage_it_cites_and_by_no_other():
    written = Written(
        sentences=[
            Sentence(text="Delivery takes 6 weeks.", cites=[2]),
            Sentence(text="Delivery takes 6 weeks.", cites=[1]),
            Sentence(text="The price is USD 18,500.", cites=[1, 99]),
            Sentence(text="Kind regards"),
        ]
    )
    draft = proved(written, passages=PASSAGES, message=MESSAGE)
    assert draft.text == "Delivery takes 6 weeks. [2]\nKind regards"
    assert draft.cited == (2,) and len(draft.removed) == 2
