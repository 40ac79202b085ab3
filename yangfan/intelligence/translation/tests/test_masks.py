"""What must not change is taken out and put back, whatever the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yangfan.intelligence.translation.masks import keep_of, mask, unmask
from yangfan.intelligence.translation.units import cut, has_words, join

WORDS = st.sampled_from(
    ["Please quote", "报价", "نرجو عرض السعر", "TF-350", "$18.50", "18.5 USD", "1,200", "٣٠", "120 mm", "40HQ", "FOB", "{{ name }}", "{n}",
     "https://a.example/x?y=1.", "a@b.example", "<b>", "</b>", "ISO 9001", "⟦1⟧", "XZQ1", "\n", "。", ". ", "  ", "%s", "100%", "R$ 1.200,50"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(WORDS, st.text(max_size=12)), max_size=14).map(" ".join)


@given(TEXTS, st.booleans(), st.sampled_from(["⟦%d⟧", "XZQ%d", '<x id="%d"/>']))
def test_masking_and_unmasking_lose_nothing(text, numbers, mark):
    masked = mask(text, keep_of(text, terms=("Please",), numbers=numbers), mark=mark)
    assert unmask(masked.text, masked) == text


@given(TEXTS)
def test_cutting_and_joining_lose_nothing(text):
    assert "".join(cut(text)) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("200 x TF-350 at $18.50, 120 mm", ["TF-350", "$18.50", "120 mm"]),
        ("FOB 宁波 USD 18.5 / 40HQ, ISO 9001", ["FOB", "USD 18.5", "40HQ", "ISO 9001"]),
        ("写信到 sales@a.example，见 https://a.example/p。", ["sales@a.example", "https://a.example/p"]),
        ("Hello {{ first_name }}, see <a id=\"a1\">here</a>", ["{{ first_name }}", '<a id="a1">', "</a>"]),
        ("お支払いの前に%sと{{ total }}をご確認ください", ["%s", "{{ total }}"]),
        ("Bring the garden chairs", []),
    ],
)  # fmt: skip
def test_what_is_kept(text, kept):
    assert [each.text for each in keep_of(text)] == kept


def test_a_lost_mark_stays_lost():
    masked = mask("TF-350 costs $18.50", keep_of("TF-350 costs $18.50"))
    assert unmask("⟦1⟧ kostet", masked) == "TF-350 kostet"
    assert unmask("⟦1⟧ ⟦7⟧", masked) == "TF-350 ⟦7⟧"


def test_sentences_are_cut_where_they_end():
    text = "Hi Ms. Li, 18.5 is fine. Write to No. 5!\n\n您好。交期 30 天。"
    assert [piece for piece in cut(text) if has_words(piece)] == [
        "Hi Ms. Li, 18.5 is fine.", "Write to No. 5!", "您好。", "交期 30 天。",
    ]  # fmt: skip
    assert join(["Hello.", "Thirty days."], target="en") == "Hello. Thirty days."
    assert join(["您好。", "三十天。"], target="zh-hans") == "您好。三十天。"
