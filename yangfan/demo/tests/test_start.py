"""The demo's start page tells how far the replay has come, and stops asking at the end."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone, translation

from yangfan.demo.models import DemoProgress
from yangfan.demo.start import on_start_page


@pytest.fixture
def season(db):
    return DemoProgress.objects.create(key="season", seed=1, last_day=date(2026, 3, 1), total=200, sent=50)


def shown() -> str:
    request = RequestFactory().get("/")
    with translation.override("en"):
        return render_to_string("demo/start.html", on_start_page(request), request)


def test_the_bar_asks_again_every_three_seconds_while_the_season_is_told(season):
    page = shown()
    assert 'value="25"' in page and "25 %" in page
    assert 'hx-trigger="every 3s"' in page and 'hx-select="#demo-progress"' in page


def test_the_bar_is_gone_and_asks_no_more_when_the_season_has_been_told(season):
    season.finished_at = timezone.now()
    season.save()
    page = shown()
    assert 'id="demo-progress"' in page and "hx-" not in page and "<progress" not in page
