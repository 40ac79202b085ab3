"""Days, moments and numbers on visitors' pages are written as the page's language writes them."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import translation

from yangfan.sites.catalogue.models import Attribute
from yangfan.sites.catalogue.shelf import _number
from yangfan.sites.catalogue.values import say
from yangfan.sites.testing import page_of

DAY, MOMENT = date(2026, 11, 24), datetime(2026, 11, 24, 7, 30, tzinfo=UTC)
FRAME = SimpleNamespace(workspace=SimpleNamespace(time_zone="Asia/Shanghai"))
WRITTEN = {  # day, moment in Shanghai, 1250.5 kg, 12500 counted up to
    "zh-hans": ("2026年11月24日", "2026年11月24日 15:30 (Asia/Shanghai)", "1,250.5 kg", "12,500"),
    "zh-hant": ("2026年11月24日", "2026年11月24日 15:30 (Asia/Shanghai)", "1,250.5 kg", "12,500"),
    "en": ("Nov. 24, 2026", "Nov. 24, 2026, 3:30 p.m. (Asia/Shanghai)", "1,250.5 kg", "12,500"),
    "de": ("24. November 2026", "24. November 2026 15:30 (Asia/Shanghai)", "1.250,5 kg", "12.500"),
    "ar": ("24 نوفمبر، 2026", "", "1,250.5 kg", "12,500"),
}


@pytest.mark.parametrize("language", WRITTEN)
def test_a_day_a_moment_and_numbers(language):
    day, moment, weight, count = WRITTEN[language]
    attribute = Attribute(key="weight", kind=Attribute.Kind.NUMBER, unit="kg")
    page = Template(
        '{% load block_tags %}{{ day|date:"DATE_FORMAT" }}|{{ moment|in_site_zone:frame }}|{{ count|local_number }}'
    )
    with translation.override(language):
        said = page.render(Context({"day": DAY, "moment": MOMENT, "frame": FRAME, "count": 12500}))
    assert said.split("|")[0] == day and said.split("|")[2] == count
    assert said.split("|")[1] == moment or not moment
    assert say(attribute, 1250.5, language) == weight


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        ("en", "1,250.5", 1250.5),
        ("zh-hans", "1,250", 1250),
        ("de", "1.250,5", 1250.5),
        ("de", "1250,5", 1250.5),
        ("de", "1250.5", 1250.5),  # in an address that was made on the English page
        ("de", "1.250", 1250),
        ("fr", "1 250,5", 1250.5),
        ("ar", "1,250.5", 1250.5),
        ("de", "viel", None),
    ],
)
def test_a_number_typed_into_a_filter_is_read_as_that_language_means_it(language, typed, meant):
    with translation.override(language):
        assert _number(typed) == meant


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "day"), [("zh-hans", WRITTEN["zh-hans"][0]), ("en", WRITTEN["en"][0])])
def test_the_day_of_an_article_as_visitors_meet_it(built, visit, language, day):
    from yangfan.sites import public as sites

    home = page_of(built.workspace, "home", language)
    article = sites.ArticlePage(title="x", slug="written-so", published_on=DAY)
    sites.add_page(parent=home, page=article)
    assert day in visit(built.workspace).get(f"/{language}/written-so/").content.decode()
