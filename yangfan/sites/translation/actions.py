"""Translate pages, keep them in step, take a person's words. Whatever asks an engine lies outside every transaction."""

from datetime import datetime, timedelta
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Page

from yangfan.accounts.public import User, Workspace
from yangfan.intelligence import public as intelligence
from yangfan.sites.pages import cache
from yangfan.sites.pages import queries as pages
from yangfan.sites.translation import beside, documents, engine, markup, reading, sync, writing
from yangfan.sites.translation.documents import Document
from yangfan.sites.translation.languages import locale_of
from yangfan.sites.translation.models import MISSING, PageTranslation, TranslationRules, TranslationRun, Unit

State = TranslationRun.State
AT_ONCE = 40  # units asked of an engine before they are kept
SILENT_AFTER = timedelta(minutes=2)  # then another worker takes the run up


class Refused(Exception):
    """A person's request that cannot be met, in words."""


class OverBudget(Exception):
    """The workspace's characters of this month are used up."""


# --- runs ------------------------------------------------------------------------------------------------------------------


def translate_pages(
    *, workspace: Workspace, source: str, target: str, pages: list[int] | None = None, publish: bool = False,
    texts: list[str] | None = None, take_over: bool = False, actor: User | None = None, now: datetime | None = None,
) -> TranslationRun:  # fmt: skip
    """Translate source pages (their ids; None for the whole site) into `target` now, and return what came of it.

    The whole site brings all texts beside the pages with it (reusable blocks, pictures, attributes, …); `texts` names
    such documents by themselves, as `beside.id_of` does.

    Makes or updates the pages unit by unit with the best translator the workspace has. A person's words are kept, pages
    written by hand in the target language are left alone unless `take_over`. A unit whose translation broke something stays
    untranslated. The run ends `done` or, when no translator works or the budget is used up, `stopped` with its reason in
    `words`; `carry_out` takes it up again. Takes seconds: never inside a transaction. Raises ValueError for an unknown
    language or for pages that are not this workspace's.
    """
    run = plan_run(
        workspace=workspace, source=source, target=target, pages=pages, texts=texts, publish=publish,
        take_over=take_over, actor=actor, now=now or timezone.now(),
    )  # fmt: skip
    carry_out(run_id=run.pk, now=now or timezone.now())
    run.refresh_from_db()
    return run


def start_run(**wanted) -> TranslationRun:
    """As translate_pages, by the worker: return at once; the run tells how far it is."""
    with transaction.atomic():
        run = plan_run(**wanted)
        transaction.on_commit(partial(_enqueue, run.pk))
    return run


def _enqueue(run_id: int) -> None:
    from yangfan.sites.translation.tasks import carry_out_run  # the task calls back into this module

    carry_out_run.enqueue(run_id)


def plan_run(
    *, workspace: Workspace, source: str, target: str, pages: list[int] | None = None, publish: bool = False,
    texts: list[str] | None = None, take_over: bool = False, actor: User | None = None, now: datetime,
) -> TranslationRun:  # fmt: skip
    """Note which pages and other texts are to be translated, parents first. Raises ValueError."""
    if source == target:
        raise ValueError("source and target are the same language")
    locale_of(target)
    chosen = pages_to_translate(workspace, source=source, target=target, wanted=pages)
    beside_them = [beside.id_of(each) for each in texts_to_translate(workspace, source, pages, texts)]
    translator = intelligence.translator_for(workspace=workspace, source=source, target=target)
    return TranslationRun.objects.create(
        workspace=workspace, source=source, target=target, page_ids=[page.pk for page in chosen] + beside_them,
        publish=publish, take_over=take_over, is_sample=bool(translator and translator.is_sample), asked_by=actor, asked_at=now,
    )  # fmt: skip


def pages_to_translate(
    workspace: Workspace, *, source: str, target: str, wanted: list[int] | None
) -> list[Page]:
    """Return the pages in tree order, with the ancestors that the target language lacks. Raises ValueError."""
    home = pages.home_of(workspace, source)
    if home is None:
        raise ValueError(f"the site has no pages in {source!r}")
    every = list(Page.objects.descendant_of(home, inclusive=True).filter(alias_of=None).order_by("path"))
    if wanted is None:
        return every
    by_id = {page.pk: page for page in every}
    if missing := set(wanted) - set(by_id):
        raise ValueError(f"not pages of this site in {source!r}: {sorted(missing)}")
    have = set(
        Page.objects.filter(locale__language_code=target, translation_key__in=[page.translation_key for page in every])
        .values_list("translation_key", flat=True)
    )  # fmt: skip
    paths = [by_id[pk].path for pk in wanted]
    above = {
        page.pk
        for page in every
        if page.translation_key not in have and any(path.startswith(page.path) for path in paths)
    }
    return [page for page in every if page.pk in above or page.pk in set(wanted)]


def texts_to_translate(
    workspace: Workspace, source: str, pages: list[int] | None, texts: list[str] | None
) -> list[Document]:
    """Return the documents beside the pages that go with them: those named, else all of them with the whole site."""
    if texts is not None:
        return beside.documents_in(workspace, source, texts)
    return documents.documents_of(workspace, source) if pages is None else []


def carry_out(*, run_id: int, now: datetime) -> None:
    """Do what is left of a run; another worker that is at it is left in peace."""
    runs = TranslationRun.objects.across_workspaces().filter(pk=run_id)
    run = runs.select_related("workspace", "asked_by").first()
    if run is None or run.state == State.DONE:
        return
    if run.state == State.RUNNING and run.seen_at and run.seen_at > timezone.now() - SILENT_AFTER:
        return
    as_read = runs.filter(state=run.state, seen_at=run.seen_at)
    run.state, run.words, run.seen_at = State.RUNNING, "", timezone.now()
    if not as_read.update(state=run.state, words=run.words, seen_at=run.seen_at):
        return  # another worker was faster
    try:
        for page_id in run.page_ids:
            if page_id not in run.done_ids:
                translate_document(run, page_id, now=now) if isinstance(page_id, str) else translate_page(
                    run, page_id, now=now
                )
                run.done_ids.append(page_id)
                run.seen_at = timezone.now()
                run.save()
        run.state = State.DONE
    except (intelligence.TranslationUnavailable, OverBudget) as error:
        run.state, run.words = State.STOPPED, str(error)[:500]
    run.finished_at = timezone.now()
    run.save()


def translate_page(run: TranslationRun, page_id: int, *, now: datetime) -> None:
    """Bring one page of a run into step, translate what is missing, write it."""
    original = Page.objects.filter(pk=page_id).first()
    if original is None:
        return
    with transaction.atomic():
        row = row_of(run, original)
        units = row and _in_step(row, reading.segments_of(reading.content_of(original)), now=now)
        if units is None:
            run.held_ids.append(page_id)
            return
    _translate_units(run, row, [unit for unit in units if _wants_an_engine(unit)], now=now)
    write_page(row, original, publish=run.publish, actor=run.asked_by, now=now)
    _count_flagged(run, row)


def prepare_page(run: TranslationRun, original: Page, *, now: datetime) -> PageTranslation | None:
    """Bring a page's units into step without translating or writing any; None for one that is left alone."""
    row = row_of(run, original)
    units = row and _in_step(row, reading.segments_of(reading.content_of(original)), now=now)
    return None if units is None else row


def translate_document(run: TranslationRun, name: str, *, now: datetime) -> None:
    """As translate_page, with a document of texts beside the pages; without publishing, its words wait in the editor."""
    document = next(iter(beside.documents_in(run.workspace, run.source, [name])), None)
    if document is None:
        return
    with transaction.atomic():
        row = beside.row_of(
            run.workspace, document, source=run.source, target=run.target, take_over=run.take_over
        )
        units = row and beside.in_step(row, document, now=now)
        if units is None:
            run.held_ids.append(name)
            return
    _translate_units(run, row, [unit for unit in units if _wants_an_engine(unit)], now=now)
    if run.publish:
        beside.write(row, document, now=now)
    _count_flagged(run, row)


def _wants_an_engine(unit: Unit) -> bool:
    return not unit.text or (unit.is_stale and not unit.by_hand)


def _count_flagged(run: TranslationRun, row: PageTranslation) -> None:
    left = Unit.objects.of(run.workspace).filter(translation=row, is_here=True)
    run.flagged += sum(unit.is_flagged for unit in left)


def row_of(run: TranslationRun, original: Page) -> PageTranslation | None:
    """Return the page's translation; None when a person wrote that page in the target language."""
    known = (
        PageTranslation.objects.of(run.workspace)
        .filter(key=original.translation_key, target=run.target)
        .first()
    )
    if known is not None:
        known.workspace = run.workspace
        return known if known.source == run.source else None
    written = Page.objects.filter(
        translation_key=original.translation_key, locale__language_code=run.target, alias_of=None
    )
    if written.exists() and not run.take_over:
        return None
    return PageTranslation.objects.create(
        workspace=run.workspace,
        key=original.translation_key,
        source=run.source,
        target=run.target,
        title=original.title,
    )


def _in_step(row: PageTranslation, segments: list, *, now: datetime) -> list[Unit] | None:
    """Take in what changed on either page; None when the translated page goes its own way."""
    page = row.page()
    if page is not None:
        sync.take_edits(row, page, now=now)
    if row.is_apart:
        return None
    return sync.take_in(row, segments, now=now)


def _translate_units(run: TranslationRun, row: PageTranslation, units: list[Unit], *, now: datetime) -> None:
    for start in range(0, len(units), AT_ONCE):
        batch = units[start : start + AT_ONCE]
        check_budget(run.workspace, sum(len(unit.source) for unit in batch), now=now)
        tokens = intelligence.tokens_used(run.workspace, now=now)
        made = engine.make(
            workspace=run.workspace,
            units=[unit.source for unit in batch],
            source=row.source,
            target=row.target,
        )
        for unit, each in zip(batch, made, strict=True):
            if _keep(unit, each, now=now):
                run.characters += each.characters
                run.translated += bool(each.html)
                run.refused += not each.html
                if each.html and each.engine_title:
                    run.engines[each.engine_title] = run.engines.get(each.engine_title, 0) + 1
        run.tokens += max(intelligence.tokens_used(run.workspace, now=now) - tokens, 0)
        run.seen_at = timezone.now()
        run.save()


def _keep(unit: Unit, made: engine.Made, *, now: datetime) -> bool:
    """Keep what an engine made, unless the source or a person was faster; say whether it was kept."""
    same = Unit.objects.of(unit.workspace).filter(pk=unit.pk, source=unit.source, is_here=True)
    if not unit.by_hand:
        same = same.filter(by_hand=False)
    return bool(
        same.update(
            text=made.html, made_from=unit.source if made.html else "", engine=made.engine, engine_title=made.engine_title,
            match=made.match, by_hand=made.by_hand, problems=[list(each) for each in made.problems], refused=made.refused,
            is_pieced=made.is_pieced, reviewed_at=None, reviewed_by=None, edited_at=now,
        )
    )  # fmt: skip


def write_page(
    row: PageTranslation, original: Page, *, publish: bool, actor: User | None, now: datetime
) -> Page | None:
    """Write the translated page from its units as they are; None when it goes its own way.

    With the rule to hold incomplete pages back, a page with an untranslated text is kept as a draft.
    """
    with transaction.atomic():
        content = reading.content_of(original)
        segments = reading.segments_of(content)
        units = _in_step(row, segments, now=now)
        if units is None:
            return None
        if publish and rules_of(row.workspace).hold_incomplete and any(_is_missing(unit) for unit in units):
            publish = False
        row.title = original.title
        row.save(update_fields=["title"])
        return writing.write(row, content, segments, units, publish=publish, actor=actor, now=now)


def _is_missing(unit: Unit) -> bool:
    return unit.state in ("missing", "waiting")


# --- cost --------------------------------------------------------------------------------------------------------------------


def rules_of(workspace: Workspace) -> TranslationRules:
    """Return the workspace's rules, those of a new workspace unsaved."""
    return TranslationRules.objects.of(workspace).first() or TranslationRules(workspace=workspace)


def characters_used(workspace: Workspace, *, now: datetime) -> int:
    """Return how many characters engines were asked for in the month of `now`."""
    first = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    runs = TranslationRun.objects.of(workspace).filter(asked_at__gte=first)
    return runs.aggregate(used=Sum("characters"))["used"] or 0


def check_budget(workspace: Workspace, more: int, *, now: datetime) -> None:
    """Raise OverBudget when `more` characters would pass the workspace's cap of the month."""
    cap = rules_of(workspace).characters_per_month
    if cap is not None and characters_used(workspace, now=now) + more > cap:
        raise OverBudget(
            _("The workspace's limit of %(cap)s characters a month is reached.") % {"cap": f"{cap:,}"}
        )


# --- what a person does ---------------------------------------------------------------------------------------------------------


def edit_unit(*, unit: Unit, words: str, actor: User, now: datetime, seen: str | None = None) -> Unit:
    """Keep a person's translation and remember it. `seen` is the source they read: later changes stay flagged.

    Raises Refused when something did not survive (a number, a link, a tag): it must not reach the page.
    """
    row, made_from = unit.translation, unit.source if seen is None else seen
    if not words.strip():
        raise Refused(_("Write a translation, or reset this text."))
    problems = engine.problems_of(
        workspace=unit.workspace, unit=made_from, words=words, source=row.source, target=row.target
    )
    if problems:
        raise Refused(refusal_in_words(problems))
    html = markup.as_unit(words, like=made_from)
    sync.note_edit(unit, html, made_from=made_from, actor=actor, now=now)
    unit.save(update_fields=[name for name in sync.EDITED if name != "on_page"])
    intelligence.remember_correction(
        workspace=unit.workspace, source=row.source, target=row.target, before=markup.as_text(made_from),
        after=markup.as_text(html, like=made_from), actor=actor, now=now,
    )  # fmt: skip
    return unit


def accept_unit(*, unit: Unit, actor: User, now: datetime) -> Unit:
    """Say that the translation is right as it stands, for the source as it is now."""
    if not unit.text:
        raise Refused(_("There is nothing to accept yet."))
    if unit.is_stale and not unit.by_hand:
        raise Refused(_("The source changed: translate this text anew first."))
    if unit.is_stale:
        return edit_unit(unit=unit, words=markup.as_text(unit.text, like=unit.source), actor=actor, now=now)
    unit.reviewed_by, unit.reviewed_at = actor, now
    unit.save(update_fields=["reviewed_by", "reviewed_at"])
    return unit


def reset_unit(*, unit: Unit, now: datetime) -> Unit:
    """Drop the translation on a person's wish, out of the memory as well; the next run makes it anew."""
    row = unit.translation
    if unit.by_hand:
        intelligence.forget_correction(
            workspace=unit.workspace, source=row.source, target=row.target, before=markup.as_text(unit.made_from),
            after=markup.as_text(unit.text, like=unit.made_from),
        )  # fmt: skip
    Unit.objects.of(unit.workspace).filter(pk=unit.pk).update(
        text="", made_from="", by_hand=False, engine="", engine_title="", match=0, problems=[], refused="",
        is_pieced=False, reviewed_at=None, reviewed_by=None, edited_by=None, edited_at=now,
    )  # fmt: skip
    unit.refresh_from_db()
    return unit


def translate_unit(*, unit: Unit, actor: User | None, now: datetime) -> Unit:
    """Have an engine translate one text that has no valid translation. Raises Refused, TranslationUnavailable."""
    if unit.by_hand:
        raise Refused(_("A person translated this. Reset it first."))
    run = TranslationRun.objects.create(
        workspace=unit.workspace, source=unit.translation.source, target=unit.translation.target, asked_by=actor,
        asked_at=now, state=State.DONE, finished_at=now,
    )  # fmt: skip
    try:
        _translate_units(run, unit.translation, [unit], now=now)
    except OverBudget as error:
        raise Refused(str(error)) from error
    unit.refresh_from_db()
    return unit


def review_page(*, row: PageTranslation, actor: User, now: datetime) -> int:
    """Mark every machine translation of a page as looked at; return how many."""
    units = Unit.objects.of(row.workspace).filter(translation=row, is_here=True, reviewed_at__isnull=True)
    return units.exclude(MISSING).filter(by_hand=False).update(reviewed_at=now, reviewed_by=actor)


def publish_page(*, row: PageTranslation, actor: User | None, now: datetime) -> Page | None:
    """Write and publish the page with its units as they are. Raises Refused."""
    if not row.is_page:
        return _publish_document(row, now=now)
    original = row.source_page()
    if original is None:
        raise Refused(_("The page it is made from no longer exists."))
    try:
        page = write_page(row, original, publish=True, actor=actor, now=now)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    if page is None:
        raise Refused(_("This page was changed in the page editor and goes its own way."))
    page.refresh_from_db()
    if page.has_unpublished_changes or not page.live:
        raise Refused(_("Not published: a text on it is not translated yet."))
    return page


def _publish_document(row: PageTranslation, *, now: datetime) -> None:
    document = beside.document_of(row)
    if document is None:
        raise Refused(_("The texts it is made from no longer exist."))
    try:
        if not beside.write(row, document, now=now):
            raise Refused(_("This was changed in the editor and goes its own way."))
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error


def refusal_in_words(problems) -> str:
    """Return why a translation was refused, as a person reads it."""
    kinds = {
        "number": _("a number"), "price": _("a price"), "unit": _("a unit of measure"), "model": _("a code or model number"),
        "link": _("a link"), "placeholder": _("a placeholder or tag"), "glossary": _("a word of the glossary"),
        "markup": _("a tag"), "symbol": _("a sign or emoji"), "length": _("the length"), "language": _("the language"), "empty": _("the text"),
    }  # fmt: skip
    parts = [
        f"{kinds.get(kind, kind)}: {before or '—'} → {after or '—'}"
        if (before or after)
        else kinds.get(kind, kind)
        for kind, before, after in problems
    ]
    return _("Not as in the source: %(what)s") % {"what": "; ".join(parts)}


# --- when a page changes -----------------------------------------------------------------------------------------------------------


def source_published(page: Page, *, now: datetime) -> list[int]:
    """Flag and re-translate the other languages of a page that was published; return the ids of the runs begun."""
    begun = []
    rows = PageTranslation.objects.across_workspaces().filter(
        key=page.translation_key, source=page.locale.language_code, is_apart=False
    )
    for row in rows.select_related("workspace"):
        _in_step(row, reading.segments_of(reading.content_of(page)), now=now)
        translated = row.page()
        if row.is_apart or not rules_of(row.workspace).follows:
            continue
        run = start_run(
            workspace=row.workspace, source=row.source, target=row.target, pages=[page.pk], now=now,
            publish=bool(translated and translated.live),
        )  # fmt: skip
        begun.append(run.pk)
    return begun


def texts_changed(*, workspace: Workspace, kind: str, now: datetime) -> list[int]:
    """Flag and re-translate the other languages of documents of this kind; return the ids of the runs begun.

    A run begins only where something is new or out of date, so that the writing it ends with begins no other.
    """
    begun, rows = [], PageTranslation.objects.of(workspace).filter(kind=kind, is_apart=False)
    for row in rows:
        row.workspace = workspace
        document = beside.document_of(row)
        if document is None:
            continue
        with transaction.atomic():
            units = beside.in_step(row, document, now=now)
        if not units or not rules_of(workspace).follows:
            continue
        if any(_wants_an_engine(unit) and not unit.problems for unit in units):
            run = start_run(
                workspace=workspace, source=row.source, target=row.target, pages=[], texts=[beside.id_of(document)],
                publish=row.written_at is not None, now=now,
            )  # fmt: skip
            begun.append(run.pk)
    return begun


def enqueue(run_id: int) -> None:
    """Give a run to the worker."""
    _enqueue(run_id)


def change_slug(*, row: PageTranslation, slug: str, actor: User) -> None:
    """Give the translated page an address of its own. Raises Refused."""
    page = row.page()
    slug = slugify(slug, allow_unicode=True)
    if page is None or page.depth <= 2 or not slug:
        raise Refused(_("Write an address: letters, digits and hyphens."))
    taken = Page.objects.sibling_of(page).exclude(pk=page.pk).filter(slug=slug).exists()
    if taken:
        raise Refused(_("Another page has this address."))
    live = page.live
    page = page.specific if live else page.get_latest_revision_as_object()
    page.slug = slug
    revision = page.save_revision(user=actor)
    if live:
        revision.publish()
    else:
        Page.objects.get(pk=page.pk).specific.__class__.objects.filter(pk=page.pk).update(slug=slug)
    PageTranslation.objects.of(row.workspace).filter(pk=row.pk).update(written_revision=revision.pk)


def follow_again(*, row: PageTranslation) -> None:
    """Let a page that went its own way follow its source again; what was changed on it stays in its history."""
    PageTranslation.objects.of(row.workspace).filter(pk=row.pk).update(is_apart=False, written_revision=None)


def rules_changed(workspace: Workspace) -> None:
    """Make kept pages old: whether an untranslated page is hidden shows at once."""
    cache.freshen_workspace(workspace.pk)
