"""Facts in the reader's words: places, units."""

import pytest
from django.utils import translation

from yangfan.crm.words import quantity_words, terms_words


@pytest.mark.parametrize(
    ("terms", "chinese", "english"),
    [
        ("CIF جبل علي", "CIF 杰贝阿里（Jebel Ali）", "CIF Jebel Ali"),
        ("FOB Shanghai", "FOB 上海（Shanghai）", "FOB Shanghai"),
        ("DAP Kragerø", "DAP Kragerø", "DAP Kragerø"),
        ("EXW", "EXW", "EXW"),
    ],
)
def test_terms_name_the_place_as_the_reader_knows_it(terms, chinese, english):
    assert terms_words(terms) == chinese
    with translation.override("en"):
        assert terms_words(terms) == english


@pytest.mark.parametrize(
    ("quantity", "chinese", "english"),
    [
        ("320 كرسي", "320 把椅子", "320 chairs"),
        ("320 كرسي تشمس", "320 张躺椅", "320 loungers"),
        ("500–1000 pcs", "500–1000 件", "500–1000 pieces"),
        ("1 шт", "1 台", "1 unit"),
        ("320 把", "320 把", "320 pieces"),
        ("12", "12", "12"),
        ("60 faroles", "60 faroles", "60 faroles"),
        ("75 برميل", "75 \u2068برميل\u2069", "75 \u2068برميل\u2069"),
        ("two containers, please", "two containers, please", "two containers, please"),
    ],
)
def test_a_quantity_is_counted_in_the_readers_words_and_an_unknown_unit_stays(quantity, chinese, english):
    assert quantity_words(quantity) == chinese
    with translation.override("en"):
        assert quantity_words(quantity) == english
