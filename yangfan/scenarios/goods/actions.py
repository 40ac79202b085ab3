"""The owner's file of products on its way through the wizard: kept, looked at, taken in with the site, taken back.

Reading and writing products is the catalogue's; here is only which file belongs to a set-up, and what a pack adds.
"""

from dataclasses import dataclass, field
from datetime import datetime

from wagtail.models import Page

from yangfan.accounts.public import User
from yangfan.core.ui.table_files import TableUnreadable
from yangfan.core.ui.table_imports import ImportRefused, put_aside
from yangfan.intelligence import public as intelligence
from yangfan.scenarios.applying import marks
from yangfan.scenarios.applying.models import AppliedPage, Setup
from yangfan.scenarios.applying.writing import Desk, complete_product
from yangfan.sites import public as sites

State = sites.ProductImport.State
WRITTEN = ("zh-hans", "en")  # of these a file may hold a second one


@dataclass
class FileLook:
    """What the file of a set-up says, and whether it can come in as it is."""

    run: sites.ProductImport
    mapping: sites.ProductMapping
    look: object | None = None  # sites.catalogue.importing.Look
    refusal: str = ""
    second: list[str] = field(default_factory=list)  # languages the file speaks besides its own

    @property
    def problem(self) -> str:
        return self.refusal or (self.look.problem if self.look else "")

    @property
    def coming(self) -> int:
        """How many rows will come in."""
        if not self.look or self.problem or (self.look.wrong_rows and not self.mapping.skip_bad):
            return 0
        return self.look.rows - self.look.wrong_rows

    @property
    def is_ready(self) -> bool:
        return self.coming > 0


def file_of(setup: Setup) -> sites.ProductImport | None:
    """Return the file that was handed over last, taken in or not; None when there is none."""
    rows = sites.ProductImport.objects.of(setup.workspace).filter(pk__in=setup.files)
    return rows.filter(language=language_of(setup)).first() or rows.first()


def language_of(setup: Setup) -> str:
    return setup.languages[0] if setup.languages else setup.workspace.language


def keep_file(
    *, setup: Setup, filename: str, content: bytes, pictures: bytes | None, actor: User, now: datetime
) -> None:
    """Put a file in the place of the one that waited. Raises TableUnreadable and ImportRefused; then the old one stays."""
    run = sites.keep_product_file(
        workspace=setup.workspace, filename=filename, content=content, language=language_of(setup), actor=actor, now=now,
        pictures=pictures,
    )  # fmt: skip
    forget_file(setup=setup)
    setup.files = [run.pk]
    for code in WRITTEN:
        if (
            code in setup.languages
            and code != run.language
            and sites.second_language_of_products(run=run, language=code)
        ):
            twin = sites.keep_product_file(
                workspace=setup.workspace, filename=filename, content=content, language=code, actor=actor, now=now,
                pictures=pictures,
            )  # fmt: skip
            twin.mapping = sites.second_language_of_products(run=run, language=code).as_dict()
            twin.save(update_fields=["mapping"])
            setup.files.append(twin.pk)
    setup.save(update_fields=["files"])


def map_columns(*, setup: Setup, data) -> None:
    """Keep what a form says of the file's columns and its wrong rows."""
    run = file_of(setup)
    if run is not None and run.state == State.UPLOADED:
        run.mapping = sites.product_mapping_said(data, run.heads, setup.workspace).as_dict()
        run.save(update_fields=["mapping"])


def forget_file(*, setup: Setup) -> None:
    """Throw away what was not taken in."""
    for run in sites.ProductImport.objects.of(setup.workspace).filter(
        pk__in=setup.files, state=State.UPLOADED
    ):
        sites.forget_product_file(run=run)
    setup.files = []
    setup.save(update_fields=["files"])


def look_at(setup: Setup) -> FileLook | None:
    """Return what taking the waiting file in would do; None when no file waits."""
    run = file_of(setup)
    if run is None or run.state != State.UPLOADED:
        return None
    found = FileLook(run, sites.product_mapping_from(run.mapping))
    try:
        found.look = sites.look_at_products(run=run, mapping=found.mapping, list_follows=True)
    except (ImportRefused, TableUnreadable) as refused:
        found.refusal = str(refused)
    runs = sites.ProductImport.objects.of(setup.workspace).filter(pk__in=setup.files).exclude(pk=run.pk)
    found.second = list(runs.values_list("language", flat=True))
    return found


def take_files_in(*, setup: Setup, desk: Desk, actor: User | None, now: datetime, tell) -> list[dict]:
    """Take the waiting files in as drafts, completed from the pack; return what came of each.

    A file comes in whole or not at all; one that is in already, or has nothing to say, is left alone.
    """
    came = []
    page = next((page for page in desk.pack.pages.values() if page.each == "product"), None)
    runs = (
        sites.ProductImport.objects.of(setup.workspace).filter(pk__in=setup.files).select_related("workspace")
    )
    for run in sorted(runs, key=lambda run: setup.files.index(run.pk)):
        if run.state not in (State.UPLOADED, State.RUNNING):
            continue
        code = run.language

        def complete(made, code=code):
            if page is not None and code in page.texts:
                complete_product(desk, page, code, made)

        told = {"file": run.filename, "language": code}
        try:
            sites.take_products_in(
                run=run, mapping=sites.product_mapping_from(run.mapping), actor=actor, now=now, complete=complete,
                progress=lambda done, _all, name=run.filename: tell(10, f"{done} · {name}"),
            )  # fmt: skip
        except (ImportRefused, TableUnreadable) as refusal:
            put_aside(run)
            wrong = [one.as_list() for one in getattr(refusal, "wrong", [])[:20]]
            came.append(told | {"refused": str(refusal), "wrong": wrong})
            continue
        came.append(
            told | {"new": run.rows_new, "changed": run.rows_changed, "bad": run.rows_bad, "run": run.pk}
        )
        _note_pages(setup, run, code)
    return came


def _note_pages(setup: Setup, run, code: str) -> None:
    """Note what the import made, so that it is published, completed and taken back with the site."""
    home = sites.home_of(setup.workspace, code)
    pages = Page.objects.filter(pk__in=sites.pages_of_import(run=run)).specific()
    for page in pages:
        path = page.url_path.removeprefix(home.url_path).strip("/")
        AppliedPage.objects.across_workspaces().get_or_create(
            workspace=setup.workspace, setup=setup, language=code, page_id=page.pk,
            defaults={
                "path": path if len(path) <= 180 else f"products/{page.pk}", "is_new": True, "from_file": True,
                "fingerprint": marks.fingerprint(page.get_latest_revision_as_object()),
            },
        )  # fmt: skip


def translate(*, setup: Setup, publish: bool, actor: User | None, now: datetime) -> dict[str, int]:
    """Let the worker translate the file's products into the languages that lack them; return {language: how many}.

    Beside the set-up, not in it: hundreds of products may take a translator minutes.
    """
    main = language_of(setup)
    rows = AppliedPage.objects.of(setup.workspace).filter(setup=setup, language=main, from_file=True)
    pages = dict(rows.filter(page__live=publish).values_list("page_id", "page__translation_key"))
    begun = {}
    for code in setup.languages if pages else []:
        if code == main:
            continue
        by_people = AppliedPage.objects.of(setup.workspace).filter(setup=setup, language=code, from_file=True)
        there = set(by_people.values_list("page__translation_key", flat=True))
        ids = [pk for pk, key in pages.items() if key not in there]
        begun[code] = len(ids)
        if ids and intelligence.translator_for(workspace=setup.workspace, source=main, target=code):
            sites.start_run(
                workspace=setup.workspace,
                source=main,
                target=code,
                pages=ids,
                publish=publish,
                actor=actor,
                now=now,
            )
    return {code: number for code, number in begun.items() if number}


def take_back(*, setup: Setup, actor: User | None, now: datetime) -> None:
    """Take back what files changed beyond the pages of the set-up."""
    for run in sites.ProductImport.objects.of(setup.workspace).filter(pk__in=setup.files, state=State.DONE):
        sites.take_products_back(run=run, actor=actor, now=now)
    waiting = sites.ProductImport.objects.of(setup.workspace).filter(pk__in=setup.files, state=State.UPLOADED)
    setup.files = list(waiting.values_list("pk", flat=True))
