"""Pages go by their titles, never by their paths."""

from dataclasses import replace

import pytest
from django.utils import timezone

from yangfan.crm.inquiries.pages import PageSource, named, page_sources, page_title
from yangfan.events.public import PathStep

STEP = PathStep("page_view", timezone.now(), 1, "/en/products/teak-chair/", "", "", "", "", "", "", "", True)


@pytest.mark.parametrize(
    ("path", "title", "shown"),
    [
        ("/en/products/teak-chair/", "Teak chair | Tingfield", "Teak chair"),
        ("/en/products/teak-chair/", "", "teak chair"),
        ("/files/price_list.pdf", "", "price list"),
        ("/en/", "", "首页"),
        ("/", "", "首页"),
        ("/zh-hans/", "", "首页"),
    ],
)
def test_a_page_is_named_for_people(path, title, shown):
    assert page_title(replace(STEP, path=path, title=title)) == shown


def test_whoever_knows_the_pages_names_those_the_stream_does_not(workspace):
    page_sources.register(
        PageSource("here", lambda _workspace, paths: dict.fromkeys(paths, "柚木椅"), order=1)
    )
    try:
        steps = named(workspace, [STEP, replace(STEP, title="Chair | Firm")])
        assert [page_title(step) for step in steps] == ["柚木椅", "Chair"]
    finally:
        page_sources._items.pop("here")
