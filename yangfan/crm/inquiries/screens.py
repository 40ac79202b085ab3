"""The inbox and one inquiry, as screens."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from yangfan.accounts.public import EVERYONE, SELLERS, audit_of, members_of, title_of, workspace_view
from yangfan.connectors import public as connectors
from yangfan.crm.chat.presence import presence_of
from yangfan.crm.clock import due
from yangfan.crm.conversations import presence
from yangfan.crm.conversations.composer import Draft, Preview, compose
from yangfan.crm.conversations.notes import mark_mentions_seen, notes_of
from yangfan.crm.conversations.thread import thread_of
from yangfan.crm.deals.cards import deal_cards
from yangfan.crm.deals.forms import DealForm
from yangfan.crm.inquiries import spam
from yangfan.crm.inquiries.models import Inquiry, Status
from yangfan.crm.inquiries.pages import page_title
from yangfan.crm.inquiries.reading import path_of
from yangfan.crm.settings.models import settings_of
from yangfan.crm.understanding.screen import wants_of
from yangfan.crm.words import channel_title, channel_titles, country_name, language_name

SECTION = "inquiries"


def find_inquiry(request, number: int) -> Inquiry:
    """Return the inquiry of this workspace, or answer 404."""
    rows = Inquiry.objects.of(request.workspace).select_related(
        "workspace", "contact__company", "owner", "site"
    )
    return get_object_or_404(rows, number=number)


@workspace_view(EVERYONE)
def inquiry(request, number):
    """One inquiry: what to know before answering, and the answer."""
    found = find_inquiry(request, number)
    mark_mentions_seen(inquiry=found, user=request.user, now=timezone.now())
    return show(request, found)


def show(
    request,
    inquiry: Inquiry,
    *,
    draft: Draft | None = None,
    preview: Preview | None = None,
    no_preview: str = "",
    status: int = 200,
    **extra,
):
    """Render the screen of one inquiry; `draft` fills the reply box again, `extra` adds forms with errors."""
    now, workspace = timezone.now(), request.workspace
    within = settings_of(workspace).answer_within_hours
    waited = now - inquiry.waiting_since if inquiry.waiting_since else None
    context = {
        "section": SECTION, "inquiry": inquiry, "contact": inquiry.contact, "now": now,
        "may_write": request.membership.role in SELLERS, "members": members_of(workspace), "statuses": Status.choices,
        "country": country_name(inquiry.country), "language": language_name(inquiry.language),
        "channel": channel_title(workspace, inquiry.channel), "waited": waited, "is_late": due.is_late(inquiry, now=now),
        "spam_reasons": spam.words(inquiry.spam_reasons),
        "said": thread_of(inquiry, request.user.language), "presence_every": presence.EVERY,
        "composer": compose(request, inquiry, draft=draft, preview=preview, no_preview=no_preview),
        "to_outbox": connectors.goes_to_outbox(workspace), "notes": notes_of(inquiry),
        "deals": deal_cards(inquiry), "deal_form": DealForm(workspace=workspace), "wants": wants_of(inquiry),
        "audit": [{"entry": entry, "title": title_of(entry.action)} for entry in audit_of(workspace, inquiry)[:30]],
        "others": _other_inquiries(inquiry), "answer_within": within,
    } | presence_of(request, inquiry) | extra  # fmt: skip
    return render(request, "crm/inquiry.html", context, status=status)


def _other_inquiries(inquiry: Inquiry):
    return Inquiry.objects.of(inquiry.workspace).filter(contact=inquiry.contact).exclude(pk=inquiry.pk)[:5]


@workspace_view(EVERYONE)
def path(request, number):
    """What the visitor did before the inquiry; loads itself, since it asks the event store."""
    inquiry = find_inquiry(request, number)
    titles = channel_titles(request.workspace)
    visits: list[dict] = []
    for step in path_of(inquiry):
        if step.kind == "visit":
            visits.append(
                {
                    "at": step.at,
                    "channel": titles.get(step.channel, step.channel),
                    "campaign": step.campaign,
                    "steps": [],
                }
            )
        elif visits:
            visits[-1]["steps"].append({"kind": step.kind, "title": page_title(step), "at": step.at})
    context = {
        "inquiry": inquiry, "visits": [visit | {"pages": _in_words(visit["steps"])} for visit in visits],
        "url": request.path, "section": SECTION,
    }  # fmt: skip
    return render(request, "crm/path.html" if request.htmx else "crm/path_page.html", context)


def _in_words(steps: list[dict]) -> list[dict]:
    """Return the pages in order, each with how often it was read in a row; other deeds in words."""
    words = {"download": _("Downloaded %(what)s"), "form_start": _("Began the form"), "click": _("Clicked %(what)s"),
             "outbound": _("Left for %(what)s")}  # fmt: skip
    shown: list[dict] = []
    for step in steps:
        if step["kind"] in ("form_submit", "inquiry_received", "inquiry_answered", "deal_won"):
            continue
        text = (
            step["title"]
            if step["kind"] == "page_view"
            else words.get(step["kind"], step["kind"]) % {"what": step["title"]}
        )
        if shown and shown[-1]["text"] == text:
            shown[-1]["times"] += 1
        else:
            shown.append({"text": text, "times": 1, "kind": step["kind"]})
    return shown
