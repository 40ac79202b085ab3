"""The search index of inquiries: kept by the actions in their own transaction, asked by the inbox and the console.

Everything said in an inquiry is one text: messages in their own words and in translation, notes, the person, the
company. Words of one question may stand in different places of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

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
MOST_FOUND = 1_000  # the newest that hold the words: who finds more must say more
ALL = 10_000_000
LOOKED_AT = 4_000  # newest texts that tell whether words stand in many
IN_MANY = 0.01  # of them: then going back from the newest meets enough of them soon
ASK_SQLITE = """SELECT text.inquiry_id FROM crm_search JOIN crm_searchtext text ON text.id = crm_search.rowid
    WHERE crm_search MATCH %s AND text.workspace_id = %s ORDER BY crm_search.rowid DESC LIMIT %s"""
# PostgreSQL guesses badly how many texts hold several words together; OFFSET 0 keeps it from choosing the way.
NEWEST = """SELECT * FROM crm_searchtext WHERE workspace_id = %(workspace)s
    AND id <= (SELECT max(id) FROM crm_searchtext WHERE workspace_id = %(workspace)s) ORDER BY id DESC"""
HOW_MANY = f"SELECT count(*) FROM ({NEWEST} LIMIT %(look)s) newest WHERE lexemes @@ %(words)s::tsquery"  # noqa: S608 fixed text
GO_BACK = f"""SELECT inquiry_id FROM ({NEWEST} OFFSET 0) newest
    WHERE lexemes @@ %(words)s::tsquery AND words LIKE ALL(%(order)s) LIMIT %(most)s"""  # noqa: S608 fixed text
LOOK_UP = """SELECT inquiry_id FROM (SELECT id, inquiry_id FROM crm_searchtext
    WHERE workspace_id = %(workspace)s AND lexemes @@ %(words)s::tsquery AND words LIKE ALL(%(order)s) OFFSET 0) found
    ORDER BY id DESC LIMIT %(most)s"""


@dataclass(frozen=True)
class Found:
    """The inquiries that hold the words, newest first; `is_cut` when there are more than were asked for."""

    ids: list[int]
    is_cut: bool = False


def find(workspace: Workspace, words: str, most: int = MOST_FOUND) -> Found:
    """Return the newest inquiries that hold all these words; none for no words."""
    terms = ask(words)
    if not terms:
        return Found([])
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(ASK_SQLITE, [_for_sqlite(terms), workspace.pk, most + 1])
        else:
            _ask_postgres(cursor, workspace, terms, most)
        ids = [pk for (pk,) in cursor.fetchall()]
    return Found(ids[:most], len(ids) > most)


def _ask_postgres(cursor, workspace: Workspace, terms: list[Term], most: int) -> None:
    in_order = [
        f"%{' '.join(term.words)}%" for term in terms if len(term.words) > 1
    ]  # the index knows no order
    asked = {
        "workspace": workspace.pk,
        "words": _for_postgres(terms),
        "order": in_order or ["%"],
        "most": most + 1,
    }
    cursor.execute(HOW_MANY, asked | {"look": LOOKED_AT})
    is_in_many = cursor.fetchone()[0] >= LOOKED_AT * IN_MANY
    cursor.execute(GO_BACK if is_in_many else LOOK_UP, asked)


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
