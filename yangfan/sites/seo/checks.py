"""What helps or harms a page in search: each check is one function and one line in CHECKS.

A check yields Findings; each costs points of the hundred a page begins with.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit

from django.http import Http404
from django.test import RequestFactory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from pypinyin import lazy_pinyin
from wagtail.models import ReferenceIndex

from yangfan.sites.hosts import addresses
from yangfan.sites.media.models import SiteImage
from yangfan.sites.pages import queries
from yangfan.sites.pages.models import ArticlePage, HomePage, LandingPage, ProductPage
from yangfan.sites.redirects.queries import redirect_of
from yangfan.sites.seo import outside as outside_links
from yangfan.sites.seo import reading

TITLE = (20, 62)  # in letters; a Chinese sign counts two
DESCRIPTION = (70, 165)
HTML_LIMIT = 150_000
WEIGHT_LIMIT = 1_500_000
NEEDED = {
    "Product": ("name", "url"), "Article": ("headline", "author"), "BreadcrumbList": ("itemListElement",),
    "FAQPage": ("mainEntity",), "Organization": ("name", "url"), "WebSite": ("name", "url"),
    "LocalBusiness": ("name", "openingHoursSpecification"),
}  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One thing to mend: `field` is the name of the page's field, empty when it is spread over the page."""

    check: str
    cost: int
    words: str
    field: str = ""


@dataclass
class Looked:
    """A page, what stands on it, and what its siblings are called."""

    page: object
    view: reading.View
    titles: dict[str, list[int]]  # title -> ids of the pages of this language that have it

    @cached_property
    def site(self):
        from yangfan.sites.look.models import BuiltSite

        return BuiltSite.objects.of(self.page.workspace).select_related("tracked__workspace").get().tracked


def title_length(seen: Looked) -> Iterator[Finding]:
    title, wide = seen.view.title, reading.width(seen.view.title)
    if not title:
        yield Finding("title", 15, _("The page has no title."), "seo_title")
    elif wide < TITLE[0]:
        words = _(
            "The title is short (%(n)d of %(most)d letters; a Chinese sign counts two): say what and for whom."
        )
        yield Finding("title", 4, words % {"n": wide, "most": TITLE[1]}, "seo_title")
    elif wide > TITLE[1]:
        words = _(
            "The title is long (%(n)d of %(most)d letters; a Chinese sign counts two): results will cut it off."
        )
        yield Finding("title", 5, words % {"n": wide, "most": TITLE[1]}, "seo_title")


def description_length(seen: Looked) -> Iterator[Finding]:
    text, wide = seen.view.description, reading.width(seen.view.description)
    if not text:
        yield Finding(
            "description",
            10,
            _("No description: the search engine picks any sentence."),
            "search_description",
        )
    elif wide < DESCRIPTION[0]:
        words = _("The description is short (%(n)d letters; %(least)d to %(most)d fill two lines).")
        values = {"n": wide, "least": DESCRIPTION[0], "most": DESCRIPTION[1]}
        yield Finding("description", 4, words % values, "search_description")
    elif wide > DESCRIPTION[1]:
        words = _("The description is long (%(n)d of %(most)d letters): results will cut it off.")
        yield Finding("description", 3, words % {"n": wide, "most": DESCRIPTION[1]}, "search_description")


def duplicate_title(seen: Looked) -> Iterator[Finding]:
    others = len([pk for pk in seen.titles.get(seen.view.title, []) if pk != seen.page.pk])
    if others:
        words = ngettext(
            "%(n)d other page has the same title.", "%(n)d other pages have the same title.", others
        )
        yield Finding("duplicate", 10, words % {"n": others}, "seo_title")


def headings(seen: Looked) -> Iterator[Finding]:
    if not seen.view.h1 or not seen.view.h1[0]:
        yield Finding("headings", 8, _("There is no main headline (h1)."), "title")
    elif len(seen.view.h1) > 1:
        words = _("There are %(n)d main headlines (h1): one is right.") % {"n": len(seen.view.h1)}
        yield Finding("headings", 4, words, "body")
    skips = [b for a, b in zip(seen.view.levels, seen.view.levels[1:], strict=False) if b > a + 1]
    if skips:
        words = _("A headline of level %(n)d follows without the level above it.") % {"n": skips[0]}
        yield Finding("headings", 2, words, "body")


def images(seen: Looked) -> Iterator[Finding]:
    rows = ReferenceIndex.get_references_for_object(seen.page).values_list(
        "to_content_type__model", "to_object_id"
    )
    own = [pk for model, pk in rows if model == "siteimage"]
    silent = SiteImage.objects.filter(workspace=seen.page.workspace, pk__in=own, description="").count()
    silent = max(silent, seen.view.images_without_alt)
    if silent:
        words = ngettext(
            "%(n)d picture has no description: blind readers and picture search miss it.",
            "%(n)d pictures have no description: blind readers and picture search miss them.",
            silent,
        )
        yield Finding("images", min(10, 3 + silent), words % {"n": silent}, "picture")


def links(seen: Looked) -> Iterator[Finding]:
    broken, own = [], 0
    for address, _text in seen.view.links:
        if address.startswith("#"):
            if len(address) > 1 and address[1:] not in seen.view.anchors:
                broken.append(address)
            continue
        parts = urlsplit(address)
        if (
            parts.scheme in ("mailto", "tel", "javascript", "sms")
            or parts.netloc
            and not is_own(seen, parts.hostname)
        ):
            continue
        own += 1
        if not leads_somewhere(seen, unquote(parts.path)):
            broken.append(address)
    if broken:
        some = ", ".join(dict.fromkeys(broken[:3]))
        words = ngettext(
            "%(n)d link leads nowhere: %(some)s", "%(n)d links lead nowhere: %(some)s", len(broken)
        )
        yield Finding("links", min(15, 6 + 3 * len(broken)), words % {"n": len(broken), "some": some}, "body")
    if own < 2 and not isinstance(seen.page, LandingPage):
        yield Finding("links", 3, _("Hardly a link leads on to other pages of the site."), "body")


def outside_addresses(seen: Looked) -> list[str]:
    """Return where the page leads to on other sites, each once."""
    found = []
    for address, _text in seen.view.links:
        try:
            parts = urlsplit(address)
            is_web = parts.scheme in ("http", "https") and parts.hostname and not is_own(seen, parts.hostname)
        except ValueError:
            continue
        if is_web and len(address) <= 700:
            found.append(address)
    return list(dict.fromkeys(found))


def outside(seen: Looked) -> Iterator[Finding]:
    for row in outside_links.broken_among(seen.page.workspace, outside_addresses(seen)):
        words = _("A link to another site is broken: %(address)s (%(answer)s)")
        field = outside_links.field_with(seen.page, row.address)
        yield Finding("outside", 4, words % {"address": row.address, "answer": row.answer}, field or "body")


def is_own(seen: Looked, host: str | None) -> bool:
    return (host or "").lower() in {*seen.site.hosts, addresses.main_host(seen.site)}


def leads_somewhere(seen: Looked, path: str) -> bool:
    """Say whether a path of this site is a live page, a file, or leads on."""
    parts = [part for part in path.split("/") if part]
    if not parts or parts[0] in ("media", "documents", "static") or "." in parts[-1]:
        return True
    if redirect_of(site=seen.site, path=path):
        return True
    home = queries.home_of(seen.page.workspace, parts[0])
    if home is None or not home.live:
        return False
    try:
        home.route(RequestFactory().get(path), parts[1:])
    except Http404:
        return False
    return True


def readability(seen: Looked) -> Iterator[Finding]:
    text = seen.view.text
    if isinstance(seen.page, HomePage | LandingPage) or not isinstance(seen.page, ArticlePage | ProductPage):
        if len(text) < 60:
            yield Finding("text", 5, _("There is hardly any text on the page."), "body")
        return
    if reading.is_chinese(text):
        if len(text) < 200:
            words = _("Only %(n)d signs of text: from 200 on, a page can be found for more than its name.")
            yield Finding("text", 5, words % {"n": len(text)}, "body")
        long = [part for part in re.split(r"[。！？!?；;\s]", text) if len(part) > 60]
        if len(long) > 2:
            words = _("%(n)d sentences are longer than 60 signs: cut them.")
            yield Finding("readability", 4, words % {"n": len(long)}, "body")
        return
    count = len(text.split())
    if count < 120:
        words = _("Only %(n)d words of text: from 120 on, a page can be found for more than its name.")
        yield Finding("text", 5, words % {"n": count}, "body")
    elif seen.page.locale.language_code == "en" and (ease := reading_ease(text)) < 30:
        words = _(
            "Hard to read (%(n)d of 100 by Flesch; 50 and more is easy): shorter sentences, shorter words."
        )
        yield Finding("readability", 4, words % {"n": max(0, round(ease))}, "body")


def reading_ease(text: str) -> float:
    """Return Flesch's reading ease of an English text: 206.835 − 1.015 words/sentence − 84.6 syllables/word."""
    words = re.findall(r"[A-Za-z']+", text)
    sentences = max(1, len(re.findall(r"[.!?:;]+(?:\s|$)", text)))
    if not words:
        return 100.0
    return 206.835 - 1.015 * len(words) / sentences - 84.6 * sum(map(syllables, words)) / len(words)


def syllables(word: str) -> int:
    word = word.lower().removesuffix("e")
    return max(1, len(re.findall(r"[aeiouy]+", word)))


def keyword(seen: Looked) -> Iterator[Finding]:
    word = seen.page.keyword.strip().casefold()
    if not word:
        yield Finding(
            "keyword",
            3,
            _("No main keyword is set: say what people would type to find this page."),
            "keyword",
        )
        return
    places = [
        ("title", seen.view.title, _("in the title"), "seo_title", 6),
        ("h1", " ".join(seen.view.h1), _("in the headline"), "title", 4),
        ("description", seen.view.description, _("in the description"), "search_description", 3),
        ("begin", seen.view.first_words, _("in the first sentences"), "body", 3),
    ]
    for _key, text, where, name, cost in places:
        if word not in text.casefold():
            yield Finding(
                "keyword", cost, _("The keyword does not stand %(where)s.") % {"where": where}, name
            )
    slug = unquote(seen.page.slug)
    forms = {word.replace(" ", "-"), "-".join(lazy_pinyin(word)), "".join(lazy_pinyin(word))}
    if not isinstance(seen.page, HomePage) and not any(form in slug for form in forms):
        yield Finding("keyword", 1, _("The keyword does not stand in the page's address."), "slug")
    share = seen.view.text.casefold().count(word) * len(word) / max(1, len(seen.view.text))
    if share > 0.06 and len(seen.view.text) > 300:
        yield Finding(
            "keyword",
            5,
            _("The keyword stands so often that it reads like advertising for machines."),
            "body",
        )


def structured_data(seen: Looked) -> Iterator[Finding]:
    if seen.view.data_broken or not seen.view.data:
        yield Finding("data", 8, _("The structured data (JSON-LD) cannot be read."))
        return
    for node in seen.view.data:
        kind = node.get("@type", "")
        missing = [name for name in NEEDED.get(kind, ()) if not node.get(name)]
        if missing:
            words = _("Structured data: %(kind)s lacks %(names)s.") % {
                "kind": kind,
                "names": ", ".join(missing),
            }
            yield Finding("data", 5, words)
    if isinstance(seen.page, ProductPage) and not any(
        "image" in n for n in seen.view.data if n.get("@type") == "Product"
    ):
        yield Finding("data", 2, _("Structured data: the product has no photograph."), "picture")


def languages(seen: Looked) -> Iterator[Finding]:
    """Every language the page names must name it back."""
    if not seen.view.alternates:
        return
    others = seen.page.get_translations().live().filter(alias_of=None).select_related("locale").specific()
    for other in others:
        if other.workspace_id != seen.page.workspace_id:
            continue
        there = reading.take_apart(reading.render(other))
        if seen.page.full_url not in there.alternates.values():
            name = other.locale.get_display_name()
            yield Finding(
                "languages", 6, _("The page in %(language)s does not lead back here.") % {"language": name}
            )
    if seen.page.full_url not in seen.view.alternates.values():
        yield Finding("languages", 6, _("The page does not name itself among its languages."))


def indexing(seen: Looked) -> Iterator[Finding]:
    wants = not isinstance(seen.page, LandingPage) or seen.page.is_listed
    if wants and "noindex" in seen.view.robots:
        yield Finding("indexing", 30, _("The page tells search engines to stay away (noindex)."))
    if seen.view.canonical != seen.page.full_url:
        yield Finding("indexing", 10, _("The page's canonical address is another one."))


def weight(seen: Looked) -> Iterator[Finding]:
    size = len(seen.view.html.encode())
    if size > HTML_LIMIT:
        yield Finding(
            "weight",
            4,
            _("The page alone weighs %(n)d kB: cut it into several.") % {"n": size // 1000},
            "body",
        )
    pictures = reading.bytes_of_images(seen.view)
    if pictures > WEIGHT_LIMIT:
        words = _("Its pictures weigh %(n).1f MB: fewer, or smaller ones.") % {"n": pictures / 1e6}
        yield Finding("weight", 5, words, "picture")


Check = Callable[[Looked], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    title_length, description_length, duplicate_title, headings, images, links, outside, readability, keyword, structured_data,
    languages, indexing, weight,
)  # fmt: skip
TITLES = {
    "title": gettext_lazy("Title"), "description": gettext_lazy("Description"), "duplicate": gettext_lazy("Duplicate titles"),
    "headings": gettext_lazy("Headlines"), "images": gettext_lazy("Descriptions of pictures"), "links": gettext_lazy("Links"), "outside": gettext_lazy("Links to other sites"),
    "text": gettext_lazy("Amount of text"), "readability": gettext_lazy("Readability"), "keyword": gettext_lazy("Keyword"),
    "data": gettext_lazy("Structured data"), "languages": gettext_lazy("Languages (hreflang)"),
    "indexing": gettext_lazy("Indexing"), "weight": gettext_lazy("Weight"),
}  # fmt: skip


def look_at(page, *, titles: dict[str, list[int]] | None = None) -> tuple[int, list[Finding], reading.View]:
    """Return score (0 to 100), findings (the costliest first) and what was read of a live page."""
    seen = Looked(
        page, reading.take_apart(reading.render(page)), titles if titles is not None else titles_of(page)
    )
    found = findings_of(seen)
    return score_of(found), found, seen.view


def findings_of(seen: Looked) -> list[Finding]:
    """Return what every check says, in the active language, the costliest first."""
    found = [finding for check in CHECKS for finding in check(seen)]
    return sorted(found, key=lambda one: -one.cost)


def score_of(found: list[Finding]) -> int:
    return max(0, 100 - sum(one.cost for one in found))


def titles_of(page) -> dict[str, list[int]]:
    """Return title -> ids of the live pages of a page's language, as the browser's tab shows them."""
    home = page.home_page()
    found: dict[str, list[int]] = {}
    for one in home.get_descendants(inclusive=True).live():
        own = one.seo_title or one.title
        shown = own if one.seo_title or own == home.title else f"{own} | {home.title}"
        found.setdefault(shown, []).append(one.pk)
    return found
