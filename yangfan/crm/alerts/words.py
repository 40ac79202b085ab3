"""What an alert says, in the active language: who, from where, what they read, why first."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from yangfan.crm.conversations.models import Message
from yangfan.crm.conversations.translations import done_translation
from yangfan.crm.conversations.words import problem_words
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.inquiries.reasons import why_first
from yangfan.crm.words import (
    channel_title,
    country_name,
    isolated,
    language_name,
    quantity_words,
    terms_words,
)

QUOTED = 600


@dataclass(frozen=True)
class Alert:
    title: str
    short: str  # for a chat group
    text: str  # for a mail
    html: str


def alert_for(message: Message) -> Alert:
    """Return the alert of this message."""
    inquiry = message.inquiry
    is_first = not _has_earlier(message)
    title = _title(inquiry, is_first)
    address = settings.CONSOLE_URL + reverse("crm_inquiry", args=[inquiry.workspace.slug, inquiry.number])
    lines = _facts(inquiry)
    why = [reason.text for reason in why_first(inquiry) if reason.points > 0]
    made = done_translation(message, get_language() or "")
    quoted = _quoted(message.text)
    context = {
        "translation": _quoted(made.text) if made else "", "translation_doubts": problem_words(made.problems) if made else [],
        "is_sample": bool(made and made.is_sample),
        "title": title, "lines": lines, "why": why, "message": quoted, "language": language_name(message.language),
        "language_code": message.language, "address": address, "workspace": inquiry.workspace,
    }  # fmt: skip
    return Alert(
        title=title,
        short=_short(
            lines, why, _quoted(made.text) if made else quoted, address, original=quoted if made else ""
        ),
        text=render_to_string("crm/alert.txt", context),
        html=render_to_string("crm/alert.html", context),
    )


def _quoted(text: str) -> str:
    return text if len(text) <= QUOTED else text[:QUOTED] + "…"


def _has_earlier(message: Message) -> bool:
    earlier = Message.objects.of(message.workspace).filter(inquiry=message.inquiry, pk__lt=message.pk)
    return earlier.exists()


def _title(inquiry: Inquiry, is_first: bool) -> str:
    who = str(inquiry.contact)
    company = inquiry.company_name or (str(inquiry.contact.company) if inquiry.contact.company else "")
    if company:
        who = _("%(name)s, %(company)s") % {"name": who, "company": company}
    if inquiry.country:
        who = _("%(who)s (%(country)s)") % {"who": who, "country": country_name(inquiry.country)}
    if is_first:
        return _("New %(one)s: %(who)s") % {**inquiry.workspace.word, "who": who}
    return _("Wrote again: %(who)s") % {"who": who}


def _facts(inquiry: Inquiry) -> list[tuple[str, str]]:
    """Return label and value of what one wants to know at a glance."""
    country = country_name(inquiry.country)
    if country and inquiry.country_is_likely:
        country = _("%(country)s (likely)") % {"country": country}
    source = channel_title(inquiry.workspace, inquiry.channel)
    if source and inquiry.campaign:
        source = _("%(channel)s, campaign %(campaign)s") % {"channel": source, "campaign": inquiry.campaign}
    found = [
        (_("Country"), country),
        (_("Came from"), source),
        (_("Pages read"), _what_was_read(inquiry)),
        (
            _("Wants"),
            _(", ").join(
                part
                for part in (
                    inquiry.product,
                    quantity_words(inquiry.quantity),
                    isolated(terms_words(inquiry.terms)),
                )
                if part
            ),
        ),
    ]
    return [(label, value) for label, value in found if value]


def _what_was_read(inquiry: Inquiry) -> str:
    pages, titles = inquiry.read.get("pages", 0), inquiry.read.get("titles", [])
    if not pages:
        return ""
    words = ngettext("%(n)d page", "%(n)d pages", pages) % {"n": pages}
    return _("%(pages)s: %(titles)s") % {"pages": words, "titles": _(", ").join(titles)} if titles else words


def _short(lines, why, quoted, address, original="") -> str:
    parts = [_("%(label)s: %(value)s") % {"label": label, "value": value} for label, value in lines]
    if why:
        parts.append(_("Why first: %(why)s") % {"why": _("; ").join(why[:3])})
    quote = quoted if len(quoted) <= 160 else quoted[:160] + "…"
    said = (
        [f"“{quote}”", _("Original: %(text)s") % {"text": isolated(original[:80])}]
        if original
        else [f"“{quote}”"]
    )
    return "\n".join([*parts, *said, address])
