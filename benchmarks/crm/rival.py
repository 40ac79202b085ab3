"""The same questions asked the plain way: count everything, look for words with LIKE, page by OFFSET, sort in Python.

Only the queries run, on the same database with the same indexes; nothing is rendered.
"""

from django.db.models import Q

from yangfan.crm.contacts.models import Contact
from yangfan.crm.customers.timeline import Of, sources
from yangfan.crm.deals.models import Deal
from yangfan.crm.inquiries.models import Inquiry

PAGE = 25


def page_of(rows, page: int = 1) -> list:
    rows.count()
    return list(rows[(page - 1) * PAGE : page * PAGE])


def contacts(workspace, asked: dict) -> list:
    """The list with filters: joins, DISTINCT, a count of all that matches."""
    rows = Contact.objects.of(workspace).filter(merged_into=None)
    plain = {
        "country": "country",
        "language": "language",
        "tag": "tagged__tag",
        "channel": "first_touch__channel",
    }
    rows = rows.filter(**{path: asked[name] for name, path in plain.items() if name in asked})
    if "f_industry" in asked:
        rows = rows.filter(fields__industry=asked["f_industry"])
    if "score" in asked:
        rows = rows.filter(lead_score__score__gte=asked["score"])
    if "deal" in asked:
        rows = rows.filter(deals__stage="won") if asked["deal"] == "won" else rows.filter(deals=None)
    rows = rows.filter(Q(inquiries=None) | Q(inquiries__is_spam=False)).distinct()
    return page_of(
        rows.select_related("company", "lead_score").order_by("-last_seen_at"), int(asked.get("page", 1))
    )


def find_contacts(workspace, asked: dict) -> list:
    """The search: LIKE over what a person is known by."""
    rows = Contact.objects.of(workspace).filter(merged_into=None)
    for word in asked["q"].split():
        named = Q(name__icontains=word) | Q(email__icontains=word) | Q(phone__icontains=word)
        rows = rows.filter(named | Q(company__name__icontains=word))
    return page_of(rows.select_related("company").order_by("-last_seen_at"))


def timeline(workspace, pk: int) -> list:
    """The timeline: every row of the person, sorted in Python, then cut."""
    of = Of(
        workspace, contact=Contact.objects.of(workspace).select_related("workspace", "company").get(pk=pk)
    )
    found = [source.show(row, of) for source in sources for row in source.rows(of) if getattr(row, source.at)]
    return sorted(found, key=lambda one: one.at, reverse=True)[:30]


def board(workspace, asked: dict) -> dict:
    """The board: every deal of the pipeline, sorted into columns in Python."""
    columns: dict[str, list] = {}
    rows = (
        Deal.objects.of(workspace)
        .filter(pipeline=asked["pipeline"])
        .select_related("contact", "company", "owner")
    )
    for deal in rows.iterator(chunk_size=5000):
        columns.setdefault(deal.stage, []).append(deal)
    return columns


def inbox(workspace, asked: dict) -> list:
    """The inbox: the latest of a view, counted."""
    rows = Inquiry.objects.of(workspace).filter(is_spam=False, merged_into=None)
    rows = rows.filter(**{name: asked[name] for name in ("country", "language", "channel") if name in asked})
    if asked.get("tab") == "waiting":
        rows = rows.filter(waiting_since__isnull=False)
    return page_of(rows.select_related("contact__company", "owner").order_by("-last_message_at"))


def find_inquiries(workspace, asked: dict) -> list:
    """The search in what was said."""
    rows = Inquiry.objects.of(workspace).filter(merged_into=None)
    for word in asked["q"].split():
        rows = rows.filter(
            Q(messages__text__icontains=word) | Q(contact__name__icontains=word) | Q(product__icontains=word)
        )
    return page_of(rows.distinct().select_related("contact__company", "owner").order_by("-last_message_at"))


def take_in(workspace, rows: list[dict]) -> None:
    """The import: look each row up and save it."""
    for row in rows:
        Contact.objects.of(workspace).update_or_create(
            workspace=workspace, email=row.pop("email"), defaults=row
        )
