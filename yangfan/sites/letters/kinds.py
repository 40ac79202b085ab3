"""The letters a site writes by itself, our words for each, and which of them are sent."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yangfan.core.registry import Registry


@dataclass(frozen=True)
class LetterKind:
    """One letter. `must`: what stands for itself in the text and has to stay, such as {link}; `may`: what may stand there."""

    key: str
    title: str
    about: str
    subject: str
    text: str
    must: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    is_optional: bool = False  # sent only if the company wants it
    order: int = 100

    @property
    def placeholders(self) -> tuple[str, ...]:
        return (*self.must, *self.may)


letters: Registry[LetterKind] = Registry("letter")

CONFIRM_NEWS = letters.register(
    LetterKind(
        key="newsletter",
        title=_("Confirm the newsletter"),
        about=_("Goes to whoever signs up for news; they get none before they have opened the link."),
        subject=_("Please confirm: news from {company}"),
        text=_(
            "Hello,\n\nyou asked for news from {company}. Please confirm it here:\n\n{link}\n\n"
            "If it was not you, do nothing: you will not hear from us again."
        ),
        must=("{link}",),
        may=("{company}",),
        order=10,
    )
)
CONFIRM_INQUIRY = letters.register(
    LetterKind(
        key="inquiry",
        title=_("Your inquiry has arrived"),
        about=_(
            "Goes to whoever sends an inquiry with an e-mail address, at once, once a day at most; never to what looks like spam."
        ),
        subject=_("{company}: we have received your inquiry"),
        text=_(
            "Hello {name},\n\nthank you for your inquiry. It has arrived, and a person will answer you.\n\n{company}"
        ),
        may=("{name}", "{company}"),
        is_optional=True,
        order=20,
    )
)
PLACEHOLDERS = {
    "{company}": pgettext_lazy("placeholder", "the company's name"),
    "{link}": pgettext_lazy("placeholder", "the link to confirm"),
    "{name}": pgettext_lazy("placeholder", "the name of whoever wrote"),
}
