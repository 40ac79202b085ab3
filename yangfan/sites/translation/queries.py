"""What the screens of translation show."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q
from wagtail.models import Page

from yangfan.accounts.public import Workspace
from yangfan.intelligence import public as intelligence
from yangfan.sites.pages import queries as pages
from yangfan.sites.translation import actions, beside, keeping, languages, markup, reading
from yangfan.sites.translation.documents import Document, documents_of
from yangfan.sites.translation.models import DRAFT, FLAGGED, MISSING, SETTLED, PageTranslation, Unit

NEEDS_A_PERSON = FLAGGED | MISSING | DRAFT


@dataclass(frozen=True)
class Cell:
    """A page in one language. `kind`: none, own (written by hand), apart, source, kept (followed unit by unit)."""

    language: str
    kind: str
    pk: int = 0
    total: int = 0
    done: int = 0
    draft: int = 0
    flagged: int = 0
    missing: int = 0
    is_live: bool = False
    is_ahead: bool = False  # what the page shows is older than its units

    @property
    def share(self) -> int:
        """Return the per cent of its texts that are translated and true, by machine or person."""
        return round(100 * (self.done + self.draft) / self.total) if self.total else 100


@dataclass(frozen=True)
class Row:
    """A page of the source language, or a document of texts beside the pages."""

    page: Page | Document
    depth: int
    cells: list[Cell] = field(default_factory=list)


def languages_of(workspace: Workspace) -> list[str]:
    """Return the languages the site has pages in, the main one first."""
    return [home.locale.language_code for home in pages.homes_of(workspace)]


def overview(workspace: Workspace, source: str) -> list[Row]:
    """Return the pages of the source language in tree order, each with how it stands in every other language."""
    home = pages.home_of(workspace, source)
    if home is None:
        return []
    originals = list(Page.objects.descendant_of(home, inclusive=True).filter(alias_of=None).order_by("path"))
    keys = [page.translation_key for page in originals]
    targets = [code for code in languages_of(workspace) if code != source]
    counts = unit_counts(workspace)
    known = {(row.key, row.target): row for row in PageTranslation.objects.of(workspace).filter(key__in=keys)}
    twins = {
        (page.translation_key, page.locale.language_code): page
        for page in Page.objects.filter(translation_key__in=keys, alias_of=None).select_related("locale")
    }
    return [
        Row(page, page.depth - home.depth, [
            cell_of(code, known.get((page.translation_key, code)), twins.get((page.translation_key, code)), counts)
            for code in targets
        ])
        for page in originals
    ]  # fmt: skip


def texts_beside(workspace: Workspace, source: str) -> list[Row]:
    """Return the documents of texts beside the pages, each with how it stands in every other language."""
    targets, counts = [code for code in languages_of(workspace) if code != source], unit_counts(workspace)
    found = documents_of(workspace, source)
    known = {
        (row.key, row.target): row
        for row in PageTranslation.objects.of(workspace).filter(key__in=[each.key for each in found])
    }
    return [
        Row(each, 0, [_cell_beside(code, known.get((each.key, code)), each, counts) for code in targets])
        for each in found
    ]


def _cell_beside(code: str, row: PageTranslation | None, document: Document, counts: dict) -> Cell:
    if row is None:
        return Cell(code, "own" if document.is_someones(code) else "none")
    kind = "apart" if row.is_apart else "kept"
    return Cell(code, kind, row.pk, **counts.get(row.pk, {}), is_live=row.written_at is not None)


def cell_of(code: str, row: PageTranslation | None, page: Page | None, counts: dict) -> Cell:
    if row is None:
        return Cell(code, "own" if page else "none", is_live=bool(page and page.live))
    if row.is_apart:
        return Cell(code, "apart", row.pk, is_live=bool(page and page.live))
    return Cell(
        code, "kept", row.pk, **counts.get(row.pk, {}), is_live=bool(page and page.live),
        is_ahead=bool(page and page.has_unpublished_changes),
    )  # fmt: skip


def unit_counts(workspace: Workspace, **which) -> dict[int, dict[str, int]]:
    """Return for each page's translation how many units are in which state."""
    rows = (
        Unit.objects.of(workspace)
        .filter(is_here=True, **which)
        .values("translation_id")
        .order_by("translation_id")
    )
    rows = rows.annotate(
        total=Count("pk"), done=Count("pk", filter=SETTLED), draft=Count("pk", filter=DRAFT),
        flagged=Count("pk", filter=FLAGGED), missing=Count("pk", filter=MISSING),
    )  # fmt: skip
    return {row.pop("translation_id"): row for row in rows}


def to_look_at(workspace: Workspace, *, target: str = "", state: str = "", holding: str = ""):
    """Return the units that wait for a person, flagged ones first (a queryset)."""
    states = {"flagged": FLAGGED, "missing": MISSING, "draft": DRAFT}
    units = Unit.objects.of(workspace).filter(
        states.get(state, NEEDS_A_PERSON), _holds(holding), is_here=True, translation__is_apart=False
    )
    if target:
        units = units.filter(translation__target=target)
    return units.select_related("translation", "workspace").order_by("-by_hand", "translation_id", "order")


def _holds(words: str) -> Q:
    """Return the units whose source or translation has these words."""
    return Q(source__icontains=words) | Q(text__icontains=words) if words else Q()


def waiting_by_state(workspace: Workspace, *, target: str = "") -> dict[str, int]:
    """Return how many units of all pages are flagged, missing and draft."""
    units = Unit.objects.of(workspace).filter(is_here=True, translation__is_apart=False)
    if target:
        units = units.filter(translation__target=target)
    return units.aggregate(
        flagged=Count("pk", filter=FLAGGED),
        missing=Count("pk", filter=MISSING),
        draft=Count("pk", filter=DRAFT),
    )


def names_of(row: PageTranslation) -> dict[str, str]:
    """Return what a person calls the places of a page's texts: the field's name, or that of the document's text."""
    if not row.is_page:
        document = beside.document_of(row)
        return document.names if document else {}
    page = row.source_page()
    model = page.specific_class if page else Page
    return {field.name: str(getattr(field, "verbose_name", field.name)) for field in model._meta.get_fields()}


def name_in(names: dict[str, str], path: str) -> str:
    """Return the name of a place: its own, else that of the field it lies in."""
    name = names.get(path) or names.get(path.partition(".")[0], "")
    return name[:1].upper() + name[1:]


def waiting_for_a_look(workspace: Workspace) -> int:
    """Return how many units are flagged or untranslated."""
    return (
        Unit.objects.of(workspace)
        .filter(FLAGGED | MISSING, is_here=True, translation__is_apart=False)
        .count()
    )


def units_of(row: PageTranslation, *, state: str = "", holding: str = "") -> list[Unit]:
    """Return the units on the page in order; `state`: look (all that wait for a person), flagged, missing, draft, aside."""
    units = Unit.objects.of(row.workspace).filter(_holds(holding), translation=row)
    units = units.select_related("edited_by", "reviewed_by")
    if state == "aside":
        return list(units.filter(is_here=False))
    wanted = {"look": NEEDS_A_PERSON, "flagged": FLAGGED, "missing": MISSING, "draft": DRAFT}.get(state, Q())
    return list(units.filter(wanted, is_here=True))


@dataclass(frozen=True)
class Cost:
    """What a run would have to do, at most: sentences of the memory are not known to be there before."""

    pages: int
    documents: int  # of texts beside the pages
    held: int  # written by hand in the target language
    units: int
    characters: int
    known: int  # units whose very words a person translated before
    tokens: int  # of a language model, 0 with any other translator
    translator: str  # its title, "" for none
    is_sample: bool
    left: int | None  # characters that the workspace's cap leaves this month

    @property
    def is_affordable(self) -> bool:
        return self.left is None or self.characters <= self.left


def cost_of(
    workspace: Workspace,
    *,
    source: str,
    target: str,
    wanted: list[int] | None,
    take_over: bool = False,
    documents: list[str] | None = None,
    now: datetime,
) -> Cost:
    """Return what translating these pages, and these documents beside them, would take. Raises ValueError."""
    chosen = actions.pages_to_translate(workspace, source=source, target=target, wanted=wanted)
    keys = [page.translation_key for page in chosen]
    known = {
        row.key: row for row in PageTranslation.objects.of(workspace).filter(target=target, key__in=keys)
    }
    written = set(Page.objects.filter(translation_key__in=keys, locale__language_code=target, alias_of=None)
                  .values_list("translation_key", flat=True))  # fmt: skip
    units_by_row = defaultdict(list)
    for unit in Unit.objects.of(workspace).filter(translation__in=known.values()):
        units_by_row[unit.translation_id].append(unit)
    held, texts = 0, []
    for page in chosen:
        row = known.get(page.translation_key)
        if (
            row is None
            and page.translation_key in written
            and not take_over
            or row is not None
            and row.is_apart
        ):
            held += 1
            continue
        found = reading.texts_of(reading.segments_of(reading.content_of(page)), target)
        matched = keeping.match(units_by_row[row.pk] if row else [], found)
        texts += [text.html for text in matched.new]
        texts += [
            text.html for text, unit in matched.pairs
            if not unit.by_hand and (not unit.text or unit.made_from != text.html)
        ]  # fmt: skip
    chosen_documents = actions.texts_to_translate(workspace, source, wanted, documents)
    texts += [text for each in chosen_documents for text in _wanting(workspace, each, target)]
    plain = [markup.as_text(text) for text in texts]
    remembered = intelligence.remembered_by_hand(
        workspace=workspace, texts=plain, source=source, target=target
    )
    asked = [text for text in plain if text not in remembered]
    translator = intelligence.translator_for(workspace=workspace, source=source, target=target)
    characters = sum(map(len, asked))
    cap = actions.rules_of(workspace).characters_per_month
    return Cost(
        pages=len(chosen) - held, documents=len(chosen_documents), held=held, units=len(plain), characters=characters, known=len(plain) - len(asked),
        tokens=_tokens(asked, source) if translator and translator.key == "model" else 0,
        translator=translator.title if translator else "", is_sample=bool(translator and translator.is_sample),
        left=None if cap is None else max(cap - actions.characters_used(workspace, now=now), 0),
    )  # fmt: skip


def _wanting(workspace: Workspace, document: Document, target: str) -> list[str]:
    """Return the texts of a document that an engine would be asked for."""
    row = PageTranslation.objects.of(workspace).filter(key=document.key, target=target).first()
    if row is None and document.is_someones(target):
        return []
    units = list(Unit.objects.of(workspace).filter(translation=row)) if row else []
    said = document.said(target)
    matched = keeping.match(units, document.texts())
    found = [text.html for text in matched.new if (text.path, text.place) not in said]
    return found + [
        text.html for text, unit in matched.pairs
        if not unit.by_hand and (not unit.text or unit.made_from != text.html)
    ]  # fmt: skip


def _tokens(texts: list[str], source: str) -> int:
    """Return a rough count, both ways: a token is a Chinese character or four letters; twelve for each unit's wrapping."""
    letters = sum(map(len, texts))
    each = letters if source.startswith(("zh", "ja", "ko")) else letters // 4
    return round(each * 2.2) + 24 * len(texts) + 400 * (len(texts) // 40 + 1) if texts else 0


def can_be_added(workspace: Workspace) -> list[tuple[str, str]]:
    """Return the languages the site is not in yet."""
    have = set(languages_of(workspace))
    return [(code, name) for code, name in languages.choices() if code not in have]
