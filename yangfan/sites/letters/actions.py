"""Put a letter into words of one's own, and send it."""

import hashlib
import re
from datetime import datetime, timedelta
from functools import partial

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from yangfan.accounts import public as accounts
from yangfan.accounts.public import User, Workspace
from yangfan.connectors import public as connectors
from yangfan.sites.letters import queries
from yangfan.sites.letters.kinds import CONFIRM_INQUIRY, LetterKind
from yangfan.sites.letters.models import Letter

ONCE = timedelta(days=1)
LONGEST = 60
WORD = r"[^\W\d_](?:[^\W\d_]|['’-])*\.?"
NAME = re.compile(rf"{WORD}(?: {WORD}){{0,4}}")  # no address, no figures: a stranger typed it


class LetterRefused(ValueError):
    """What is wrong with the words, for the person who wrote them."""


@transaction.atomic
def write_letter(
    *, workspace: Workspace, kind: LetterKind, language: str, subject: str, text: str, is_on: bool, actor: User,
    now: datetime,
) -> Letter:  # fmt: skip
    """Keep a company's own words in one language, ours being left out; raise LetterRefused."""
    for name in kind.must:
        if name not in text:
            raise LetterRefused(_("%(name)s must stand in the text.") % {"name": name})
    row = queries.letter_of(workspace, kind.key)
    _put(row.subjects, language, " ".join(subject.split()), queries.ours(kind, language)[0])
    _put(row.texts, language, text.replace("\r\n", "\n").strip(), queries.ours(kind, language)[1])
    row.is_on = is_on or not kind.is_optional
    row.save()
    accounts.record_audit(
        workspace=workspace,
        actor=actor,
        action="letter_changed",
        subject=row,
        after={"key": kind.key},
        now=now,
    )
    return row


def _put(words: dict[str, str], language: str, own: str, ours: str) -> None:
    if own and own != ours:
        words[language] = own
    else:
        words.pop(language, None)


def send_letter(
    *, workspace: Workspace, kind: LetterKind, to: str, language: str, values: dict[str, str]
) -> None:
    """Mail the letter in the reader's language. Raises connectors.MailNotSent."""
    subject, text = queries.words_of(workspace, kind, language)
    connectors.send_mail(
        workspace=workspace, to=to, subject=queries.filled(subject, values), text=queries.filled(text, values),
        sender_name=values.get("company", ""), is_automatic=True,
    )  # fmt: skip


def confirm_inquiry_soon(*, workspace: Workspace, email: str, name: str, company: str, language: str) -> bool:
    """Have the worker tell somebody that their inquiry has arrived, if the company wants it; say whether it will."""
    if not email or not queries.is_sent(workspace, CONFIRM_INQUIRY) or not _is_first_today(workspace, email):
        return False
    name = " ".join(name.split())
    name = name if len(name) <= LONGEST and NAME.fullmatch(name) else ""
    values = {"name": name, "company": company}
    transaction.on_commit(partial(_enqueue, workspace.pk, CONFIRM_INQUIRY.key, email, language, values))
    return True


def _is_first_today(workspace: Workspace, email: str) -> bool:
    digest = hashlib.sha256(email.strip().lower().encode()).hexdigest()[:32]
    return cache.add(f"letter:{workspace.pk}:{digest}", True, ONCE.total_seconds())


def _enqueue(*arguments) -> None:
    from yangfan.sites.letters.tasks import send_soon  # the task calls back into this module

    send_soon.enqueue(*arguments)
