"""Texts one answers with often, with the blanks filled in."""

from django.db.models import Prefetch

from yangfan.crm.conversations.models import CannedText, CannedVariant
from yangfan.crm.words import language_name


def filled_texts(inquiry, user, theirs: str = "") -> list[dict]:
    """Return pk, title and text of every canned text, its variables filled in for this inquiry.

    `in_theirs` is the text somebody wrote in the buyer's language `theirs`, where there is one.
    """
    values = {
        "name": str(inquiry.contact),
        "company": inquiry.company_name or str(inquiry.contact.company or ""),
        "product": inquiry.product,
        "quantity": inquiry.quantity,
        "me": str(user),
        "our_company": inquiry.workspace.name,
    }
    variants = Prefetch("variants", CannedVariant.objects.of(inquiry.workspace), to_attr="written")
    return [
        {
            "pk": one.pk,
            "title": one.title,
            "text": fill(one.text, values),
            "in_theirs": next((fill(row.text, values) for row in one.written if row.language == theirs), ""),
            "language": language_name(theirs),
        }
        for one in CannedText.objects.of(inquiry.workspace).prefetch_related(variants)
    ]


def add_canned_text(*, workspace, title: str, text: str, language: str = "") -> CannedText:
    """Keep a text for answers, below those that are there."""
    position = CannedText.objects.of(workspace).count()
    return CannedText.objects.create(
        workspace=workspace, title=title, text=text, language=language, position=position
    )


def fill(text: str, values: dict[str, str]) -> str:
    """Put the values in for {name} and the like; other braces stay as they are."""
    for key, value in values.items():
        text = text.replace("{" + key + "}", value)
    return text
