"""Finding the passage that answers, by words alone and with embeddings."""

import pytest

from yangfan.intelligence.retrieval import search

TEXTS = [
    "Delivery: six weeks from order, FOB Shanghai or DAP.",
    "Training: operators need half a day, programmers two days.",
    "A12: payload 12 kg, reach 1,300 mm.",
    "Spare parts leave our Rotterdam store within 48 hours.",
    "Grippers: any tool with an ISO 9409 flange fits.",
]
CHINESE = [
    "交期六周，FOB 上海。",
    "操作工半天学会，编程人员两天。",
    "A12 负载 12 公斤。",
    "备件从鹿特丹仓 48 小时发出。",
]


@pytest.mark.parametrize(
    ("query", "at"),
    [("What is the payload of the A12?", 2), ("Do you have spare parts?", 3), ("how long is training", 1)],
)
def test_words_alone_find_the_passage(query, at):
    assert search.Index(TEXTS).search(query)[0].at == at


def test_chinese_is_found_by_pairs_of_characters():
    assert search.Index(CHINESE).search("交期多久？")[0].at == 0


def test_meaning_finds_what_shares_no_word():
    if not search.has_embeddings():
        pytest.skip("the embedding model is not installed")
    index = search.Index(TEXTS, search.vectors_of(TEXTS))
    assert index.by_words("When would the goods arrive at our place").max() == 0
    assert index.search("When would the goods arrive at our place")[0].at == 0


def test_without_a_hit_nothing_is_returned():
    assert search.Index(TEXTS).search("xyzzy") == [] and search.Index([]).search("x") == []


def test_questions_of_a_message_come_first():
    found = search.questions_in("We are a bakery in Lima. What is the payload of the A12? Regards")
    assert found[0] == "What is the payload of the A12?"
