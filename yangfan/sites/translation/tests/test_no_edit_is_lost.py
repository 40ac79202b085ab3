"""Whatever happens to a page, in whatever order: no person's translation is lost, nothing out of date goes unflagged.

Random sequences of source edits, reorders, moves, cuts and pastes, deletions, human edits in the translation editor and on
the translated page itself, and syncs, held against a model of a page that knows nothing of units.
"""

import json
import os
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page

from yangfan.sites import public as sites
from yangfan.sites.testing import page_of
from yangfan.sites.translation import actions, markup, reading
from yangfan.sites.translation.keeping import match
from yangfan.sites.translation.models import FLAGGED, MISSING, PageTranslation, Unit
from yangfan.sites.translation.reading import Text

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
WORDS = "简体网站翻译质量客户订单发货仓库机械设备车间检验标准国际贸易运输报价服务"


@dataclass
class Block:
    """A rich text with a headline; its id is Wagtail's."""

    title: str
    paragraphs: list[str]
    id: str = field(default_factory=lambda: str(uuid4()))


class Draft:
    """The source page as its editor sees it, and every human edit as (source then, words)."""

    def __init__(self):
        self.count = 0
        self.title, self.intro = self.text(), self.text()
        self.blocks = [Block(self.text(), [self.text() for _ in range(3)]), Block(self.text(), [self.text()])]
        self.bin: list[Block] = []
        self.edits: dict[int, tuple[str, str]] = {}  # unit's pk → what a person last said, and of which text

    def text(self, like: str = "") -> str:
        self.count += 1
        stem = (
            like[: len(like) // 2 + 4]
            if like
            else "".join(WORDS[(self.count * 7 + n * 3) % len(WORDS)] for n in range(12))
        )
        return f"{stem}第{chr(0x4E00 + self.count * 37)}号"

    def texts(self) -> list[str]:
        found = [self.title, self.intro]
        for block in self.blocks:
            found += [block.title, *block.paragraphs]
        return found

    def body(self) -> str:
        return json.dumps([
            {"type": "text", "id": block.id, "value": {
                "title": block.title, "text": "".join(f"<p>{words}</p>" for words in block.paragraphs)}}
            for block in self.blocks
        ])  # fmt: skip


OPERATIONS = (
    "field", "headline", "paragraph", "rewrite", "insert", "drop", "swap", "reorder", "move", "paste", "remove", "restore", "copy",
    "human", "human", "human", "accept", "on_page", "reset_machine", "sync", "sync",
)  # fmt: skip


def source_step(draft: Draft, what: str, at: int) -> None:
    """Change the source as an editor would."""
    block = draft.blocks[at % len(draft.blocks)] if draft.blocks else None
    spot = at % len(block.paragraphs) if block and block.paragraphs else 0
    if what == "field":
        draft.title, draft.intro = (
            (draft.text(draft.title), draft.intro) if at % 2 else (draft.title, draft.text())
        )
    elif what == "restore" and draft.bin:
        draft.blocks.insert(at % (len(draft.blocks) + 1), draft.bin.pop())
    elif block is None:
        return
    elif what == "headline":
        block.title = draft.text(block.title)
    elif what == "paragraph" and block.paragraphs:
        block.paragraphs[spot] = draft.text(block.paragraphs[spot])
    elif what == "rewrite" and block.paragraphs:
        block.paragraphs[spot] = draft.text()
    elif what == "insert":
        block.paragraphs.insert(at % (len(block.paragraphs) + 1), draft.text())
    elif what == "drop" and len(block.paragraphs) > 1:
        block.paragraphs.pop(spot)
    elif what == "swap":
        block.paragraphs.reverse()
    elif what == "reorder":
        draft.blocks.reverse()
    elif what == "move" and len(draft.blocks) > 1 and len(block.paragraphs) > 1:
        draft.blocks[(at + 1) % len(draft.blocks)].paragraphs.append(block.paragraphs.pop(spot))
    elif what == "paste":
        block.id = str(uuid4())  # cut and pasted: the editor gives it a new id
    elif what == "remove" and len(draft.blocks) > 1:
        draft.blocks.remove(block)
        draft.bin.append(block)
    elif what == "copy":
        draft.blocks.append(Block(block.title, list(block.paragraphs)))


@pytest.mark.django_db
@given(steps=st.lists(st.tuples(st.sampled_from(OPERATIONS), st.integers(0, 50)), min_size=3, max_size=14))
@settings(
    max_examples=int(os.environ.get("EXAMPLES", "15")),  # EXAMPLES=300 for the long round
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_human_edit_is_lost_and_nothing_stale_goes_unflagged(built, owner, steps):
    with transaction.atomic():  # each example begins with a new page and an empty memory
        live_through(built, owner, steps)
        transaction.set_rollback(True)


def live_through(built, owner, steps):
    draft = Draft()
    parent = page_of(built.workspace, "home", "zh-hans")
    page = sites.add_page(
        parent=parent,
        page=sites.ContentPage(
            title=draft.title, intro=draft.intro, body=draft.body(), slug=f"p{uuid4().hex[:8]}"
        ),
    )
    sync(built.workspace, page)
    for what, at in [*steps, ("sync", 0)]:
        if what == "sync":
            save(page, draft)
            sync(built.workspace, page)
            look(page, draft)
        elif what in ("human", "accept", "reset_machine"):
            person_step(page, draft, what, at, owner)
        elif what == "on_page":
            edit_on_page(page, draft)
        else:
            source_step(draft, what, at)


def sync(workspace, page):
    run = sites.translate_pages(
        workspace=workspace, source="zh-hans", target="zh-hant", pages=[page.pk], publish=True, now=NOW
    )
    assert (run.state, run.held_ids) == ("done", [])


def save(page, draft):
    page.title, page.intro, page.body = draft.title, draft.intro, draft.body()
    sites.save_page(page=page)


def units_of(page):
    return Unit.objects.across_workspaces().filter(translation__key=page.translation_key)


def person_step(page, draft, what, at, person):
    """Translate, accept or reset one text of the page as it was last read."""
    units = list(units_of(page).filter(is_here=True).select_related("translation", "workspace"))
    unit = units[at % len(units)]
    if what == "human":
        draft.count += 1
        words = f"人工譯文{chr(0x4E00 + draft.count * 41)}{chr(0x5000 + draft.count)}"
        actions.edit_unit(unit=unit, words=words, actor=person, now=timezone.now())
        draft.edits[unit.pk] = (unit.source, words)
    elif what == "accept" and unit.state in ("draft", "done", "flagged"):
        was = unit.by_hand
        actions.accept_unit(unit=unit, actor=person, now=timezone.now())
        if was:
            draft.edits[unit.pk] = (unit.source, unit.text)
    elif what == "reset_machine" and not unit.by_hand:
        actions.reset_unit(unit=unit, now=timezone.now())


def edit_on_page(page, draft):
    """Change the headline of the translated page in Wagtail's own editor."""
    twin = translated(page)
    unit = units_of(page).get(path="title", is_here=True)
    draft.count += 1
    twin.title = f"頁上改動{chr(0x4E00 + draft.count * 43)}"
    sites.save_page(page=twin)
    draft.edits[unit.pk] = (unit.source, twin.title)


def translated(page):
    return Page.objects.get(translation_key=page.translation_key, locale__language_code="zh-hant").specific


def look(page, draft):
    here = list(units_of(page).filter(is_here=True))
    assert Counter(unit.source for unit in here) == Counter(draft.texts())
    by_pk = {unit.pk: unit for unit in units_of(page)}
    flagged = set(units_of(page).filter(FLAGGED, is_here=True).values_list("pk", flat=True))
    missing = set(units_of(page).filter(MISSING, is_here=True).values_list("pk", flat=True))
    shown = Counter(reading.words_of(translated(page)).values())
    for pk, (said_of, words) in draft.edits.items():
        unit = by_pk[pk]  # not deleted
        assert (unit.text, unit.by_hand, unit.made_from) == (words, True, said_of)
        if unit.is_here:
            assert shown[words]
            assert (pk in flagged) == (unit.source != said_of)
            assert (unit.state == "flagged") == (unit.source != said_of)
        else:
            assert said_of not in draft.texts() or words in shown or twice(draft, said_of)
    for unit in here:
        if not unit.by_hand:
            assert unit.pk in missing or unit.made_from == unit.source
            assert shown[unit.shown]
            assert unit.is_stale is False or unit.shown == unit.source


def twice(draft, text) -> bool:
    """Whether several people's translations of the same text vie for one place."""
    return sum(said_of == text for said_of, _words in draft.edits.values()) > 1


# --- the rule alone, much faster ----------------------------------------------------------------------------------------


@dataclass(eq=False)
class Known:
    path: str
    place: int
    source: str
    made_from: str
    is_here: bool = True


LETTERS = st.sampled_from(["A one", "B two", "C three", "A one more", "D", "E five six"])
PLACES = st.lists(st.tuples(st.sampled_from(["title", "body.1", "body.2"]), LETTERS), max_size=7)


def spread(pairs):
    places = Counter()
    for path, words in pairs:
        yield path, places[path], words
        places[path] += 1


@given(before=PLACES, after=PLACES, aside=PLACES)
@settings(max_examples=150)
def test_every_text_gets_one_unit_at_most_and_every_unit_one_text(before, after, aside):
    units = [Known(path, place, words, words) for path, place, words in spread(before)]
    units += [Known(path, place, words, words, False) for path, place, words in spread(aside)]
    texts = [Text(path, place, order, words) for order, (path, place, words) in enumerate(spread(after))]
    found = match(units, texts)
    assert Counter(id(text) for text, _unit in found.pairs) + Counter(map(id, found.new)) == Counter(
        map(id, texts)
    )
    assert Counter(id(unit) for _text, unit in found.pairs) + Counter(map(id, found.left)) == Counter(
        map(id, units)
    )
    kept = Counter(text.html for text, unit in found.pairs if text.html in (unit.source, unit.made_from))
    for words, wanted in Counter(text.html for text in texts).items():
        known = sum(unit.source == words for unit in units)
        assert kept[words] == min(wanted, known)  # a text that is known is never treated as new


# --- single cases worth a name ---------------------------------------------------------------------------------------------


@pytest.fixture
def pair(built, owner):
    """A Chinese page with its translation, and how to change and sync it."""
    home = page_of(built.workspace, "home", "zh-hans")
    page = sites.add_page(
        parent=home, page=sites.ContentPage(title="质量保证", intro="我们检验每一件产品。", slug="quality")
    )
    sync(built.workspace, page)
    return page


def unit_at(page, path):
    return units_of(page).select_related("translation", "workspace").get(path=path, is_here=True)


@pytest.mark.django_db
def test_a_machines_words_are_made_anew_and_a_persons_are_kept_and_flagged(built, owner, pair):
    actions.edit_unit(unit=unit_at(pair, "title"), words="品質承諾", actor=owner, now=NOW)
    pair.title, pair.intro = "质量与认证", "我们检验每一件产品，并留存记录。"
    sites.save_page(page=pair)
    sync(built.workspace, pair)
    title, intro = unit_at(pair, "title"), unit_at(pair, "intro")
    assert (title.state, title.made_from, title.source, title.text) == (
        "flagged",
        "质量保证",
        "质量与认证",
        "品質承諾",
    )
    assert (intro.state, intro.text) == ("draft", "我們檢驗每一件產品，並留存記錄。")
    assert (translated(pair).title, translated(pair).intro) == (
        "品質承諾",
        "我們檢驗每一件產品，並留存記錄。",
    )


@pytest.mark.django_db
def test_a_flag_goes_when_the_source_goes_back_or_a_person_accepts(built, owner, pair):
    actions.edit_unit(unit=unit_at(pair, "title"), words="品質承諾", actor=owner, now=NOW)
    pair.title = "质量与认证"
    sites.save_page(page=pair)
    assert unit_at(pair, "title").state == "flagged"
    pair.title = "质量保证"
    sites.save_page(page=pair)
    assert unit_at(pair, "title").state == "done"
    pair.title = "质量与认证"
    sites.save_page(page=pair)
    actions.accept_unit(unit=unit_at(pair, "title"), actor=owner, now=NOW)
    assert (unit_at(pair, "title").state, unit_at(pair, "title").text) == ("done", "品質承諾")


@pytest.mark.django_db
def test_a_source_that_changed_while_a_person_was_typing_leaves_their_words_flagged(built, owner, pair):
    unit = unit_at(pair, "title")
    seen = unit.source
    pair.title = "质量与认证"
    sites.save_page(page=pair)
    unit = unit_at(pair, "title")
    actions.edit_unit(unit=unit, words="品質承諾", actor=owner, now=NOW, seen=seen)
    assert unit_at(pair, "title").state == "flagged"


@pytest.mark.django_db
def test_a_deleted_block_comes_back_with_its_translation(built, owner, pair):
    actions.edit_unit(unit=unit_at(pair, "intro"), words="件件必檢。", actor=owner, now=NOW)
    pair.intro = ""
    sites.save_page(page=pair)
    assert units_of(pair).get(path="intro").is_here is False
    pair.intro = "我们检验每一件产品。"
    sites.save_page(page=pair)
    sync(built.workspace, pair)
    assert (unit_at(pair, "intro").text, translated(pair).intro) == ("件件必檢。", "件件必檢。")


@pytest.mark.django_db
def test_a_text_moved_to_another_page_takes_a_persons_words_along_and_they_are_flagged_there(
    built, owner, pair
):
    actions.edit_unit(unit=unit_at(pair, "intro"), words="件件必檢。", actor=owner, now=NOW)
    other = sites.add_page(
        parent=page_of(built.workspace, "home", "zh-hans"),
        page=sites.ContentPage(title="检验", intro="我们检验每一件产品。", slug="checks"),
    )
    sync(built.workspace, other)
    assert (unit_at(other, "intro").text, unit_at(other, "intro").by_hand) == ("件件必檢。", True)
    other.intro = "我们检验每一批产品。"
    sites.save_page(page=other)
    sync(built.workspace, other)
    assert (unit_at(other, "intro").text, unit_at(other, "intro").state) == ("件件必檢。", "flagged")


@pytest.mark.django_db
def test_when_the_same_text_is_changed_on_the_page_and_in_the_editor_the_later_wins_and_the_other_is_kept(
    built, owner, pair
):
    twin = translated(pair)
    twin.title = "頁上改動"
    sites.save_page(page=twin)
    actions.edit_unit(unit=unit_at(pair, "title"), words="品質承諾", actor=owner, now=timezone.now())
    sync(built.workspace, pair)
    assert (unit_at(pair, "title").text, translated(pair).title) == ("品質承諾", "品質承諾")
    assert units_of(pair).get(path="title", is_here=False).text == "頁上改動"


@pytest.mark.django_db
def test_a_page_given_another_block_by_hand_goes_its_own_way(built, owner, pair):
    twin = translated(pair)
    twin.body = json.dumps(
        [{"type": "text", "id": str(uuid4()), "value": {"title": "只在繁體", "text": "<p>說明</p>"}}]
    )
    sites.save_page(page=twin)
    pair.title = "质量与认证"
    sites.save_page(page=pair)
    run = sites.translate_pages(
        workspace=built.workspace, source="zh-hans", target="zh-hant", pages=[pair.pk], publish=True
    )
    assert (
        run.held_ids == [pair.pk]
        and PageTranslation.objects.of(built.workspace).get(key=pair.translation_key).is_apart
    )
    assert [block.value["title"] for block in translated(pair).body] == ["只在繁體"]


@pytest.mark.django_db
def test_a_translation_that_breaks_a_figure_is_refused_from_a_person_too(built, owner):
    page = sites.add_page(
        parent=page_of(built.workspace, "home", "zh-hans"),
        page=sites.ContentPage(title="价格", intro="每台 ￥88,000，交期 30 天。", slug="price"),
    )
    sync(built.workspace, page)
    unit = unit_at(page, "intro")
    with pytest.raises(actions.Refused, match="88,000"):
        actions.edit_unit(unit=unit, words="每台 ￥80,000，交期 30 天。", actor=owner, now=NOW)
    assert unit_at(page, "intro").by_hand is False
    actions.edit_unit(unit=unit, words="每臺 ￥88,000，30 天交貨。", actor=owner, now=NOW)
    assert markup.as_text(unit_at(page, "intro").text) == "每臺 ￥88,000，30 天交貨。"
