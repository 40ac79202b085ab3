"""A whole site, or a branch of it, as XLIFF: one file for each language, and taken in again by the worker."""

import io
import zipfile
import zlib
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from yangfan.accounts.public import User, Workspace
from yangfan.sites.translation import actions, beside, xliff
from yangfan.sites.translation.models import PageTranslation, TranslationRun, XliffImport

State = XliffImport.State
AT_ONCE = 300  # units; more go to the worker
SILENT_AFTER = timedelta(minutes=2)  # then another worker takes the import up
MOST_IN_ZIP = 200_000_000  # bytes, unpacked


def export(
    *, workspace: Workspace, source: str, targets: list[str], pages: list[int] | None, now: datetime
) -> tuple[str, bytes]:
    """Return (file name, content): XLIFF for one language, a ZIP of them for several. Raises ValueError.

    Pages that were never translated are taken along with their texts untranslated; none is written or published.
    """
    files = {
        f"{workspace.slug}-{source}-{target}.xlf": xliff.export_all(
            prepare(workspace=workspace, source=source, target=target, pages=pages, now=now)
        )
        for target in targets
    }
    if len(files) == 1:
        return next(iter(files.items()))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return f"{workspace.slug}-{source}.zip", packed.getvalue()


def prepare(
    *, workspace: Workspace, source: str, target: str, pages: list[int] | None, now: datetime
) -> list[PageTranslation]:
    """Bring these pages' units, and with the whole site those of all other texts, into step; return their rows."""
    run = TranslationRun(workspace=workspace, source=source, target=target)
    rows = []
    for page in actions.pages_to_translate(workspace, source=source, target=target, wanted=pages):
        with transaction.atomic():
            row = actions.prepare_page(run, page, now=now)
        rows += [row] if row else []
    for document in actions.texts_to_translate(workspace, source, pages, None):
        with transaction.atomic():
            row = beside.row_of(workspace, document, source=source, target=target)
            if row and beside.in_step(row, document, now=now) is not None:
                rows.append(row)
    return rows


def keep_file(
    *, workspace: Workspace, filename: str, content: bytes, publish: bool, actor: User, now: datetime
) -> XliffImport:
    """Keep a file; take it in now if it is small, else by the worker. What is wrong with it stands in the row."""
    row = XliffImport.objects.create(
        workspace=workspace, filename=filename[:200], content=zlib.compress(content), publish=publish, asked_by=actor,
        asked_at=now,
    )  # fmt: skip
    start(row, small=len(content) < AT_ONCE * 500, now=now)
    return row


def take_without_wrong(row: XliffImport, *, now: datetime) -> bool:
    """Take in the good units of a file of which others were wrong; say whether it was begun."""
    refused = XliffImport.objects.of(row.workspace).filter(pk=row.pk, state=State.REFUSED)
    if not refused.update(state=State.WAITING, skip_wrong=True):
        return False
    start(row, small=row.units <= AT_ONCE, now=now)
    return True


def start(row: XliffImport, *, small: bool, now: datetime) -> None:
    if small:
        carry_out(import_id=row.pk, now=now)
        row.refresh_from_db()
    else:
        transaction.on_commit(partial(_enqueue, row.pk))


def _enqueue(import_id: int) -> None:
    from yangfan.sites.translation.tasks import take_in_xliff  # the task calls back into this module

    take_in_xliff.enqueue(import_id)


def carry_out(*, import_id: int, now: datetime) -> None:
    """Take in one file; another worker that is at it is left in peace, one that fell silent is not."""
    rows = XliffImport.objects.across_workspaces().filter(pk=import_id)
    row = rows.select_related("workspace", "asked_by").first()
    if row is None or not row.is_open:
        return
    if row.state == State.RUNNING and row.seen_at and row.seen_at > timezone.now() - SILENT_AFTER:
        return
    seen = timezone.now()
    if not rows.filter(state=row.state, seen_at=row.seen_at).update(state=State.RUNNING, seen_at=seen):
        return  # another worker was faster
    row.state, row.seen_at, row.words, row.wrong = State.RUNNING, seen, "", []
    try:
        _take_in(row, now=now)
    except xliff.Unreadable as error:
        row.state, row.words = State.REFUSED, str(error)[:500]
    row.finished_at = timezone.now()
    row.save()


def _take_in(row: XliffImport, *, now: datetime) -> None:
    offers, strangers = [], []
    for content in _documents(bytes(row.content)):
        found, none_of_ours = xliff.read(row.workspace, content)
        offers, strangers = offers + found, strangers + none_of_ours
    row.units = len(offers)
    taken = xliff.take_offers(
        offers,
        strangers,
        actor=row.asked_by,
        now=now,
        skip_wrong=row.skip_wrong,
        looked_at=partial(_note, row),
    )
    row.taken, row.same = taken.count, taken.same
    row.wrong = [vars(each) for each in taken.wrong]
    row.state = State.REFUSED if taken.wrong and not row.skip_wrong else State.DONE
    if row.state == State.DONE and row.publish:
        _publish(row, {offer.row.pk: offer.row for offer in offers}, now=now)


def _note(row: XliffImport, count: int) -> None:
    XliffImport.objects.of(row.workspace).filter(pk=row.pk).update(
        looked_at=count, units=row.units, seen_at=timezone.now()
    )
    row.looked_at = count


def _documents(packed: bytes) -> list[bytes]:
    """Return the XLIFF documents of an upload, a ZIP or one file. Raises xliff.Unreadable."""
    content = zlib.decompress(packed)
    if not content.startswith(b"PK"):
        return [content]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            named = [
                each for each in archive.infolist() if each.filename.lower().endswith((".xlf", ".xliff"))
            ]
            if sum(each.file_size for each in named) > MOST_IN_ZIP:
                raise xliff.Unreadable(
                    _("The files are larger than %(mb)d MB.") % {"mb": MOST_IN_ZIP // 10**6}
                )
            found = [archive.read(each) for each in named]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise xliff.Unreadable(_("It is no ZIP that can be read.")) from error
    if not found:
        raise xliff.Unreadable(_("There is no XLIFF file in it."))
    return found


def _publish(row: XliffImport, pages: dict[int, PageTranslation], *, now: datetime) -> None:
    """Publish the pages the file was of, parents before children; one that must not be published is left as it is."""
    for page in sorted(pages.values(), key=lambda each: each.pk):
        try:
            actions.publish_page(row=page, actor=row.asked_by, now=now)
        except actions.Refused:
            continue
        row.published += 1
        XliffImport.objects.of(row.workspace).filter(pk=row.pk).update(
            published=row.published, seen_at=timezone.now()
        )
