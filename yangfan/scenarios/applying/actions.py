"""Build a site from a pack, publish it, take it back. Each page in a transaction of its own: a stopped build goes on where it was."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from time import monotonic

import yaml
from django.db import transaction
from django.utils import timezone, translation

from yangfan.accounts.public import User, Workspace, change_workspace, record_audit
from yangfan.events import public as events
from yangfan.intelligence import public as intelligence
from yangfan.scenarios.applying import marks, products
from yangfan.scenarios.applying.models import AppliedPage, Setup
from yangfan.scenarios.applying.writing import Desk, fields_for
from yangfan.scenarios.format import facts, kinds, pages, reading
from yangfan.scenarios.format.schema import PageFile
from yangfan.scenarios.goods import actions as goods
from yangfan.scenarios.slots import pack_slots
from yangfan.sites import public as sites

State = Setup.State
Progress = Callable[[int, int, str], None]


class SetupRefused(ValueError):
    """It cannot be done now; the message says why, in the reader's language."""


def setup_of(workspace: Workspace) -> Setup | None:
    """Return the workspace's set-up, None before it was begun."""
    return Setup.objects.of(workspace).select_related("workspace").first()


def begin_setup(*, workspace: Workspace, actor: User | None, now: datetime) -> Setup:
    """Return the workspace's set-up, begun now if there is none."""
    setup, is_new = Setup.objects.of(workspace).get_or_create(
        workspace=workspace,
        defaults={
            "started_by": actor, "started_at": now, "changed_at": now, "languages": list(workspace.locales),
            "facts": {"company": {workspace.language: workspace.name}},
        },
    )  # fmt: skip
    if is_new:
        record_audit(workspace=workspace, actor=actor, action="setup_begun", subject=setup, now=now)
    return setup


def facts_in(text: str) -> dict[str, dict[str, str]]:
    """Return the facts of a YAML text: {fact: text} or {fact: {language: text}}. Raises SetupRefused."""
    try:
        said = yaml.safe_load(text)
        return {
            str(key): {code: str(each) for code, each in value.items()} if isinstance(value, dict)
            else {"zh-hans" if facts.HAN.search(str(value)) else "en": str(value)}
            for key, value in said.items()
        }  # fmt: skip
    except (yaml.YAMLError, AttributeError) as error:
        raise SetupRefused(f"the facts are no YAML of names and texts: {error}") from error


def read_facts(*, pack: reading.Pack, said: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Return facts as they are kept, each by its kind. Raises SetupRefused with every fact that is none."""
    read, wrong = {}, []
    for key, texts in said.items():
        fact = pack.manifest.facts.get(key) or facts.STANDARD.get(key)
        kind = fact.kind if fact else "words"
        for language, text in texts.items():
            try:
                read.setdefault(key, {})[language] = kinds.read(kind, text)
            except kinds.FactRefused as refused:
                wrong.append(f"{key}: {text!r}: {refused}")
    if wrong:
        raise SetupRefused("\n".join(wrong))
    return read


# --- building ----------------------------------------------------------------------------------------------------------


def build(*, setup: Setup, actor: User | None, now: datetime, progress: Progress | None = None) -> dict:
    """Write the pack's pages as drafts, with what belongs to them; return the report and keep it.

    The report: {"pages": {language: number}, "new", "changed", "kept": [[language, path]], "filled": [[language, path]],
    "translated": {language: words}, "unfilled_slots": [names], "seconds"}. Pages that a person changed are kept as they
    are; only marks whose fact is known by now are filled in on them.
    """
    workspace, pack, start = setup.workspace, reading.pack_of(setup.pack), monotonic()
    written = [code for code in setup.languages if code in pack.manifest.languages]
    if not written:
        raise SetupRefused(translation.gettext("Choose Chinese or English as one of the site's languages."))
    rows = rows_of(pack, setup.products)
    others = [code for code in setup.languages if code not in written]
    total = len(rows) * len(written) + len(others) * len(rows) // 2 + 2
    if found := goods.look_at(setup):
        if not found.is_ready:
            raise SetupRefused(
                translation.gettext("The file of products cannot come in as it is: look at it in step 5.")
            )
        total += found.coming * len(setup.files)
    tell = _Telling(setup, total, progress)
    report = {"pages": {}, "new": 0, "changed": 0, "kept": [], "filled": []}
    _prepare(setup, pack, written, actor, now)
    tell(1, translation.gettext("Pictures and look"))
    desk = _desk(setup, pack, now)
    _drop_strays(setup, {path for path, _page, _product in rows}, actor)
    for code in written:
        _grow(setup, rows, code, written[0], actor)
    for code in written:
        report["pages"][code] = len(rows)
        for path, page, product in rows:
            with translation.override(code):
                what = _write(desk, setup, path, page, product, code, actor)
            tell(1, f"/{code}/{path}")
            if what in ("kept", "filled"):
                report[what].append([code, path])
            elif what != "same":
                report[what] += 1
    report["files"] = goods.take_files_in(setup=setup, desk=desk, actor=actor, now=now, tell=tell)
    for code in written:
        _fill_in_files(desk, setup, code, actor)
    report["unfilled_slots"] = _rest_of_pack(setup, pack, desk, written[0], actor, now)
    report["translated"] = _translate(setup, written[0], others, actor, now, tell, publish=False)
    report["translating"] = goods.translate(setup=setup, publish=False, actor=actor, now=now)
    report["seconds"] = round(monotonic() - start, 1)
    setup.state, setup.report, setup.seconds, setup.built_at = State.BUILT, report, report["seconds"], now
    setup.progress = {}
    setup.save()
    after = {"pack": pack.key, "pages": report["pages"], "new": report["new"], "kept": len(report["kept"])}
    record_audit(workspace=workspace, actor=actor, action="setup_built", subject=setup, after=after, now=now)
    return report


class _Telling:
    """Counts what is done and keeps it where the screen reads it."""

    def __init__(self, setup: Setup, total: int, progress: Progress | None):
        self.setup, self.total, self.progress, self.done = setup, total, progress, 0

    def __call__(self, done: int, what: str) -> None:
        self.done = min(self.done + done, self.total)
        kept = {"done": self.done, "total": self.total, "what": what[:120]}
        Setup.objects.of(self.setup.workspace).filter(pk=self.setup.pk).update(
            progress=kept, changed_at=timezone.now()
        )
        if self.progress:
            self.progress(self.done, self.total, what)


def rows_of(pack: reading.Pack, own_products: list[dict]) -> list[tuple[str, PageFile, dict | None]]:
    """Return (path, page, product) of every page to be written, parents first; a page for each product in its place."""
    rows: list[tuple[str, PageFile, dict | None]] = []
    taken: set[str] = set()
    for page in pack.pages.values():
        if page.each:
            rows += [
                (f"{page.parent}/{products.slug_of(product, taken)}".strip("/"), page, product)
                for product in own_products
            ]
        else:
            rows.append((reading.path_of(page), page, None))
    return rows


def _prepare(setup: Setup, pack: reading.Pack, written: list[str], actor, now: datetime) -> None:
    """Make sure of a site with these languages, the look, and the pack's pictures."""
    workspace = setup.workspace
    built = sites.BuiltSite.objects.of(workspace).first()
    with transaction.atomic():
        values = {"language": setup.languages[0]} if setup.languages[0] in ("zh-hans", "en") else {}
        if colour := setup.look.get("colour"):
            values["colour"] = colour
        if (
            setup.made.get("noun") != pack.manifest.noun
        ):  # else it is there already, or a person chose another
            values["noun"] = pack.manifest.noun
        main = values.get("language", workspace.language)
        values["locales"] = [main, *[code for code in written if code != main]]
        before = {"noun": workspace.noun}
        if built is None:
            setup.made.setdefault("before", before)
            change_workspace(workspace=workspace, values=values, actor=actor, now=now)
            site = events.create_site(workspace=workspace, name=workspace.name, hosts=[])
            built = sites.create_site_skeleton(workspace=workspace, site=site, now=now, publish=False)
        else:
            before |= {
                "locales": list(workspace.locales),
                "language": workspace.language,
                "colour": workspace.colour,
            }
            setup.made.setdefault("before", before)
            values["locales"] += [code for code in workspace.locales if code not in values["locales"]]
            change_workspace(workspace=workspace, values=values, actor=actor, now=now)
        for code in written:
            if sites.home_of(workspace, code) is None:
                sites.open_language(
                    workspace=workspace, language=code
                )  # by nobody's hand: it is written below
                setup.made["homes"] = [*setup.made.get("homes", []), code]
    setup.made["noun"] = pack.manifest.noun
    built.theme = setup.look.get("theme") or pack.manifest.look.theme or built.theme
    built.accent = setup.look.get("accent") or pack.manifest.look.accent
    built.logo_id = setup.look.get("logo") or built.logo_id
    built.save(update_fields=["theme", "accent", "logo"])
    pictures = setup.made.setdefault("pictures", {})
    alive = set(
        sites.SiteImage.objects.filter(workspace=workspace, pk__in=pictures.values()).values_list(
            "pk", flat=True
        )
    )
    for name, path in pack.pictures.items():
        if pictures.get(name) not in alive:
            title = f"{pack.words(pack.manifest.name, workspace.language)} · {path.stem}"
            image = sites.add_image(
                workspace=workspace, title=title, filename=name, data=path.read_bytes(), actor=actor
            )
            pictures[name] = image.pk
    setup.save(update_fields=["made"])


def _desk(setup: Setup, pack: reading.Pack, now: datetime) -> Desk:
    known: dict[tuple[str, str], int] = {}

    def page_id(language: str, path: str) -> int:
        if (language, path) not in known:
            rows = AppliedPage.objects.of(setup.workspace).filter(setup=setup, language=language)
            known.update({(language, row.path): row.page_id for row in rows})
        return known[language, path]

    return Desk(setup.workspace, pack, with_products(setup), setup.made["pictures"], now.date(), page_id)


def with_products(setup: Setup) -> dict:
    """Return the facts with the first products' names, where the owner gave products but did not repeat them."""
    known = dict(setup.facts)
    for place, product in enumerate(setup.products[:3], start=1):
        if not any((known.get(f"product_{place}") or {}).values()):
            known[f"product_{place}"] = product["name"]
    return known


def _drop_strays(setup: Setup, paths: set[str], actor) -> None:
    """Take back what an earlier answer brought (another trade, a product since removed) and nobody has read yet."""
    strays = AppliedPage.objects.of(setup.workspace).filter(setup=setup, from_file=False)
    strays = strays.exclude(path__in=paths)
    for row in strays.filter(page__live=False).order_by("-page__depth", "-pk"):
        with transaction.atomic():
            _take_back(row, {"removed": 0, "restored": 0, "kept": []}, actor)


def _grow(setup: Setup, rows, code: str, main: str, actor) -> None:
    """Make the pages that are not there yet, empty and unpublished, so that links may name them."""
    workspace = setup.workspace
    home = sites.home_of(workspace, code)
    applied = {row.path: row for row in AppliedPage.objects.of(workspace).filter(setup=setup, language=code)}
    first = {row.path: row for row in AppliedPage.objects.of(workspace).filter(setup=setup, language=main)}
    found = {"": home}
    for path, page, _product in rows:
        if path in applied:
            found[path] = applied[path].page.specific
            continue
        parent_path, _slash, slug = path.rpartition("/")
        there = home if path == "" else found[parent_path].get_children().filter(slug=slug).first()
        with transaction.atomic():
            if there is not None:
                there = there.specific
                before = there.latest_revision
                by_person = before is not None and before.user_id is not None
                said = "" if by_person else marks.fingerprint(there.get_latest_revision_as_object())
                row = {"is_new": False, "before_revision": before and before.pk, "fingerprint": said}
            else:
                title = page.texts[code].title[:255]
                twin = first[path].page.specific if code != main and path in first else None
                new = pages.TYPES[page.type](title=title, slug=slug)
                there = sites.add_page(
                    parent=found[parent_path], page=new, translation_of=twin, actor=actor, publish=False
                )
                row = {"is_new": True, "fingerprint": marks.fingerprint(there)}
            AppliedPage.objects.create(
                workspace=workspace, setup=setup, path=path, language=code, page_id=there.pk, **row
            )
        found[path] = there
    _put_in_order(home, [path for path, _page, _product in rows if path and "/" not in path])


def _put_in_order(home, slugs: list[str]) -> None:
    """Let the menu follow the pack: pages that stood there before the pack come where the pack has them."""
    there = [page.slug for page in home.get_children()]
    wanted = [*(slug for slug in slugs if slug in there), *(slug for slug in there if slug not in slugs)]
    if wanted == there:
        return
    for slug in wanted:
        home.refresh_from_db()
        home.get_children().get(slug=slug).move(home, pos="last-child")


def _write(desk: Desk, setup: Setup, path: str, page: PageFile, product, code: str, actor) -> str:
    """Write one page as a draft; return new, changed, same, kept (a person changed it) or filled (kept, marks filled)."""
    row = AppliedPage.objects.of(setup.workspace).get(setup=setup, language=code, path=path)
    draft = row.page.specific.get_latest_revision_as_object()
    if marks.fingerprint(draft) != row.fingerprint:  # a person's hand, also on a page from before the pack
        return _fill_in(desk, row, draft, code, actor)
    for name, value in fields_for(desk, page, code, product=product).items():
        setattr(draft, name, value)
    said = marks.fingerprint(draft)
    if said == row.fingerprint:
        return "same"
    with transaction.atomic():
        sites.save_page(page=draft, actor=actor, publish=False)
        what = "new" if row.is_new and setup.built_at is None else "changed"
        row.fingerprint, row.is_kept = said, False
        row.save(update_fields=["fingerprint", "is_kept"])
    return what


def _fill_in_files(desk: Desk, setup: Setup, code: str, actor) -> None:
    """Put facts that are known by now into the products of the owner's file, touching nothing else."""
    waiting = {row.pk for row in marks.rows_that_ask(setup, language=code)}
    rows = AppliedPage.objects.of(setup.workspace).filter(setup=setup, language=code, from_file=True)
    for row in rows.filter(pk__in=waiting).select_related("page"):
        before = row.page.specific.get_latest_revision_as_object()
        is_ours = marks.fingerprint(before) == row.fingerprint
        if _fill_in(desk, row, before, code, actor) == "filled" and is_ours:
            row.fingerprint, row.is_kept = marks.fingerprint(before), False
            row.save(update_fields=["fingerprint", "is_kept"])


def _fill_in(desk: Desk, row: AppliedPage, draft, code: str, actor) -> str:
    known = {**facts.STANDARD, **desk.pack.manifest.facts}
    values = {
        fact.label.get(code) or fact.label["en"]: value
        for key, fact in known.items()
        if (value := desk.value(key, code, None))
    }
    changed = marks.fill_marks(draft, values)
    with transaction.atomic():
        if changed:
            sites.save_page(page=draft, actor=actor, publish=False)
        row.is_kept = True
        row.save(update_fields=["is_kept"])
    return "filled" if changed else "kept"


def _rest_of_pack(
    setup: Setup, pack: reading.Pack, desk: Desk, language: str, actor, now: datetime
) -> list[str]:
    """Take in the glossary and the slots somebody takes; return the names of those nobody takes."""
    terms = [
        intelligence.GlossaryEntry(term=each.term, is_kept=each.keep, words=each.words)
        for each in pack.glossary
    ]
    added = intelligence.add_terms(workspace=setup.workspace, terms=terms, now=now)
    setup.made["terms"] = list({*setup.made.get("terms", []), *added})

    def filled(data):
        try:
            return facts.fill(
                data, value=lambda key: desk.value(key, language, None),
                mark_of=lambda key: facts.mark(desk.fact(key), language),
            )  # fmt: skip
        except facts.NothingLeft:
            return []

    setup.made["slots"] = {}
    for slot in pack_slots:
        if slot.key in pack.slots:
            data = filled(pack.slots[slot.key])
            words = slot.apply(workspace=setup.workspace, data=data, actor=actor, now=now)
            setup.made["slots"][slot.key] = str(words)
    setup.save(update_fields=["made"])
    return pack.unfilled_slots()


def _translate(
    setup: Setup, main: str, others: list[str], actor, now, tell, *, publish: bool
) -> dict[str, str]:
    """Translate the pages into the languages nobody wrote; return what came of each, in words ("" when all is well)."""
    came = {}
    rows = AppliedPage.objects.of(setup.workspace).filter(setup=setup, language=main, from_file=False)
    rows = rows.filter(
        page__live=publish
    )  # of a live page its live words are translated: when it is published
    ids = list(rows.values_list("page_id", flat=True))
    for code in others:
        run = sites.translate_pages(
            workspace=setup.workspace,
            source=main,
            target=code,
            pages=ids,
            publish=publish,
            actor=actor,
            now=now,
        )
        came[code] = run.words
        tell(len(ids) // 2, translation.gettext("Translation"))
        if code not in setup.workspace.locales and not run.words:
            values = {"locales": [*setup.workspace.locales, code]}
            change_workspace(workspace=setup.workspace, values=values, actor=actor, now=now)
    return came


# --- publishing --------------------------------------------------------------------------------------------------------


def publish(*, setup: Setup, actor: User | None, now: datetime, progress: Progress | None = None) -> dict:
    """Publish every page of the site, without what still asks for a fact; return {"published", "held": [[language, path]]}.

    The drafts keep their marks. Raises SetupRefused before anything was built.
    """
    if setup.built_at is None:
        raise SetupRefused(translation.gettext("Nothing has been built yet."))
    start, held, published = monotonic(), [], 0
    rows = list(AppliedPage.objects.of(setup.workspace).filter(setup=setup).order_by("page__path"))
    pack = reading.pack_of(setup.pack)
    main = next(code for code in setup.languages if code in pack.manifest.languages)
    others = [code for code in setup.languages if code not in pack.manifest.languages]
    tell = _Telling(setup, len(rows) + len(others) * len(rows) // 4, progress)
    for row in rows:
        if publish_page(page=row.page.specific, actor=actor):
            published += 1
        else:
            held.append([row.language, row.path])
        tell(1, row.page.title)
    translated = _translate(setup, main, others, actor, now, tell, publish=True)
    translating = goods.translate(setup=setup, publish=True, actor=actor, now=now)
    seconds = round(monotonic() - start, 1)
    setup.state, setup.published_at, setup.progress = State.PUBLISHED, now, {}
    setup.report = {
        **setup.report,
        "published": published,
        "held": held,
        "translated": translated,
        "translating": translating,
        "publishing": seconds,
    }
    setup.seconds = setup.report.get("seconds", 0) + seconds
    setup.save()
    record_audit(
        workspace=setup.workspace, actor=actor, action="setup_published", subject=setup,
        after={"pages": published, "held": len(held)}, now=now,
    )  # fmt: skip
    return {"published": published, "held": held}


def publish_page(*, page, actor: User | None) -> bool:
    """Publish a page as visitors may see it; its draft keeps the marks. False when its title still asks for a fact."""
    draft = page.get_latest_revision_as_object()
    if not marks.asked_for(draft):
        with transaction.atomic():
            sites.save_page(page=draft, actor=actor, publish=True)
        return True
    shown = marks.visitors_version(draft)
    if shown is None:
        return False
    with transaction.atomic():
        shown = sites.save_page(page=shown, actor=actor, publish=True)
        draft.live = True
        sites.save_page(page=draft, actor=actor, publish=False)
    return True


def keep_marks_from_visitors(*, page) -> None:
    """A page was published with marks on it: publish it again without them. Called after every publishing."""
    if marks.asked_for(page):
        publish_page(page=page, actor=None)


# --- taking back -------------------------------------------------------------------------------------------------------


def undo(*, setup: Setup, actor: User | None, now: datetime) -> dict:
    """Take an application back that was never published; return {"removed", "restored", "kept": [[language, path]]}.

    Pages that a person changed stay as drafts. Raises SetupRefused when the site was published.
    """
    if setup.published_at:
        raise SetupRefused(
            translation.gettext("The site is published; take single pages down in the list of pages.")
        )
    if setup.built_at is None:
        raise SetupRefused(translation.gettext("Nothing has been built yet."))
    done = {"removed": 0, "restored": 0, "kept": []}
    with transaction.atomic():
        for row in (
            AppliedPage.objects.of(setup.workspace).filter(setup=setup).order_by("-page__depth", "-pk")
        ):
            _take_back(row, done, actor)
        goods.take_back(setup=setup, actor=actor, now=now)
        for code in setup.languages:
            if code not in reading.pack_of(setup.pack).manifest.languages:
                sites.remove_unpublished(workspace=setup.workspace, language=code)
        for code in setup.made.get("homes", []):
            if (home := sites.home_of(setup.workspace, code)) and not home.get_children().exists():
                sites.remove_unpublished(workspace=setup.workspace, language=code)
        intelligence.remove_terms(workspace=setup.workspace, ids=setup.made.get("terms", []))
        for key in setup.made.get("slots", {}):
            if key in pack_slots and pack_slots.get(key).undo:
                pack_slots.get(key).undo(workspace=setup.workspace, data=None, actor=actor, now=now)
        if before := setup.made.pop("before", None):
            if setup.workspace.noun != setup.made.get("noun"):
                before.pop("noun", None)  # a person chose another since
            change_workspace(workspace=setup.workspace, values=before, actor=actor, now=now)
        setup.state, setup.built_at, setup.report = State.UNDONE, None, {}
        setup.made = {"pictures": setup.made.get("pictures", {})}
        setup.save()
        record_audit(
            workspace=setup.workspace, actor=actor, action="setup_undone", subject=setup,
            after={"removed": done["removed"], "restored": done["restored"], "kept": len(done["kept"])}, now=now,
        )  # fmt: skip
    return done


def _take_back(row: AppliedPage, done: dict, actor) -> None:
    page = row.page.specific
    draft = page.get_latest_revision_as_object()
    if row.is_kept or (row.fingerprint and marks.fingerprint(draft) != row.fingerprint):
        done["kept"].append([row.language, row.path])
        row.delete()
    elif not row.is_new:
        if row.before_revision:
            earlier = page.revisions.get(pk=row.before_revision).as_object()
            sites.save_page(page=earlier, actor=actor, publish=False)
        done["restored"] += 1
        row.delete()
    elif page.get_children().exists():
        done["kept"].append([row.language, row.path])
        row.delete()
    else:
        row.delete()
        page.delete()
        done["removed"] += 1


# --- by the worker -----------------------------------------------------------------------------------------------------


def start(*, setup: Setup, what: str, actor: User | None, now: datetime) -> None:
    """Let the worker build or publish ("build", "publish"); the set-up's progress tells how far it is."""
    from yangfan.scenarios.applying import tasks

    state = State.BUILDING if what == "build" else State.PUBLISHING
    with transaction.atomic():
        free = Setup.objects.of(setup.workspace).filter(pk=setup.pk)
        if not free.exclude(state__in=(State.BUILDING, State.PUBLISHING)).update(
            state=state, progress={"done": 0, "total": 1, "what": ""}, changed_at=now
        ):
            raise SetupRefused(translation.gettext("This is being worked on already."))
        enqueue = tasks.build_site if what == "build" else tasks.publish_site
        transaction.on_commit(partial(enqueue.enqueue, setup.pk, actor.pk if actor else None))
    setup.refresh_from_db()
