"""The products of the console: list, publish, attributes, import and export."""

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.utils.translation import get_language_info, ngettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EDITORS, EVERYONE, workspace_view
from yangfan.core.ui.confirm import ask
from yangfan.core.ui.exports import csv_response
from yangfan.core.ui.picking import picked
from yangfan.core.ui.table_files import TableUnreadable
from yangfan.core.ui.table_imports import begin, put_aside
from yangfan.core.ui.tables import Column, Table
from yangfan.core.ui.toasts import toast
from yangfan.sites.catalogue import actions, exporting, forms, importing, lists, tasks
from yangfan.sites.catalogue.models import Attribute, ProductImport
from yangfan.sites.catalogue.reading import FIELDS, Mapping, column_choices, mapping_from, mapping_said
from yangfan.sites.catalogue.writing import index_of
from yangfan.sites.pages import queries

SECTION = {"section": "sites", "tab": "products"}
AT_ONCE = 60  # rows; more, or pictures to fetch, go to the worker
WRONG_SHOWN = 30


def languages_of(request) -> list[str]:
    return [home.locale.language_code for home in queries.homes_of(request.workspace)]


def language_of(request) -> str:
    codes = languages_of(request)
    wanted = request.GET.get("language") or request.POST.get("language")
    if not codes:
        raise Http404
    return wanted if wanted in codes else codes[0]


@workspace_view(EVERYONE)
def products(request):
    """Every product of one language: search, filters, bulk publish."""
    language, workspace = language_of(request), request.workspace
    asked = request.GET.dict()
    rows = lists.chosen(workspace, language, asked)
    filters = forms.ProductFilter(
        request.GET.copy() if request.GET else None, categories=lists.categories(workspace, language)
    )
    table = Table(request, columns=columns(), rows=rows, name="products", filters=filters, exportable=False)
    index = index_of(workspace, language)
    context = {
        **SECTION, "table": table, "rows": lists.rows_of(table.page.object_list), "language": language, "index": index,
        "languages": [tab_of(request, code) for code in languages_of(request)],
        "may_edit": request.membership.role in EDITORS, "has_any": rows.exists() or table.is_filtered,
    }  # fmt: skip
    return render(request, "sites/catalogue/products.html", context)


def columns() -> list[Column]:
    return [
        Column("title", _("Product"), sort="title"),
        Column("model_number", pgettext("product", "Model"), sort="model_number"),
        Column("changed", _("Changed"), sort="latest_revision_created_at"),
    ]


def tab_of(request, code: str) -> dict:
    return {
        "key": code, "label": get_language_info(code)["name_local"], "url": f"{request.path}?language={code}",
        "count": lists.chosen(request.workspace, code, {}).count(),
    }  # fmt: skip


@require_POST
@workspace_view(EDITORS)
def several(request):
    """Publish, take down or export what was picked."""
    what, language = picked(request), language_of(request)
    rows = lists.chosen(request.workspace, what.query.get("language") or language, what.query.dict())
    if not what.everything:
        rows = lists.chosen(request.workspace, what.query.get("language") or language, {}).filter(
            pk__in=what.ids
        )
    deed, now = request.POST.get("deed"), timezone.now()
    if deed in ("csv", "xlsx"):
        return file_of(request, rows, what.query.get("language") or language, deed)
    if deed == "publish":
        done, refused = actions.publish_products(
            workspace=request.workspace, pages=rows, actor=request.user, now=now
        )
        toast(request, ngettext("%(n)d product published.", "%(n)d products published.", done) % {"n": done})
        if refused:
            names = ", ".join(refused[:5])
            toast(
                request,
                _("Not published, because something in them is wrong: %(names)s") % {"names": names},
                failed=True,
            )
    elif deed == "unpublish":
        done = actions.unpublish_products(
            workspace=request.workspace, pages=rows, actor=request.user, now=now
        )
        toast(
            request, ngettext("%(n)d product taken down.", "%(n)d products taken down.", done) % {"n": done}
        )
    return redirect(way_back(request))


def way_back(request) -> str:
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return reverse("sites_products", args=[request.workspace.slug])


@workspace_view(EVERYONE)
def export(request):
    """All products of a language as a file that can be taken in again."""
    language = language_of(request)
    rows = lists.chosen(request.workspace, language, request.GET.dict())
    return file_of(request, rows, language, "xlsx" if request.GET.get("kind") == "xlsx" else "csv")


def file_of(request, pages, language: str, kind: str):
    heads, rows = exporting.table(request.workspace, pages, language)
    name = f"products-{request.workspace.slug}-{language}"
    if kind == "csv":
        return csv_response(filename=name, header=heads, rows=rows)
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(exporting.workbook(heads, rows), content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx")
    return response


# --- attributes -----------------------------------------------------------------------------------------------------------


@workspace_view(EVERYONE)
def attributes(request):
    """What products are described by."""
    rows = [
        (one, actions.uses_of(one))
        for one in Attribute.objects.of(request.workspace).select_related("workspace")
    ]
    context = {**SECTION, "rows": rows, "may_edit": request.membership.role in EDITORS}
    return render(request, "sites/catalogue/attributes.html", context)


@workspace_view(EDITORS)
def attribute(request, pk=None):
    """Make or change an attribute."""
    one = get_object_or_404(Attribute.objects.of(request.workspace), pk=pk) if pk else None
    form = forms.AttributeForm(request.POST or None, languages=languages_of(request), attribute=one)
    if request.method == "POST" and form.is_valid():
        plain = {name: form.cleaned_data[name] for name in ("kind", "unit", "is_filterable", "position")}
        try:
            actions.save_attribute(
                workspace=request.workspace, attribute=one, names=form.names(), choices=form.choice_names(),
                actor=request.user, now=timezone.now(), **plain,
            )  # fmt: skip
        except actions.AttributeRefused as refused:
            form.add_error(None, str(refused))
        else:
            toast(request, _("Saved."))
            return redirect("sites_attributes", request.workspace.slug)
    context = {**SECTION, "form": form, "attribute": one}
    return render(request, "sites/catalogue/attribute.html", context, status=422 if form.is_bound else 200)


@workspace_view(EDITORS)
def delete_attribute(request, pk):
    """Ask, then forget an attribute."""
    one = get_object_or_404(Attribute.objects.of(request.workspace).select_related("workspace"), pk=pk)
    back = reverse("sites_attributes", args=[request.workspace.slug])
    if request.method == "POST":
        actions.delete_attribute(attribute=one, actor=request.user, now=timezone.now())
        toast(request, _("Removed."))
        return redirect(back)
    uses = actions.uses_of(one)
    text = ngettext(
        "%(n)d product has a value of it, which will be shown no longer.",
        "%(n)d products have a value of it, which will be shown no longer.",
        uses,
    ) % {"n": uses}
    title = _("Delete the attribute “%(name)s”?") % {"name": one}
    return ask(request, section="sites", title=title, text=text, button=_("Delete"), back=back)


# --- import ---------------------------------------------------------------------------------------------------------------


@workspace_view(EDITORS)
def imports(request):
    """Hand over a file, and what was imported before."""
    form = forms.ImportForm(request.POST or None, request.FILES or None, languages=languages_of(request))
    if request.method == "POST" and form.is_valid():
        file, zipped = form.cleaned_data["file"], form.cleaned_data["pictures"]
        try:
            run = importing.keep_file(
                workspace=request.workspace, filename=file.name, content=file.read(),
                language=form.cleaned_data["language"], actor=request.user, now=timezone.now(),
                pictures=zipped.read() if zipped else None,
            )  # fmt: skip
            return redirect("sites_import", request.workspace.slug, run.pk)
        except TableUnreadable as unreadable:
            form.add_error("file", str(unreadable))
        except importing.ImportRefused as refused:
            form.add_error("pictures", str(refused))
    runs = (
        ProductImport.objects.of(request.workspace)
        .select_related("created_by")
        .defer("content", "errors")[:30]
    )
    context = {**SECTION, "form": form, "runs": runs, "fields": [str(title) for title in FIELDS.values()]}
    return render(request, "sites/catalogue/imports.html", context, status=422 if form.errors else 200)


def run_or_404(request, pk) -> ProductImport:
    return get_object_or_404(
        ProductImport.objects.of(request.workspace).select_related("workspace", "created_by"), pk=pk
    )


def mapping_asked(request, run: ProductImport) -> Mapping:
    """Return the mapping as the form says, or as it was guessed."""
    data = request.POST if request.method == "POST" else request.GET
    if "rule" not in data:
        return mapping_from(run.mapping)
    return mapping_said(data, run.heads, request.workspace)


@workspace_view(EDITORS)
def import_run(request, pk):
    """One import: before, while and after."""
    run = run_or_404(request, pk)
    if run.state == ProductImport.State.UPLOADED and run.content is not None:
        return preview(request, run)
    context = {**SECTION, "run": run, "wrong": run.errors[:WRONG_SHOWN], "percent": percent_of(run)}
    return render(request, "sites/catalogue/import_run.html", context)


def percent_of(run: ProductImport) -> int:
    return min(99, round(100 * run.rows_done / run.rows_read)) if run.rows_read else 0


def preview(request, run: ProductImport):
    mapping, refusal, look = mapping_asked(request, run), "", None
    try:
        look = importing.look_at(run=run, mapping=mapping)
    except (importing.ImportRefused, TableUnreadable) as refused:
        refusal = str(refused)
    can_go = bool(
        look
        and not look.problem
        and (mapping.skip_bad or not look.wrong_rows)
        and look.rows > look.wrong_rows
    )
    if request.method == "POST" and can_go:
        return take_in(request, run, mapping, look)
    offered = column_choices(request.workspace)
    context = {
        **SECTION, "run": run, "look": look, "problem": refusal or look.problem, "can_go": can_go, "choices": offered,
        "columns": [
            {"number": n, "head": head, "field": mapping.columns.get(n, "")} for n, head in enumerate(run.heads)
        ],
        "how": forms.HowForm(initial=mapping.as_dict()), "wrong": look.wrong[:WRONG_SHOWN] if look else [],
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "sites/catalogue/import_preview.html", context, status=status)


def take_in(request, run: ProductImport, mapping: Mapping, look):
    there = redirect("sites_import", request.workspace.slug, run.pk)
    with transaction.atomic():
        if not begin(run, mapping=mapping.as_dict(), rows_read=look.rows):
            return there  # pressed twice: the first press is at it
        if look.rows > AT_ONCE or look.to_fetch:
            arguments = (run.pk, mapping.as_dict(), request.user.pk)
            transaction.on_commit(lambda: tasks.take_in_products.enqueue(*arguments))
            return there
    try:
        importing.take_in(run=run, mapping=mapping, actor=request.user, now=timezone.now())
    except importing.ImportRefused as refusal:
        put_aside(run)
        toast(request, str(refusal), failed=True)
    except Exception:
        put_aside(run)
        raise
    else:
        undo = reverse("sites_import_undo", args=[request.workspace.slug, run.pk])
        toast(request, _("%(name)s is taken in.") % {"name": run}, undo=undo)
    return there


@workspace_view(EDITORS)
def import_progress(request, pk):
    """How far a long import is; when it is done, the browser moves on to the result."""
    run = run_or_404(request, pk)
    response = render(
        request, "sites/catalogue/import_progress.html", {"run": run, "percent": percent_of(run)}
    )
    if run.state != ProductImport.State.RUNNING:
        response.headers["HX-Redirect"] = reverse("sites_import", args=[request.workspace.slug, run.pk])
    return response


@workspace_view(EDITORS)
def import_errors(request, pk):
    """What is wrong in the file, as a file."""
    run = run_or_404(request, pk)
    wrong = run.errors
    if run.state == ProductImport.State.UPLOADED and run.content is not None:
        try:
            wrong = [
                one.as_list() for one in importing.look_at(run=run, mapping=mapping_asked(request, run)).wrong
            ]
        except importing.ImportRefused as refusal:
            wrong = [[0, "", str(refusal), ""]]
    header = [_("Line"), _("Column"), _("What is wrong"), _("Value")]
    return csv_response(filename=f"errors-{run.pk}", header=header, rows=wrong)


@workspace_view(EDITORS)
def import_undo(request, pk):
    """Ask, then take an import back."""
    run = run_or_404(request, pk)
    back = reverse("sites_import", args=[request.workspace.slug, run.pk])
    if request.method == "POST":
        if run.rows_new + run.rows_changed > AT_ONCE:
            tasks.take_back_products.enqueue(run.pk, request.user.pk)
            toast(request, _("“%(name)s” is being taken back.") % {"name": run})
        else:
            importing.undo_import(run=run, actor=request.user, now=timezone.now())
            toast(request, _("“%(name)s” is taken back.") % {"name": run})
        return redirect(back)
    return ask(
        request, section="sites", title=_("Take “%(name)s” back?") % {"name": run},
        text=_("Products it made go, what it changed is as before. What somebody edited since stays."),
        button=_("Take back"), back=back,
    )  # fmt: skip


@require_POST
@workspace_view(EDITORS)
def import_discard(request, pk):
    """Throw a file away before it is taken in."""
    run = run_or_404(request, pk)
    if run.state == ProductImport.State.UPLOADED:
        importing.throw_away(run=run)
    return redirect("sites_imports", request.workspace.slug)
