"""What a pack brings besides pages and no part of this installation carries out yet: to be read, copied and used by hand."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils import timezone

from yangfan.scenarios.applying.models import Setup
from yangfan.scenarios.format import facts, kinds, reading

ORDER = ("calendar", "keywords", "goals", "journeys", "reviews", "experiments", "panels")


@dataclass(frozen=True)
class Post:
    """A line of the content calendar with the Monday of its week."""

    on: date
    kind: str
    title: str


@dataclass(frozen=True)
class Words:
    """A search phrase, the page that answers it, and what the searcher wants."""

    words: str
    language: str
    page: str
    intent: str


def kept_of(setup: Setup) -> dict[str, int]:
    """Return name -> number of entries of everything that is kept for later."""
    if setup.pack not in reading.installed():
        return {}
    pack = reading.pack_of(setup.pack)
    names = sorted(pack.unfilled_slots(), key=lambda name: (ORDER.index(name) if name in ORDER else 99, name))
    return {name: len(pack.slots[name]) for name in names if pack.slots[name]}


def rows_of(setup: Setup, name: str, language: str) -> list[dict]:
    """Return the entries of one slot, its texts in this language, facts filled in, missing ones marked."""
    pack = reading.pack_of(setup.pack)
    if name not in pack.unfilled_slots():
        return []
    return [_said(row, setup, pack, language) for row in pack.slots[name]]


def _said(data, setup: Setup, pack: reading.Pack, language: str):
    if isinstance(data, list):
        return [_said(each, setup, pack, language) for each in data]
    if isinstance(data, dict) and data and set(data) <= {*pack.manifest.languages, "zh-hant"}:
        return _said(pack.words(data, language), setup, pack, language)
    if isinstance(data, dict):
        own = (
            data["language"] if "words" in data and "language" in data else language
        )  # a phrase is filled in its own
        return {key: _said(each, setup, pack, own) for key, each in data.items()}
    return _filled(data, setup, pack, language) if isinstance(data, str) else data


def _filled(text: str, setup: Setup, pack: reading.Pack, language: str) -> str:
    def fact(key):
        return pack.manifest.facts.get(key) or facts.STANDARD[key]

    def value(key):
        return kinds.say(fact(key).kind, facts.value_in(setup.facts, key, language), language)

    return str(facts.fill(text, value=value, mark_of=lambda key: facts.mark(fact(key), language)))


def calendar_of(setup: Setup, language: str) -> list[tuple[date, list[Post]]]:
    """Return the content calendar by month: weeks count from publishing the site, before that from today."""
    start = (setup.published_at or timezone.now()).date()
    monday = start - timedelta(days=start.weekday())
    posts = [
        Post(monday + timedelta(weeks=row["week"] - 1), row.get("kind", ""), row["title"])
        for row in rows_of(setup, "calendar", language)
    ]
    posts.sort(key=lambda post: post.on)
    return [(month, list(rows)) for month, rows in groupby(posts, key=lambda post: post.on.replace(day=1))]


def keywords_of(setup: Setup, language: str) -> list[Words]:
    """Return the search phrases, with facts filled in in the language of each."""
    return [
        Words(row["words"], row["language"], row["page"], row["intent"])
        for row in rows_of(setup, "keywords", language)
    ]
