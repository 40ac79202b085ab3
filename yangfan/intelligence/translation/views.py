"""Screens of the translation services and of the glossary."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import OWNERS, SELLERS, workspace_view
from yangfan.core.ui.tables import Column, Table
from yangfan.core.ui.toasts import toast
from yangfan.intelligence.language.names import language_name
from yangfan.intelligence.translation import overview
from yangfan.intelligence.translation.base import providers
from yangfan.intelligence.translation.forms import GlossaryFile, ServiceForm, TermForm, TermSearch
from yangfan.intelligence.translation.glossary_file import GlossaryUnreadable, import_glossary
from yangfan.intelligence.translation.models import GlossaryTerm, TranslationService
from yangfan.intelligence.translation.order import ordered
from yangfan.intelligence.translation.providers.net import NetService

SECTION = "settings"
SHOWN = ("zh-hans", "en", "ar", "es")  # languages of the list; the rest on the term's page and in the file


@require_POST
@workspace_view(OWNERS)
def translation_order(request):
    """Move a service up or down, or switch it on or off."""
    key, deed = request.POST.get("provider", ""), request.POST.get("do", "")
    if key not in providers:
        raise Http404
    if deed in ("up", "down") and key in [each.key for each in ordered(request.workspace)]:
        overview.move(workspace=request.workspace, provider=key, up=deed == "up")
    elif deed in ("on", "off"):
        overview.switch(workspace=request.workspace, provider=key, on=deed == "on")
    return redirect(reverse("language_settings", args=[request.workspace.slug]) + "#services")


@workspace_view(OWNERS)
def translation_service(request, what):
    """Key and address of one service on the net."""
    provider = providers.get(what) if what in providers else None
    if not isinstance(provider, NetService):
        raise Http404
    row = TranslationService.objects.of(request.workspace).filter(provider=what).first()
    if request.method == "POST" and "forget" in request.POST:
        TranslationService.objects.of(request.workspace).filter(provider=what).delete()
        return redirect("language_settings", request.workspace.slug)
    form = ServiceForm(
        request.POST or None, provider=provider,
        instance=row or TranslationService(workspace=request.workspace, provider=what, place=provider.order),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        form.save()
        toast(request, _("Saved."))
        return redirect("language_settings", request.workspace.slug)
    context = {"section": SECTION, "form": form, "title": provider.name, "note": provider.note, "row": row}
    return render(
        request, "intelligence/translation_service.html", context, status=422 if form.errors else 200
    )


@workspace_view(SELLERS)
def glossary(request):
    """The list of terms, with search, export and import; POST adds one."""
    form = TermForm(request.POST or None, workspace=request.workspace)
    if request.method == "POST" and form.is_valid():
        _save(form)
        toast(request, _("Saved."))
        return redirect("glossary", request.workspace.slug)
    table = _table(request)
    if table.wants_export:
        return table.export("glossary.csv")
    context = {
        "section": SECTION, "form": form, "table": table, "file": GlossaryFile(),
        "is_open": bool(form.errors) or not GlossaryTerm.objects.of(request.workspace).exists(),
    }  # fmt: skip
    return render(request, "intelligence/glossary.html", context, status=422 if form.errors else 200)


def _table(request) -> Table:
    asked = request.GET.get("q", "").strip().casefold()
    rows = [row for row in GlossaryTerm.objects.of(request.workspace) if asked in _said_in(row)]
    exported = [
        Column("term", "term", export=lambda row: row.term, exported=True),
        Column("keep", "keep", value=lambda row: "1" if row.is_kept else ""),
        *[
            Column(code, code, value=lambda row, code=code: row.words.get(code, ""))
            for code in overview.BUYERS
        ],
        Column("note", "note"),
    ]
    seen = [
        Column("term", _("Term"), sort="term"),
        *[
            Column(code, language_name(code), value=lambda row, code=code: _shown(row, code))
            for code in SHOWN
        ],
        Column("note", _("Note")),
    ]
    columns = exported if request.GET.get("export") == "csv" else seen
    return Table(
        request, columns=columns, rows=rows, name="glossary", caption=_("Glossary"), filters=TermSearch(request.GET), default_sort="term",
        row_url=lambda row: reverse("glossary_term", args=[request.workspace.slug, row.pk]),
        empty=_("No terms yet."),
    )  # fmt: skip


def _said_in(row: GlossaryTerm) -> str:
    """Return everything a search may find; a database keeps json's letters escaped."""
    return " ".join([row.term, row.note, *row.words.values()]).casefold()


def _shown(row: GlossaryTerm, code: str) -> str:
    return row.term if row.is_kept else row.words.get(code, "")


@workspace_view(SELLERS)
def glossary_term(request, pk):
    """One term: change or delete it."""
    term = get_object_or_404(GlossaryTerm.objects.of(request.workspace), pk=pk)
    if request.method == "POST" and "delete" in request.POST:
        term.delete()
        toast(request, _("Deleted."))
        return redirect("glossary", request.workspace.slug)
    form = TermForm(request.POST or None, instance=term, workspace=request.workspace)
    if request.method == "POST" and form.is_valid():
        _save(form)
        toast(request, _("Saved."))
        return redirect("glossary", request.workspace.slug)
    context = {"section": SECTION, "form": form, "term": term}
    return render(request, "intelligence/glossary_term.html", context, status=422 if form.errors else 200)


def _save(form: TermForm) -> None:
    term = form.save(commit=False)
    term.words, term.changed_at = form.cleaned_data["words"], timezone.now()
    term.save()


@require_POST
@workspace_view(SELLERS)
def glossary_import(request):
    """Add and change terms from a file; all or none."""
    form = GlossaryFile(request.POST, request.FILES)
    if not form.is_valid():
        toast(request, _("Choose a CSV file."), failed=True)
        return redirect("glossary", request.workspace.slug)
    try:
        added, changed = import_glossary(
            workspace=request.workspace, content=form.cleaned_data["file"].read(), now=timezone.now()
        )
    except GlossaryUnreadable as error:
        toast(request, _("Nothing was imported: %(why)s") % {"why": error}, failed=True)
    else:
        toast(request, _("%(added)d added, %(changed)d changed.") % {"added": added, "changed": changed})
    return redirect("glossary", request.workspace.slug)
