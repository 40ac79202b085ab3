"""A page leaves as XLIFF 1.2 and comes back, as often as one likes; what is wrong in it is named unit by unit."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from yangfan.sites import public as sites
from yangfan.sites.testing import page_of
from yangfan.sites.translation import actions, xliff
from yangfan.sites.translation.models import PageTranslation, Unit

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
BODY = [
    (
        "text",
        {
            "title": "规格 & 参数",
            "text": '<p>负载 <b>12 kg</b>，详见<a href="https://example.com/a">说明书</a>。</p>',
        },
    )
]


@pytest.fixture
def row(built):
    from wagtail.rich_text import RichText

    body = [(kind, {**value, "text": RichText(value["text"])}) for kind, value in BODY]
    page = sites.add_page(
        parent=page_of(built.workspace, "home", "zh-hans"),
        page=sites.ContentPage(title="规格", slug="spec", body=body),
    )
    sites.translate_pages(
        workspace=built.workspace, source="zh-hans", target="zh-hant", pages=[page.pk], publish=True
    )
    return (
        PageTranslation.objects.of(built.workspace).select_related("workspace").get(key=page.translation_key)
    )


def units(row):
    return {unit.source: unit for unit in Unit.objects.of(row.workspace).filter(translation=row)}


def test_it_says_xliff_1_2_and_tags_travel_as_g(row):
    text = xliff.export(row).decode()
    assert 'version="1.2"' in text and 'target-language="zh-Hant"' in text and 'ctype="x-html-b"' in text
    assert "规格 &amp; 参数" in text and "&amp;amp;" not in text


def test_it_comes_back_unchanged_and_twice(row, marketer):
    content = xliff.export(row)
    for _time in range(2):
        taken = xliff.take_in(row, content, actor=marketer, now=NOW)
        assert (taken.count, taken.wrong) == (0, []) and taken.same == len(units(row))
    assert not any(unit.by_hand for unit in units(row).values())


def test_an_agencys_words_are_taken_as_a_persons_tags_and_all(row, marketer):
    content = (
        xliff.export(row).decode().replace("負載 ", "載重 ").replace("規格 &amp; 引數", "規格 &amp; 數據")
    )
    taken = xliff.take_in(row, content.encode(), actor=marketer, now=NOW)
    assert (taken.count, taken.wrong) == (2, [])
    again = xliff.take_in(row, content.encode(), actor=marketer, now=NOW)
    assert (again.count, again.wrong) == (0, [])
    assert units(row)["规格 &amp; 参数"].text == "規格 &amp; 數據"
    page = actions.publish_page(row=row, actor=marketer, now=NOW).specific
    html = str(page.body[0].value["text"])
    assert "載重 <b>12 kg</b>" in html and 'href="https://example.com/a"' in html


def test_a_broken_figure_is_named_by_its_unit_and_nothing_is_taken(row, marketer, client_of):
    content = xliff.export(row).decode().replace("規格 &amp; 引數", "規格 &amp; 數據")
    at = content.rindex(">12 kg<")
    content = f"{content[:at]}>21 kg<{content[at + 7 :]}".encode()
    taken = xliff.take_in(row, content, actor=marketer, now=NOW)
    number = str(next(unit.pk for source, unit in units(row).items() if "12 kg" in source))
    assert [each.number for each in taken.wrong] == [number] and "21" in taken.wrong[0].why
    assert not any(unit.by_hand for unit in units(row).values())
    address = reverse("sites_translation_xliff", args=["tidelane", row.pk])
    answer = client_of(marketer).post(address, {"file": SimpleUploadedFile("a.xlf", content)})
    assert answer.status_code == 422 and number in answer.content.decode()


def test_words_for_an_older_source_are_kept_and_flagged(row, marketer):
    content = xliff.export(row).decode().replace(">規格<", ">規格一覽<").encode()
    page = row.source_page().specific
    page.title = "规格总表"
    sites.save_page(page=page)
    assert xliff.take_in(row, content, actor=marketer, now=NOW).wrong == []
    unit = Unit.objects.of(row.workspace).get(translation=row, path="title")
    assert (unit.text, unit.state, unit.made_from) == ("規格一覽", "flagged", "规格")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda text: "no xml", "XML"),
        (lambda text: text.replace('version="1.2"', 'version="2.0"'), "no XLIFF 1.2"),
        (lambda text: text.replace("yangfan:", "yangfan:0"), "another page"),
        (lambda text: text.replace('target-language="zh-Hant"', 'target-language="ja"'), "another language"),
        (lambda text: text.replace("<xliff", '<!DOCTYPE x [<!ENTITY a "b">]><xliff', 1), "XML"),
    ],
)
def test_what_is_no_xliff_of_this_page_is_refused_with_a_reason(row, marketer, change, why):
    from django.utils import translation

    with translation.override("en"), pytest.raises(xliff.Unreadable, match=why):
        xliff.take_in(row, change(xliff.export(row).decode()).encode(), actor=marketer, now=NOW)
