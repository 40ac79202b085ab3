"""Screens of the translation memory: what is remembered, put right, forgotten, handed out and taken in."""

from django import forms
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_POST

from yangfan.accounts.public import SELLERS, workspace_view
from yangfan.core.ui.tables import Column, Table
from yangfan.core.ui.toasts import toast
from yangfan.intelligence.language.names import language_name
from yangfan.intelligence.translation import memory, memory_file
from yangfan.intelligence.translation.models import TranslationMemory

SECTION = "settings"


class MemorySearch(forms.Form):
    q = forms.CharField(
        label=gettext_lazy("Search"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    pair = forms.ChoiceField(label=gettext_lazy("Languages"), required=False)
    by = forms.ChoiceField(
        label=pgettext_lazy("translation memory", "Made by"), required=False,
        choices=[("", gettext_lazy("All")), ("hand", gettext_lazy("People")), ("machine", gettext_lazy("Machines"))],
    )  # fmt: skip

    def __init__(self, *args, pairs, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pair"].choices = [("", _("All"))] + [
            (f"{source}>{target}", f"{language_name(source)} → {language_name(target)}")
            for source, target in pairs
        ]


class SentenceForm(forms.Form):
    after = forms.CharField(
        label=gettext_lazy("Translation"),
        max_length=10_000,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
    )


class MemoryFile(forms.Form):
    file = forms.FileField(label=gettext_lazy("TMX file"))

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > memory_file.LARGEST:  # before a byte of it is read
            raise forms.ValidationError(
                _("The file is larger than %(mb)d MB.") % {"mb": memory_file.LARGEST // 10**6}
            )
        return file


@workspace_view(SELLERS)
def translation_memory(request):
    """Every remembered sentence, with search; the same as TMX."""
    rows = TranslationMemory.objects.of(request.workspace)
    pairs = list(rows.order_by("source", "target").values_list("source", "target").distinct())
    search = MemorySearch(request.GET, pairs=pairs)
    rows = _chosen(rows, search)
    if request.GET.get("export") == "tmx":
        response = HttpResponse(memory_file.export(rows.iterator()), content_type="application/xml")
        response["Content-Disposition"] = f'attachment; filename="{request.workspace.slug}.tmx"'
        return response
    table = Table(
        request, columns=_columns(), rows=rows, name="memory", caption=_("Translation memory"), filters=search,
        default_sort="-changed_at", exportable=False, empty=_("Nothing is remembered yet."),
        row_url=lambda row: reverse("translation_memory_sentence", args=[request.workspace.slug, row.pk]),
    )  # fmt: skip
    context = {
        "section": SECTION, "table": table, "file": MemoryFile(), "count": rows.count(),
        "export_url": table.address(export="tmx", page=None),
    }  # fmt: skip
    return render(request, "intelligence/memory.html", context)


def _chosen(rows, search: MemorySearch):
    said = search.cleaned_data if search.is_valid() else {}
    if words := said.get("q", "").strip():
        rows = rows.filter(Q(before__icontains=words) | Q(after__icontains=words))
    if said.get("pair"):
        source, _sign, target = said["pair"].partition(">")
        rows = rows.filter(source=source, target=target)
    if said.get("by"):
        rows = rows.filter(by_hand=said["by"] == "hand")
    return rows


def _columns() -> list[Column]:
    return [
        Column("before", _("Source"), sort="before"),
        Column("after", _("Translation")),
        Column(
            "pair",
            _("Languages"),
            value=lambda row: f"{language_name(row.source)} → {language_name(row.target)}",
        ),
        Column("title", _("Made by"), sort="by_hand"),
        Column("uses", _("Used"), sort="uses", numeric=True),
        Column("changed_at", _("Changed"), sort="changed_at", value=lambda row: row.changed_at.date()),
    ]


@workspace_view(SELLERS)
def translation_memory_sentence(request, pk):
    """One sentence: put its translation right, or forget it."""
    rows = TranslationMemory.objects.of(request.workspace)
    row = get_object_or_404(rows.select_related("changed_by"), pk=pk)
    back = redirect("translation_memory", request.workspace.slug)
    if request.method == "POST" and "delete" in request.POST:
        rows.filter(pk=row.pk).delete()
        toast(request, pgettext("sentence", "Forgotten."))
        return back
    form = SentenceForm(request.POST or None, initial={"after": row.after})
    if request.method == "POST" and form.is_valid():
        memory.remember_correction(
            workspace=request.workspace, source=row.source, target=row.target, before=row.before,
            after=form.cleaned_data["after"], actor=request.user, now=timezone.now(),
        )  # fmt: skip
        toast(request, _("Saved."))
        return back
    context = {
        "section": SECTION, "form": form, "row": row,
        "pair": f"{language_name(row.source)} → {language_name(row.target)}",
    }  # fmt: skip
    return render(request, "intelligence/memory_sentence.html", context, status=422 if form.errors else 200)


@require_POST
@workspace_view(SELLERS)
def translation_memory_import(request):
    """Take in a TMX file; all or none."""
    form = MemoryFile(request.POST, request.FILES)
    if not form.is_valid():
        toast(request, " ".join(form.errors.get("file", [])) or _("Choose a TMX file."), failed=True)
        return redirect("translation_memory", request.workspace.slug)
    try:
        taken, same = memory_file.import_memory(
            workspace=request.workspace,
            content=form.cleaned_data["file"].read(),
            actor=request.user,
            now=timezone.now(),
        )
    except memory_file.MemoryUnreadable as error:
        toast(request, _("Nothing was imported: %(why)s") % {"why": error}, failed=True)
    else:
        toast(
            request, _("%(taken)d sentences taken in, %(same)d were known.") % {"taken": taken, "same": same}
        )
    return redirect("translation_memory", request.workspace.slug)
