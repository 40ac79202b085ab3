"""Answers from one's own pages, beside the reply: passages to insert, and a draft where a language model is set up."""

from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EVERYONE, SELLERS, workspace_view
from yangfan.crm.conversations.canned import filled_texts
from yangfan.crm.drafts.matching import best_canned, last_asked, matches
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.inquiries.screens import find_inquiry
from yangfan.crm.words import language_name
from yangfan.intelligence import public as intelligence

SECTION = "inquiries"


@workspace_view(EVERYONE)
def panel(request, number):
    """What our own pages say to this; loads itself."""
    return _shown(request, find_inquiry(request, number))


@require_POST
@workspace_view(SELLERS)
def write(request, number):
    """Have the language model write a draft from the passages; whatever it cannot prove is taken out."""
    inquiry = find_inquiry(request, number)
    message = last_asked(inquiry)
    found = matches(inquiry, message)
    try:
        draft = intelligence.draft_with_endpoint(
            inquiry.workspace, message=message.text if message else "", language=_in_english(get_language()),
            passages=[f"{one.passage.title}: {one.passage.text}" for one in found],
        )  # fmt: skip
    except intelligence.EndpointUnavailable as error:
        return _shown(request, inquiry, problem=error.words)
    return _shown(request, inquiry, draft=draft)


def _in_english(code: str) -> str:
    with translation.override("en"):
        return language_name(code)


def _shown(request, inquiry: Inquiry, **extra):
    message = last_asked(inquiry)
    canned = filled_texts(inquiry, request.user)
    context = {
        "inquiry": inquiry, "matches": matches(inquiry, message), "section": SECTION, "url": request.path,
        "canned": best_canned(inquiry, canned, message.text) if message else None,
        "has_endpoint": intelligence.has_endpoint(inquiry.workspace), "endpoint": intelligence.endpoint_title(inquiry.workspace),
        "may_write": request.membership.role in SELLERS,
    } | extra  # fmt: skip
    return render(request, "crm/draft.html" if request.htmx else "crm/draft_page.html", context)
