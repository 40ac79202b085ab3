"""Finding products by words: Chinese is cut into words and found by pinyin and initials too."""

import re
import unicodedata
from collections.abc import Container

import rjieba
from django.db.models import Q
from pypinyin import lazy_pinyin

from yangfan.accounts.public import Workspace
from yangfan.sites.catalogue import values
from yangfan.sites.catalogue.models import Attribute, ProductWords
from yangfan.sites.pages.models import ProductPage

CHINESE = re.compile(r"[㐀-鿿豈-﫿]+")
PLAIN = re.compile(r"[^\W_]+", re.UNICODE)
NAME = 16  # signs; what is longer is a sentence
MOST = 2_000  # products that are weighed


def bare(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def cut(text: str) -> list[str]:
    """Return the words of a text: Chinese by dictionary, the rest by what is no letter or digit."""
    found: list[str] = []
    for part in PLAIN.findall(bare(text)):
        place = 0
        for match in CHINESE.finditer(part):
            if match.start() > place:
                found.append(part[place : match.start()])
            found += [word for word in rjieba.cut_for_search(match[0]) if word.strip()]
            place = match.end()
        if place < len(part):
            found.append(part[place:])
    return found


def pinyin(word: str) -> list[str]:
    """Return how a Chinese word is typed: in full (xiezuo) and by initials (xz)."""
    syllables = lazy_pinyin(word)
    return ["".join(syllables), "".join(one[0] for one in syllables if one)]


def words_of(text: str) -> set[str]:
    """Return everything by which a text is found."""
    found = set(cut(text))
    for run in CHINESE.findall(bare(text)):
        # A name is typed from any of its signs on (jixiebi in 协作机械臂); of a sentence only the words are.
        ends = {run[place:] for place in range(len(run))} if len(run) <= NAME else set()
        for word in {*ends, *(one for one in rjieba.cut_for_search(run) if len(one) > 1)}:
            found.update(pinyin(word))
    return found


def text_of(page: ProductPage) -> str:
    """Return what the page says of the product."""
    kept, language = page.attributes or {}, page.locale.language_code
    said = [
        values.say(one, kept.get(one.key), language)
        for one in Attribute.objects.of(page.workspace)
        if one.kind != Attribute.Kind.YES_NO
    ]
    rows = [f"{row['label']} {row['value']}" for group in page.specification for row in group.value["rows"]]
    numbers = [f"{block.value['number']} {block.value['name']}" for block in page.variants]
    category = page.category.title if page.category else ""
    parts = [page.title, page.model_number, page.kind, page.key_line, page.summary, category]
    return "\n".join(part for part in [*parts, *said, *numbers, *rows] if part)


def note(page: ProductPage) -> None:
    """Keep what this product is found by."""
    text = text_of(page)
    words = " ".join(sorted(words_of(text)))
    ProductWords.objects.across_workspaces().update_or_create(
        page_id=page.pk,
        defaults={"workspace_id": page.workspace_id, "text": bare(text), "words": f" {words} "},
    )


def find(workspace: Workspace, query: str, among: Container[int]) -> list[int]:
    """Return the ids of the products that hold the words, the best first: all words, else most of them.

    A word may stand anywhere in Chinese; in other scripts, and in pinyin, a word must begin with it.
    """
    asked = list(dict.fromkeys(cut(query)))[:12]
    if not asked:
        return []
    wanted = Q()
    for word in asked:
        wanted |= Q(text__contains=word) if CHINESE.match(word) else Q(words__contains=f" {word}")
    rows = ProductWords.objects.of(workspace).filter(wanted, page__in=_ids(among))
    rows = rows.values_list("page_id", "page__title", "page__model_number", "text", "words")[:MOST]
    weighed = []
    for pk, title, model, text, words in rows:
        held = [w for w in asked if (w in text if CHINESE.match(w) else f" {w}" in words)]
        head = bare(f"{title} {model}")
        weight = (len(held), bare(query) in head, sum(w in head for w in held))
        weighed.append((weight, pk))
    if not weighed:
        return []
    best = max(weight[0] for weight, _pk in weighed)
    least = len(asked) if best == len(asked) else max(1, best)
    return [
        pk
        for weight, pk in sorted(weighed, key=lambda one: (tuple(-n for n in map(int, one[0])), one[1]))
        if weight[0] >= least
    ]


def _ids(among) -> list[int]:
    return list(among)
