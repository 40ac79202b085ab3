"""Importing products: keep the file, look at it, take it in, take it back."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex, Revision

from yangfan.accounts.public import Workspace, record_audit
from yangfan.core.ui.table_files import Table, open_table
from yangfan.core.ui.table_imports import ImportRefused
from yangfan.sites.catalogue.fetching import ZIP_LIMIT, Box, FileRefused, Library
from yangfan.sites.catalogue.models import Attribute, ProductChange, ProductImport
from yangfan.sites.catalogue.reading import (
    Mapping,
    Reader,
    Row,
    Wrong,
    columns_of_language,
    guess_columns,
    heads_of,
    mapping_from,
)
from yangfan.sites.catalogue.writing import Counts, Product, Writer
from yangfan.sites.media.models import SiteDocument, SiteImage
from yangfan.sites.pages.models import ProductCategoryPage, ProductPage

MOST_ROWS = 5_000
ERRORS_KEPT = 1_000
SHOWN = 5
TELL_EVERY = 10  # rows


@dataclass
class Look:
    """What a file says, before anything is taken in. Addresses of pictures are not asked yet."""

    heads: list[str]
    mapping: Mapping
    first_lines: list[tuple[int, list]]
    counts: Counts = field(default_factory=Counts)
    wrong: list[Wrong] = field(default_factory=list)
    wrong_rows: int = 0
    rows: int = 0
    to_fetch: int = 0
    new_attributes: list[str] = field(default_factory=list)
    problem: str = ""  # why nothing could be taken in at all


@dataclass
class _Read:
    """The rows of a file, sorted out."""

    products: list[Product]
    wrong: list[Wrong]
    wrong_lines: set[int]
    rows: int


def keep_file(
    *, workspace: Workspace, filename: str, content: bytes, language: str, actor, now: datetime, pictures=None
) -> ProductImport:
    """Keep an uploaded file with the columns guessed; raise TableUnreadable, or ImportRefused for a bad ZIP.

    `pictures` are the bytes of a ZIP with the pictures and documents that the file names.
    """
    heads = heads_of(open_table(content))
    if pictures is not None:
        if len(pictures) > ZIP_LIMIT:
            raise ImportRefused(_("The ZIP file is larger than %(n)d MB.") % {"n": ZIP_LIMIT >> 20})
        try:
            Box(ContentFile(pictures))
        except FileRefused as refusal:
            raise ImportRefused(str(refusal)) from refusal
    columns = guess_columns(heads, list(Attribute.objects.of(workspace)), language)
    run = ProductImport(
        workspace=workspace, filename=filename[-200:], content=zlib.compress(content, 3), heads=heads,
        language=language, mapping=Mapping(columns).as_dict(), created_by=actor, created_at=now,
    )  # fmt: skip
    if pictures is not None:
        run.pictures.save("pictures.zip", ContentFile(pictures), save=False)
    run.save()
    return run


def second_language(*, run: ProductImport, language: str) -> Mapping | None:
    """Return how a kept file is taken in as another language too, None when it names no product in that."""
    every = guess_columns(run.heads, list(Attribute.objects.of(run.workspace)), language)
    columns = columns_of_language(run.heads, every, language)
    return Mapping(columns, skip_bad=True) if columns else None


def look_at(*, run: ProductImport, mapping: Mapping, list_follows: bool = False) -> Look:
    """Return what taking the file in this way would do; nothing is written, nothing is fetched.

    `list_follows`: the site's product list is made before the file is taken in, so its absence is no problem yet.
    """
    sheet = _table(run)
    look = Look(
        run.heads, mapping, [line for line, _n in zip(sheet.rows(), range(SHOWN + 1), strict=False)][1:]
    )
    reader, writer = _workers(run, mapping)
    look.problem = _problem(mapping, writer, list_follows=list_follows)
    if look.problem:
        return look
    read = _read(sheet, reader, writer)
    look.rows, look.wrong = read.rows, read.wrong
    writer.library.look(writer.wanted(read.products))
    for product in read.products:
        if bad := writer.wrong_files(product):
            look.wrong += bad
            read.wrong_lines.add(product.row.line)
            continue
        what = writer.would(product, mapping.rule)
        setattr(look.counts, what, getattr(look.counts, what) + 1)
    library = writer.library
    look.to_fetch = sum(
        key not in library.have and key not in library.got and key not in library.refused
        for key in set(writer.wanted(read.products))
    )
    look.wrong_rows = len(read.wrong_lines)
    look.wrong.sort(key=lambda one: one.line)
    look.new_attributes = [str(one) for one in reader.new.values()]
    return look


def _table(run: ProductImport) -> Table:
    return open_table(zlib.decompress(run.content))


def _workers(run: ProductImport, mapping: Mapping) -> tuple[Reader, Writer]:
    box = Box(run.pictures.open("rb")) if run.pictures else Box()
    reader = Reader(run.workspace, run.heads, mapping, run.language)
    return reader, Writer(run.workspace, reader, Library(run.workspace, box), run.language)


def _problem(mapping: Mapping, writer: Writer, *, list_follows: bool = False) -> str:
    if writer.index is None and not list_follows:
        return _("The site has no product list in this language.")
    if not {"model", "title"} & set(mapping.columns.values()):
        return _("Say which column holds the model number, or else the name: by it a product is known again.")
    return ""


def _read(sheet: Table, reader: Reader, writer: Writer) -> _Read:
    good: list[Row] = []
    wrong: list[Wrong] = []
    count = 0
    for one in reader.rows(sheet):
        count += 1
        if count > MOST_ROWS:
            raise ImportRefused(_("More than %(n)d rows: cut the file into parts.") % {"n": MOST_ROWS})
        if isinstance(one, list):
            wrong += one
        else:
            good.append(one)
    products, between = writer.products(good)
    wrong += between
    lines = {one.line for one in wrong}
    for product in products:
        product.variants = [row for row in product.variants if row.line not in lines]
    return _Read([one for one in products if one.row.line not in lines], wrong, lines, count)


def take_in(
    *,
    run: ProductImport,
    mapping: Mapping,
    actor,
    now: datetime,
    progress: Callable[[int, int], None] | None = None,
    complete: Callable[[ProductPage], None] | None = None,
) -> ProductImport:
    """Take a kept file in: all rows, or with `mapping.skip_bad` all good ones; raise ImportRefused, then nothing is.

    Fetches pictures first (slow, outside any transaction), then writes product by product. What goes wrong midway
    takes everything back; a run that was killed begins anew. `complete(page)` may add to a new page, before it is stored,
    what the file leaves open.
    """
    workspace = run.workspace
    if ProductChange.objects.of(workspace).filter(run=run).exists():  # a run that was killed
        _take_back(run)
    sheet = _table(run)
    reader, writer = _workers(run, mapping)
    writer.complete = complete
    if problem := _problem(mapping, writer):
        raise ImportRefused(problem)
    read = _read(sheet, reader, writer)
    if read.wrong and not mapping.skip_bad:
        raise _refusal(read.wrong, read.wrong_lines)
    writer.library.bring(writer.wanted(read.products))
    for product in read.products:
        if bad := writer.wrong_files(product):
            read.wrong += bad
            read.wrong_lines.add(product.row.line)
    if read.wrong and not mapping.skip_bad:
        raise _refusal(read.wrong, read.wrong_lines)
    products = [one for one in read.products if one.row.line not in read.wrong_lines]
    run.mapping, run.state, run.made = mapping.as_dict(), ProductImport.State.RUNNING, {}
    run.save(update_fields=["mapping", "state", "made"])
    counts = Counts()
    try:
        _make_attributes(workspace, reader, run)
        _write_all(products, writer, run, mapping, actor, counts, progress)
    except Exception:
        _take_back(run)
        raise
    with transaction.atomic():
        _keep_made(run, writer.library)
        run.state, run.finished_at, run.content = ProductImport.State.DONE, now, None
        run.rows_read = run.rows_done = read.rows
        run.rows_new, run.rows_changed, run.rows_same = counts.new, counts.changed, counts.same
        run.rows_bad = len(read.wrong_lines)
        run.errors = [one.as_list() for one in sorted(read.wrong, key=lambda one: one.line)][:ERRORS_KEPT]
        if run.pictures:
            run.pictures.delete(save=False)
        run.save()
        record_audit(
            workspace=workspace, actor=actor, action="products_imported", subject=run,
            after={"new": counts.new, "changed": counts.changed}, now=now,
        )  # fmt: skip
    return run


def _refusal(wrong: list[Wrong], lines: set[int]) -> ImportRefused:
    words = _("%(n)d rows are wrong; nothing was taken in.") % {"n": len(lines)}
    return ImportRefused(words, sorted(wrong, key=lambda one: one.line)[:ERRORS_KEPT])


def _write_all(products, writer: Writer, run, mapping: Mapping, actor, counts: Counts, progress) -> None:
    related = []
    for number, product in enumerate(products, start=1):
        with transaction.atomic():
            what = writer.write(product, run=run, rule=mapping.rule, publish=mapping.publish, actor=actor)
            _keep_made(run, writer.library)
        setattr(counts, what, getattr(counts, what) + 1)
        related.append((product, what))
        if number % TELL_EVERY == 0:
            ProductImport.objects.of(run.workspace).filter(pk=run.pk).update(rows_done=number)
            if progress:
                progress(number, len(products))
    for product, what in related:
        if what == "same" and mapping.rule == "skip":
            continue
        with transaction.atomic():
            changed = writer.relate(product, run=run, publish=mapping.publish, actor=actor)
        if changed and what == "same":
            counts.same, counts.changed = counts.same - 1, counts.changed + 1


def _keep_made(run: ProductImport, library: Library) -> None:
    made = {"images": library.made_images, "documents": library.made_documents}
    if any(run.made.get(kind, []) != ids for kind, ids in made.items()):
        run.made = {**run.made, **{kind: list(ids) for kind, ids in made.items()}}
        run.save(update_fields=["made"])


@transaction.atomic
def _make_attributes(workspace: Workspace, reader: Reader, run: ProductImport) -> None:
    """Store the attributes and choices that the file brings along."""
    last = Attribute.objects.of(workspace).count()
    for number, one in enumerate(reader.new.values()):
        one.workspace, one.position = workspace, last + number
        one.choices = _choices(reader.new_choices.get(one.key, {}), run.language)
        one.save()
        run.made.setdefault("attributes", []).append(one.pk)
    for key, names in reader.new_choices.items():
        one = reader.attributes.get(key)
        if one is not None:
            one.choices = [*one.choices, *_choices(names, run.language)]
            one.save(update_fields=["choices"])
    run.save(update_fields=["made"])


def _choices(names: dict[str, str], language: str) -> list[dict]:
    return [{"key": key, "names": {language: name}} for key, name in names.items()]


def import_products(
    *, workspace: Workspace, filename: str, content: bytes, actor, now: datetime, language: str = "", pictures=None,
    mapping: Mapping | None = None, publish: bool = False, skip_bad: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> ProductImport:  # fmt: skip
    """Take in a CSV or XLSX file of products with the columns its headings say (or `mapping`), all rows or none.

    `language` is that of the file, the workspace's main one when empty; `pictures` the bytes of a ZIP that the file
    names pictures of. With `skip_bad` the good rows are taken in and the others listed in `errors` ([line, field,
    words, value]). Products are known again by their model number. Raises ImportRefused (`.wrong` names line and
    field) and core.ui.table_files.TableUnreadable.
    """
    run = keep_file(
        workspace=workspace, filename=filename, content=content, language=language or workspace.language,
        actor=actor, now=now, pictures=pictures,
    )  # fmt: skip
    chosen = mapping or Mapping(mapping_from(run.mapping).columns, skip_bad=skip_bad, publish=publish)
    try:
        return take_in(run=run, mapping=chosen, actor=actor, now=now, progress=progress)
    except Exception:
        throw_away(run=run)
        raise


def made_by(*, run: ProductImport) -> list[int]:
    """Return the ids of the pages an import made: categories from the top, then products."""
    new = (
        ProductChange.objects.of(run.workspace).filter(run=run, is_new=True).values_list("page_id", flat=True)
    )
    return [*run.made.get("categories", []), *new]


def throw_away(*, run: ProductImport) -> None:
    """Forget a file that was not taken in."""
    if run.pictures:
        run.pictures.delete(save=False)
    run.delete()


def stop_run(*, run: ProductImport, refusal: Exception, now: datetime) -> None:
    """Note on the run why it went no further; its owner reads it there."""
    run.state, run.refusal, run.finished_at = ProductImport.State.FAILED, str(refusal), now
    run.errors = [one.as_list() for one in getattr(refusal, "wrong", [])]
    run.save(update_fields=["state", "refusal", "finished_at", "errors"])


# --- taking back --------------------------------------------------------------------------------------------------------


def undo_import(*, run: ProductImport, actor, now: datetime) -> ProductImport:
    """Take an import back: pages it made go, pages it changed are as before; what was edited since stays and is counted."""
    if run.state != ProductImport.State.DONE:
        return run
    counts = _take_back(run)
    with transaction.atomic():
        run.state, run.undone_at, run.undo_counts = ProductImport.State.UNDONE, now, counts
        run.save(update_fields=["state", "undone_at", "undo_counts"])
        record_audit(
            workspace=run.workspace,
            actor=actor,
            action="products_import_undone",
            subject=run,
            after=counts,
            now=now,
        )
    return run


def _take_back(run: ProductImport) -> dict[str, int]:
    counts = {"removed": 0, "restored": 0, "kept": 0}
    for change in ProductChange.objects.of(run.workspace).filter(run=run).order_by("-pk"):
        with transaction.atomic():
            page = ProductPage.objects.filter(pk=change.page_id).first()
            if page is None:
                continue
            if page.latest_revision_id != change.after_revision:
                counts["kept"] += 1
                continue
            if change.is_new:
                page.delete()
                counts["removed"] += 1
            else:
                _restore(page, change.before)
                change.delete()
                counts["restored"] += 1
    with transaction.atomic():
        _remove_made(run)
    return counts


def _restore(page: ProductPage, before: dict) -> None:
    """Make a page as its revisions before the import were: live content, draft and place in the tree."""
    parent = Page.objects.filter(pk=before["parent"]).first()
    if parent is not None and page.get_parent().pk != parent.pk:
        page.move(parent, pos="last-child")
        page.refresh_from_db()
    live = Revision.objects.filter(pk=before["live_revision"]).first()
    latest = Revision.objects.filter(pk=before["latest_revision"]).first()
    if before["live"] and live is not None:
        live.publish()
    elif not before["live"] and page.live:
        page.unpublish()
    if latest is not None:
        page = ProductPage.objects.get(pk=page.pk)
        if not before["live"] or live is None or latest.pk != live.pk:
            latest.as_object().save_revision()


def _remove_made(run: ProductImport) -> None:
    """Delete what the run made and nothing uses."""
    for pk in reversed(run.made.get("categories", [])):
        category = ProductCategoryPage.objects.filter(pk=pk).first()
        if category is not None and not category.get_children().exists():
            category.delete()
    for model, kind in ((SiteImage, "images"), (SiteDocument, "documents")):
        for one in model.objects.filter(workspace=run.workspace, pk__in=run.made.get(kind, [])):
            if not ReferenceIndex.get_references_to(one).exists():
                one.delete()
    used: set[str] = set()
    for kept in ProductPage.objects.filter(workspace=run.workspace).values_list("attributes", flat=True):
        used |= set(kept or {})
    made = Attribute.objects.of(run.workspace).filter(pk__in=run.made.get("attributes", []))
    made.exclude(key__in=used).delete()
