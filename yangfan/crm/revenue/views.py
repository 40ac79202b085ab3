"""Orders on screen: the list, a file taken in, and its undo."""

from django import forms
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EVERYONE, SELLERS, workspace_view
from yangfan.core.ui.table_files import TableUnreadable, check_size
from yangfan.core.ui.tables import Column, Table
from yangfan.core.ui.toasts import toast
from yangfan.crm.inquiries.screens import SECTION
from yangfan.crm.revenue import actions
from yangfan.crm.revenue.models import Purchase, RevenueImport
from yangfan.crm.revenue.reading import COLUMNS, read_purchases
from yangfan.crm.tabs import section_tabs
from yangfan.crm.words import channel_titles

ERRORS_SHOWN = 50


class OrdersForm(forms.Form):
    """The file with the orders."""

    file = forms.FileField(label=gettext_lazy("CSV or XLSX file"), validators=[check_size])


class OrderFilters(forms.Form):
    """Which orders to show."""

    q = forms.CharField(label=gettext_lazy("Order or customer"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        required=False,
        choices=[("", gettext_lazy("All")), *Purchase.Kind.choices],
    )


@workspace_view(EVERYONE)
def orders(request):
    """All orders and refunds, newest first, with the imports that may be undone."""
    titles = channel_titles(request.workspace)
    filters = OrderFilters(request.GET)
    filters.is_valid()
    table = Table(
        request,
        columns=[
            Column("external_id", _("Order number")),
            Column("kind", _("Kind"), value=lambda row: row.get_kind_display()),
            Column("occurred_at", _("When"), value=lambda row: timezone.localtime(row.occurred_at).strftime("%Y-%m-%d %H:%M"), sort="occurred_at"),
            Column("contact", _("Customer"), value=lambda row: str(row.contact or "")),
            Column("channel", _("Channel"), value=lambda row: titles.get(row.counts_for, row.counts_for)),
            Column("inquiry", _("Inquiry"), value=lambda row: f"#{row.inquiry.number}" if row.inquiry else ""),
            Column("source", _("Way in")),
            Column("amount", _("Amount"), numeric=True, sort="amount", template="crm/cells/amount.html", export=lambda row: row.amount),
            Column("currency", _("Currency")),
        ],
        rows=_rows(request.workspace, filters.cleaned_data),
        name="orders",
        caption=pgettext("purchases", "Orders"),
        filters=filters,
        default_sort="-occurred_at",
        row_url=lambda row: reverse("crm_contact", args=[request.workspace.slug, row.contact_id]) if row.contact_id else "",
        empty=_("No order yet. Orders come by the REST interface, from a shop, or from a file."),
    )  # fmt: skip
    if table.wants_export:
        return table.export(f"orders-{timezone.localdate()}")
    context = {
        "section": SECTION, "tabs": section_tabs(request.workspace), "table": table,
        "may_write": request.membership.role in SELLERS, "runs": RevenueImport.objects.of(request.workspace)[:5],
    }  # fmt: skip
    return render(request, "crm/orders.html", context)


def _rows(workspace, chosen: dict):
    rows = Purchase.objects.of(workspace).select_related("contact", "inquiry")
    if chosen.get("kind"):
        rows = rows.filter(kind=chosen["kind"])
    if chosen.get("q"):
        words = chosen["q"].strip()
        by_number = rows.filter(external_id__icontains=words)
        rows = (
            by_number
            | rows.filter(contact__name__icontains=words)
            | rows.filter(contact__email__icontains=words)
        )
    return rows


@workspace_view(SELLERS)
def import_file(request):
    """Take in a file of orders: all rows, or none with what is wrong where."""
    form, errors = OrdersForm(request.POST or None, request.FILES or None), []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            rows, errors = read_purchases(file.read(), workspace=request.workspace)
            if rows and not errors:
                run = actions.import_purchases(
                    workspace=request.workspace,
                    filename=file.name,
                    rows=rows,
                    actor=request.user,
                    now=timezone.now(),
                )
                said = ngettext("%(n)d order taken in", "%(n)d orders taken in", len(rows)) % {"n": len(rows)}
                toast(request, said, undo=reverse("crm_orders_undo", args=[request.workspace.slug, run.pk]))
                return redirect("crm_orders", request.workspace.slug)
        except (TableUnreadable, actions.PurchaseRefused) as refusal:
            errors = [str(refusal)]
    context = {
        "section": SECTION, "form": form, "errors": errors[:ERRORS_SHOWN], "more": max(len(errors) - ERRORS_SHOWN, 0),
        "columns": list(COLUMNS),
    }  # fmt: skip
    return render(request, "crm/orders_import.html", context, status=422 if errors or form.errors else 200)


@require_POST
@workspace_view(SELLERS)
def undo(request, pk):
    """Take back what one file brought."""
    run = get_object_or_404(RevenueImport.objects.of(request.workspace).select_related("workspace"), pk=pk)
    gone = actions.undo_import(run=run, actor=request.user, now=timezone.now())
    toast(request, ngettext("%(n)d order taken back", "%(n)d orders taken back", gone) % {"n": gone})
    return redirect("crm_orders", request.workspace.slug)
