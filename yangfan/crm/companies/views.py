"""Customer companies on screen."""

from django import forms
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yangfan.accounts.public import EVERYONE, SELLERS, workspace_view
from yangfan.core.ui.tables import Column
from yangfan.crm.companies import actions
from yangfan.crm.companies.models import Company
from yangfan.crm.contacts.identity import country_choices
from yangfan.crm.contacts.models import Contact
from yangfan.crm.contacts.views import sums_of, timeline_context
from yangfan.crm.customers import exports, lists
from yangfan.crm.customers.fields import fields_of, in_words
from yangfan.crm.customers.models import Kin, Tag
from yangfan.crm.customers.own import OwnFieldsMixin
from yangfan.crm.customers.saved import saved_filters
from yangfan.crm.customers.tags import tags_of
from yangfan.crm.customers.timeline import Of
from yangfan.crm.deals.models import Deal
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.tabs import section_tabs
from yangfan.crm.words import country_name

SECTION = "inquiries"
SHOWN = 12


class CompanyForm(OwnFieldsMixin, forms.ModelForm):
    of = "company"

    parent_name = forms.CharField(label=gettext_lazy("part of"), required=False, max_length=200,
                                  help_text=gettext_lazy("The name of the company it belongs to"))  # fmt: skip

    class Meta:
        model = Company
        fields = ["name", "domain", "country", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    field_order = ["name", "domain", "country", "parent_name", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].widget = forms.Select(choices=country_choices())
        self.fields["parent_name"].initial = self.instance.parent.name if self.instance.parent else ""
        self.add_own_fields()

    def clean_parent_name(self):
        name = self.cleaned_data["parent_name"].strip()
        self.parent = (
            self.instance.parent if self.instance.parent and self.instance.parent.name == name else None
        )
        if name and self.parent is None:
            self.parent = lists.company_named(self.instance.workspace, name)
            if self.parent is None:
                raise forms.ValidationError(_("There is no company “%(name)s”.") % {"name": name})
        return name


@workspace_view(EVERYONE)
def companies(request):
    """Customer companies, by any filter."""
    workspace = request.workspace
    filters = lists.CompanyFilters(request.GET, workspace=workspace)
    rows = lists.company_rows(workspace, filters.chosen(), own=filters.own)
    if request.GET.get("export") in ("csv", "xlsx"):
        return exports.answer(
            workspace=workspace, rows=rows, of=Kin.COMPANY, kind=request.GET["export"],
            filename=f"companies-{timezone.localdate()}",
        )  # fmt: skip
    context = {
        "section": SECTION, "tabs": section_tabs(workspace), "table": _table(request, rows.select_related("parent"), filters),
        "current": "companies", "title": _("Companies"), "may_write": request.membership.role in SELLERS,
        "of": Kin.COMPANY, "saved": saved_filters(request, Kin.COMPANY), "all_tags": Tag.objects.of(workspace)[:200],
        "several": reverse("crm_companies_several", args=[workspace.slug]),
    }  # fmt: skip
    return render(request, "crm/people.html", context)


def _table(request, rows, filters) -> lists.LongTable:
    workspace = request.workspace
    table = lists.LongTable(
        request, columns=[], rows=rows, name="companies", caption=_("Companies"), filters=filters, default_sort="name",
        row_url=lambda row: reverse("crm_company", args=[workspace.slug, row.pk]),
        empty=_("No company yet. Companies come with the first inquiry from a company's mail address."),
    )  # fmt: skip
    known: dict = {}

    def count(row, key):
        if not known:
            known.update(lists.company_counts(workspace, [one.pk for one in table.page]))
            known["tags"] = tags_of(workspace, Company, list(known))
        return known["tags"][row.pk] if key == "tags" else known[row.pk][key]

    table.columns = [
        Column("name", _("Company"), sort="name"),
        Column("domain", _("Domain")),
        Column("country", _("Country"), value=lambda row: country_name(row.country), sort="country"),
        Column("parent", _("Part of"), value=lambda row: str(row.parent or "")),
        Column("tags", _("Tags"), value=lambda row: count(row, "tags"), template="crm/cells/tags.html"),
        Column("people", _("Contacts"), numeric=True, value=lambda row: count(row, "people")),
        Column("asked", _("Inquiries"), numeric=True, value=lambda row: count(row, "asked")),
        Column("won", _("Orders"), numeric=True, value=lambda row: count(row, "won")),
    ]
    return table


def company_or_404(request, pk) -> Company:
    """Return the company of this workspace."""
    return get_object_or_404(
        Company.objects.of(request.workspace).select_related("workspace", "parent"), pk=pk
    )


@workspace_view(EVERYONE)
def company(request, pk):
    """One company: its people, group, inquiries, deals, and everything that happened."""
    firm, workspace = company_or_404(request, pk), request.workspace
    inquiries = Inquiry.objects.of(workspace).filter(contact__company=firm)
    deals = Deal.objects.of(workspace).filter(Q(company=firm) | Q(contact__company=firm))
    people = Contact.objects.of(workspace).filter(company=firm, merged_into=None)
    context = details_context(request, firm) | timeline_context(request, Of(workspace, company=firm)) | {
        "section": SECTION, "people": people[:SHOWN], "people_count": people.count(), "inquiries": inquiries.select_related("contact")[:SHOWN],
        "inquiry_count": inquiries.count(), "deals": deals[:SHOWN], "sums": sums_of(deals),
        "above": actions.line_above(firm)[:0:-1], "children": _children(workspace, firm), "all_tags": Tag.objects.of(workspace)[:200],
        "group_sums": _group_sums(workspace, firm),
    }  # fmt: skip
    return render(request, "crm/company.html", context)


def _children(workspace, firm: Company):
    return Company.objects.of(workspace).filter(parent=firm).annotate(n=Count("contacts"))[:50]


def _group_sums(workspace, firm: Company) -> list[dict]:
    """Return the sums of the company with what is part of it; empty when nothing is."""
    level, found = [firm.pk], {firm.pk}
    for _step in range(actions.DEEPEST):
        level = [
            pk
            for pk in Company.objects.of(workspace).filter(parent__in=level).values_list("pk", flat=True)
            if pk not in found
        ]
        found.update(level)
        if not level:
            break
    return sums_of(Deal.objects.of(workspace).filter(company__in=found)) if len(found) > 1 else []


def details_context(request, firm: Company) -> dict:
    """Return what the card of details shows."""
    own = fields_of(request.workspace, Kin.COMPANY)
    return {
        "firm": firm, "country": country_name(firm.country),
        "own": [(field, in_words(field, firm.fields.get(field.key))) for field in own],
        "tags": tags_of(request.workspace, Company, [firm.pk])[firm.pk],
        "may_write": request.membership.role in SELLERS,
    }  # fmt: skip


@workspace_view(EVERYONE)
def company_timeline(request, pk):
    """A page of the timeline, for the chips and for what happened earlier."""
    firm = company_or_404(request, pk)
    context = timeline_context(request, Of(request.workspace, company=firm))
    if not request.htmx:
        return redirect(f"{context['subject_url']}?{request.GET.urlencode()}")
    return render(request, "crm/customers/timeline.html", context)


@workspace_view(SELLERS)
def company_edit(request, pk):
    """Change the details, in place or on a page of their own."""
    firm = company_or_404(request, pk)
    form = CompanyForm(request.POST or None, instance=company_or_404(request, pk))
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in form.Meta.fields} | {"parent": form.parent}
        try:
            actions.change_company(
                company=firm, fields=fields, own=form.own_values, actor=request.user, now=timezone.now()
            )
            return redirect("crm_company", request.workspace.slug, pk)
        except actions.CompanyRefused as refusal:
            form.add_error(None, str(refusal))
    context = details_context(request, firm) | {"section": SECTION, "form": form}
    template = "crm/customers/company_form.html" if request.htmx else "crm/company_edit.html"
    return render(request, template, context, status=422 if form.errors else 200)
