"""Answers from one's own pages: found, linked, inserted; a careless language model is not let through."""

import json
from datetime import timedelta

import pytest

from yangfan.crm import public as crm
from yangfan.crm.drafts import index
from yangfan.crm.models import CannedText, Passage, PassageIndex
from yangfan.intelligence.testing import scripted  # noqa: F401

URL = "https://tidelane.localhost/en/products/tl-p180/"
PAGES = [
    crm.SourcePassage("TL-P180 · Performance", URL, "Rated payload: 180 kg; reach: 3,100 mm; axes: 6", "en"),
    crm.SourcePassage(
        "TL-P180 · Delivery", URL, "Delivery 6 weeks, FOB Shanghai. Minimum order: 1 unit.", "en"
    ),
    crm.SourcePassage(
        "Service · Training", URL, "Operators are trained in half a day, programmers in two days.", "en"
    ),
    crm.SourcePassage(
        "Service · Spare parts", URL, "Spare parts leave our Rotterdam store within 48 hours.", "en"
    ),
    crm.SourcePassage("TL-P180 · 交货", URL, "交期 6 周，FOB 上海，1 台起订。", "zh-hans"),
]


@pytest.fixture
def pages(workspace, now, monkeypatch):
    """The site says what PAGES say; return the list, to be changed."""
    said = list(PAGES)
    source = crm.AnswerSource(key="site", passages=lambda of: said if of == workspace else [])
    monkeypatch.setattr(crm.answer_sources, "_items", {"site": source})
    index._in_memory.clear()
    crm.rebuild(workspace=workspace, now=now)
    return said


ASKED = "What is the lead time of the TL-P180? Is it UL certified? Please quote USD for 12 units by 30 June."


def panel(client, way="get", path=""):
    return getattr(client, way)(
        f"/console/tidelane/inquiries/1/draft/{path}", headers={"hx-request": "true"}
    ).content.decode()


def test_the_passages_that_answer_are_shown_with_their_page(pages, inquire, client_of, sales, workspace):
    inquire(ASKED)
    CannedText.objects.create(
        workspace=workspace, title="Lead time", text="Dear {name}, our lead time is on the way."
    )
    page = panel(client_of(sales))
    assert "Delivery 6 weeks, FOB Shanghai" in page and URL in page and "data-take" in page
    assert "Lead time" in page and "Dear Khalid" in page
    assert "With a language model of your own set up" in page


def test_what_is_published_is_found_and_what_is_gone_is_not(pages, workspace, inquire, now, client_of, sales):
    inquire("Which paint colours are there for the TL-P180?")
    pages.append(
        crm.SourcePassage(
            "TL-P180 · Colours", URL, "Paint colours: RAL 9003 white and RAL 2004 orange.", "en"
        )
    )
    crm.mark_stale(workspace_id=workspace.pk, now=now)
    index.rebuild_stale(now + timedelta(seconds=20))
    assert "RAL 2004" in panel(client_of(sales))
    version = PassageIndex.objects.of(workspace).get().version
    index.rebuild_stale(now + timedelta(seconds=40))
    assert PassageIndex.objects.of(workspace).get().version == version
    del pages[-1]
    crm.rebuild(workspace=workspace, now=now)
    assert "RAL 2004" not in panel(client_of(sales))
    assert Passage.objects.of(workspace).count() == len(PAGES)


def test_a_draft_that_invents_is_cut_and_says_what_was_cut(pages, inquire, client_of, sales, scripted):  # noqa: F811
    inquire(ASKED)
    invented = {
        "sentences": [
            {"text": "Dear Khalid, thank you for asking for 12 units.", "cites": []},
            {"text": "The lead time is 6 weeks, FOB Shanghai.", "cites": [1]},
            {"text": "The price is USD 18,500 per unit.", "cites": [1]},
            {"text": "We deliver by 30 June.", "cites": [1]},
            {"text": "Yes, it is UL certified.", "cites": [1]},
            {"text": "A colleague will confirm the price.", "cites": []},
        ]
    }

    def careless(body):
        passages = json.loads(body["messages"][1]["content"])["passages"]
        cited = next(one["number"] for one in passages if "6 weeks" in one["text"])
        return {
            "sentences": [one | {"cites": [cited] if one["cites"] else []} for one in invented["sentences"]]
        }

    scripted.answer = careless
    page = panel(client_of(sales), "post", "write/")
    kept, _, removed = page.partition("Taken out")
    assert "Written by AI" in kept and "6 weeks, FOB Shanghai. [" in kept
    for trap in ("18,500", "30 June.", "UL certified"):
        assert f'data-take="{trap}' not in page
        assert trap not in kept.partition('id="draft-text"')[2].partition("</p>")[0]
        assert trap in removed


def test_a_viewer_reads_but_writes_no_draft(pages, inquire, client_of, viewer):
    inquire(ASKED)
    assert "data-take" not in panel(client_of(viewer))
    assert client_of(viewer).post("/console/tidelane/inquiries/1/draft/write/").status_code in (403, 404)
