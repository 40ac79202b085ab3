"""Keeps the units of a page in step with its source, and with what people changed on the page itself."""

from datetime import datetime

from wagtail.models import Page

from yangfan.accounts.public import User
from yangfan.sites.translation import attributes, keeping, reading
from yangfan.sites.translation.models import PageTranslation, Unit
from yangfan.sites.translation.reading import Text

POSITION = ("path", "place", "order", "is_here", "source")


def take_in(row: PageTranslation, segments: list, *, now: datetime) -> list[Unit]:
    """Fit the units to the texts of the source as they are now; return those on the page, in order.

    A person's words are kept whatever happens: flagged by `made_from` where their source changed, aside where it is gone.
    """
    return take_in_texts(row, reading.texts_of(segments, row.target), now=now)


def take_in_texts(row: PageTranslation, texts: list[Text], *, now: datetime) -> list[Unit]:
    """As take_in, of texts wherever they come from."""
    known = list(Unit.objects.of(row.workspace).filter(translation=row))
    matched = keeping.match(known, texts)
    changed = []
    for text, unit in matched.pairs:
        was = tuple(getattr(unit, name) for name in POSITION)
        unit.path, unit.place, unit.order, unit.is_here, unit.source = (
            text.path,
            text.place,
            text.order,
            True,
            text.html,
        )
        if was != tuple(getattr(unit, name) for name in POSITION):
            changed.append(unit)
        if unit.is_stale and not unit.by_hand and unit.reviewed_at:
            unit.reviewed_at = unit.reviewed_by = None
            changed.append(unit)
        if unit.problems and was[-1] != unit.source:
            unit.problems, unit.refused = [], ""
            changed.append(unit)
    for unit in matched.left:
        if unit.by_hand and unit.is_here:
            unit.is_here = False
            changed.append(unit)
    Unit.objects.of(row.workspace).bulk_update(
        list({unit.pk: unit for unit in changed}.values()),
        [*POSITION, "reviewed_at", "reviewed_by", "problems", "refused"],
    )
    gone = [unit.pk for unit in matched.left if not unit.by_hand]
    Unit.objects.of(row.workspace).filter(pk__in=gone).delete()
    new = [
        Unit(
            workspace_id=row.workspace_id,
            translation=row,
            path=text.path,
            place=text.place,
            order=text.order,
            source=text.html,
        )
        for text in matched.new
    ]
    Unit.objects.bulk_create(new)
    row.read_at = now
    row.save(update_fields=["read_at"])
    return sorted([unit for _text, unit in matched.pairs] + new, key=lambda unit: unit.order)


def take_edits(row: PageTranslation, page: Page, *, now: datetime) -> int:
    """Make units of what somebody changed on the translated page itself; return how many.

    A page whose make-up was changed (a block added or taken away) is set apart: it follows its source no longer.
    """
    revision = page.get_latest_revision()
    if (
        row.is_apart
        or revision is None
        or row.written_revision is None
        or revision.pk == row.written_revision
    ):
        return 0
    texts = reading.words_of(revision.as_object().specific)
    units = {
        (unit.path, unit.place): unit
        for unit in Unit.objects.of(row.workspace).filter(translation=row, is_here=True)
    }
    if {path for path, _place in texts if not attributes.is_one(path)} - set(row.paths):
        row.is_apart = True
        row.save(update_fields=["is_apart"])
        return 0
    edited = [
        unit
        for place, unit in units.items()
        if (unit.on_page or attributes.is_one(unit.path)) and texts.get(place, unit.on_page) != unit.on_page
    ]
    later = [
        unit for unit in edited if unit.by_hand and unit.edited_at and unit.edited_at > revision.created_at
    ]
    Unit.objects.bulk_create(
        put_aside(unit, texts[unit.path, unit.place], actor=revision.user, at=revision.created_at)
        for unit in later
    )
    for unit in later:
        unit.on_page = texts[unit.path, unit.place]
    for unit in [unit for unit in edited if unit not in later]:
        note_edit(unit, texts[unit.path, unit.place], made_from=unit.source, actor=revision.user, now=now)
    Unit.objects.of(row.workspace).bulk_update(edited, EDITED)
    row.written_revision = revision.pk
    row.save(update_fields=["written_revision"])
    return len(edited)


def take_said(row: PageTranslation, said: dict[tuple[str, int], str], *, now: datetime) -> list[Unit]:
    """Make units of what a person wrote where a document's words stand, on whatever screen; return the units that are here.

    Words that stood there before we wrote any are a person's. Where the unit has newer words of a person that were not
    written yet, those stay and the others are kept aside.
    """
    units = list(Unit.objects.of(row.workspace).filter(translation=row, is_here=True))
    changed, aside = [], []
    for unit in units:
        words = said.get((unit.path, unit.place), "")
        if not words or words == unit.on_page:
            continue
        if unit.by_hand and unit.text not in (unit.on_page, words):
            aside.append(put_aside(unit, words, actor=None, at=now))
        elif unit.text != words:
            note_edit(unit, words, made_from=unit.source, actor=None, now=now)
        unit.on_page = words
        changed.append(unit)
    Unit.objects.bulk_create(aside)
    Unit.objects.of(row.workspace).bulk_update(changed, EDITED)
    return units


def put_aside(unit: Unit, html: str, *, actor: User | None, at: datetime) -> Unit:
    """Return a unit, unsaved, that keeps words changed on the page when a later edit of the same text won."""
    aside = Unit(
        workspace_id=unit.workspace_id, translation_id=unit.translation_id, path=unit.path, place=unit.place, order=unit.order,
        source=unit.source, is_here=False,
    )  # fmt: skip
    note_edit(aside, html, made_from=unit.source, actor=actor, now=at)
    return aside


EDITED = (
    "text", "made_from", "by_hand", "engine", "engine_title", "match", "edited_by", "edited_at", "problems", "refused", "on_page",
    "reviewed_at", "reviewed_by", "is_pieced",
)  # fmt: skip


def note_edit(unit: Unit, html: str, *, made_from: str, actor: User | None, now: datetime) -> None:
    """Set a person's words on a unit, unsaved."""
    unit.text, unit.made_from, unit.by_hand = html, made_from, True
    unit.engine, unit.engine_title, unit.match = "by_hand", "", 0
    unit.edited_by, unit.edited_at = actor, now
    unit.reviewed_by, unit.reviewed_at = actor, now
    unit.problems, unit.refused, unit.is_pieced = [], "", False
