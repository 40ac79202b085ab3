"""Screens of costs: the list, a bill by hand, the import in three steps, and what was imported."""

from datetime import timedelta

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EDITORS, EVERYONE, workspace_view
from yangfan.core.ui.confirm import ask
from yangfan.core.ui.table_files import TableUnreadable
from yangfan.core.ui.tables import Column, Table
from yangfan.core.ui.toasts import toast
from yangfan.events import public as events
from yangfan.promotion.costs import actions, forms, queries, tasks
from yangfan.promotion.costs.formats import FIELDS, format_of
from yangfan.promotion.costs.models import CostImport, CostUpload
from yangfan.promotion.periods import period_of

SECTION = {"section": "promote"}


def may_write(request) -> bool:
    return request.membership.role in EDITORS


@workspace_view(EVERYONE)
def costs(request):
    """All costs that count, with filters, sums and export."""
    workspace, period = request.workspace, period_of(request)
    filters = forms.CostFilters(request.GET, workspace=workspace)
    filters.is_valid()
    chosen = filters.cleaned_data
    rows = queries.current_rows(
        workspace,
        from_on=period.from_on,
        to_on=period.to_on,
        channel={"": None, "-": ""}.get(chosen.get("channel", ""), chosen.get("channel")),
        way=chosen.get("way", ""),
        search=chosen.get("q", ""),
    )
    table = _costs_table(request, rows, filters)
    if table.wants_export:
        return table.export(f"costs-{workspace.slug}-{period.from_on}-{period.to_on}")
    context = SECTION | {
        "table": table,
        "period": period,
        "totals": queries.totals_of(rows),
        "may_write": may_write(request),
    }
    return render(request, "promotion/costs.html", context)


def _costs_table(request, rows, filters) -> Table:
    titles = {channel.key: channel.title for channel in events.channels_of(request.workspace)}

    def days(row):
        return f"{row.from_on} – {row.to_on}" if row.is_period else str(row.from_on)

    return Table(
        request,
        columns=[
            Column("day", _("Day"), value=days, sort="from_on"),
            Column("channel", _("Channel"), value=lambda row: titles.get(row.channel, row.channel) or _("Not allocated"), sort="channel"),
            Column("campaign", _("Campaign or note"), value=lambda row: row.campaign or row.note, sort="campaign"),
            Column("account", _("Account"), sort="account"),
            Column("amount", _("Cost"), template="promotion/parts/amount.html", numeric=True, sort="amount"),
            Column("currency", _("Currency"), sort="currency"),
            Column("impressions", _("Exposures"), numeric=True, sort="impressions"),
            Column("clicks", _("Clicks"), numeric=True, sort="clicks"),
            Column("source", _("Way in"), value=str_of_source, template="promotion/parts/source.html"),
        ],
        rows=rows,
        name="costs",
        caption=_("Costs"),
        default_sort="-day",
        filters=filters,
        empty=_("No costs in this period."),
    )  # fmt: skip


def str_of_source(row) -> str:
    book = row.cost_import
    return book.filename or (book.note if book.way == CostImport.Way.API else _("By hand"))


@workspace_view(EDITORS)
def add(request):
    """Enter a bill by hand."""
    form = forms.CostForm(
        request.POST or None,
        workspace=request.workspace,
        today=events.stats.today_of(request.workspace, timezone.now()),
    )
    if request.method == "POST" and form.is_valid():
        entry = actions.add_cost(
            workspace=request.workspace, actor=request.user, now=timezone.now(), **form.cleaned_data
        )
        said = ngettext("Cost added.", "%(count)d monthly costs added.", entry.rows_read) % {
            "count": entry.rows_read
        }
        toast(request, said, undo=undo_address(entry))
        return redirect("promote_costs", request.workspace.slug)
    return render(request, "promotion/cost_add.html", SECTION | {"form": form})


def undo_address(cost_import: CostImport) -> str:
    return reverse("promote_import_undo", args=[cost_import.workspace.slug, cost_import.pk])


@workspace_view(EDITORS)
def upload(request):
    """Step one: hand over a file."""
    form = forms.UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        kept = actions.keep_upload(
            workspace=request.workspace,
            filename=file.name,
            content=file.read(),
            actor=request.user,
            now=timezone.now(),
        )
        return redirect("promote_preview", request.workspace.slug, kept.pk)
    context = {"form": form, "recent": queries.imports_of(request.workspace).filter(way="file")[:5]}
    return render(request, "promotion/upload.html", SECTION | context)


def _upload_or_404(request, pk) -> CostUpload:
    return get_object_or_404(CostUpload.objects.of(request.workspace).select_related("workspace"), pk=pk)


@workspace_view(EDITORS)
def preview(request, pk):
    """Step two: what the file says, what is wrong with it, what one may decide. Step three is the POST."""
    kept = _upload_or_404(request, pk)
    if kept.cost_import_id:
        return redirect("promote_import", request.workspace.slug, kept.cost_import_id)
    if kept.started_at:
        return render(request, "promotion/progress.html", SECTION | {"upload": kept})
    try:
        reading, form = _read_upload(request, kept)
    except TableUnreadable as unreadable:
        return render(
            request, "promotion/unreadable.html", SECTION | {"upload": kept, "why": str(unreadable)}
        )
    if request.method == "POST" and (reading.figures or not reading.problem_count):
        return _confirm(request, kept, reading, form.mapping())
    return render(request, "promotion/preview.html", SECTION | _preview_context(request, kept, reading, form))


def _read_upload(request, kept):
    data = request.POST if request.method == "POST" else request.GET
    content, now = actions.content_of(kept), timezone.now()
    first = actions.preview_costs(workspace=request.workspace, content=content, now=now)
    form = forms.MappingForm(data, workspace=request.workspace, headers=first.detected.headers)
    mapping = form.mapping()
    reading = first
    if data:
        reading = actions.preview_costs(
            workspace=request.workspace, content=content, now=now, mapping=mapping
        )
    form = forms.MappingForm(
        forms.shown(form, reading), workspace=request.workspace, headers=first.detected.headers
    )
    return reading, form


def _preview_context(request, kept, reading, form) -> dict:
    return {
        "upload": kept,
        "reading": reading,
        "form": form,
        "columns": [
            {"title": header, "field": _field_of(n, reading)}
            for n, header in enumerate(reading.detected.headers)
        ],
        "can_import": bool(reading.figures) and (not reading.problem_count or form.mapping().skip_bad),
        "hidden_problems": reading.problem_count - len(reading.problems),
        "repeat": queries.kept_import_of(request.workspace, actions.sha256_of(actions.content_of(kept))),
    }


def _field_of(number: int, reading) -> str:
    return next((str(FIELDS[name]) for name, column in reading.columns.items() if column == number), "")


def _confirm(request, kept, reading, mapping):
    if len(reading.figures) > actions.ONE_TRANSACTION:
        return _import_later(request, kept, mapping)
    try:
        done = actions.run_upload(upload=kept, mapping=mapping, actor=request.user, now=timezone.now())
    except actions.CostImportRefused as refused:
        toast(request, str(refused), failed=True)
        return redirect(request.get_full_path())
    if getattr(done, "is_repeat", False):
        toast(request, _("This file is already imported: nothing changed."))
    else:
        toast(request, _("%(name)s is imported.") % {"name": done.filename}, undo=undo_address(done))
    return redirect("promote_import", request.workspace.slug, done.pk)


def _import_later(request, kept, mapping):
    with transaction.atomic():
        kept.started_at = timezone.now()
        kept.save(update_fields=["started_at"])
        arguments = (kept.pk, mapping.as_dict(), request.user.pk)
        transaction.on_commit(lambda: tasks.import_upload.enqueue(*arguments))
    return redirect("promote_preview", request.workspace.slug, kept.pk)


@workspace_view(EDITORS)
def progress(request, pk):
    """How far a long import is; when it is done, the browser moves on to the result."""
    kept = _upload_or_404(request, pk)
    response = render(request, "promotion/parts/progress.html", {"upload": kept})
    if kept.cost_import_id:
        response.headers["HX-Redirect"] = reverse(
            "promote_import", args=[request.workspace.slug, kept.cost_import_id]
        )
    return response


@workspace_view(EVERYONE)
def imports(request):
    """Everything that came in, newest first, with its undo."""
    table = Table(
        request,
        columns=[
            Column("name", _("File or note"), value=str),
            Column("created_at", _("When"), template="promotion/parts/when.html", sort="created_at"),
            Column("way", _("Way in"), value=lambda one: one.get_way_display()),
            Column("rows_read", _("Rows"), numeric=True, sort="rows_read"),
            Column(
                "totals", _("Cost"), template="promotion/parts/totals.html", numeric=True, value=totals_text
            ),
            Column(
                "state",
                _("State"),
                template="promotion/parts/state.html",
                value=lambda one: one.get_state_display(),
            ),
        ],
        rows=queries.imports_of(request.workspace),
        name="imports",
        caption=_("Imports and entries"),
        row_url=lambda one: reverse("promote_import", args=[request.workspace.slug, one.pk]),
        default_sort="-created_at",
        empty=_("Nothing was imported yet."),
    )
    if table.wants_export:
        return table.export(f"cost-imports-{request.workspace.slug}")
    return render(
        request, "promotion/imports.html", SECTION | {"table": table, "may_write": may_write(request)}
    )


def totals_text(cost_import: CostImport) -> str:
    return " + ".join(f"{amount} {currency}" for currency, amount in cost_import.totals.items())


def _import_or_404(request, pk) -> CostImport:
    return get_object_or_404(queries.imports_of(request.workspace).select_related("workspace"), pk=pk)


@workspace_view(EVERYONE)
def imported(request, pk):
    """What one import brought."""
    one = _import_or_404(request, pk)
    channels = {channel.key: channel.title for channel in events.channels_of(request.workspace)}
    rows = one.rows.of(request.workspace).exclude(is_removed=True)
    used = [
        channels.get(key, key) or _("Not allocated")
        for key in rows.order_by().values_list("channel", flat=True).distinct()
    ]
    context = {
        "one": one,
        "format": format_of(one.format) if one.format else None,
        "channels": sorted(str(title) for title in used),
        "shown": rows.order_by("from_on", "id")[:10],
        "may_write": may_write(request),
        "is_stuck": one.settled_at is None and one.created_at < timezone.now() - timedelta(minutes=15),
    }
    return render(request, "promotion/imported.html", SECTION | context)


@workspace_view(EVERYONE, write_roles=EDITORS)
def undo(request, pk):
    """Ask, then take an import back."""
    one = _import_or_404(request, pk)
    back = reverse("promote_import", args=[request.workspace.slug, one.pk])
    if one.way == CostImport.Way.API or one.state == CostImport.State.WRITING:
        raise Http404
    if request.method == "POST":
        actions.undo_cost_import(cost_import=one, actor=request.user, now=timezone.now())
        toast(request, _("“%(name)s” is undone; what it had replaced is back.") % {"name": one})
        return redirect("promote_imports", request.workspace.slug)
    return ask(
        request,
        section="promote",
        title=_("Undo “%(name)s”?") % {"name": one},
        text=_("Its costs and exposures no longer count; rows it had replaced count again."),
        button=_("Undo the import"),
        back=back,
    )


@require_POST
@workspace_view(EDITORS)
def discard(request, pk):
    """Throw an upload away before it is imported."""
    _upload_or_404(request, pk).delete()
    return redirect("promote_upload", request.workspace.slug)
