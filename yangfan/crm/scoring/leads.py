"""How likely a contact is to buy, 0 to 100: by plain rules, or by the workspace's own model where it beats them.

By rules the points of the latest inquiry (crm.inquiries.reasons, without its size) and of the contact itself are laid on
a scale on which 20 points are 50 and 10 more double the odds. By the model 50 is a chance as usual here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from math import log1p

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from yangfan.accounts.public import Workspace
from yangfan.crm.companies.hosts import is_free_host
from yangfan.crm.contacts.models import Contact
from yangfan.crm.inquiries import reasons
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.inquiries.reasons import Known, Reason
from yangfan.crm.scoring.models import LeadModel, LeadScore
from yangfan.crm.scoring.yardstick import number_in
from yangfan.intelligence import public as intelligence

MIDDLE = 20  # points
AT_ONCE = 2000
FEATURES = {
    "mail": gettext_lazy("Kind of mail address"), "country": gettext_lazy("Country"), "language": gettext_lazy("Language"),
    "way": gettext_lazy("Way in"), "channel": gettext_lazy("Channel"), "intent": gettext_lazy("Intent"),
    "product": gettext_lazy("Product"), "quantity": gettext_lazy("Quantity"), "terms": gettext_lazy("Terms named"),
    "deadline": gettext_lazy("Deadline named"), "price": gettext_lazy("Target price named"),
    "certificates": gettext_lazy("Certificates asked for"), "urgent": gettext_lazy("Urgency"),
    "pages": gettext_lazy("Pages read"), "downloads": gettext_lazy("Documents downloaded"),
    "visits": gettext_lazy("Visits before"), "doubt": gettext_lazy("Doubt"),
}  # fmt: skip


@dataclass(frozen=True)
class Lead:
    """A contact's score; `by` is rules or model, `chance` the model's calibrated chance."""

    score: int
    by: str
    reasons: list[Reason] = field(default_factory=list)
    chance: float | None = None

    @property
    def tone(self) -> str:
        """The badge's colour."""
        return "good" if self.score >= 70 else "warm" if self.score >= 40 else "plain"


def lead_score(contact: Contact, *, now: datetime) -> Lead:
    """Return the score of one contact with its reasons, in the active language."""
    return next(iter(scores_of(contact.workspace, [contact], now=now).values()))


def scores_of(workspace: Workspace, contacts: Iterable[Contact], *, now: datetime) -> dict[int, Lead]:
    """Return contact id -> score, in a handful of queries."""
    rows = list(contacts)
    if not rows:
        return {}
    latest, counts = _latest_inquiries(workspace, rows)
    known = reasons.known_of(latest.values())
    used = model_in_use(workspace)
    return {
        one.pk: _by_model(latest[one.pk], used) if used else _by_rules(one, latest[one.pk], counts.get(one.pk, 0), known, now)
        for one in rows
    }  # fmt: skip


def model_in_use(workspace: Workspace) -> LeadModel | None:
    """Return the trained model if it beats the rules and nobody went back to them."""
    last = LeadModel.objects.of(workspace).first()
    return last if last and last.winner != "rules" and not last.forced_rules else None


def _latest_inquiries(
    workspace: Workspace, contacts: list[Contact]
) -> tuple[dict[int, Inquiry], dict[int, int]]:
    """Return each contact's latest inquiry (an empty one where there is none) and how many it sent."""
    found = {
        one.pk: Inquiry(workspace=workspace, contact=one, country=one.country, read={}) for one in contacts
    }
    counts: dict[int, int] = {}
    sent = (
        Inquiry.objects.of(workspace).filter(contact__in=list(found), is_spam=False).order_by("received_at")
    )
    for inquiry in sent.select_related("workspace", "contact__company"):
        found[inquiry.contact_id] = inquiry
        counts[inquiry.contact_id] = counts.get(inquiry.contact_id, 0) + 1
    return found, counts


# --- rules --------------------------------------------------------------------------------------------------------------


def _by_rules(contact: Contact, inquiry: Inquiry, inquiries: int, known: Known, now: datetime) -> Lead:
    found = [*reasons.chance_reasons(inquiry, known), *_of_contact(contact, inquiries, now)]
    points = sum(reason.points for reason in found)
    return Lead(scaled(points), "rules", sorted(found, key=lambda reason: -reason.points))


def scaled(points: int) -> int:
    """Return points as 0 to 100: 20 are 50, 10 more double the odds."""
    return round(100 / (1 + 2 ** (-(points - MIDDLE) / 10)))


def _of_contact(contact: Contact, inquiries: int, now: datetime) -> list[Reason]:
    found = []
    if inquiries > 1:
        text = ngettext("Sent %(n)d inquiry", "Sent %(n)d inquiries", inquiries) % {"n": inquiries}
        found.append(Reason("inbox", text, 5, "engagement"))
    quiet = (now - contact.last_seen_at).days
    if quiet <= 30:
        found.append(Reason("clock", _("Was heard of in the last 30 days"), 3, "engagement"))
    elif quiet > 180:
        points = -10 if quiet > 365 else -5
        found.append(Reason("clock", _("Not heard of for %(n)d days") % {"n": quiet}, points, "engagement"))
    return found


# --- model --------------------------------------------------------------------------------------------------------------


def _by_model(inquiry: Inquiry, used: LeadModel) -> Lead:
    row = features(inquiry)
    chance = float(intelligence.chances(used.weights, [row])[0])
    base = max(used.report.get("base", 0.05), 0.001)
    moved = intelligence.parts_of(used.weights, row)
    found = [_moved(inquiry, name, by) for name, by in moved if abs(by) >= 0.05][:6]
    return Lead(round(100 * chance / (chance + base)), "model", found, chance)


def _moved(inquiry: Inquiry, name: str, by: float) -> Reason:
    """Return what moved the model's odds; 10 points double them."""
    value = features(inquiry).get(name)
    words = str(FEATURES[name])
    if isinstance(value, str) and value:
        words = _("%(label)s: %(value)s") % {"label": words, "value": value}
    return Reason("chart-line", words, round(10 * by / 0.6931), "model")


def features(inquiry: Inquiry) -> dict[str, float | str | None]:
    """Return what the model looks at: only what is known when the inquiry comes in."""
    domain = inquiry.contact.email.rpartition("@")[2]
    read = inquiry.read or {}
    number = number_in(inquiry.quantity)
    return {
        "mail": "none" if not domain else "free" if is_free_host(domain) else "company",
        "country": inquiry.country, "language": inquiry.language, "way": inquiry.way, "channel": inquiry.channel,
        "intent": inquiry.intent, "product": inquiry.product, "quantity": log1p(float(number)) if number else 0.0,
        "terms": float(bool(inquiry.terms)), "deadline": float(bool(inquiry.deadline)),
        "price": float(bool(inquiry.price)), "certificates": float(len(inquiry.certificates)),
        "urgent": float(inquiry.urgency == "urgent" or bool(read.get("urgent"))),
        "pages": float(read.get("pages", 0)), "downloads": float(read.get("downloads", 0)),
        "visits": float(read.get("visits", 0)), "doubt": float(inquiry.spam_score),
    }  # fmt: skip


# --- kept for lists -------------------------------------------------------------------------------------------------------


def keep_scores(*, workspace: Workspace, now: datetime, everyone: bool = False) -> int:
    """Score the contacts that wrote since they were scored (or all that ever wrote), for lists; return how many."""
    wrote = Exists(Inquiry.objects.of(workspace).filter(contact=OuterRef("pk"), is_spam=False))
    rows = Contact.objects.of(workspace).filter(wrote).order_by("pk")
    if not everyone:
        rows = rows.filter(Q(lead_score=None) | Q(lead_score__computed_at__lt=F("last_seen_at")))
    pks = list(rows.values_list("pk", flat=True)[: None if everyone else AT_ONCE])
    for at in range(0, len(pks), 500):
        _keep(workspace, pks[at : at + 500], now)
    return len(pks)


def keep_score(contact: Contact, *, now: datetime) -> None:
    """Score one contact now, in the transaction of what changed them; one that never wrote has no score."""
    if Inquiry.objects.of(contact.workspace).filter(contact=contact, is_spam=False).exists():
        _keep(contact.workspace, [contact.pk], now)


def _keep(workspace: Workspace, pks: list[int], now: datetime) -> None:
    contacts = Contact.objects.of(workspace).filter(pk__in=pks).select_related("workspace", "company")
    found = scores_of(workspace, contacts, now=now)
    LeadScore.objects.of(workspace).bulk_create(
        [
            LeadScore(workspace=workspace, contact_id=pk, score=one.score, chance=one.chance, by=one.by, computed_at=now)
            for pk, one in found.items()
        ],
        update_conflicts=True, unique_fields=["contact"], update_fields=["score", "chance", "by", "computed_at"],
    )  # fmt: skip
