"""What a letter says in a reader's language."""

from django.utils import translation

from yangfan.accounts.public import Workspace
from yangfan.sites.letters.kinds import LetterKind, letters
from yangfan.sites.letters.models import Letter


def letter_of(workspace: Workspace, key: str) -> Letter:
    """Return the workspace's own row of this letter, saved or not; raise KeyError for a letter there is none of."""
    letters.get(key)
    return Letter.objects.of(workspace).filter(key=key).first() or Letter(workspace=workspace, key=key)


def is_sent(workspace: Workspace, kind: LetterKind) -> bool:
    return not kind.is_optional or letter_of(workspace, kind.key).is_on


def ours(kind: LetterKind, language: str) -> tuple[str, str]:
    """Return our own subject and text, in English where we have none in this language."""
    with translation.override(language):
        return str(kind.subject), str(kind.text)


def words_of(workspace: Workspace, kind: LetterKind, language: str) -> tuple[str, str]:
    """Return subject and text for a reader of this language, the company's own where it has them."""
    row, (subject, text) = letter_of(workspace, kind.key), ours(kind, language)
    return row.subjects.get(language) or subject, row.texts.get(language) or text


def filled(words: str, values: dict[str, str]) -> str:
    """Return the words with {company} and the like replaced, by these values and nothing else.

    Of a value that is not known the space before it goes too, so that nobody reads "Hello ,".
    """
    for name, value in values.items():
        words = words if value else words.replace(f" {{{name}}}", "")
        words = words.replace(f"{{{name}}}", value)
    return words
