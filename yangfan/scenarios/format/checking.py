"""Look a pack over before anybody builds with it: languages, facts, links, blocks, lengths, and what the law forbids."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.utils import translation

from yangfan.accounts.public import INDUSTRIES, NOUNS
from yangfan.scenarios.format import asking, facts, kinds, pages, reading, samples
from yangfan.scenarios.format.bodies import Builder
from yangfan.scenarios.format.reading import Fault, Pack, PackUnreadable, path_of
from yangfan.scenarios.slots import pack_slots
from yangfan.sites import public as sites

LEAST_PAGES = 12
SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
MORE = 1.5  # a company's long name may be cut in a result list; the words of the page come first
LONGEST_TITLE = 120  # as the headline of a hero
LONGEST = {"seo_title": {"zh": 32, "": 65}, "seo_description": {"zh": 90, "": 165}}


def check(folder: Path) -> tuple[Pack | None, list[Fault]]:
    """Return the pack (None when it cannot be read) and every fault of it."""
    try:
        pack = reading.read(folder)
    except PackUnreadable as error:
        return None, error.faults
    with translation.override("en"):
        faults = [
            *_manifest(pack),
            *_pages(pack),
            *_legal(pack),
            *_slots(pack),
            *_glossary(pack),
            *_forms(pack),
        ]
    return pack, faults


def _manifest(pack: Pack) -> Iterator[Fault]:
    manifest, file = pack.manifest, "manifest.yaml"
    if manifest.key != pack.folder.name:
        yield Fault(file, "key", f"is the folder's name, {pack.folder.name!r}")
    if manifest.trade not in dict(INDUSTRIES):
        yield Fault(file, "trade", f"is one of {', '.join(key for key, _name in INDUSTRIES)}")
    if manifest.noun not in NOUNS:
        yield Fault(file, "noun", f"is one of {', '.join(NOUNS)}")
    for language in ("zh-hans", "en"):
        if language not in manifest.languages:
            yield Fault(file, "languages", f"{language} is missing")
    for name in ("aim", "name", "summary"):
        yield from _words(pack, file, name, getattr(manifest, name))
    for key, fact in manifest.facts.items():
        if key in facts.STANDARD or key in facts.PRODUCT:
            yield Fault(file, f"facts.{key}", "every pack has this fact already")
        yield from _words(pack, file, f"facts.{key}.label", fact.label)
        for language, example in fact.example.items():
            if not kinds.holds(fact.kind, example):
                yield Fault(
                    file, f"facts.{key}.example.{language}", f"{example!r} is none of the kind {fact.kind}"
                )
    if manifest.look.theme and manifest.look.theme not in sites.THEMES:
        yield Fault(file, "look.theme", f"is one of {', '.join(sites.THEMES)}")
    for name in ("colour", "accent"):
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", getattr(manifest.look, name)):
            yield Fault(file, f"look.{name}", "is a colour such as #0a4a5c")


def _words(pack: Pack, file: str, where: str, words: dict) -> Iterator[Fault]:
    for language in ("zh-hans", "en"):
        if not words.get(language):
            yield Fault(file, f"{where}.{language}", "is missing")


def _pages(pack: Pack) -> Iterator[Fault]:
    if len(pack.pages) < LEAST_PAGES:
        yield Fault("pages", "", f"a pack has at least {LEAST_PAGES} pages; this one has {len(pack.pages)}")
    if sum(page.type == "home" for page in pack.pages.values()) != 1:
        yield Fault("pages", "", "there is exactly one page of the type home")
    if not any(page.type == "contact" for page in pack.pages.values()):
        yield Fault("pages", "", "there is no page of the type contact")
    seen: dict[str, str] = {}
    types = {path_of(page): page.type for page in pack.pages.values()}
    for file, page in pack.pages.items():
        yield from _place(file, page, types, seen)
        if page.type in pages.TYPES:
            for language, text in page.texts.items():
                yield from _text(pack, file, page, language, text, types)
        for language in pack.manifest.languages:
            if language not in page.texts:
                yield Fault(file, f"texts.{language}", "is missing")


def _place(file: str, page, types: dict[str, str], seen: dict[str, str]) -> Iterator[Fault]:
    if page.type not in pages.TYPES:
        yield Fault(file, "type", f"is one of {', '.join(pages.TYPES)}")
        return
    if page.type != "home" and not page.each and not SLUG.match(page.slug):
        yield Fault(file, "slug", "small letters, digits and hyphens")
    path = path_of(page)
    if path in seen:
        yield Fault(file, "slug", f"{seen[path]} has the same address")
    elif page.type != "home":
        parent = page.parent.strip("/")
        if parent not in seen:
            yield Fault(file, "parent", f"no earlier file is the page {page.parent!r}")
        elif types[parent] in pages.TYPES and not pages.may_stand_below(page.type, types[parent]):
            yield Fault(file, "parent", f"a page {page.type!r} cannot stand below a page {types[parent]!r}")
    seen[path] = file
    if page.each == "product" and page.type != "product":
        yield Fault(file, "each", "only a page of the type product is made for each product")


def _text(pack: Pack, file: str, page, language: str, text, types: dict[str, str]) -> Iterator[Fault]:
    where = f"texts.{language}"
    known = {*facts.STANDARD, *pack.manifest.facts, *(facts.PRODUCT if page.each else ())}
    data = {
        "title": text.title,
        "seo": [text.seo_title, text.seo_description],
        "fields": text.fields,
        "body": text.body,
    }
    for key in sorted(facts.placeholders(data) - known):
        yield Fault(file, where, f"{{{key}}} is no fact; name it in manifest.yaml under facts")
    for name, longest in LONGEST.items():
        most = longest["zh" if language.startswith("zh") else ""]
        bare, said = getattr(text, name), samples.filled(getattr(text, name), pack, language)
        if len(facts.PLACEHOLDER.sub("", bare)) > most:
            yield Fault(file, f"{where}.{name}", f"has {len(bare)} characters; search engines show {most}")
        elif len(said) > most * MORE:
            yield Fault(
                file,
                f"{where}.{name}",
                f"has {len(said)} characters with long facts; search engines show {most}",
            )
    title = samples.filled(text.title, pack, language)
    if len(title) > LONGEST_TITLE:
        yield Fault(
            file,
            f"{where}.title",
            f"has {len(title)} characters with long facts; there is room for {LONGEST_TITLE}",
        )
    builder = samples.builder(pack, language, page=_finder(types), picture=_finder(pack.pictures))
    text = samples.text(text, pack, language)
    fields = pages.fields_of(page.type)
    for name, value in text.fields.items():
        if name not in fields:
            builder.fault(
                f"{where}.fields.{name}", f"is no field of a page {page.type!r}; it has {', '.join(fields)}"
            )
        else:
            build_field(builder, fields[name], value, f"{where}.fields.{name}")
    if text.body and not pages.takes_body(page.type):
        builder.fault(f"{where}.body", f"a page {page.type!r} has no body")
    elif text.body:
        body = pages.TYPES[page.type]._meta.get_field("body")
        builder.stream(body.stream_block, text.body, f"{where}.body")
    yield from (Fault(file, *fault) for fault in builder.faults)


def build_field(builder: Builder, field, value, where: str):
    """Return the raw value of a page's field, noting faults."""
    if hasattr(field, "stream_block"):
        return builder.stream(field.stream_block, value, where)
    if field.is_relation:
        return builder._find(builder.picture, value, where, "picture")
    if not isinstance(value, str):
        builder.fault(where, "is a text")
        return ""
    most = getattr(field, "max_length", None)
    if most and len(value) > most:
        if builder.must_fit:
            builder.fault(where, f"has {len(value)} characters; there is room for {most}")
        return value[: most - 1] + "…"
    return value


def _finder(known: dict):
    def find(name: str) -> int:
        if name.strip("/") not in known and name not in known:
            raise LookupError(name)
        return 1

    return find


def said_on(text) -> str:
    """Return everything a page says in one language, as one string."""
    parts: list[str] = [text.title, text.seo_title, text.seo_description]

    def walk(data):
        if isinstance(data, str):
            parts.append(data)
        elif isinstance(data, dict):
            for key, each in data.items():
                if key not in ("block", "needs", "to", "anchor", "picture"):
                    walk(each)
        elif isinstance(data, list):
            for each in data:
                walk(each)

    walk(text.fields)
    walk(text.body)
    return "\n".join(parts)


def _forms(pack: Pack) -> Iterator[Fault]:
    for fault in asking.faults_of(pack.forms, pack.manifest.languages):
        yield Fault("forms.yaml", *fault)


def _legal(pack: Pack) -> Iterator[Fault]:
    paths = {path_of(page) for page in pack.pages.values()}
    for path in pack.legal.pages:
        if path.strip("/") not in paths:
            yield Fault("legal.yaml", "pages", f"there is no page {path!r}")
    for file, page in pack.pages.items():
        for language, text in page.texts.items():
            said = said_on(text)
            for rule in pack.legal.forbidden:
                for word in rule.words.get(language, []):
                    if word.lower() in said.lower():
                        law = pack.words(rule.law, "en")
                        yield Fault(file, f"texts.{language}", f"says {word!r}, which {law} forbids")
            for rule in pack.legal.beside:
                named = next((w for w in rule.words.get(language, []) if w.lower() in said.lower()), None)
                notice = rule.notice.get(language, "")
                if named and notice and notice not in said:
                    law = pack.words(rule.law, "en")
                    yield Fault(file, f"texts.{language}", f"says {named!r} without the notice of {law}")


def _glossary(pack: Pack) -> Iterator[Fault]:
    for place, term in enumerate(pack.glossary):
        if not term.keep and not term.words:
            yield Fault(
                "glossary.yaml", f"[{place}].words", "how is it said in other languages? (or keep: true)"
            )


def _slots(pack: Pack) -> Iterator[Fault]:
    known = {*facts.STANDARD, *pack.manifest.facts}
    paths = {path_of(page) for page in pack.pages.values()}
    for name, data in pack.slots.items():
        for key in sorted(facts.placeholders(data) - known):
            yield Fault(f"{name}.yaml", "", f"{{{key}}} is no fact; name it in manifest.yaml under facts")
        if name == "keywords":
            for place, row in enumerate(data):
                if row["page"].strip("/") not in paths:
                    yield Fault("keywords.yaml", f"[{place}].page", f"there is no page {row['page']!r}")
        if name in pack_slots:
            yield from (Fault(f"{name}.yaml", *fault) for fault in pack_slots.get(name).check(data))
