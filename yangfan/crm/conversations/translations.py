"""What was said, in the languages our people read: made after a message came in, put right by hand, tried again."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F

from yangfan.accounts.public import members_of
from yangfan.connectors import public as connectors
from yangfan.crm.conversations.models import Message, Translation
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.listeners import tell_translated
from yangfan.crm.search.index import index_inquiry
from yangfan.intelligence import public as intelligence

AGAIN_AFTER = timedelta(minutes=1)  # a worker that was killed took it along
ATTEMPTS = 3
SURE = 0.8  # of a detected language; below it is called likely
SUMMARY = 200
State = Translation.State


def reading_languages(workspace) -> list[str]:
    """Return the languages that our people and chat groups read, the workspace's own first."""
    people = [member.user.language for member in members_of(workspace) if member.user.is_active]
    groups = connectors.NotifyTarget.objects.of(workspace).filter(is_on=True)
    return list(dict.fromkeys([workspace.language, *people, *groups.values_list("language", flat=True)]))


def ask_translations(*, message: Message, now: datetime) -> None:
    """Have a message translated into every language our people read and that it is not in."""
    for language in reading_languages(message.workspace):
        if message.language and language not in (message.language, message.written_language):
            ask_translation(message=message, language=language, now=now)


def ask_translation(*, message: Message, language: str, now: datetime) -> Translation:
    """Have one translation made, again if there is one; what a person corrected stays."""
    with transaction.atomic():
        row, _is_new = Translation.objects.of(message.workspace).get_or_create(
            workspace=message.workspace, message=message, language=language,
            defaults={"asked_at": now, "created_at": now},
        )  # fmt: skip
        if row.by_hand:
            return row
        translator = intelligence.translator_for(
            workspace=message.workspace, source=message.language, target=language
        )
        row.state = State.NONE if translator is None else State.WAITING
        row.attempts, row.asked_at, row.state_words = 0, now, ""
        row.save(update_fields=["state", "attempts", "asked_at", "state_words"])
        if translator is not None:
            transaction.on_commit(partial(_enqueue, row.pk))
    return row


def _enqueue(translation_id: int) -> None:
    from yangfan.crm.conversations.tasks import translate_message  # the task calls back into this module

    translate_message.enqueue(translation_id)


def make_translation(*, translation_id: int, now: datetime) -> None:
    """Translate one message, unless it is done or another worker is at it."""
    row = (
        Translation.objects.across_workspaces()
        .select_related("workspace", "message__workspace", "message__inquiry")
        .filter(pk=translation_id, state=State.WAITING)
        .first()
    )
    if row is None:
        return
    mine = Translation.objects.across_workspaces().filter(
        pk=row.pk, state=State.WAITING, asked_at=row.asked_at, attempts=row.attempts
    )
    if not mine.update(attempts=F("attempts") + 1, asked_at=now):
        return
    _settle(row, **_translated(row))


def _translated(row: Translation) -> dict:
    """Return the fields of the finished row."""
    message, languages = row.message, {"source": row.message.language, "target": row.language}
    translator = intelligence.translator_for(workspace=row.workspace, **languages)
    if translator is None:
        return {"state": State.NONE}
    try:
        [found] = intelligence.translate(workspace=row.workspace, texts=[message.text], **languages)
    except intelligence.TranslationUnavailable as error:
        state = State.NONE if error.kind == "none" else State.FAILED
        return {"state": state, "state_words": str(error.words)[:500], "title": str(translator.title)[:120]}
    return {
        "state": State.DONE if found.is_ok else State.HELD,
        "text": found.text,
        "provider": found.provider[:60],
        "title": str(found.title)[:120],
        "confidence": found.confidence,
        "problems": as_rows(found.problems),
        "is_sample": translator.is_sample,
        "state_words": "",
    }


def as_rows(problems) -> list[list[str]]:
    """Return problems of a translation as they are kept: kind, before, after."""
    return [[problem.kind, problem.before, problem.after] for problem in problems]


def _settle(row: Translation, **fields) -> None:
    """Write down how it went, unless a person was faster, and tell who waits for it."""
    with transaction.atomic():
        waiting = Translation.objects.of(row.workspace).filter(pk=row.pk, state=State.WAITING, by_hand=False)
        if not waiting.update(**fields):
            return
        row.refresh_from_db(fields=["text", "state"])
        _summarise(row)
    tell_translated(row.message)


def _summarise(row: Translation) -> None:
    """Let the inbox find it by these words, and show the beginning of the first message in this language."""
    if row.message.inquiry:
        index_inquiry(row.message.inquiry)
    first = row.message.inquiry and row.message.inquiry.messages.of(row.workspace).order_by("pk").first()
    if not first or first.pk != row.message_id or not row.text:
        return
    inquiry = Inquiry.objects.of(row.workspace).select_for_update().get(pk=row.message.inquiry_id)
    line = " ".join(row.text.split())
    inquiry.summaries[row.language] = line if len(line) <= SUMMARY else line[: SUMMARY - 1] + "…"
    inquiry.save(update_fields=["summaries"])


def correct_translation(*, translation: Translation, text: str, actor, now: datetime) -> Translation:
    """Keep what a person made of a translation, and teach it to the memory; raise ValueError for an empty text."""
    if not text.strip():
        raise ValueError("empty")
    message = translation.message
    with transaction.atomic():
        translation.text, translation.by_hand, translation.state = text.strip(), True, State.DONE
        translation.problems, translation.is_sample, translation.confidence = [], False, 1
        translation.save()
        _summarise(translation)
    intelligence.remember_correction(
        workspace=message.workspace, source=message.language, target=translation.language,
        before=message.text, after=translation.text, actor=actor, now=now,
    )  # fmt: skip
    return translation


def change_language(*, message: Message, language: str, actor, now: datetime) -> Message:
    """Say in which language a message really is; it is translated anew."""
    with transaction.atomic():
        message.language, message.language_confidence = language, 1
        message.save(update_fields=["language", "language_confidence"])
        Translation.objects.of(message.workspace).filter(message=message, by_hand=False).delete()
        inquiry = message.inquiry
        if inquiry and inquiry.messages.of(message.workspace).order_by("pk").first() == message:
            inquiry.language, inquiry.summaries = language, {}
            inquiry.save(update_fields=["language", "summaries"])
        ask_translations(message=message, now=now)
    return message


def add_sample_translation(
    *, message: Message, language: str, text: str, now: datetime | None = None
) -> Translation:
    """Write down a translation of the demo, marked as a sample."""
    now = now or message.created_at
    with transaction.atomic():
        row, _is_new = Translation.objects.of(message.workspace).update_or_create(
            workspace=message.workspace, message=message, language=language,
            defaults={"text": text, "state": State.DONE, "is_sample": True, "confidence": 1, "problems": [],
                      "provider": "sample", "title": "", "asked_at": now, "created_at": now},
        )  # fmt: skip
        _summarise(row)
    return row


def send_due_translations(now: datetime) -> None:
    """Set off again what a killed worker left behind; give up after a few times."""
    late = Translation.objects.across_workspaces().filter(
        state=State.WAITING, asked_at__lte=now - AGAIN_AFTER
    )
    late.filter(attempts__gte=ATTEMPTS).update(state=State.FAILED, state_words="interrupted")
    for pk in late.filter(attempts__lt=ATTEMPTS).values_list("pk", flat=True)[:200]:
        _enqueue(pk)


def is_being_translated(message: Message, language: str, *, now: datetime) -> bool:
    """Tell whether a translation into this language may come any moment."""
    rows = Translation.objects.of(message.workspace).filter(message=message, language=language)
    return rows.filter(state=State.WAITING, created_at__gt=now - timedelta(seconds=30)).exists()


def sure_of_language(message: Message) -> bool:
    """Tell whether the detected language needs no "likely"."""
    return message.language_confidence >= SURE


def done_translation(message: Message, language: str) -> Translation | None:
    """Return the finished translation into this language, if there is one."""
    done = Translation.objects.of(message.workspace).filter(message=message, language=language)
    return done.filter(state__in=[State.DONE, State.HELD]).first()
