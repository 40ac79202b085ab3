"""Answering on screen: looking at the translation, sending, taking back, writing down what was said elsewhere."""

from dataclasses import replace

from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EVERYONE, SELLERS, workspace_view
from yangfan.core.ui.toasts import toast
from yangfan.crm.conversations import actions, composer
from yangfan.crm.conversations.composer import AS_WRITTEN, TRANSLATE, Draft, NoPreview, Preview
from yangfan.crm.conversations.models import Attachment, Message, Way
from yangfan.crm.inquiries.screens import find_inquiry, show
from yangfan.crm.settings.models import settings_of
from yangfan.intelligence import public as intelligence

MAX_FILE = 10 * 1024 * 1024
MAX_FILES = 5


def _draft(request, inquiry) -> Draft:
    """Return what stands in the box that was sent."""
    return Draft(
        text=request.POST.get("text", ""),
        subject=request.POST.get("subject", "")[:200],
        submission_id=request.POST.get("submission_id", "")[:80],
        seen=composer.last_outgoing(inquiry),
        send_in=AS_WRITTEN if request.POST.get("send_in") == AS_WRITTEN else TRANSLATE,
        way=request.POST.get("way", ""),
    )


@require_POST
@workspace_view(SELLERS)
def preview(request, number):
    """Show what the buyer would read: the right half of the box by HTMX, the whole screen without."""
    inquiry = find_inquiry(request, number)
    draft, seen, why_not = _draft(request, inquiry), None, ""
    try:
        seen = _translation_of(request, inquiry, draft)
    except NoPreview as reason:
        why_not = str(reason)
    if not request.htmx:
        return show(request, inquiry, draft=draft, preview=seen, no_preview=why_not)
    box = composer.compose(request, inquiry, draft=draft, preview=seen, no_preview=why_not)
    return render(request, "crm/inquiry/preview.html", {"composer": box, "inquiry": inquiry})


def _translation_of(request, inquiry, draft: Draft) -> Preview:
    if not draft.text.strip():
        raise NoPreview(_words("empty"))
    target, _is_likely = composer.buyer_language(inquiry)
    return composer.translated_answer(
        inquiry=inquiry, text=draft.text, subject=draft.subject, target=target, fallback=request.user.language
    )


@require_POST
@workspace_view(SELLERS)
def reply(request, number):
    """Send an answer; first ask if a colleague was faster, or if the translation is to be looked at."""
    inquiry = find_inquiry(request, number)
    draft, files = _draft(request, inquiry), request.FILES.getlist("files")
    wrong = _what_is_wrong(request, inquiry, files)
    if wrong:
        return show(
            request, inquiry, draft=draft, preview=_shown_preview(request, draft), status=422, **wrong
        )
    try:
        words = _how_it_goes(request, inquiry, draft)
    except _LookFirst as look:
        return show(request, inquiry, draft=draft, preview=look.preview, status=422, reply_error=look.words)
    except NoPreview as reason:
        return show(request, inquiry, draft=draft, no_preview=str(reason), status=422)
    try:
        message = actions.reply(
            inquiry=inquiry, actor=request.user, now=timezone.now(), files=files, way=draft.way,
            submission_id=draft.submission_id, **words,
        )  # fmt: skip
    except actions.ReplyRefused as refusal:
        return show(request, inquiry, draft=draft, status=422, reply_error=_words(str(refusal)))
    if message.state == Message.State.QUEUED and message.send_at > timezone.now():
        undo = reverse("crm_take_back", args=[request.workspace.slug, message.pk])
        toast(request, _("The reply goes out in ten seconds."), undo=undo)
    address = reverse("crm_inquiry", args=[request.workspace.slug, number])
    return redirect(f"{address}#m{message.pk}")


class _LookFirst(Exception):
    """The translation has to be looked at (again) before anything goes out."""

    def __init__(self, preview: Preview, words: str = ""):
        super().__init__(words)
        self.preview, self.words = preview, words


def _how_it_goes(request, inquiry, draft: Draft) -> dict:
    """Return text, subject and languages of the answer; raise _LookFirst or NoPreview when it cannot go yet."""
    target, _is_likely = composer.buyer_language(inquiry)
    source = composer.language_of(draft.text, request.user.language)
    plain = {"text": draft.text, "subject": draft.subject, "language": source}
    if draft.send_in == AS_WRITTEN or not target or source == target or not draft.text.strip():
        return plain
    if intelligence.translator_for(workspace=inquiry.workspace, source=source, target=target) is None:
        return plain if request.POST.get("untranslated") else _refuse_untranslated(source, target)
    shown = _shown_preview(request, draft)
    if shown is None and not settings_of(inquiry.workspace).approve_translations:
        return plain | {"translate_to": target}
    if shown is None or shown.of != composer.stamp_of(draft.text):
        words = _("Your text has changed since. Look at the translation again.") if shown else ""
        raise _LookFirst(_translation_of(request, inquiry, draft), words)
    problems = composer.problems_of_edited(
        inquiry=inquiry, written=draft.text, edited=shown.text, source=source, target=target
    )
    if problems and not request.POST.get("compared"):
        raise _LookFirst(
            replace(shown, problems=problems), _("The translation is not right yet; nothing was sent.")
        )
    return {
        "text": shown.text, "subject": shown.subject, "language": target,
        "written": composer.written_of(text=draft.text, subject=draft.subject, language=source, title=shown.title, problems=problems),
    }  # fmt: skip


def _refuse_untranslated(source: str, target: str):
    words = {"source": composer.language_name(source), "target": composer.language_name(target)}
    raise NoPreview(_("Nothing is set up that translates from %(source)s into %(target)s.") % words)


def _shown_preview(request, draft: Draft) -> Preview | None:
    """Return the translation as it stood in the box, edited or not."""
    text = request.POST.get("translation", "").strip()
    if not text:
        return None
    return Preview(
        text=text, subject=request.POST.get("translated_subject", "").strip()[:200] or draft.subject,
        target=request.POST.get("target", "")[:10], title=request.POST.get("translated_by", "")[:120],
        is_sample=bool(request.POST.get("is_sample")), written=draft.text, of=request.POST.get("preview_of", ""),
    )  # fmt: skip


def _what_is_wrong(request, inquiry, files) -> dict:
    """Return what stands against sending: a colleague's answer not seen yet, files too large."""
    if len(files) > MAX_FILES or sum(file.size for file in files) > MAX_FILE:
        return {"reply_error": _("At most 5 files and 10 MB together.")}
    known = Message.objects.of(request.workspace).filter(
        submission_id=request.POST.get("submission_id") or "-"
    )
    seen = request.POST.get("seen", "0")
    newest = composer.last_outgoing(inquiry)
    if not known.exists() and seen.isdigit() and int(seen) < newest:
        newer = Message.objects.of(request.workspace).select_related("author").get(pk=newest)
        return {"colleague": newer}
    return {}


def _words(code: str) -> str:
    known = {
        "empty": _("Write something first."),
        "no_address": _(
            "We have no mail address of this person. Call them, and write down the answer below."
        ),
        "no_such_way": _("They can no longer be reached that way. Choose another."),
    }
    return known.get(code, code)


@require_POST
@workspace_view(SELLERS)
def log_answer(request, number):
    """Write down an answer that was given elsewhere."""
    inquiry = find_inquiry(request, number)
    way = request.POST.get("way", Way.PHONE)
    try:
        actions.log_answer(
            inquiry=inquiry, text=request.POST.get("text", ""), way=way if way in Way.values else Way.OTHER,
            actor=request.user, now=timezone.now(),
        )  # fmt: skip
    except actions.ReplyRefused as refusal:
        return show(request, inquiry, status=422, log_error=_words(str(refusal)))
    return redirect("crm_inquiry", request.workspace.slug, number)


@require_POST
@workspace_view(SELLERS)
def take_back(request, pk):
    """Stop a reply that has not gone out; its text comes back into the box."""
    rows = Message.objects.of(request.workspace).select_related("workspace", "inquiry")
    message = get_object_or_404(rows.filter(inquiry__isnull=False), pk=pk)
    was_held = message.state == Message.State.HELD
    if not actions.take_back(message=message, actor=request.user, now=timezone.now()):
        toast(request, _("Too late: it has gone out already."), failed=True)
        return redirect("crm_inquiry", request.workspace.slug, message.inquiry.number)
    if not was_held:
        toast(request, _("Taken back; nothing was sent."))
    inquiry = find_inquiry(request, message.inquiry.number)
    draft = Draft(
        text=message.written_text or message.text, subject=message.written_subject or message.subject,
        submission_id=f"{message.submission_id}x"[:80], seen=composer.last_outgoing(inquiry), way=message.way,
        send_in=TRANSLATE if message.written_text or message.translate_to else AS_WRITTEN,
    )  # fmt: skip
    return show(
        request, inquiry, draft=draft, preview=_preview_again(request, inquiry, draft, message, was_held)
    )


def _preview_again(request, inquiry, draft: Draft, message: Message, was_held: bool) -> Preview | None:
    """Return the approved translation of an answer that was taken back, or a new one of an answer that was held."""
    if message.written_text:
        return Preview(
            text=message.text, subject=message.subject, target=message.language, title=message.translated_by,
            is_sample=False, written=message.written_text, of=composer.stamp_of(message.written_text),
        )  # fmt: skip
    try:
        return _translation_of(request, inquiry, draft) if was_held else None
    except NoPreview:
        return None


@workspace_view(EVERYONE)
def attachment(request, pk):
    """Hand out a file of a conversation, always as a download."""
    one = get_object_or_404(Attachment.objects.of(request.workspace), pk=pk)
    response = FileResponse(one.file.open("rb"), as_attachment=True, filename=one.name)
    response.headers["Content-Type"] = "application/octet-stream"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
