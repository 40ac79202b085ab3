"""About a second after an inquiry came in, the stream says which visit sent it: stamp it, count it, tell people."""

from functools import partial

from django.db import transaction

from yangfan.accounts.public import Workspace
from yangfan.crm.alerts.actions import open_alerts
from yangfan.crm.assignment.actions import assign_by_rule
from yangfan.crm.contacts.models import Contact
from yangfan.crm.facts import mirror_inquiry
from yangfan.crm.inquiries import reasons
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.inquiries.reading import what_was_read
from yangfan.crm.settings.models import settings_of
from yangfan.crm.understanding.later_signs import look_at_visit
from yangfan.crm.understanding.tasks import check_mail_domain
from yangfan.events import public as events


@transaction.atomic
def trace_inquiry(stored: events.StoredBusiness) -> None:
    """Write down where this inquiry came from; a second call changes nothing."""
    list(
        Workspace.objects.select_for_update().filter(pk=stored.workspace_id)
    )  # turns are taken one after the other
    inquiry = (
        Inquiry.objects.across_workspaces()
        .select_for_update(of=("self",))
        .select_related("workspace", "contact", "site")
        .filter(pk=int(stored.props["inquiry_id"]), workspace_id=stored.workspace_id)
        .first()
    )
    if inquiry is None:  # erased in the meantime
        return
    if not inquiry.is_traced:
        _stamp(inquiry, stored)
        _touch(inquiry.contact, inquiry, stored)
        reasons.rate(inquiry)
        inquiry.save()
        assign_by_rule(inquiry=inquiry, is_final=True, now=stored.occurred_at)
        mirror_inquiry(inquiry)
        look_at_visit(inquiry, country=stored.country, is_likely=stored.country_is_likely)
        if settings_of(inquiry.workspace).check_mail_domains:
            transaction.on_commit(partial(check_mail_domain.enqueue, inquiry.pk))
    open_alerts(inquiry.messages.of(inquiry.workspace).order_by("pk").first())


def _stamp(inquiry: Inquiry, stored: events.StoredBusiness) -> None:
    inquiry.is_traced = True
    if stored.visit_id:
        inquiry.visit_id, inquiry.visit_at = str(stored.visit_id), stored.visit_start
    if inquiry.is_from_website and not inquiry.channel:  # one given by hand stays
        inquiry.channel, inquiry.campaign = stored.channel, stored.campaign[:200]
        inquiry.source, inquiry.medium = stored.source[:120], stored.medium[:120]
    inquiry.device = stored.device
    inquiry.page = stored.path[:500]
    if not inquiry.country and stored.country:
        inquiry.country, inquiry.country_is_likely = stored.country, stored.country_is_likely
    if inquiry.visitor_id:
        inquiry.read = inquiry.read | what_was_read(inquiry)


def _touch(contact: Contact, inquiry: Inquiry, stored: events.StoredBusiness) -> None:
    """Keep the first and the last way by which this contact came."""
    if not contact.country and inquiry.country:
        contact.country, contact.country_is_likely = inquiry.country, inquiry.country_is_likely
    if inquiry.channel:
        touch = {
            "channel": inquiry.channel,
            "source": inquiry.source,
            "medium": inquiry.medium,
            "campaign": inquiry.campaign,
            "landing": inquiry.read.get("landing") or inquiry.page,
            "at": (stored.visit_start or inquiry.received_at).isoformat(),
            "inquiry": inquiry.pk,
        }
        earliest = inquiry.read.get("first_visit") or touch
        first, last = contact.first_touch, contact.last_touch
        if not first or earliest["at"] < first["at"]:
            contact.first_touch = earliest
        if not last or touch["at"] >= last["at"]:
            contact.last_touch = touch
    contact.save()


def subscribe() -> None:
    """Listen to the stream."""
    events.subscribe(events.InquiryReceived, trace_inquiry, name="crm.inquiries")
