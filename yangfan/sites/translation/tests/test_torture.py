"""675 fragile texts through honest, clumsy and hostile engines: what is taken has everything; what has not is refused."""

import html
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from yangfan.intelligence.translation import pieces
from yangfan.intelligence.translation.base import Job, providers
from yangfan.sites.translation import engine, markup

pytestmark = pytest.mark.django_db
UNITS = [json.loads(line) for line in (Path(__file__).parent / "torture.jsonl").read_text().splitlines()]
MARK = re.compile(r"⟦0?\d+⟧")
TAG = re.compile(r"</?[A-Za-z][^<>]*>")


class Engine:
    """A provider that answers by a function of the masked text."""

    key, order, confidence, mark = "torture", 1, 0.9, "⟦%d⟧"

    def __init__(self, answer):
        self.answer = answer

    def title(self, workspace):
        return "torture"

    def is_sample(self, workspace):
        return False

    def edition(self, workspace):
        return ""

    def can(self, workspace, source, target):
        return True

    def translate_units(self, workspace, units, job):
        return [self.answer(unit) for unit in units]


def outside_marks(change):
    """Apply `change` to what stands between the marks."""
    return lambda text: "".join(
        piece if MARK.fullmatch(piece) else change(piece) for piece in re.split(r"(⟦0?\d+⟧)", text)
    )


def swapped(text):
    marks = MARK.findall(text)
    return MARK.sub(lambda _match: marks.pop(), text)


HOSTILE = {
    "drops every mark": lambda text: MARK.sub("", text),
    "drops the last mark": lambda text: text[: text.rindex("⟦")] if "⟦" in text else text,
    "repeats every mark": lambda text: MARK.sub(lambda match: match[0] * 2, text),
    "renumbers the marks": lambda text: text.replace("⟦1⟧", "⟦7⟧"),
    "spreads the marks": lambda text: text.replace("⟦", "⟦ ").replace("⟧", " ⟧"),
    "translates the marks away": lambda text: MARK.sub("something", text),
    "reverses the marks": swapped,
    "changes digits": outside_marks(
        lambda words: re.sub(r"\d", lambda match: str((int(match[0]) + 1) % 10), words)
    ),
    "rounds numbers": outside_marks(lambda words: re.sub(r"\d+[.,]\d+", "1000", words)),
    "drops digits": outside_marks(lambda words: re.sub(r"\d", "", words)),
    "adds a number": lambda text: text + " 42",
    "adds a link": lambda text: text + " https://evil.example/",
    "adds a tag": lambda text: f"<script>alert(1)</script>{text}",
    "adds an entity": lambda text: text + " &nbsp;&amp;",
    "escapes everything": lambda text: html.escape(text),
    "shouts": str.upper,
    "says nothing": lambda text: "",
    "stops half way": lambda text: text[: len(text) // 2],
    "answers in words": lambda text: "Sure! Here is the translation: " + text,
    "drops pictures": lambda text: "".join(sign for sign in text if unicodedata.category(sign) != "So"),
}


def translate_all(workspace, target_of, units=UNITS):
    made = []
    for language in sorted({unit["source"] for unit in units}):
        mine = [unit for unit in units if unit["source"] == language]
        target = target_of(language)
        answers = engine.make(
            workspace=workspace, units=[unit["unit"] for unit in mine], source=language, target=target
        )
        made += zip(mine, answers, strict=True)
    return made


def lost(unit: dict, made: str) -> list[str]:
    """Say what of a unit is not in its translation: tags by name, the rest letter by letter, numbers digit by digit."""
    missing = list(
        (
            Counter(map(str.lower, TAG.findall(unit["unit"].replace("/>", ">"))))
            - Counter(map(str.lower, TAG.findall(made.replace("/>", ">"))))
        ).elements()
    )
    extra = Counter(map(str.lower, TAG.findall(made.replace("/>", ">")))) - Counter(
        map(str.lower, TAG.findall(unit["unit"].replace("/>", ">")))
    )
    words = html.unescape(TAG.sub("", made))
    if unit["kind"] in ("number", "date"):
        return missing + list(extra) + list((digits(html.unescape(unit["unit"])) - digits(words)).elements())
    return missing + list(extra) + [part for part in unit["keep"] if part not in words]


def digits(text: str) -> Counter:
    return Counter(re.findall(r"\d+", re.sub(r"(?<=\d)[,.](?=\d{3})", "", text)))


def other(language: str) -> str:
    return "fr" if language != "fr" else "es"


@pytest.fixture
def with_engine():
    """Put an engine first for one test."""

    def install(answer):
        providers.register(Engine(answer))

    yield install
    providers._items.pop("torture", None)


def test_the_set_is_as_large_and_as_varied_as_promised():
    assert len(UNITS) >= 500 and len({unit["unit"] for unit in UNITS}) == len(UNITS)
    kinds = Counter(unit["kind"] for unit in UNITS)
    assert set(kinds) == {
        "tag",
        "placeholder",
        "link",
        "code",
        "price",
        "unit",
        "number",
        "date",
        "emoji",
        "entity",
        "mixed",
    }
    assert len({unit["source"] for unit in UNITS}) == 10


@pytest.mark.parametrize("name", HOSTILE)
def test_what_a_hostile_engine_gives_is_whole_or_refused(workspace, with_engine, name):
    with_engine(HOSTILE[name])
    made = translate_all(workspace, other)
    taken = [(unit, each) for unit, each in made if each.html]
    assert [(unit["unit"], each.html, gone) for unit, each in taken if (gone := lost(unit, each.html))] == []
    assert all(each.problems and not each.html for _unit, each in made if not each.html)


def test_opencc_keeps_everything_and_nothing_needs_refusing(workspace):
    chinese = [unit for unit in UNITS if unit["source"] == "zh-hans"]
    made = translate_all(workspace, lambda _language: "zh-hant", chinese)
    assert [(unit["unit"], each.problems) for unit, each in made if not each.html] == []
    assert [(unit["unit"], each.html) for unit, each in made if lost(unit, each.html)] == []


def test_real_weights_keep_everything_or_are_refused(workspace):
    english = [unit for unit in UNITS if unit["source"] == "en"]
    made = translate_all(workspace, lambda _language: "pt", english)
    assert [(unit["unit"], each.html) for unit, each in made if each.html and lost(unit, each.html)] == []
    assert (
        sum(bool(each.html) for _unit, each in made) / len(made) > 0.95
    )  # with what was put together from pieces


def losing(change):
    """An engine of real weights whose marks do not survive: what it translates was changed before."""
    local = providers.get("local")
    return lambda text: local.translate_units(None, [change(text)], Job("en", "pt"))[0]


def test_what_real_weights_lose_is_put_together_from_pieces(workspace, with_engine, monkeypatch):
    english = [unit for unit in UNITS if unit["source"] == "en"][::3]
    refused = {}
    with_engine(losing(HOSTILE["drops every mark"]))
    for purposes in (frozenset(), pieces.PURPOSES):
        monkeypatch.setattr(pieces, "PURPOSES", purposes)
        made = translate_all(workspace, lambda _language: "pt", english)
        assert [(unit["unit"], each.html) for unit, each in made if each.html and lost(unit, each.html)] == []
        refused[bool(purposes)] = sum(not each.html for _unit, each in made) / len(made)
    assert refused[False] > 0.8 and refused[True] == 0
    assert sum(each.is_pieced for _unit, each in made) / len(made) > 0.8


def test_what_is_plain_comes_back_as_html_that_means_the_same():
    for unit in UNITS:
        assert markup.as_unit(markup.as_text(unit["unit"]), like=unit["unit"]) == str(
            markup.BeautifulSoup(unit["unit"], "html.parser")
        )


def test_a_text_put_together_from_pieces_says_so_to_its_reader_until_it_was_read(
    built, owner, client_of, with_engine
):
    from yangfan.sites import public as sites
    from yangfan.sites.testing import page_of
    from yangfan.sites.translation import actions
    from yangfan.sites.translation.models import Unit

    with_engine(losing(HOSTILE["drops every mark"]))
    page = sites.ContentPage(title="Samples", slug="samples")
    body = {"title": "", "text": "<p>Our <b>sample</b> arrives with the order.</p>"}
    page.body = json.dumps([{"type": "text", "value": body}])
    page = sites.add_page(parent=page_of(built.workspace, "home", "en"), page=page)
    actions.translate_pages(workspace=built.workspace, source="en", target="pt", pages=[page.pk])
    unit = Unit.objects.of(built.workspace).get(source__contains="sample</b>")
    assert unit.is_pieced and unit.text == "O nosso <b>amostra</b> chega com a ordem."
    url = reverse("sites_translation_page", args=[built.workspace.slug, unit.translation_id])
    assert "Pieced together: please read" in client_of(owner).get(url).content.decode()
    actions.edit_unit(
        unit=unit, words="A <b>amostra</b> chega com o pedido.", actor=owner, now=timezone.now()
    )
    assert not Unit.objects.of(built.workspace).get(pk=unit.pk).is_pieced
