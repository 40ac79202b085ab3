"""Contacts on screen."""

from zoneinfo import ZoneInfo

from django.db.models import Sum
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yangfan.accounts.public import EVERYONE, SELLERS, workspace_view
from yangfan.core.ui.tables import Column
from yangfan.crm.companies.actions import company_for
from yangfan.crm.contacts import actions
from yangfan.crm.contacts.forms import ContactForm
from yangfan.crm.contacts.models import Contact
from yangfan.crm.customers import exports, lists
from yangfan.crm.customers.fields import fields_of, in_words
from yangfan.crm.customers.models import Kin, Tag
from yangfan.crm.customers.saved import saved_filters
from yangfan.crm.customers.tags import tags_of
from yangfan.crm.customers.timeline import KINDS, BadCursor, Of, timeline
from yangfan.crm.deals.models import Deal
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.tabs import section_tabs
from yangfan.crm.words import channel_title, channel_titles, country_name, language_name

SECTION = "inquiries"
SHOWN = 8


def contact_rows_of(request):
    """Return the rows that the list's address asks for, and its filters."""
    workspace = request.workspace
    filters = lists.ContactFilters(request.GET, workspace=workspace)
    rows = lists.contact_rows(
        workspace, filters.chosen(), own=filters.own, zone=ZoneInfo(workspace.time_zone), now=timezone.now()
    )
    return rows, filters


@workspace_view(EVERYONE)
def contacts(request):
    """The customer book: everyone known, by any filter."""
    workspace = request.workspace
    rows, filters = contact_rows_of(request)
    if request.GET.get("export") in ("csv", "xlsx"):
        return exports.answer(
            workspace=workspace, rows=rows, of=Kin.CONTACT, kind=request.GET["export"],
            filename=f"contacts-{timezone.localdate()}",
        )  # fmt: skip
    table = _table(request, rows.select_related("company", "lead_score"), filters)
    context = {
        "section": SECTION, "tabs": section_tabs(workspace), "table": table, "current": "contacts",
        "title": _("Contacts"), "may_write": request.membership.role in SELLERS, "of": Kin.CONTACT,
        "saved": saved_filters(request, Kin.CONTACT), "all_tags": Tag.objects.of(workspace)[:200],
        "several": reverse("crm_contacts_several", args=[workspace.slug]),
    }  # fmt: skip
    return render(request, "crm/people.html", context)


def _table(request, rows, filters) -> lists.LongTable:
    workspace, titles = request.workspace, channel_titles(request.workspace)
    table = lists.LongTable(
        request, columns=[], rows=rows, name="contacts", caption=_("Contacts"), filters=filters,
        default_sort="-last_seen_at", row_url=lambda row: reverse("crm_contact", args=[workspace.slug, row.pk]),
        empty=_("Nobody has written yet. Contacts come with their first inquiry, or from a file."),
    )  # fmt: skip
    known = _Known(workspace, Contact, table)
    table.columns = [
        Column("name", _("Name"), value=str, sort="name"),
        Column("company", _("Company"), value=lambda row: str(row.company or "")),
        Column("email", _("E-mail"), value=lambda row: row.email or row.phone),
        Column("country", _("Country"), value=lambda row: country_name(row.country), sort="country"),
        Column("tags", _("Tags"), value=lambda row: known.tags[row.pk], template="crm/cells/tags.html"),
        Column("channel", _("First came by"), value=lambda row: titles.get(row.first_touch.get("channel", ""), "")),
        Column("asked", _("Inquiries"), numeric=True, value=lambda row: known.asked.get(row.pk, 0)),
        Column("score", _("Lead score"), numeric=True, value=lambda row: _score(row)),
        Column("last_seen_at", _("Last wrote"), value=lambda row: timezone.localdate(row.last_seen_at), sort="last_seen_at"),
    ]  # fmt: skip
    return table


class _Known:
    """What the rows of one page need beside themselves, read once a page."""

    def __init__(self, workspace, model, table):
        self.workspace, self.model, self.table = workspace, model, table

    def __getattr__(self, name):
        pks = [row.pk for row in self.table.page]
        found = {"tags": lambda: tags_of(self.workspace, self.model, pks),
                 "asked": lambda: lists.asked_counts(self.workspace, pks)}[name]()  # fmt: skip
        setattr(self, name, found)
        return found


def _score(row):
    score = getattr(row, "lead_score", None)
    return score.score if score else None


def contact_or_404(request, pk) -> Contact:
    """Return the contact of this workspace."""
    rows = Contact.objects.of(request.workspace).select_related("company", "workspace", "merged_into")
    return get_object_or_404(rows, pk=pk)


@workspace_view(EVERYONE)
def contact(request, pk):
    """One person: who, what came of it, everything said and done."""
    person = contact_or_404(request, pk)
    if person.is_merged:
        return redirect("crm_contact", request.workspace.slug, actions.person_behind(person).pk)
    workspace = request.workspace
    inquiries = Inquiry.objects.of(workspace).filter(contact=person)
    deals = Deal.objects.of(workspace).filter(contact=person)
    context = details_context(request, person) | timeline_context(request, Of(workspace, contact=person)) | {
        "section": SECTION, "first": _touch(workspace, person.first_touch), "last": _touch(workspace, person.last_touch),
        "inquiries": inquiries[:SHOWN], "inquiry_count": inquiries.count(), "deals": deals[:SHOWN],
        "sums": sums_of(deals), "merges": person.merges.of(workspace).filter(undone_at=None).select_related("merged"),
        "all_tags": Tag.objects.of(workspace)[:200], "score": _score_row(person),
    }  # fmt: skip
    return render(request, "crm/contact.html", context)


def _score_row(person):
    return getattr(person, "lead_score", None)


def details_context(request, person: Contact) -> dict:
    """Return what the card of details shows."""
    own = fields_of(request.workspace, Kin.CONTACT)
    return {
        "person": person, "country": country_name(person.country), "language": language_name(person.language),
        "own": [(field, in_words(field, person.fields.get(field.key))) for field in own],
        "tags": tags_of(request.workspace, Contact, [person.pk])[person.pk],
        "may_write": request.membership.role in SELLERS,
    }  # fmt: skip


def timeline_context(request, of: Of) -> dict:
    """Return a page of the timeline with its chips; what the address asks for wrongly counts as not asked."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    try:
        page = timeline(of, kind=kind, before=request.GET.get("before", ""))
    except BadCursor:
        page = timeline(of, kind=kind)
    name, subject = ("crm_contact", of.contact) if of.contact else ("crm_company", of.company)
    url = reverse(f"{name}_timeline", args=[of.workspace.slug, subject.pk])
    chips = [{"key": "", "label": _("Everything"), "on": not kind}]
    chips += [{"key": key, "label": label, "on": key == kind} for key, label in KINDS.items()]
    return {
        "line": page, "kind": kind, "chips": chips, "timeline_url": url,
        "subject_url": reverse(name, args=[of.workspace.slug, subject.pk]), "is_later": bool(request.GET.get("before")),
    }  # fmt: skip


def sums_of(deals) -> list[dict]:
    """Return amounts by currency: won, and still open."""
    found: dict[str, dict] = {}
    rows = deals.exclude(stage="lost").exclude(amount=None).order_by().values("currency", "stage")
    for row in rows.annotate(total=Sum("amount")):
        one = found.setdefault(row["currency"], {"currency": row["currency"], "won": 0, "open": 0})
        one["won" if row["stage"] == "won" else "open"] += row["total"]
    return list(found.values())


@workspace_view(EVERYONE)
def contact_timeline(request, pk):
    """A page of the timeline, for the chips and for what happened earlier."""
    person = contact_or_404(request, pk)
    context = timeline_context(request, Of(request.workspace, contact=person))
    if not request.htmx:
        return redirect(f"{context['subject_url']}?{request.GET.urlencode()}")
    return render(request, "crm/customers/timeline.html", context)


@workspace_view(SELLERS)
def contact_edit(request, pk):
    """Change the details, in place or on a page of their own."""
    person = contact_or_404(request, pk)
    form = ContactForm(request.POST or None, instance=contact_or_404(request, pk))
    if request.method == "POST" and form.is_valid() and _save(request, person, form):
        return redirect("crm_contact", request.workspace.slug, pk)
    context = details_context(request, person) | {"section": SECTION, "form": form}
    template = "crm/customers/contact_form.html" if request.htmx else "crm/contact_edit.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _save(request, person: Contact, form: ContactForm) -> bool:
    data, now = form.cleaned_data, timezone.now()
    fields = {name: data[name] for name in form.Meta.fields}
    fields["company"] = _company(request.workspace, person, data, now)
    try:
        actions.change_contact(
            contact=person, fields=fields, own=form.own_values, actor=request.user, now=now
        )
    except actions.ContactTaken as taken:
        form.add_error(None, _("Another contact has %(what)s already.") % {"what": taken})
        return False
    return True


def _company(workspace, person: Contact, data: dict, now):
    name = data["company_name"].strip()
    if person.company and name == person.company.name:
        return person.company
    if not name:
        return None
    known = lists.company_named(workspace, name)
    return known or company_for(workspace=workspace, email="", name=name, country=data["country"], now=now)


@workspace_view(SELLERS)
def contact_new(request):
    """Write down a person by hand."""
    form = ContactForm(request.POST or None, instance=Contact(workspace=request.workspace))
    if request.method == "POST" and form.is_valid():
        data, now = form.cleaned_data, timezone.now()
        try:
            person = actions.add_contact(
                workspace=request.workspace, fields={name: data[name] for name in form.Meta.fields},
                company_name=data["company_name"], own=form.own_values, actor=request.user, now=now,
            )  # fmt: skip
            return redirect("crm_contact", request.workspace.slug, person.pk)
        except actions.ContactTaken as taken:
            form.add_error(None, _("Another contact has %(what)s already.") % {"what": taken})
        except actions.ContactRefused as refusal:
            form.add_error(None, str(refusal))
    context = {"section": SECTION, "form": form}
    return render(request, "crm/contact_new.html", context, status=422 if form.errors else 200)


def _touch(workspace, touch: dict) -> dict | None:
    if not touch:
        return None
    return touch | {
        "title": channel_title(workspace, touch["channel"]),
        "moment": timezone.datetime.fromisoformat(touch["at"]),
    }
