"""Writes the page of the target language: the source's make-up with the units' words in it."""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from wagtail.coreutils import find_available_slug
from wagtail.models import Page
from wagtail_localize.fields import copy_synchronised_fields
from wagtail_localize.segments import OverridableSegmentValue, RelatedObjectSegmentValue, StringSegmentValue
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import StringValue

from yangfan.accounts.public import User
from yangfan.sites.gate.groups import prepare_groups
from yangfan.sites.pages.models import HomePage
from yangfan.sites.translation import attributes, markup
from yangfan.sites.translation.languages import locale_of
from yangfan.sites.translation.models import PageTranslation, Unit
from yangfan.sites.translation.reading import words_of


@transaction.atomic
def write(
    row: PageTranslation,
    original: Page,
    segments: list,
    units: list[Unit],
    *,
    publish: bool,
    actor: User | None,
    now: datetime,
) -> Page:
    """Make or update the translated page as a draft, and publish it. Raises django.core.exceptions.ValidationError."""
    locale = locale_of(row.target)
    page = row.page()
    page = page.specific if page else _new_page(original, locale, row)
    if page.alias_of_id:
        page.alias_of_id = None
    if not page.live:
        page = page.get_latest_revision_as_object() if page.latest_revision_id else page
    own_slug = page.slug
    copy_synchronised_fields(original, page)
    page.slug = own_slug
    put_into_blocks(original, page, segments, units, source=row.source, target=row.target)
    attributes.write(page, units)
    page.locale = locale
    revision = page.save_revision(user=actor, changed=True)
    if not page.live and not publish:
        Page.objects.filter(pk=page.pk).update(draft_title=page.title)
    if publish:
        revision.publish(user=actor, skip_permission_checks=True)
    _note_written(row, page, units, revision.pk, now)
    return page


def _new_page(original: Page, locale, row: PageTranslation) -> Page:
    page = original.copy_for_translation(locale, copy_parents=False)
    if isinstance(page, HomePage):
        page.slug = find_available_slug(
            page.get_parent(), slugify(f"{row.workspace.slug}-{row.target}"), ignore_page_id=page.pk
        )
        page.save(update_fields=["slug"], clean=False)
        prepare_groups(workspace=row.workspace, homes=[page])
    return page


def put_into_blocks(original, twin, segments: list, units: list[Unit], *, source: str, target: str) -> None:
    """Give `twin` the fields and blocks of `original` with the units' words in them; unsaved."""
    filled = _filled(segments, units, source=source, target=target)
    ingest_segments(original, twin, original.locale, locale_of(target), filled)


def _filled(segments: list, units: list[Unit], *, source: str, target: str) -> list:
    """Return the segments with the units' words in place of the source's."""
    words = {unit.order: unit.shown for unit in units}
    filled = []
    for segment in segments:
        if isinstance(segment, attributes.Said):
            continue
        if isinstance(segment, StringSegmentValue):
            html = markup.fitting(words.get(segment.order, segment.string.data), segment.attrs)
            html = own_address(html, source=source, target=target)
            filled.append(
                StringSegmentValue(
                    segment.path, StringValue(html), attrs=segment.attrs or {}, order=segment.order
                )
            )
        elif not isinstance(segment, (RelatedObjectSegmentValue, OverridableSegmentValue)):
            filled.append(segment)
    return filled


def own_address(html: str, *, source: str, target: str) -> str:
    """Lead a link to a page of this site, written as a path (/en/products/), into the target language."""
    prefix = f"/{source}/"
    return f"/{target}/{html.removeprefix(prefix)}" if html.startswith(prefix) and " " not in html else html


def _note_written(
    row: PageTranslation, page: Page, units: list[Unit], revision_id: int, now: datetime
) -> None:
    """Keep what stands on the page now: whatever is found to differ later was changed there by a person."""
    words = words_of(page)
    for unit in units:
        unit.on_page = words.get((unit.path, unit.place), "")
    Unit.objects.of(row.workspace).bulk_update(units, ["on_page"])
    row.paths = sorted({path for path, _place in words if not attributes.is_one(path)})
    row.written_revision, row.written_at = revision_id, now
    row.save(update_fields=["paths", "written_revision", "written_at"])
