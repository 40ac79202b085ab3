"""The inbox as a screen: views, filters, search, rows, and what can be done to those picked."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from yangfan.accounts.public import EVERYONE, OWNERS, SELLERS, members_of, workspace_view
from yangfan.core.ui.tables import Column, Table
from yangfan.crm.clock import due
from yangfan.crm.customers.lists import MOST, LongTable
from yangfan.crm.deals.models import Deal
from yangfan.crm.inbox import queries
from yangfan.crm.inbox.forms import FilterForm, SaveViewForm
from yangfan.crm.inbox.models import SavedView
from yangfan.crm.inquiries import spam
from yangfan.crm.inquiries.models import Inquiry, Status
from yangfan.crm.search import index
from yangfan.crm.tabs import section_tabs
from yangfan.crm.words import channel_titles, country_name, language_name

SECTION = "inquiries"
COUNTED = ("waiting", "mine", "unassigned", "snoozed", "spam")


@workspace_view(EVERYONE)
def inbox(request):
    """All inquiries: views, filters, search, sorting, pages, CSV, and what can be done to several at once."""
    view, filters, table = list_of(request, request.GET)
    if table.wants_export:
        return table.export(f"inquiries-{timezone.localdate()}")
    workspace, now = request.workspace, timezone.now()
    context = {
        "section": SECTION, "tabs": section_tabs(workspace), "tab": view, "table": table, "now": now,
        "views": _views(request, view), "saved": _saved(request), "sorts": _sorts(table), "chips": _chips(table, filters),
        "save_form": SaveViewForm(), "keep": _kept(request.GET), "rows": _rows(request, table.page, now),
        "may_write": request.membership.role in SELLERS, "members": members_of(workspace), "statuses": Status.choices,
        "has_any": bool(table.page.paginator.count) or Inquiry.objects.of(workspace).exists(),
        "found_everywhere": _found_everywhere(request, view, filters),
        "everywhere": table.address(tab="all", page=None, view=None),
    }  # fmt: skip
    return render(request, "crm/inbox.html", context)


def list_of(request, asked: QueryDict) -> tuple[str, FilterForm, Table]:
    """Return the view, the filters and the rows that these parameters ask for."""
    view = asked.get("tab") if asked.get("tab") in queries.VIEWS else "waiting"
    filters = FilterForm(asked, workspace=request.workspace)
    chosen = filters.cleaned_data if filters.is_valid() else {}
    if chosen.get("q"):
        most = (
            index.ALL
            if asked.get("export")
            else index.MOST_FOUND * (5 if any(chosen[name] for name in chosen if name != "q") else 1)
        )
        filters.found = chosen["found"] = index.find(request.workspace, chosen["q"], most)
    rows = queries.inbox_rows(request.workspace, view, chosen, request.user, timezone.now())
    table = LongTable(
        request, columns=columns_of(request.workspace), rows=rows, name="inquiries", caption=request.workspace.word["Many"],
        default_sort="-first" if view == "waiting" else "-latest", filters=filters,
    )  # fmt: skip
    return view, filters, table


def _found_everywhere(request, view: str, filters: FilterForm) -> int | None:
    """Return how many inquiries of any state a search finds, for a view that holds only some; None without a search."""
    if view == "all" or not filters.is_valid() or not filters.cleaned_data.get("q"):
        return None
    rows = queries.inbox_rows(request.workspace, "all", filters.cleaned_data, request.user, timezone.now())
    return rows.order_by()[: MOST + 1].count()


def _views(request, current: str) -> list[dict]:
    base = reverse("crm_inbox", args=[request.workspace.slug])
    labels = {
        "waiting": _("To answer first"), "mine": _("Mine"), "unassigned": _("Unassigned"), "snoozed": _("Snoozed"),
        "spam": _("Doubtful"), "answered": _("Answered"), "closed": pgettext("inquiry status", "Closed"), "all": _("All"),
    }  # fmt: skip
    counts = queries.counts(request.workspace, request.user, {*COUNTED, current})
    return [
        {"key": key, "label": labels[key], "url": f"{base}?tab={key}",
         "count": f"{MOST}+" if counts.get(key, 0) > MOST else counts.get(key)}
        for key in queries.VIEWS
    ]  # fmt: skip


def _saved(request) -> list[dict]:
    base = reverse("crm_inbox", args=[request.workspace.slug])
    views = SavedView.objects.of(request.workspace).select_related("owner")
    return [
        {"view": one, "url": f"{base}?{urlencode(one.query | {'view': one.pk})}",
         "on": request.GET.get("view") == str(one.pk), "is_mine": one.owner_id == request.user.pk,
         "may_delete": one.owner_id == request.user.pk or request.membership.role in OWNERS}
        for one in views if one.is_shared or one.owner_id == request.user.pk
    ]  # fmt: skip


def kept_query(asked: QueryDict) -> dict:
    """Return what of the parameters makes a view: its tab, filters and order."""
    names = ("tab", "sort", *FilterForm.base_fields)
    return {name: asked[name] for name in names if asked.get(name)}


def _kept(asked: QueryDict) -> str:
    return urlencode(kept_query(asked))


def _chips(table: Table, filters: FilterForm) -> list[dict]:
    if not filters.is_valid():
        return []
    return [
        {"label": field.label, "value": "" if name == "overdue" else filters.shown(name),
         "url": table.address(**{name: None, "page": None, "view": None})}
        for name, field in filters.fields.items() if filters.cleaned_data.get(name)
    ]  # fmt: skip


def _sorts(table: Table) -> list[dict]:
    labels = [
        ("-first", _("Worth answering first")), ("due", _("Due first")), ("-latest", _("Latest message")),
        ("-received", _("Newest first")), ("received", _("Oldest first")),
    ]  # fmt: skip
    return [{"key": key, "label": label, "on": table.sort == key} for key, label in labels]


@dataclass(frozen=True)
class Row:
    """One inquiry as the list shows it, in the reader's language."""

    inquiry: Inquiry
    url: str
    summary: str
    summary_language: str
    is_translated: bool
    company: str
    country: str
    language: str
    channel: str
    spam_reasons: list
    due: str
    is_late: bool
    time: due.BuyersTime | None
    has_deal: bool


def _rows(request, page, now) -> list[Row]:
    workspace, reader = request.workspace, get_language() or "zh-hans"
    titles, hours = channel_titles(workspace), due.hours_of_workspace(workspace)
    inquiries = list(page)
    deals = Deal.objects.of(workspace).filter(inquiry__in=inquiries).values_list("inquiry_id", flat=True)
    with_deal = set(deals)
    return [_row(one, reader, titles, hours, now, one.pk in with_deal) for one in inquiries]


def _row(one: Inquiry, reader: str, titles: dict, hours, now, has_deal: bool) -> Row:
    translated = "" if one.language == reader else one.summaries.get(reader, "")
    return Row(
        inquiry=one, url=reverse("crm_inquiry", args=[one.workspace.slug, one.number]),
        summary=translated or one.summary, summary_language=reader if translated else one.language,
        is_translated=bool(translated), has_deal=has_deal,
        company=one.company_name or (one.contact.company.name if one.contact.company else ""),
        country=country_name(one.country), language=language_name(one.language), channel=titles.get(one.channel, one.channel),
        spam_reasons=spam.words(one.spam_reasons) if one.is_spam else [],
        due=due.due_words(one, now=now), is_late=due.is_late(one, now=now),
        time=due.buyers_time(one, now=now, hours=hours),
    )  # fmt: skip


def columns_of(workspace) -> list[Column]:
    """Return what is exported of an inquiry, and what the list can be sorted by."""
    titles = channel_titles(workspace)
    return [
        Column("number", _("Number")),
        Column("received", _("Received"), sort="received_at", value=lambda row: _stamp(row.received_at)),
        Column("name", _("Name"), value=lambda row: str(row.contact)),
        Column("email", _("E-mail"), value=lambda row: row.contact.email),
        Column("phone", _("Phone"), value=lambda row: row.contact.phone),
        Column("company", _("Company"), value=lambda row: row.company_name or str(row.contact.company or "")),
        Column("country", _("Country"), value=lambda row: country_name(row.country)),
        Column("language", _("Language"), value=lambda row: language_name(row.language)),
        Column("channel", _("Channel"), value=lambda row: titles.get(row.channel, row.channel)),
        Column("campaign", _("Campaign")),
        Column("way", _("Way in"), value=lambda row: row.get_way_display()),
        Column("product", _("Product")),
        Column("quantity", _("Quantity")),
        Column("summary", _("Message")),
        Column("status", _("Status"), value=lambda row: row.get_status_display()),
        Column("spam", _("Spam"), value=lambda row: _("yes") if row.is_spam else ""),
        Column("owner", pgettext("inquiry", "Owner"), value=lambda row: str(row.owner or "")),
        Column("answered", _("First answer"), value=lambda row: _stamp(row.first_answered_at)),
        Column("score", _("Points"), sort="score"),
        Column("waiting", _("Waiting since"), sort="waiting_since", value=lambda row: _stamp(row.waiting_since)),
        Column("due", _("Answer by"), sort="answer_due_at", value=lambda row: _stamp(row.answer_due_at) if row.is_waiting else ""),
        Column("first", "", sort="rank", exported=False),
        Column("latest", "", sort="last_message_at", exported=False),
    ]  # fmt: skip


def _stamp(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""
