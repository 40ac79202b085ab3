"""Everything between us and one contact or one company, newest first, page by page.

Each source reads its own rows by an index and hands up at most a page of them; the pages are merged by time. A further
kind of row is one Source, registered by the slice that owns it.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yangfan.accounts import public as accounts
from yangfan.accounts.public import Workspace
from yangfan.core.registry import Registry
from yangfan.crm.companies.models import Company
from yangfan.crm.contacts.models import Contact
from yangfan.crm.conversations.models import Message
from yangfan.crm.customers.changes import in_words
from yangfan.crm.customers.models import CustomerNote, ImportChange, ImportRun
from yangfan.crm.customers.visits import visits_of
from yangfan.crm.deals.models import Deal, Stage
from yangfan.crm.inquiries.models import Inquiry, Note
from yangfan.crm.merging.models import ContactMerge
from yangfan.crm.words import quantity_words, terms_words

PAGE = 30
TEXT = 280
KINDS = {
    "message": gettext_lazy("Messages"),
    "inquiry": gettext_lazy("Inquiries"),
    "deal": gettext_lazy("Deals"),
    "order": pgettext_lazy("purchases", "Orders"),
    "task": gettext_lazy("Tasks"),
    "note": gettext_lazy("Notes"),
    "visit": pgettext_lazy("timeline", "Visits"),
    "change": pgettext_lazy("timeline", "Changes"),
}


@dataclass(frozen=True)
class Happening:
    """One line of the timeline; `at`, `order` and `pk` are its place."""

    at: datetime
    icon: str
    title: str
    text: str = ""
    url: str = ""
    language: str = ""
    who: str = ""  # of ours
    kind: str = ""
    order: int = 0
    pk: int = 0

    @property
    def place(self) -> tuple:
        return (-self.at.timestamp(), self.order, -self.pk)

    @property
    def cursor(self) -> str:
        return f"{self.at.isoformat()}~{self.order}~{self.pk}"


@dataclass(frozen=True)
class Of:
    """Whose timeline: one contact, or a company with all its people."""

    workspace: Workspace
    contact: Contact | None = None
    company: Company | None = None

    def people(self, path: str) -> dict:
        """Return the filter for rows whose contact lies at `path`."""
        return {path: self.contact} if self.contact else {f"{path}__company": self.company}


@dataclass(frozen=True)
class Source:
    """Rows of one model. `rows(of)` is a queryset, `at` the field of their moment, `show(row, of)` a Happening."""

    key: str
    kind: str
    at: str
    rows: Callable
    show: Callable
    order: int = 100


@dataclass(frozen=True)
class Page:
    happenings: list[Happening]
    next: str  # cursor, empty at the end
    is_partial: bool = False  # the event store did not answer: visits are missing


sources: Registry[Source] = Registry("timeline source")


class BadCursor(ValueError):
    """This cursor was not handed out by us."""


def timeline(of: Of, *, kind: str = "", before: str = "", limit: int = PAGE) -> Page:
    """Return a page of what happened, newest first; `before` is the cursor of the page before. Raises BadCursor."""
    place = _read_cursor(before)
    lists = [
        [
            replace(source.show(row, of), kind=source.kind, order=source.order, pk=row.pk)
            for row in _rows(source, of, place, limit)
        ]
        for source in sources
        if kind in ("", source.kind)
    ]
    visits, is_partial = ([], False) if kind not in ("", "visit") else visits_of(of, _at(place), limit + 1)
    lists.append([one for one in map(_of_visit, visits) if place is None or one.place > _key(place)])
    found = list(islice(heapq.merge(*lists, key=lambda one: one.place), limit + 1))
    shown = found[:limit]
    return Page(shown, shown[-1].cursor if len(found) > limit else "", is_partial)


def _rows(source: Source, of: Of, place, limit: int):
    rows = source.rows(of).exclude(**{f"{source.at}__isnull": True})
    if place is not None:
        at, order, pk = place
        if source.order == order:
            rows = rows.filter(Q(**{f"{source.at}__lt": at}) | Q(**{source.at: at, "pk__lt": pk}))
        else:
            rows = rows.filter(**{f"{source.at}__{'lte' if source.order > order else 'lt'}": at})
    return rows.order_by(f"-{source.at}", "-pk")[: limit + 1]


def _read_cursor(text: str):
    if not text:
        return None
    try:
        at, order, pk = text.split("~")
        moment = datetime.fromisoformat(at.replace(" ", "+"))
        if moment.tzinfo is None:
            raise BadCursor(text)
        return moment, int(order), int(pk)
    except ValueError:
        raise BadCursor(text) from None


def _key(place) -> tuple:
    return (-place[0].timestamp(), place[1], -place[2])


def _at(place) -> datetime | None:
    return place[0] if place else None


# --- the sources --------------------------------------------------------------------------------------------------------


def _messages(of: Of):
    rows = Message.objects.of(of.workspace).exclude(state=Message.State.CANCELLED)
    return rows.filter(**of.people("conversation__contact")).select_related(
        "inquiry", "author", "conversation__contact"
    )


def _of_message(message: Message, of: Of) -> Happening:
    url = reverse("crm_inquiry", args=[of.workspace.slug, message.inquiry.number]) if message.inquiry else ""
    if message.direction == Message.Direction.IN:
        title = _("Wrote by %(way)s") % {"way": message.get_way_display()}
        who = str(message.conversation.contact) if of.company else ""
        text = message.text
    else:
        title = _("%(who)s answered") % {"who": message.author or _("Yangfan")}
        who, text = "", message.written_text or message.text
    icon = {"phone": "phone", "chat": "message-circle", "wechat": "brand-wechat"}.get(
        message.way, "send" if message.direction == Message.Direction.OUT else "mail"
    )
    return Happening(message.created_at, icon, title, text[:TEXT], url, message.language, who)


def _inquiries(of: Of):
    return Inquiry.objects.of(of.workspace).filter(**of.people("contact")).select_related("contact")


def _of_inquiry(inquiry: Inquiry, of: Of) -> Happening:
    words = {"n": inquiry.number, "way": inquiry.get_way_display()}
    title = (
        _("Inquiry #%(n)d, marked as spam") if inquiry.is_spam else _("Inquiry #%(n)d by %(way)s")
    ) % words
    wants = " · ".join(
        part
        for part in (inquiry.product, quantity_words(inquiry.quantity), terms_words(inquiry.terms))
        if part
    )
    url = reverse("crm_inquiry", args=[of.workspace.slug, inquiry.number])
    return Happening(
        inquiry.received_at, "inbox", title, wants or inquiry.summary[:TEXT], url, inquiry.language,
        str(inquiry.contact) if of.company else "",
    )  # fmt: skip


def _consents(of: Of):
    return _inquiries(of).exclude(consent_text="")


def _of_consent(inquiry: Inquiry, of: Of) -> Happening:
    return Happening(inquiry.received_at, "shield-check", _("Agreed"), inquiry.consent_text[:TEXT])


def _deals(of: Of):
    owner = Q(contact=of.contact) if of.contact else Q(company=of.company) | Q(contact__company=of.company)
    return Deal.objects.of(of.workspace).filter(owner)


def _of_deal(title: Callable[[], str], icon: str, at: str, text=lambda deal: deal.title):
    def show(deal: Deal, of: Of) -> Happening:
        url = reverse("crm_deal", args=[of.workspace.slug, deal.pk])
        return Happening(getattr(deal, at), icon, title(), text(deal), url)

    return show


def _notes(of: Of):
    return (
        Note.objects.of(of.workspace)
        .filter(**of.people("inquiry__contact"))
        .select_related("author", "inquiry")
    )


def _of_note(note: Note, of: Of) -> Happening:
    url = reverse("crm_inquiry", args=[of.workspace.slug, note.inquiry.number])
    return Happening(
        note.created_at, "note", _("Note"), note.text[:TEXT], url, who=str(note.author) if note.author else ""
    )


def _remarks(of: Of):
    whose = {"contact": of.contact} if of.contact else {"company": of.company}
    return CustomerNote.objects.of(of.workspace).filter(**whose).select_related("author")


def _of_remark(note: CustomerNote, of: Of) -> Happening:
    return Happening(
        note.created_at, "note", _("Note"), note.text, who=str(note.author) if note.author else ""
    )


def _merges(of: Of):
    return (
        ContactMerge.objects.of(of.workspace)
        .filter(undone_at=None, **of.people("survivor"))
        .select_related("merged", "made_by")
    )


def _of_merge(merge: ContactMerge, of: Of) -> Happening:
    title = _("Merged with %(who)s") % {"who": merge.merged}
    return Happening(
        merge.made_at, "users", title, merge.merged.email, who=str(merge.made_by) if merge.made_by else ""
    )


def _imports(of: Of):
    runs = ImportRun.objects.of(of.workspace).filter(state=ImportRun.State.DONE).defer("content", "errors")
    if of.company:
        return runs.filter(pk=of.company.import_run_id or 0)
    changed = ImportChange.objects.of(of.workspace).filter(contact=of.contact).values("run")
    return runs.filter(Q(pk=of.contact.import_run_id or 0) | Q(pk__in=changed))


def _of_import(run: ImportRun, of: Of) -> Happening:
    url = reverse("crm_import_run", args=[of.workspace.slug, run.pk])
    return Happening(
        run.finished_at, "upload", _("Came with the file %(name)s") % {"name": run.filename}, url=url
    )


def _changes(of: Of):
    return accounts.audit_of(of.workspace, of.contact or of.company).exclude(
        action__in=["contact_merged", "contact_unmerged"]
    )


def _of_change(entry, of: Of) -> Happening:
    return Happening(
        entry.at,
        "history",
        str(accounts.title_of(entry.action)),
        in_words(entry),
        who=entry.actor_name,
    )


def _of_visit(visit) -> Happening:
    title = _("Visit by %(channel)s") % {"channel": visit.channel} if visit.channel else _("Visit")
    return Happening(visit.at, "eye", title, visit.words, kind="visit", order=999, pk=visit.number)


for _order, (_key_of, _kind, _field, _find, _show) in enumerate(
    [
        ("message", "message", "created_at", _messages, _of_message),
        ("consent", "change", "received_at", _consents, _of_consent),
        ("inquiry", "inquiry", "received_at", _inquiries, _of_inquiry),
        ("deal_won", "deal", "won_at", _deals, _of_deal(lambda: _("Deal won"), "trophy", "won_at")),
        (
            "deal_lost",
            "deal",
            "lost_at",
            lambda of: _deals(of).filter(stage=Stage.LOST),
            _of_deal(lambda: _("Deal lost"), "x", "lost_at", lambda deal: deal.lost_reason or deal.title),
        ),
        ("deal", "deal", "created_at", _deals, _of_deal(lambda: _("Deal opened"), "coin", "created_at")),
        ("note", "note", "created_at", _notes, _of_note),
        ("remark", "note", "created_at", _remarks, _of_remark),
        ("merge", "change", "made_at", _merges, _of_merge),
        ("import", "change", "finished_at", _imports, _of_import),
        ("change", "change", "at", _changes, _of_change),
    ],
    start=1,
):
    sources.register(Source(_key_of, _kind, _field, _find, _show, order=_order))
