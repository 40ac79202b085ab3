"""What an engine breaks is put together from pieces: nothing lost, white space as the language wants it, and said so."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yangfan.intelligence.public import translate
from yangfan.intelligence.translation.base import providers
from yangfan.intelligence.translation.models import TranslationMemory
from yangfan.intelligence.translation.pieces import cut_at_kept, put_together

TAGS = frozenset({"placeholder"})


def made_of(unit, words, *, source, target):
    pieces = cut_at_kept(unit, terms=(), kinds=TAGS)
    return put_together(pieces, words, source=source, target=target)


@pytest.mark.parametrize(
    ("unit", "words", "source", "target", "made"),
    [
        ("Our <b>sample</b> arrives.", {"Our": "O nosso", "sample": "Amostra.", "arrives.": "Chega."},
         "en", "pt", "O nosso <b>amostra</b> chega."),
        ("Our <b>sample</b> arrives.", {"Our": "我们的", "sample": "样品", "arrives.": "到了。"}, "en", "zh-hans", "我们的<b>样品</b>到了。"),
        ("每台<b>价格</b>很低", {"每台": "Each", "价格": "price", "很低": "Is low."}, "zh-hans", "en", "Each <b>price</b> Is low"),
        ("您好{{ name }}，请看<a id=\"a1\">报价</a>。", {"您好": "Hello", "，请看": ", see", "报价": "the offer"}, "zh-hans", "en",
         "Hello {{ name }}, see <a id=\"a1\">the offer</a>。"),
        ("<b>ABS</b> housing", {"ABS": "ABS", "housing": "CARCAÇA"}, "en", "pt", "<b>ABS</b> CARCAÇA"),
    ],
)  # fmt: skip
def test_pieces_fit_together_as_the_language_wants(unit, words, source, target, made):
    assert made_of(unit, words, source=source, target=target) == made


@given(
    st.lists(
        st.sampled_from(["<b>", "</b>", "Word", "词", " ", "{{ n }}", "TF-350", ", ", "20 kg", "<br/>"]),
        max_size=12,
    )
)
def test_cut_and_put_together_unchanged_a_text_is_the_same(parts):
    unit = "".join(parts)
    for kinds in (TAGS, None):
        pieces = cut_at_kept(unit, terms=(), kinds=kinds)
        same = {piece.words: piece.words for piece in pieces if not piece.is_kept}
        assert "".join(piece.before + piece.words + piece.after for piece in pieces) == unit
        assert put_together(pieces, same, source="en", target="de") == unit


class Forgetful:
    """An engine that knows a few words and loses every mark."""

    key, order, confidence, mark = "forgetful", 1, 0.9, "⟦%d⟧"
    words = {
        "our": "unser",
        "sample": "Muster",
        "arrives today.": "kommt heute an.",
        "our sample": "unser Muster",
    }

    def title(self, workspace):
        return "forgetful"

    def is_sample(self, workspace):
        return False

    def edition(self, workspace):
        return ""

    def can(self, workspace, source, target):
        return (source, target) == ("en", "de")

    def translate_units(self, workspace, units, job):
        bare = [" ".join(re.sub(r"⟦0?\d+⟧", " ", unit).split()).lower() for unit in units]
        return [self.words.get(unit, f"unbekannt: {unit}") for unit in bare]


@pytest.fixture
def forgetful():
    providers.register(Forgetful())
    yield
    providers._items.pop("forgetful")


def ask(workspace, purpose):
    [made] = translate(
        workspace=workspace,
        texts=["Our <b>sample</b> arrives today."],
        source="en",
        target="de",
        purpose=purpose,
    )
    return made


@pytest.mark.django_db
def test_a_page_gets_the_pieces_marked_as_such_and_they_are_not_remembered(workspace, forgetful):
    made = ask(workspace, "page")
    assert (made.text, made.is_ok, made.is_pieced) == ("unser <b>Muster</b> kommt heute an.", True, True)
    assert made.confidence < 0.5 and not TranslationMemory.objects.of(workspace).exists()


@pytest.mark.django_db
def test_what_would_go_to_a_buyer_is_refused_instead(workspace, forgetful):
    made = ask(workspace, "reply")
    assert not made.is_ok and not made.is_pieced
