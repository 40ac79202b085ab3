"""The demo's companies are complete in both languages, and nobody is called 某."""

from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from yangfan.demo.content import Article, Case, Company, Product
from yangfan.demo.outdoor.company import OUTDOOR
from yangfan.demo.robotics.company import ROBOTICS

COMPANIES = [ROBOTICS, OUTDOOR]
MAY_BE_EMPTY = {"body", "quote", "landing", "uses", "measured"}


def texts_of(value, where=""):
    """Yield (place, text) of everything that is read: pairs once per language."""
    if isinstance(value, str):
        yield where, value
    elif is_dataclass(value):
        for each in fields(value):
            yield from texts_of(getattr(value, each.name), f"{where}.{each.name}")
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from texts_of(each, f"{where}.{key}")
    elif isinstance(value, (list, tuple)):
        for number, each in enumerate(value):
            yield from texts_of(each, f"{where}[{number}]")


@pytest.mark.parametrize("company", COMPANIES, ids=lambda company: company.slug)
def test_no_text_is_empty_or_nameless(company):
    for place, text in texts_of(company):
        name = place.rpartition(".")[2].partition("[")[0]
        assert text or name in MAY_BE_EMPTY or ".contacts[" in place, place
        assert "某" not in text.replace("某些", ""), place
        assert "lorem" not in text.lower() and "TODO" not in text, place


@pytest.mark.parametrize("company", COMPANIES, ids=lambda company: company.slug)
def test_what_stands_in_chinese_stands_in_english_too(company):
    for place, pair in pairs_of(company):
        chinese, english = pair
        assert bool(chinese) == bool(english), place
        assert not has_chinese(english), f"{place}: {english[:60]}"


def pairs_of(value, where=""):
    if isinstance(value, tuple) and len(value) == 2 and all(isinstance(each, str) for each in value):
        if has_chinese(value[0]):
            yield where, value
    elif is_dataclass(value):
        for each in fields(value):
            yield from pairs_of(getattr(value, each.name), f"{where}.{each.name}")
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from pairs_of(each, f"{where}.{key}")
    elif isinstance(value, (list, tuple)):
        for number, each in enumerate(value):
            yield from pairs_of(each, f"{where}[{number}]")


def has_chinese(text):
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


@pytest.mark.parametrize("company", COMPANIES, ids=lambda company: company.slug)
def test_every_drawing_that_is_named_exists(company):
    folder = Path(__file__).parent.parent / company.folder / "drawings"
    names = [each.slug for each in company.products]
    names += [each.picture for each in [*company.cases, *company.articles]]
    names += [company.hero[4], company.about["picture"], "logo"]
    assert [name for name in names if not (folder / f"{name}.svg").exists()] == []


@pytest.mark.parametrize("company", COMPANIES, ids=lambda company: company.slug)
def test_links_between_products_lead_somewhere(company):
    slugs = {product.slug for product in company.products}
    for product in company.products:
        assert set(product.goes_with) <= slugs - {product.slug}
    for case in company.cases:
        assert set(case.products) <= slugs


def test_the_robotics_maker_is_whole():
    assert isinstance(ROBOTICS, Company)
    assert [product.model for product in ROBOTICS.products] == ["A12", "M600", "G2", "P30", "V3", "C1"]
    assert len(ROBOTICS.cases) == 4 and all(isinstance(case, Case) for case in ROBOTICS.cases)
    assert len(ROBOTICS.articles) == 6 and all(isinstance(article, Article) for article in ROBOTICS.articles)
    for product in ROBOTICS.products:
        assert isinstance(product, Product)
        assert sum(len(rows) for _title, rows in product.specification) >= 12
        assert len(product.questions) >= 3 and len(product.figures) == 4
