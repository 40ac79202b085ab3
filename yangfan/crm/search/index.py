"""The search index of inquiries: kept by the actions in their own transaction, asked by the inbox and the console.

Everything said in an inquiry is one text: messages in their own words and in translation, notes, the person, the
company. Words of one question may stand in different places of it.
"""

from collections.abc import Iterable

from django.db import connection
from django.db.models.expressions import RawSQL

from yangfan.accounts.public import Workspace
from yangfan.crm.conversations.models import Message, Translation
from yangfan.crm.inquiries.models import Inquiry, Note
from yangfan.crm.search.models import SearchText
from yangfan.crm.search.words import Term, ask, cut

LONGEST = 200_000  # signs kept of one inquiry
AT_ONCE = 200
SAID = (
    (Message, "inquiry_id", ("subject", "text", "written_text")),
    (Translation, "message__inquiry_id", ("text",)),
    (Note, "inquiry_id", ("text",)),
)
MOST_FOUND = 5_000  # the newest ones that hold the words: who finds more must say more
ASK_SQLITE = """SELECT text.id FROM crm_search JOIN crm_searchtext text ON text.id = crm_search.rowid
    WHERE crm_search MATCH %s AND text.workspace_id = %s ORDER BY crm_search.rowid DESC LIMIT %s"""
ASK_POSTGRES = """SELECT id FROM crm_searchtext
    WHERE lexemes @@ %s::tsquery AND workspace_id = %s AND words LIKE ALL(%s) ORDER BY id DESC LIMIT %s"""


def find(workspace: Workspace, words: str):
    """Return the ids of the inquiries that hold all these words (a queryset to filter by); none for no words."""
    terms = ask(words)
    rows = SearchText.objects.of(workspace)
    if not terms:
        return rows.none().values("inquiry_id")
    if connection.vendor == "sqlite":
        asked = RawSQL(ASK_SQLITE, [_for_sqlite(terms), workspace.pk, MOST_FOUND])  # noqa: S611 fixed text
    else:
        in_order = [
            f"%{' '.join(term.words)}%" for term in terms if len(term.words) > 1
        ]  # the index knows no order
        asked = RawSQL(ASK_POSTGRES, [_for_postgres(terms), workspace.pk, in_order or ["%"], MOST_FOUND])  # noqa: S611
    return rows.filter(pk__in=asked).values("inquiry_id")


def _for_sqlite(terms: list[Term]) -> str:
    return " AND ".join(f'"{" ".join(term.words)}"{" *" if term.is_open else ""}' for term in terms)


def _for_postgres(terms: list[Term]) -> str:
    return " & ".join(f"'{word}'{':*' if term.is_open else ''}" for term in terms for word in term.words)


def index_inquiry(inquiry: Inquiry) -> None:
    """Make what was said in this inquiry findable; call it in the transaction that changes any of it."""
    index_inquiries(inquiry.workspace, [inquiry.pk])


def index_contact(contact) -> None:
    """Follow a change of a person's name, address or company."""
    pks = Inquiry.objects.of(contact.workspace).filter(contact=contact).values_list("pk", flat=True)
    index_inquiries(contact.workspace, list(pks))


def index_inquiries(workspace: Workspace, pks: Iterable[int]) -> None:
    """Write the texts of these inquiries anew."""
    rows = Inquiry.objects.of(workspace).filter(pk__in=pks).select_related("contact__company")
    parts = {inquiry.pk: _own_words(inquiry) for inquiry in rows}
    for model, owner, fields in SAID:
        rows = model.objects.of(workspace).filter(**{f"{owner}__in": list(parts)}).order_by("pk")
        for pk, *texts in rows.values_list(owner, *fields):
            parts[pk].extend(texts)
    SearchText.objects.of(workspace).bulk_create(
        [
            SearchText(workspace=workspace, inquiry_id=pk, words=cut("\n".join(texts)[:LONGEST]))
            for pk, texts in parts.items()
        ],
        update_conflicts=True, unique_fields=["inquiry"], update_fields=["words"],
    )  # fmt: skip


def _own_words(inquiry: Inquiry) -> list[str]:
    contact = inquiry.contact
    company = contact.company
    return [
        contact.name, contact.email, contact.phone, contact.phone_key, contact.note, inquiry.company_name,
        inquiry.product, inquiry.quantity, inquiry.terms, str(inquiry.number),
        *([company.name, company.domain] if company else []),
    ]  # fmt: skip


def rebuild(workspace: Workspace) -> int:
    """Write the whole index of a workspace anew; return how many inquiries it holds."""
    pks = list(Inquiry.objects.of(workspace).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), AT_ONCE):
        index_inquiries(workspace, pks[start : start + AT_ONCE])
    return len(pks)
