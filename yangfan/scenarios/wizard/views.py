"""The wizard: five steps, what came of them, publishing and taking back."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EDITORS, record_audit, workspace_view
from yangfan.core.ui.table_files import TableUnreadable
from yangfan.core.ui.table_imports import ImportRefused
from yangfan.core.ui.toasts import toast
from yangfan.intelligence import public as intelligence
from yangfan.scenarios.applying import actions
from yangfan.scenarios.applying.models import AppliedPage, Setup
from yangfan.scenarios.assisted.models import Handover
from yangfan.scenarios.format import reading as packs
from yangfan.scenarios.goods import actions as goods
from yangfan.scenarios.material.queries import kept_of
from yangfan.scenarios.material.views import counted
from yangfan.scenarios.selfcheck.models import SelfCheck
from yangfan.scenarios.wizard import forms, looks, reading
from yangfan.scenarios.wizard.todo import todo_of
from yangfan.sites import public as sites

SECTION = "setup"
WRONG_SHOWN = 30


def steps(setup: Setup, current: int) -> list[dict]:
    """Return the five steps as the head of each page shows them."""
    names = [_("Company"), _("Trade and aim"), _("Languages"), _("Look"), _("Products")]
    return [
        {
            "number": number, "name": name, "is_current": number == current,
            "is_done": number < setup.step or setup.built_at is not None, "is_open": number <= setup.step,
        }
        for number, name in enumerate(names, start=1)
    ]  # fmt: skip


@workspace_view(EDITORS)
def setup(request):
    """Where one is led: the self-check, the step one stopped at, or the result."""
    found = actions.setup_of(request.workspace)
    if found is None and not SelfCheck.objects.of(request.workspace).exists():
        return redirect("self_check", request.workspace.slug)
    if found is not None and (found.is_running or found.built_at):
        return redirect("setup_result", request.workspace.slug)
    return redirect("setup_step", request.workspace.slug, found.step if found else 1)


@workspace_view(EDITORS)
def setup_step(request, number):
    """One of the five steps; POST keeps its answers and goes on."""
    if number not in STEPS:
        raise Http404
    mine = actions.begin_setup(workspace=request.workspace, actor=request.user, now=timezone.now())
    if number > mine.step:
        return redirect("setup_step", request.workspace.slug, mine.step)
    if request.method == "POST" and mine.is_running:
        toast(request, _("The site is being built; wait a moment."), failed=True)
        return redirect("setup_result", request.workspace.slug)
    return STEPS[number](request, mine)


def _page(request, mine: Setup, number: int, template: str, *, failed=False, **context):
    shared = {"section": SECTION, "setup": mine, "steps": steps(mine, number), "number": number}
    return render(request, f"scenarios/{template}", shared | context, status=422 if failed else 200)


def _keep(request, mine: Setup, number: int, *, stay=False, **answers):
    """Keep a step's answers, note who gave them, and lead on."""
    changed = [name for name, value in answers.items() if getattr(mine, name) != value]
    for name, value in answers.items():
        setattr(mine, name, value)
    mine.step = max(mine.step, min(number + 1, 5))
    mine.changed_at = timezone.now()
    if mine.state in (Setup.State.UNDONE, Setup.State.STOPPED):
        mine.state = Setup.State.ANSWERING
    mine.save()
    if changed:
        record_audit(
            workspace=request.workspace, actor=request.user, action="setup_answered", subject=mine,
            after={"step": number, "answers": changed}, now=mine.changed_at,
        )  # fmt: skip
    return redirect("setup_step", request.workspace.slug, number if stay else min(number + 1, 5))


def company(request, mine: Setup):
    """Step 1: what the company says of itself."""
    known = forms.company_facts()
    main = mine.languages[0] if mine.languages else request.workspace.language
    form = forms.FactsForm(
        request.POST or None,
        known=known,
        values=mine.facts,
        needed=forms.NEEDED,
        main=main if main in forms.LANGUAGES else "en",
    )
    if request.method == "POST" and form.is_valid():
        return _keep(request, mine, 1, facts=mine.facts | form.answers())
    return _page(
        request, mine, 1, "step_company.html", form=form, source=forms.SourceForm(), failed=form.is_bound
    )


@require_POST
@workspace_view(EDITORS)
def setup_read(request):
    """Read a website or a text into the fields of step 1, for a person to look over. Fills empty facts only."""
    mine = actions.begin_setup(workspace=request.workspace, actor=request.user, now=timezone.now())
    source = forms.SourceForm(request.POST)
    known = forms.company_facts()
    found: dict = {}
    if source.is_valid():
        try:
            text = source.cleaned_data["text"]
            read = reading.Source(text) if text else reading.fetch(source.cleaned_data["address"])
            keys = {
                key for pack in map(packs.pack_of, packs.installed()) for key in pack.manifest.facts
            } | set(known)
            found = reading.read_facts(read, workspace=request.workspace, keys=keys)
            if not found:
                source.add_error(None, _("Nothing could be read from it. Fill in the fields by hand."))
        except reading.NotRead as error:
            source.add_error("address", str(error))
    values = {key: {**found.get(key, {}), **mine.facts.get(key, {})} for key in {*found, *mine.facts}}
    rest = {key: said for key, said in found.items() if key not in known and not mine.facts.get(key)}
    if rest:  # facts of a trade wait for step 2
        mine.facts = mine.facts | rest
        mine.save(update_fields=["facts"])
    form = forms.FactsForm(known=known, values=values, needed=forms.NEEDED)
    context = {"form": form, "source": source, "read": len(found)}
    return _page(request, mine, 1, "step_company.html", failed=bool(source.errors), **context)


def trade(request, mine: Setup):
    """Step 2: the trade and its aim, then what this trade needs to know."""
    installed = [packs.pack_of(key) for key in packs.installed()]
    suits = next((pack.key for pack in installed if pack.manifest.trade == request.workspace.industry), "")
    choice = forms.PackForm(request.POST or None, packs=installed, initial={"pack": mine.pack or suits})
    shown = request.POST.get("shown", mine.pack)
    pack = next((each for each in installed if each.key == mine.pack), None)
    form = None
    if pack is not None:
        data = request.POST if request.method == "POST" and shown == mine.pack else None
        main = mine.languages[0] if mine.languages else request.workspace.language
        form = forms.FactsForm(data, known=pack.manifest.facts, values=mine.facts, main=main)
    if request.method == "POST" and choice.is_valid():
        chosen = choice.cleaned_data["pack"]
        if chosen != mine.pack:
            mine.step = max(mine.step, 2)
            return _keep(request, mine, 2, stay=True, pack=chosen)
        if form is None or form.is_valid():
            return _keep(request, mine, 2, facts=mine.facts | (form.answers() if form else {}))
    reader = get_language() or "zh-hans"
    cards = [
        {
            "key": each.key, "name": each.words(each.manifest.name, reader), "aim": each.words(each.manifest.aim, reader),
            "summary": each.words(each.manifest.summary, reader), "pages": len(each.pages),
            "is_chosen": each.key == (mine.pack or suits),
        }
        for each in installed
    ]  # fmt: skip
    return _page(
        request,
        mine,
        2,
        "step_trade.html",
        choice=choice,
        form=form,
        cards=cards,
        pack=pack,
        failed=choice.is_bound,
    )


def languages(request, mine: Setup):
    """Step 3: in which languages the site speaks."""
    pack = packs.pack_of(mine.pack) if mine.pack in packs.installed() else None
    if pack is None:
        return redirect("setup_step", request.workspace.slug, 2)
    current = mine.languages or list(request.workspace.locales)
    main = current[0] if current and current[0] in ("zh-hans", "en") else "zh-hans"
    form = forms.LanguagesForm(request.POST or None, initial={"main": main, "others": current[1:]})
    if request.method == "POST" and form.is_valid():
        return _keep(request, mine, 3, languages=form.languages())
    notes = [
        {"code": code, "name": name, "note": how_written(request.workspace, pack, main, code)}
        for code, name in form.fields["others"].choices
    ]
    chosen = form["others"].value() or []
    return _page(
        request, mine, 3, "step_languages.html", form=form, notes=notes, chosen=chosen, failed=form.is_bound
    )


def how_written(workspace, pack, main: str, code: str) -> str:
    """Say in words how the pages of a language come about."""
    if code in pack.manifest.languages:
        return _("Written by people")
    translator = intelligence.translator_for(workspace=workspace, source=main, target=code)
    if translator is None:
        return _("No translator is set up yet: stays empty until you add one in the settings")
    return _("Translated from the main language by %(name)s; a draft to look over") % {
        "name": translator.title
    }


def look(request, mine: Setup):
    """Step 4: brand colour, logo and theme, with a preview."""
    proposed = packs.pack_of(mine.pack).manifest.look if mine.pack in packs.installed() else None
    initial = {
        "theme": mine.look.get("theme") or (proposed.theme if proposed else "") or sites.THEMES[0],
        "colour": mine.look.get("colour") or request.workspace.colour,
    }
    form = forms.LookForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        answers = mine.look | {"theme": form.cleaned_data["theme"], "colour": form.cleaned_data["colour"]}
        logo = form.cleaned_data["logo"]
        if logo is None:
            return _keep(request, mine, 4, look=answers)
        data = logo.read()
        try:
            answers["colour"] = looks.colour_of_logo(data)
            image = sites.add_image(
                workspace=request.workspace, title=_("Logo of %(name)s") % {"name": request.workspace.name},
                filename=logo.name, data=data, actor=request.user, description=request.workspace.name,
            )  # fmt: skip
        except ValueError:
            form.add_error("logo", _("This picture cannot be read."))
        else:
            answers["logo"] = image.pk
            toast(request, _("The brand colour was taken from your logo."))
            return _keep(request, mine, 4, stay=True, look=answers)
    return _page(
        request, mine, 4, "step_look.html", form=form, theme=form["theme"].value(),
        colour=form["colour"].value(), failed=form.is_bound,
    )  # fmt: skip


def products(request, mine: Setup):
    """Step 5: products from a file and by hand; then the site is built."""
    if request.method == "POST" and "do" in request.POST:
        return product_file(request, mine)
    initial = [forms.ProductForm.initial_of(product) for product in mine.products]
    rows = forms.ProductFormSet(request.POST or None, initial=initial, prefix="rows")
    if request.method == "POST" and rows.is_valid():
        made = [
            form.product(mine.products[place] if place < len(mine.products) else None)
            for place, form in enumerate(rows.forms)
        ]
        _keep(request, mine, 5, products=[product for product in made if product])
        if "build" not in request.POST:
            return redirect("setup_step", request.workspace.slug, 5)
        found = goods.look_at(mine)
        if found is None or found.is_ready:
            return _start(request, mine, "build")
        toast(
            request, _("Your file cannot come in as it is. Look at what is wrong, then build."), failed=True
        )
        return redirect("setup_step", request.workspace.slug, 5)
    return products_page(request, mine, rows=rows, failed=request.method == "POST")


def product_file(request, mine: Setup):
    """Take a file, keep what is said of its columns, or throw it away: whichever button was pressed."""
    there = redirect("setup_step", request.workspace.slug, 5)
    if request.POST["do"] == "forget":
        goods.forget_file(setup=mine)
        return there
    if request.POST["do"] == "columns":
        goods.map_columns(setup=mine, data=request.POST)
        return products_page(request, mine) if request.htmx else there
    form = forms.ProductFileForm(request.POST, request.FILES)
    if form.is_valid():
        file, zipped = form.cleaned_data["file"], form.cleaned_data["pictures"]
        try:
            goods.keep_file(
                setup=mine, filename=file.name, content=file.read(), actor=request.user, now=timezone.now(),
                pictures=zipped.read() if zipped else None,
            )  # fmt: skip
            return there
        except TableUnreadable as unreadable:
            form.add_error("file", str(unreadable))
        except ImportRefused as refused:
            form.add_error("pictures", str(refused))
    return products_page(request, mine, file_form=form, failed=True)


def products_page(request, mine: Setup, *, rows=None, file_form=None, failed=False):
    initial = [forms.ProductForm.initial_of(product) for product in mine.products]
    found = goods.look_at(mine)
    columns = [
        {"number": number, "head": head, "field": found.mapping.columns.get(number, "")}
        for number, head in enumerate(found.run.heads)
    ] if found else []  # fmt: skip
    context = {
        "rows": rows or forms.ProductFormSet(initial=initial, prefix="rows"), "file_form": file_form or forms.ProductFileForm(),
        "found": found, "columns": columns, "choices": sites.product_columns(request.workspace),
        "wrong": found.look.wrong[:WRONG_SHOWN] if found and found.look else [], "taken": goods.file_of(mine),
        "names": dict(forms.settings.SITE_LANGUAGES),
    }  # fmt: skip
    return _page(request, mine, 5, "step_products.html", failed=failed, **context)


STEPS = {1: company, 2: trade, 3: languages, 4: look, 5: products}


def _start(request, mine: Setup, what: str):
    try:
        actions.start(setup=mine, what=what, actor=request.user, now=timezone.now())
    except actions.SetupRefused as error:
        toast(request, str(error), failed=True)
    return redirect("setup_result", request.workspace.slug)


@workspace_view(EDITORS)
def setup_result(request):
    """Progress while something runs; then every page with its preview, what is missing, and what to do next."""
    mine = actions.setup_of(request.workspace)
    if mine is None:
        return redirect("setup", request.workspace.slug)
    if mine.is_running or mine.state == Setup.State.STOPPED or mine.built_at is None:
        template = "progress.html" if request.htmx else "result_running.html"
        if mine.is_running or mine.state == Setup.State.STOPPED:
            context = {
                "section": SECTION,
                "setup": mine,
                "steps": steps(mine, 0),
                "share": share_of(mine.progress),
            }
            return render(request, f"scenarios/{template}", context)
        return redirect("setup_step", request.workspace.slug, mine.step)
    if request.htmx:
        answer = HttpResponse()
        answer["HX-Refresh"] = "true"
        return answer
    rows = list(
        AppliedPage.objects.of(request.workspace)
        .filter(setup=mine)
        .select_related("page")
        .order_by("page__path")
    )
    wanted = request.GET.get("language") or mine.languages[0]
    tabs = [
        {
            "key": code,
            "label": dict(forms.settings.SITE_LANGUAGES).get(code, code),
            "url": f"?language={code}",
        }
        for code in mine.languages
    ]
    todo = todo_of(mine)
    context = {
        "section": SECTION, "setup": mine, "steps": steps(mine, 0), "tabs": tabs, "language": wanted, "todo": todo,
        "pages": pages_in(request.workspace, rows, wanted, todo), "report": mine.report,
        "kept": [f"/{language}/{path}" for language, path in mine.report.get("kept", []) + mine.report.get("filled", [])],
        "files": mine.report.get("files", []), "from_file": sum(row.from_file and row.language == wanted for row in rows),
        "translating": {
            dict(forms.settings.SITE_LANGUAGES).get(code, code): number
            for code, number in mine.report.get("translating", {}).items()
        },
        "kept_for_later": counted(kept_of(mine)),
        "site_url": sites.site_address(request.workspace), "handover": Handover.objects.of(request.workspace).first(),
        "is_owner": request.membership.role == "owner", "untranslated": {
            dict(forms.settings.SITE_LANGUAGES).get(code, code): words
            for code, words in mine.report.get("translated", {}).items() if words
        },
    }  # fmt: skip
    return render(request, "scenarios/result.html", context)


def share_of(progress: dict) -> int:
    return round(100 * progress.get("done", 0) / max(progress.get("total", 1), 1))


def pages_in(workspace, rows: list[AppliedPage], language: str, todo) -> list[dict]:
    """Return the pages of one language as rows: written ones and translated ones alike."""
    home = sites.home_of(workspace, language)
    if home is None:
        return []
    own = {row.page_id: row for row in rows}
    from_file = [row.page_id for row in rows if row.from_file]
    asked = {(item.language, path) for item in todo for path in item.paths}
    found = []
    for page in sites.pages_of(workspace).filter(path__startswith=home.path).exclude(pk__in=from_file):
        row = own.get(page.pk)
        found.append(
            {
                "page": page, "title": page.draft_title or page.title, "depth": page.depth - home.depth, "is_live": page.live,
                "is_asking": row is not None and (language, row.path) in asked, "is_kept": row is not None and row.is_kept,
            }
        )  # fmt: skip
    return found


@xframe_options_sameorigin
@workspace_view(EDITORS)
def setup_preview(request, pk):
    """One page of the site as its draft says it."""
    page = get_object_or_404(sites.pages_of(request.workspace), pk=pk)
    return preview_of(request, page)


def preview_of(request, page, *, theme_url: str = "") -> HttpResponse:
    """Return the page's latest draft as visitors would see it, marks and all."""
    draft = page.specific.get_latest_revision_as_object()
    attributes = {"theme_url": theme_url} if theme_url else None
    return draft.make_preview_request(request, draft.default_preview_mode, attributes)


@require_POST
@workspace_view(EDITORS)
def setup_build(request):
    """Build again with the present answers: fills in what is known by now, keeps what people changed."""
    mine = get_object_or_404(Setup.objects.of(request.workspace), workspace=request.workspace)
    if not mine.pack:
        return redirect("setup_step", request.workspace.slug, 2)
    return _start(request, mine, "build")


@require_POST
@workspace_view(EDITORS)
def setup_publish(request):
    """Publish the whole site."""
    mine = get_object_or_404(Setup.objects.of(request.workspace), built_at__isnull=False)
    return _start(request, mine, "publish")


@require_POST
@workspace_view(EDITORS)
def setup_undo(request):
    """Take the built pages back."""
    mine = get_object_or_404(Setup.objects.of(request.workspace), built_at__isnull=False)
    try:
        done = actions.undo(setup=mine, actor=request.user, now=timezone.now())
    except actions.SetupRefused as error:
        toast(request, str(error), failed=True)
        return redirect("setup_result", request.workspace.slug)
    toast(request, _("Taken back. %(n)d pages that you changed were kept.") % {"n": len(done["kept"])})
    return redirect("setup_step", request.workspace.slug, 5)


@require_POST
@workspace_view(EDITORS)
def setup_plain(request):
    """Do without a scenario: publish the plain site that every workspace begins with."""
    for page in sites.pages_of(request.workspace).filter(live=False).specific():
        sites.save_page(page=page.get_latest_revision_as_object(), actor=request.user, publish=True)
    toast(request, _("The plain site is published. Fill its pages at any time."))
    return redirect("console_today", request.workspace.slug)
