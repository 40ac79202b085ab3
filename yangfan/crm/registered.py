"""What the CRM shows in places of the shell: search hits, and what a workspace still lacks."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yangfan.connectors import public as connectors
from yangfan.core.ui.missing import Missing
from yangfan.core.ui.search import Found
from yangfan.crm.companies.models import Company
from yangfan.crm.contacts.words import with_words
from yangfan.crm.customers.lists import find_people
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.merging.doubles import open_doubles
from yangfan.crm.search import index
from yangfan.crm.understanding.doubt import doubtful_rows


def find_inquiries(workspace, query: str, limit: int) -> list[Found]:
    """Inquiries that hold these words."""
    found = index.find(workspace, query)
    rows = Inquiry.objects.of(workspace).filter(pk__in=found.ids, merged_into=None).select_related("contact")
    return [
        Found(f"#{one.number} {one.contact}", reverse("crm_inquiry", args=[workspace.slug, one.number]), one.summary[:100], "inbox")
        for one in rows.order_by("-last_message_at")[:limit]
    ]  # fmt: skip


def find_contacts(workspace, query: str, limit: int) -> list[Found]:
    """People by name, address or number."""
    rows = find_people(workspace, query, limit)
    return [
        Found(str(one), reverse("crm_contact", args=[workspace.slug, one.pk]), one.email, "user")
        for one in rows
    ]


def find_companies(workspace, query: str, limit: int) -> list[Found]:
    """Companies by name or domain."""
    rows = with_words(Company.objects.of(workspace), query)[:limit]
    return [
        Found(str(one), reverse("crm_company", args=[workspace.slug, one.pk]), one.domain, "building")
        for one in rows
    ]


def no_chat_group(workspace) -> Missing | None:
    """Alerts that reach a phone."""
    if connectors.NotifyTarget.objects.of(workspace).filter(is_on=True).exists():
        return None
    return Missing(
        title=_("No chat group is told of new inquiries"),
        why=_("In WeCom, Feishu or DingTalk an inquiry rings on your phone within seconds."),
        button=_("Connect a group"),
        url=reverse("crm_alerts", args=[workspace.slug]),
        minutes=2,
    )


def doubtful_wait(workspace) -> Missing | None:
    """Inquiries that the machine was not sure of: a buyer may be among them."""
    number = doubtful_rows(workspace).count()
    if not number:
        return None
    return Missing(
        title=ngettext("%(n)d doubtful inquiry", "%(n)d doubtful inquiries", number) % {"n": number},
        why=_("Nobody was told of them. A real buyer may be among them."),
        button=_("Decide"),
        url=reverse("crm_inbox", args=[workspace.slug]) + "?tab=spam",
        minutes=min(1 + number // 6, 10),
        worth=78,
    )


def doubles_wait(workspace) -> Missing | None:
    """Contacts that may be one person."""
    number = open_doubles(workspace).count()
    if not number:
        return None
    return Missing(
        title=ngettext("%(n)d pair may be one person", "%(n)d pairs may be one person", number)
        % {"n": number},
        why=_("Their messages and orders stand apart until you put them together."),
        button=_("Decide"),
        url=reverse("crm_doubles", args=[workspace.slug]),
        minutes=min(1 + number // 4, 15),
        worth=40,
    )
