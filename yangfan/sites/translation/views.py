"""The console's translation screens: how the site stands in each language, one page unit by unit, runs, the review queue."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EDITORS, workspace_view
from yangfan.core.ui.toasts import toast
from yangfan.intelligence import public as intelligence
from yangfan.sites.translation import actions, forms, languages, markup, queries, whole, xliff
from yangfan.sites.translation.models import PageTranslation, TranslationRun, Unit, XliffImport

SECTION = {"section": "sites", "tab": "translation"}
STATES = ("look", "flagged", "missing", "draft", "aside")
AT_ONCE = 50  # units of the review queue on one screen
WRONG_SHOWN = 200


@workspace_view(EDITORS)
def overview(request):
    """Every page of the source language, and how it stands in each other language."""
    have = queries.languages_of(request.workspace)
    if not have:
        return render(request, "sites/screens/none.html", SECTION)
    source = request.GET.get("source") if request.GET.get("source") in have else have[0]
    runs = TranslationRun.objects.of(request.workspace)
    context = {
        **SECTION,
        "source": source,
        "sources": [
            {"key": code, "label": languages.name_of(code), "url": f"{request.path}?source={code}"}
            for code in have
        ],
        "targets": [(code, languages.name_of(code)) for code in have if code != source],
        "rows": queries.overview(request.workspace, source),
        "beside": queries.texts_beside(request.workspace, source),
        "runs": runs[:5],
        "waiting": queries.waiting_for_a_look(request.workspace),
        "form": forms.WhatToTranslate(workspace=request.workspace, initial=_first_choice(request, source)),
    }
    return render(request, "sites/translation/overview.html", context)


def _first_choice(request, source: str) -> dict:
    new = [code for code, _name in queries.can_be_added(request.workspace)]
    others = [code for code in queries.languages_of(request.workspace) if code != source]
    return {"source": source, "target": (others or new or [""])[0], "scope": "site"}


@workspace_view(EDITORS)
def new_run(request):
    """GET: what the translation would take; POST: begin it."""
    form = forms.WhatToTranslate(
        request.POST if request.method == "POST" else request.GET, workspace=request.workspace
    )
    if not form.is_valid():
        return render(request, "sites/translation/new.html", {**SECTION, "form": form}, status=422)
    said = form.cleaned_data
    wanted = {
        "source": said["source"], "target": said["target"], "take_over": said["take_over"],
    }  # fmt: skip
    cost = queries.cost_of(request.workspace, **wanted, wanted=form.wanted(), now=timezone.now())
    if request.method == "POST" and "start" in request.POST and cost.translator:
        run = actions.start_run(
            workspace=request.workspace, **wanted, pages=form.wanted(), publish=said["publish"], actor=request.user,
            now=timezone.now(),
        )  # fmt: skip
        return redirect("sites_translation_run", request.workspace.slug, run.pk)
    context = {
        **SECTION, "form": form, "cost": cost, "source_name": languages.name_of(said["source"]),
        "target_name": languages.name_of(said["target"]), "settings_url": reverse("language_settings", args=[request.workspace.slug]),
    }  # fmt: skip
    return render(request, "sites/translation/new.html", context)


@workspace_view(EDITORS)
def run(request, pk):
    """How far a run is, and what came of it; the progress part alone for htmx. POST takes a stopped run up again."""
    found = get_object_or_404(TranslationRun.objects.of(request.workspace), pk=pk)
    if request.method == "POST" and found.state == TranslationRun.State.STOPPED:
        with transaction.atomic():
            TranslationRun.objects.of(request.workspace).filter(pk=found.pk).update(
                state=TranslationRun.State.WAITING, words=""
            )
            transaction.on_commit(lambda: actions.enqueue(found.pk))
        return redirect("sites_translation_run", request.workspace.slug, found.pk)
    context = {
        **SECTION, "run": found, "target_name": languages.name_of(found.target), "source_name": languages.name_of(found.source),
        "engines": sorted(found.engines.items(), key=lambda each: -each[1]),
    }  # fmt: skip
    name = "sites/translation/progress.html" if request.htmx else "sites/translation/run.html"
    return render(request, name, context)


@workspace_view(EDITORS)
def page(request, pk):
    """One page, its units side by side."""
    row = _row(request, pk)
    state = request.GET.get("state") if request.GET.get("state") in STATES else ""
    counts = queries.unit_counts(request.workspace, translation=row).get(row.pk) or {}
    aside = Unit.objects.of(request.workspace).filter(translation=row, is_here=False).count()
    labels = {
        "": (_("All"), counts.get("total", 0)), "flagged": (_("Flagged"), counts.get("flagged", 0)),
        "missing": (_("Not translated"), counts.get("missing", 0)), "draft": (_("Machine drafts"), counts.get("draft", 0)),
        "aside": (_("No longer on the page"), aside),
    }  # fmt: skip
    translated, names, asked = row.page(), queries.names_of(row), request.GET.get("q", "").strip()[:80]
    context = {
        **SECTION, "row": row, "state": state, "counts": counts, "page": translated,
        "tabs": [
            {"key": key, "label": label, "count": count, "url": f"{request.path}?{urlencode({'state': key, 'q': asked})}"}
            for key, (label, count) in labels.items() if count or key in ("", state)
        ],
        "units": [_shown(unit, row, names=names) for unit in queries.units_of(row, state=state, holding=asked)],
        "asked": asked, **_standing(row),
        "source_name": languages.name_of(row.source), "target_name": languages.name_of(row.target),
        "source_page": row.source_page(), "slug": translated.slug if translated else "",
        "may_have_slug": bool(translated and translated.depth > 2), "xliff": forms.XliffForm(),
    }  # fmt: skip
    return render(request, "sites/translation/page.html", context)


def _directions(row: PageTranslation) -> dict:
    return {
        "source_dir": "rtl" if row.source in languages.RIGHT_TO_LEFT else "ltr",
        "target_dir": "rtl" if row.target in languages.RIGHT_TO_LEFT else "ltr",
    }


def _standing(row: PageTranslation) -> dict:
    """Return how far the page is, for the line above its units."""
    counts = queries.unit_counts(row.workspace, translation=row).get(row.pk) or {}
    total, done = counts.get("total", 0), counts.get("done", 0)
    return {"row": row, "counts": counts, "looked_at": round(100 * done / total) if total else 100}


def _shown(
    unit: Unit, row: PageTranslation, *, names: dict[str, str] | None = None, typed: str | None = None, error: str = ""
) -> dict:  # fmt: skip
    """Return what one unit's part of the screen shows."""
    unit.translation = row
    words = markup.as_text(unit.text, like=unit.made_from or unit.source) if unit.text else ""
    return {
        "unit": unit, "source_text": markup.as_text(unit.source), "words": words, "typed": words if typed is None else typed,
        "where": queries.name_in(names or {}, unit.path),
        "old_source": markup.differences(markup.as_text(unit.made_from), markup.as_text(unit.source)) if unit.is_stale else None,
        "why_refused": actions.refusal_in_words(unit.problems) if unit.problems else "", "error": error,
        **_directions(row),
    }  # fmt: skip


@workspace_view(EDITORS)
def unit(request, pk):
    """One unit: GET shows it with what the memory knows; POST saves, accepts, resets or translates it anew."""
    found = get_object_or_404(
        Unit.objects.of(request.workspace).select_related("translation", "workspace"), pk=pk
    )
    row, deed, error, typed = found.translation, request.POST.get("do", ""), "", None
    row.workspace = request.workspace
    if request.method == "POST":
        try:
            _do(found, deed, request)
        except actions.Refused as refused:
            error, typed = str(refused), request.POST.get("words") if deed == "save" else None
        except intelligence.TranslationUnavailable as unavailable:
            error = unavailable.words
        if not request.htmx:
            if error:
                toast(request, error, failed=True)
            return redirect(
                reverse("sites_translation_page", args=[request.workspace.slug, row.pk]) + f"#u{found.pk}"
            )
        found.refresh_from_db()
    source = markup.as_text(found.source)
    alike = intelligence.alike(workspace=request.workspace, text=source, source=row.source, target=row.target)
    shown = {
        **_shown(found, row, names=queries.names_of(row), typed=typed, error=error), "alike": alike, "is_part": True,
    }  # fmt: skip
    context = {"each": shown, "is_alone": request.htmx, **_standing(row)}
    return render(request, "sites/translation/unit.html", context, status=422 if error else 200)


def _do(found: Unit, deed: str, request) -> None:
    now = timezone.now()
    if deed == "save":
        actions.edit_unit(
            unit=found,
            words=request.POST.get("words", ""),
            actor=request.user,
            now=now,
            seen=_seen(found, request),
        )
    elif deed == "accept":
        actions.accept_unit(unit=found, actor=request.user, now=now)
    elif deed == "reset":
        actions.reset_unit(unit=found, now=now)
    elif deed == "again":
        actions.translate_unit(unit=found, actor=request.user, now=now)
    else:
        raise Http404


def _seen(found: Unit, request) -> str | None:
    """Return the source this person read: the present one, or the one before it if that is what their screen showed."""
    seen = request.POST.get("seen")
    return found.source if seen in (None, found.source) else seen


@require_POST
@workspace_view(EDITORS)
def page_deed(request, pk):
    """Publish the page, mark its machine translations as reviewed, or give it another address."""
    row, now, deed = _row(request, pk), timezone.now(), request.POST.get("do")
    try:
        if deed == "publish":
            actions.publish_page(row=row, actor=request.user, now=now)
            toast(request, _("Published."))
        elif deed == "reviewed":
            count = actions.review_page(row=row, actor=request.user, now=now)
            toast(request, _("%(count)d texts marked as reviewed.") % {"count": count})
        elif deed == "slug":
            actions.change_slug(row=row, slug=request.POST.get("slug", ""), actor=request.user)
            toast(request, _("Saved."))
        elif deed == "follow":
            actions.follow_again(row=row)
            toast(request, _("The page follows its source again."))
        else:
            raise Http404
    except actions.Refused as refused:
        toast(request, str(refused), failed=True)
    return redirect("sites_translation_page", request.workspace.slug, row.pk)


@workspace_view(EDITORS)
def review(request):
    """Every text that waits for a person, across pages."""
    target, state = request.GET.get("language", ""), request.GET.get("state", "")
    asked = request.GET.get("q", "").strip()[:80]
    units = queries.to_look_at(request.workspace, target=target, state=state, holding=asked)
    shown = Paginator(units, AT_ONCE).get_page(request.GET.get("page"))
    codes = queries.languages_of(request.workspace)
    names = {row.pk: queries.names_of(row) for row in {each.translation for each in shown}}
    context = {
        **SECTION, "units": [_shown(each, each.translation, names=names[each.translation_id]) for each in shown],
        "shown": shown, "asked": asked, "language": target, "counts": queries.waiting_by_state(request.workspace, target=target),
        "query": urlencode({"language": target, "state": state, "q": asked}), "state": state, "codes": [(code, languages.name_of(code)) for code in codes],
    }  # fmt: skip
    return render(request, "sites/translation/review.html", context)


@workspace_view(EDITORS)
def rules(request):
    """The workspace's rules of translation."""
    form = forms.RulesForm(request.POST or None, instance=actions.rules_of(request.workspace))
    if request.method == "POST" and form.is_valid():
        form.save()
        actions.rules_changed(request.workspace)
        toast(request, _("Saved."))
        return redirect("sites_translation", request.workspace.slug)
    context = {
        **SECTION,
        "form": form,
        "used": actions.characters_used(request.workspace, now=timezone.now()),
    }
    return render(request, "sites/translation/rules.html", context, status=422 if form.errors else 200)


@workspace_view(EDITORS)
def xliff_file(request, pk):
    """GET: the page's units as XLIFF 1.2; POST: take such a file in."""
    row = _row(request, pk)
    if request.method == "GET":
        response = HttpResponse(xliff.export(row), content_type="application/xliff+xml")
        response["Content-Disposition"] = f'attachment; filename="{row.pk}-{row.source}-{row.target}.xlf"'
        return response
    form = forms.XliffForm(request.POST, request.FILES)
    if not form.is_valid():
        toast(request, _("Choose an XLIFF file."), failed=True)
        return redirect("sites_translation_page", request.workspace.slug, row.pk)
    try:
        taken = xliff.take_in(row, form.cleaned_data["file"].read(), actor=request.user, now=timezone.now())
    except xliff.Unreadable as error:
        toast(request, _("Nothing was imported: %(why)s") % {"why": error}, failed=True)
        return redirect("sites_translation_page", request.workspace.slug, row.pk)
    if not taken.wrong:
        toast(
            request,
            _("%(taken)d texts imported, %(same)d were the same.")
            % {"taken": taken.count, "same": taken.same},
        )
        return redirect("sites_translation_page", request.workspace.slug, row.pk)
    return render(
        request, "sites/translation/xliff.html", {**SECTION, "row": row, "taken": taken}, status=422
    )


@workspace_view(EDITORS)
def whole_xliff(request):
    """The whole site for an agency: GET with languages gives the file, POST takes one in."""
    have = queries.languages_of(request.workspace)
    if not have:
        return render(request, "sites/screens/none.html", SECTION)
    source = request.GET.get("source") if request.GET.get("source") in have else have[0]
    others = [code for code in have if code != source]
    asked = request.GET if "targets" in request.GET else None
    out = forms.XliffExportForm(
        asked, workspace=request.workspace, source=source, initial={"source": source, "targets": others}
    )
    if asked and out.is_valid():
        name, content = whole.export(
            workspace=request.workspace, source=source, targets=out.cleaned_data["targets"], pages=out.wanted(),
            now=timezone.now(),
        )  # fmt: skip
        kind = "application/zip" if name.endswith(".zip") else "application/xliff+xml"
        response = HttpResponse(content, content_type=kind)
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    back = forms.XliffImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and back.is_valid():
        file = back.cleaned_data["file"]
        row = whole.keep_file(
            workspace=request.workspace, filename=file.name, content=file.read(), publish=back.cleaned_data["publish"],
            actor=request.user, now=timezone.now(),
        )  # fmt: skip
        return redirect("sites_translation_import", request.workspace.slug, row.pk)
    context = {
        **SECTION, "out": out, "back": back, "source": source, "source_name": languages.name_of(source),
        "imports": XliffImport.objects.of(request.workspace).defer("content", "wrong")[:8],
    }  # fmt: skip
    return render(
        request, "sites/translation/agency.html", context, status=422 if out.errors or back.errors else 200
    )


@workspace_view(EDITORS)
def xliff_import(request, pk):
    """How far an import is and what came of it; POST takes in the rest without what is wrong."""
    rows = XliffImport.objects.of(request.workspace).defer("content")
    row = get_object_or_404(rows, pk=pk)
    row.workspace = request.workspace
    if request.method == "POST":
        whole.take_without_wrong(row, now=timezone.now())
        return redirect("sites_translation_import", request.workspace.slug, row.pk)
    context = {**SECTION, "row": row, "wrong": row.wrong[:WRONG_SHOWN], "good": row.units - len(row.wrong)}
    name = "sites/translation/import_progress.html" if request.htmx else "sites/translation/import.html"
    return render(request, name, context)


def _row(request, pk) -> PageTranslation:
    row = get_object_or_404(PageTranslation.objects.of(request.workspace), pk=pk)
    row.workspace = request.workspace
    return row
