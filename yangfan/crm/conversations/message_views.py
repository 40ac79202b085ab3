"""One message on screen: asked for again while something happens to it, translated again, put right."""

from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EVERYONE, SELLERS, workspace_view
from yangfan.core.ui.toasts import toast
from yangfan.crm.conversations import actions, presence, translations
from yangfan.crm.conversations.languages import KNOWN_LANGUAGES
from yangfan.crm.conversations.models import Message
from yangfan.crm.conversations.thread import messages_of, said
from yangfan.crm.inquiries.screens import find_inquiry


def _find(request, pk: int) -> Message:
    return get_object_or_404(messages_of(request.workspace).filter(inquiry__isnull=False), pk=pk)


def _answer(request, pk: int):
    """Return the message anew by HTMX, its place on the screen otherwise."""
    message = _find(request, pk)
    if not request.htmx:
        address = reverse("crm_inquiry", args=[request.workspace.slug, message.inquiry.number])
        return redirect(f"{address}#m{pk}")
    context = {
        "one": said(message, request.user.language), "inquiry": message.inquiry, "contact": message.inquiry.contact,
        "may_write": request.membership.role in SELLERS,
    }  # fmt: skip
    return render(request, "crm/inquiry/message.html", context)


@workspace_view(EVERYONE)
def message(request, pk):
    """One message, as it is now."""
    return _answer(request, pk)


@require_POST
@workspace_view(SELLERS)
def translate(request, pk):
    """Have a message translated, or translated again, into the reader's language."""
    translations.ask_translation(
        message=_find(request, pk), language=request.user.language, now=timezone.now()
    )
    return _answer(request, pk)


@require_POST
@workspace_view(SELLERS)
def correct_translation(request, pk):
    """Keep what the reader made of a translation."""
    row = translations.done_translation(_find(request, pk), request.user.language)
    text = request.POST.get("text", "")
    if row is None or not text.strip():
        return HttpResponseBadRequest()
    translations.correct_translation(translation=row, text=text, actor=request.user, now=timezone.now())
    toast(request, _("Kept. The next translation of such a sentence will read like this."))
    return _answer(request, pk)


@require_POST
@workspace_view(SELLERS)
def language(request, pk):
    """Say in which language a message is."""
    code = request.POST.get("language", "")
    if code not in KNOWN_LANGUAGES:
        return HttpResponseBadRequest()
    translations.change_language(
        message=_find(request, pk), language=code, actor=request.user, now=timezone.now()
    )
    return _answer(request, pk)


@require_POST
@workspace_view(SELLERS)
def send_again(request, pk):
    """Try a failed reply once more, or let a held one go out as it was written."""
    found, words = _find(request, pk), {"actor": request.user, "now": timezone.now()}
    if "as_written" in request.POST:
        actions.send_as_written(message=found, **words)
    else:
        actions.send_again(message=found, **words)
    return _answer(request, pk)


@require_POST
@workspace_view(SELLERS)
def present(request, number):
    """A page of this inquiry is open: say so, and tell who else is there."""
    inquiry, now = find_inquiry(request, number), timezone.now()
    if request.POST.get("leaving"):
        presence.leave(inquiry=inquiry, user=request.user)
    else:
        is_typing = request.POST.get("typing") == "1"
        presence.note_presence(inquiry=inquiry, user=request.user, is_typing=is_typing, now=now)
    colleagues = presence.colleagues_at(inquiry=inquiry, user=request.user, now=now)
    return render(request, "crm/inquiry/present.html", {"colleagues": colleagues})
