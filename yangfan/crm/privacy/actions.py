"""Handing a person what is known of them, and forgetting them everywhere with a proof."""

import hashlib
import hmac
import json
import tempfile
import zipfile
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db.models import Q
from django.utils.translation import ngettext

from yangfan.accounts import public as accounts
from yangfan.accounts.public import Workspace
from yangfan.core.jobs.autopilot import Result
from yangfan.core.privacy import Person, holders
from yangfan.crm.contacts.models import Contact
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.privacy.models import Erasure, RetentionRules
from yangfan.crm.privacy.person import attachments_of, person_of

JOB = "retention"
AT_ONCE = 200


def counts(person: Person) -> dict[str, int]:
    """Return how many rows each holder has of this person."""
    return {holder.key: len(holder.held(person)) for holder in holders}


def export_person(*, contact: Contact, actor, now: datetime):
    """Return an open ZIP file with everything known of a person: one JSON file, and the files they sent."""
    person = person_of(contact)
    whole = {holder.key: holder.held(person) for holder in holders}
    file = tempfile.SpooledTemporaryFile(max_size=16 << 20)  # noqa: SIM115 - the caller sends and closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(whole, ensure_ascii=False, indent=1, default=str))
        for one in attachments_of(person):
            name = one.name.replace("/", "_").replace("\\", "_")
            archive.writestr(f"files/{one.pk}-{name}", one.file.open("rb").read())
    file.seek(0)
    accounts.record_audit(
        workspace=contact.workspace, actor=actor, action="person_exported", subject=contact, now=now
    )
    return file


def erase_person(
    *, contact: Contact, actor, now: datetime, note: str = "", why: str = Erasure.Why.REQUEST
) -> Erasure:
    """Forget a person in every table, file and event, look again everywhere, and return the proof.

    The CRM's own rows go last, so that an erasure that was interrupted can be run again.
    """
    person, workspace = person_of(contact), contact.workspace
    erased = {
        holder.key: holder.forget(person)
        for holder in sorted(holders, key=lambda holder: holder.key == "crm")
    }
    record = Erasure.objects.create(
        workspace=workspace, marks=[mark_of(needle) for needle in sorted(person.needles)], why=why, note=note[:200],
        erased=erased, left=counts(person), done_by=actor, done_at=now,
    )  # fmt: skip
    accounts.record_audit(
        workspace=workspace, actor=actor, action="person_erased", subject=str(record.pk), now=now
    )
    return record


def mark_of(needle: str) -> str:
    """Return the keyed hash under which an erased address or number stays provable."""
    return hmac.new(settings.SECRET_KEY.encode(), needle.lower().encode(), hashlib.sha256).hexdigest()[:32]


def due_for_erasure(workspace: Workspace, rules: RetentionRules, *, now: datetime):
    """Return the contacts that these rules would erase now: known by spam alone, or silent for too long."""
    people = Contact.objects.of(workspace).filter(merged_into=None)
    genuine = Inquiry.objects.of(workspace).filter(is_spam=False).values("contact")
    wanted = Q(pk__in=[])
    if rules.spam_days:
        until = now - timedelta(days=rules.spam_days)
        spam = Inquiry.objects.of(workspace).filter(is_spam=True, received_at__lt=until).values("contact")
        wanted |= Q(pk__in=spam, last_seen_at__lt=until) & ~Q(pk__in=genuine)
    if rules.quiet_months:
        wanted |= Q(last_seen_at__lt=now - timedelta(days=rules.quiet_months * 365 / 12))
    return people.filter(wanted, deals=None, purchases=None)


def apply_retention(workspace: Workspace, now: datetime) -> Result | None:
    """Erase what the workspace's rules say, a part at a time: when there may be more, the next part follows soon."""
    rules = RetentionRules.objects.of(workspace).first()
    if rules is None:
        return None
    due = due_for_erasure(workspace, rules, now=now).select_related("workspace")[:AT_ONCE]
    done = [erase_person(contact=one, actor=None, now=now, why=Erasure.Why.RETENTION) for one in due]
    if not done:
        return None
    return Result(
        partial(_words, len(done)), ok=all(record.is_complete for record in done), amounts={"people": len(done)},
        next_at=now + timedelta(minutes=5) if len(done) == AT_ONCE else None,
    )  # fmt: skip


def _words(n: int) -> str:
    return ngettext("%(n)d person forgotten", "%(n)d persons forgotten", n) % {"n": n}
