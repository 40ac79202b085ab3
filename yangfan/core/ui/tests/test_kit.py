"""The kit's parts that compute something."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from pytest_django.asserts import assertHTMLEqual

from yangfan.core.ui.charts import funnel_shapes
from yangfan.core.ui.exports import csv_lines
from yangfan.core.ui.selects import QuickSelect
from yangfan.core.ui.tables import Column, Table
from yangfan.core.ui.templatetags import kit

ROWS = [{"name": "b", "n": 2}, {"name": "a", "n": None}, {"name": "c", "n": 10}]
COLUMNS = [
    Column("name", "Name", sort=lambda row: row["name"]),
    Column("n", "N", sort=lambda row: row["n"], numeric=True),
]


def table(query="", **words):
    return Table(RequestFactory().get(f"/x/{query}"), columns=COLUMNS, rows=ROWS, **words)


def names(shown):
    return [row["name"] for row, _url, _cells in shown.lines]


def test_rows_sort_both_ways_and_unknown_values_stay_last():
    assert names(table("?sort=n")) == ["b", "c", "a"]
    assert names(table("?sort=-n")) == ["c", "b", "a"]


def test_a_sort_that_does_not_exist_is_ignored():
    assert names(table("?sort=password", default_sort="name")) == ["a", "b", "c"]


def test_a_page_beyond_the_last_shows_the_last():
    assert names(table("?page=99&sort=name", per_page=2)) == ["c"]


def test_links_keep_the_other_choices():
    shown = table("?sort=name&words=x&page=2", per_page=2)
    assert shown.address(page=1) == "/x/?sort=name&words=x&page=1"
    assert "page" not in shown.export_url


def test_exports_hold_every_row_and_run_no_formula():
    answer = b"".join(table("?export=csv", per_page=1).export("x").streaming_content).decode("utf-8-sig")
    assert answer.splitlines() == ["Name,N", "b,2", "a,", "c,10"]
    assert "'=1+1" in "".join(csv_lines(["h"], [["=1+1"]]))
    assert ",-5" in "".join(csv_lines(["h"], [["x", -5]]))  # a number is no formula


def test_a_funnels_slice_is_true_to_scale_and_never_vanishes():
    shapes = funnel_shapes(
        [{"name": "v", "value": 1000}, {"name": "i", "value": 500}, {"name": "d", "value": 1}]
    )
    assert [shape["slice"] for shape in shapes] == ["163.00", "2.00", "0.00"]
    assert funnel_shapes([{"name": "v", "value": 0}, {"name": "i", "value": 0}])[0]["spread"] == ""


def test_data_in_a_page_cannot_close_its_script():
    assert "</script" not in kit.chart_json({"labels": ["</script><script>alert(1)</script>"]})


@pytest.mark.parametrize(
    ("amount", "words"), [(Decimal("1234"), "¥1,234"), (Decimal("0.5"), "¥0.50"), (None, "—")]
)
def test_money_reads_as_in_the_readers_language(amount, words):
    with translation.override("zh-hans"):
        assert kit.money(amount, "CNY") == words
    with translation.override("en"):
        assert kit.money(Decimal("1234"), "USD") == "$1,234"


def test_waiting_reads_in_words():
    with translation.override("en"):
        assert kit.waited(timedelta(hours=2, minutes=14)) == "2 h 14 min"
    with translation.override("zh-hans"):
        assert kit.waited(timedelta(days=3, hours=1)) == "3 天 1 小时"


def test_no_data_reads_so_and_not_zero():
    page = Template('{% load kit %}{% number "x" "Exposures" value %}')
    with translation.override("zh-hans"):
        assert "无数据" in page.render(Context({"value": None}))
        assert "无数据" not in page.render(Context({"value": 0}))


def test_a_card_escapes_its_words():
    page = Template("{% load kit %}{% card title=title %}{{ body }}{% end_card %}")
    shown = page.render(Context({"title": "<b>", "body": "<i>"}))
    assert "<b>" not in shown
    assert "<i>" not in shown


def test_a_select_is_drawn_as_django_would_draw_it():
    choices = [("", "Any"), ("<b>", "A & B"), ("Group", [("1", "One"), (2, "Two")])]

    class Form(forms.Form):
        which = forms.ChoiceField(choices=choices, required=True, widget=forms.Select(attrs={"data-x": '"'}))

    bound = Form({"which": "2"})["which"]
    assertHTMLEqual(bound.as_widget(QuickSelect.like(bound.field.widget)), bound.as_widget())
    assert "selected" in kit.field(bound)["control"]
