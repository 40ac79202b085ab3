"""Importing contacts on screen: hand over a file, say what its columns are, see what would come of it, take it in."""

from django import forms
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EVERYONE, SELLERS, workspace_view
from yangfan.core.ui.confirm import ask
from yangfan.core.ui.exports import csv_response
from yangfan.core.ui.table_files import TableUnreadable
from yangfan.core.ui.table_imports import begin, put_aside
from yangfan.core.ui.toasts import toast
from yangfan.crm.customers.fields import fields_of
from yangfan.crm.customers.imports import actions, tasks
from yangfan.crm.customers.imports.actions import MAX_BYTES
from yangfan.crm.customers.imports.reading import FIELDS, RULES, SEVERAL, Mapping, mapping_from
from yangfan.crm.customers.models import ImportRun, Kin

SECTION = "inquiries"
AT_ONCE = 2_000  # rows; more go to the worker
WRONG_SHOWN = 30


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File of contacts"),
        help_text=gettext_lazy("CSV or XLSX with a line of headings, from Excel, WPS, another CRM or a phone's address book."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xls,.ods"}),
    )  # fmt: skip

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(n)d MB: please cut it in parts.") % {"n": MAX_BYTES >> 20}
            )
        return file


class HowForm(forms.Form):
    """What is to happen with a file beside its columns."""

    rule = forms.ChoiceField(
        label=gettext_lazy("Who is there already"), required=False,
        choices=[("fill", gettext_lazy("Fill in what is missing")), ("replace", gettext_lazy("The file is right: overwrite")),
                 ("skip", gettext_lazy("Leave as they are"))],
    )  # fmt: skip
    tags = forms.CharField(label=gettext_lazy("Tag everyone in the file"), required=False, max_length=200)
    skip_bad = forms.BooleanField(
        label=gettext_lazy("Leave wrong rows out and take in the others"), required=False
    )


@workspace_view(EVERYONE, write_roles=SELLERS)
def imports(request):
    """Hand over a file, and what was imported before."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = actions.keep_file(
                workspace=request.workspace,
                filename=file.name,
                content=file.read(),
                actor=request.user,
                now=timezone.now(),
            )
            return redirect("crm_import_run", request.workspace.slug, run.pk)
        except TableUnreadable as unreadable:
            form.add_error("file", str(unreadable))
    runs = (
        ImportRun.objects.of(request.workspace).select_related("created_by").defer("content", "errors")[:50]
    )
    context = {
        "section": SECTION, "form": form, "runs": runs, "may_write": request.membership.role in SELLERS,
        "fields": [str(title) for title in FIELDS.values()],
    }  # fmt: skip
    return render(request, "crm/customers/imports.html", context, status=422 if form.errors else 200)


def _run_or_404(request, pk) -> ImportRun:
    return get_object_or_404(
        ImportRun.objects.of(request.workspace).select_related("workspace", "created_by"), pk=pk
    )


def _asked(request, run: ImportRun) -> Mapping:
    """Return the mapping as the form says, or as it was guessed."""
    data = request.POST if request.method == "POST" else request.GET
    kept = mapping_from(run.mapping)
    if "rule" not in data:
        return kept
    columns = {}
    for number in range(len(run.heads)):
        name = data.get(f"col_{number}", "")
        if name and name not in columns:
            columns[name] = number
    known = {*FIELDS, *(f"f_{field.key}" for field in fields_of(run.workspace, Kin.CONTACT))}
    return Mapping(
        {name: number for name, number in columns.items() if name in known},
        data["rule"] if data["rule"] in RULES else "fill",
        tuple(tag.strip() for tag in SEVERAL.split(data.get("tags", "")[:200]) if tag.strip()),
        bool(data.get("skip_bad")),
    )


@workspace_view(EVERYONE, write_roles=SELLERS)
def import_run(request, pk):
    """One import: before, while and after."""
    run = _run_or_404(request, pk)
    if run.state == ImportRun.State.UPLOADED and run.content is not None:
        return _preview(request, run)
    context = {
        "section": SECTION, "run": run, "may_write": request.membership.role in SELLERS, "wrong": run.errors[:WRONG_SHOWN],
        "rate": round(run.rows_read / run.seconds) if run.seconds else None,
    }  # fmt: skip
    return render(request, "crm/customers/import_run.html", context)


def _preview(request, run: ImportRun):
    mapping = _asked(request, run)
    look = actions.look_at(run=run, mapping=mapping)
    can_go = not look.problem and (mapping.skip_bad or not look.wrong_rows) and look.rows > look.wrong_rows
    if request.method == "POST" and can_go:
        return _take_in(request, run, mapping, look)
    chosen = {number: name for name, number in mapping.columns.items()}
    own = [(f"f_{field.key}", field.label) for field in fields_of(run.workspace, Kin.CONTACT)]
    context = {
        "section": SECTION, "run": run, "look": look, "can_go": can_go, "choices": [*FIELDS.items(), *own],
        "columns": [{"number": n, "head": head, "field": chosen.get(n, "")} for n, head in enumerate(run.heads)],
        "how": HowForm(initial={"rule": mapping.rule, "tags": ", ".join(mapping.tags), "skip_bad": mapping.skip_bad}),
        "wrong": look.wrong[:WRONG_SHOWN], "may_write": request.membership.role in SELLERS,
    }  # fmt: skip
    return render(
        request, "crm/customers/import_preview.html", context, status=422 if request.method == "POST" else 200
    )


def _take_in(request, run: ImportRun, mapping: Mapping, look):
    there = redirect("crm_import_run", request.workspace.slug, run.pk)
    with transaction.atomic():
        if not begin(run, mapping=mapping.as_dict()):
            return there  # pressed twice: the first press is at it
        if look.rows > AT_ONCE or look.is_partial:
            arguments = (run.pk, mapping.as_dict(), request.user.pk)
            transaction.on_commit(lambda: tasks.take_in_file.enqueue(*arguments))
            return there
    try:
        actions.take_in(run=run, mapping=mapping, actor=request.user, now=timezone.now())
    except actions.ImportRefused as refusal:
        put_aside(run)
        toast(request, str(refusal), failed=True)
    except Exception:
        put_aside(run)
        raise
    else:
        undo = reverse("crm_import_undo", args=[request.workspace.slug, run.pk])
        toast(request, _("%(name)s is taken in.") % {"name": run}, undo=undo)
    return there


@workspace_view(EVERYONE)
def import_progress(request, pk):
    """How far a long import is; when it is done, the browser moves on to the result."""
    run = _run_or_404(request, pk)
    response = render(request, "crm/customers/import_progress.html", {"run": run})
    if run.state != ImportRun.State.RUNNING:
        response.headers["HX-Redirect"] = reverse("crm_import_run", args=[request.workspace.slug, run.pk])
    return response


@workspace_view(EVERYONE)
def import_errors(request, pk):
    """What is wrong in the file, as a file."""
    run = _run_or_404(request, pk)
    wrong = run.errors
    if run.state == ImportRun.State.UPLOADED and run.content is not None:
        look = actions.look_at(run=run, mapping=_asked(request, run))
        wrong = [one.as_list() for one in look.wrong]
    header = [_("Line"), _("Column"), _("What is wrong"), _("Value")]
    return csv_response(filename=f"errors-{run.pk}", header=header, rows=wrong)


@workspace_view(EVERYONE, write_roles=SELLERS)
def import_undo(request, pk):
    """Ask, then take an import back."""
    run = _run_or_404(request, pk)
    back = reverse("crm_import_run", args=[request.workspace.slug, run.pk])
    if request.method == "POST":
        if run.rows_new + run.rows_changed > AT_ONCE:
            tasks.take_back_file.enqueue(run.pk, request.user.pk)
            toast(request, _("“%(name)s” is being taken back.") % {"name": run})
        else:
            actions.undo_import(run=run, actor=request.user, now=timezone.now())
            toast(request, _("“%(name)s” is taken back.") % {"name": run})
        return redirect(back)
    return ask(
        request, section=SECTION, title=_("Take “%(name)s” back?") % {"name": run},
        text=_("Contacts it made go, unless something hangs on them by now; what it changed is as before, unless changed since."),
        button=_("Take back"), back=back,
    )  # fmt: skip


@require_POST
@workspace_view(SELLERS)
def import_discard(request, pk):
    """Throw a file away before it is taken in."""
    run = _run_or_404(request, pk)
    if run.state == ImportRun.State.UPLOADED:
        run.delete()
    return redirect("crm_imports", request.workspace.slug)
