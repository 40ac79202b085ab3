"""What a workspace calls a request that comes in: 询盘, 线索, 预约 … A closed set, so that every sentence can be well made.

Sentences take the forms they need: `_("New %(one)s: %(who)s") % {**workspace.word, "who": who}`, in templates
`{{ workspace.word.many }}`. Only headline words are written so (menu, titles, the big number, alerts); within the text of
a screen a request stays the inquiry it is everywhere.
"""

from dataclasses import dataclass

from django.utils.translation import ngettext_lazy, pgettext_lazy

DEFAULT = "inquiry"


@dataclass(frozen=True)
class Noun:
    """One word in its forms, in the reader's language when it is shown."""

    key: str
    title: str  # what the settings call it
    one: str
    many: str
    a: str  # with its article
    number_of: str  # "%(n)s bookings"

    def words(self) -> dict[str, str]:
        """Return the forms for a sentence: one, many, a, and One, Many to begin it with."""
        one, many = str(self.one), str(self.many)
        return {
            "one": one, "many": many, "a": str(self.a),
            "One": one[:1].upper() + one[1:], "Many": many[:1].upper() + many[1:],
        }  # fmt: skip

    def counted(self, n: int) -> str:
        """Return "3 bookings"."""
        return str(self.number_of % {"n": n})


NOUNS = {
    noun.key: noun
    for noun in [
        Noun(
            "inquiry", pgettext_lazy("choice of word", "Inquiry"),
            pgettext_lazy("headline noun", "inquiry"), pgettext_lazy("headline noun", "inquiries"), pgettext_lazy("headline noun", "an inquiry"),
            ngettext_lazy("%(n)s inquiry", "%(n)s inquiries", "n"),
        ),
        Noun(
            "lead", pgettext_lazy("choice of word", "Lead"),
            pgettext_lazy("headline noun", "lead"), pgettext_lazy("headline noun", "leads"), pgettext_lazy("headline noun", "a lead"),
            ngettext_lazy("%(n)s lead", "%(n)s leads", "n"),
        ),
        Noun(
            "booking", pgettext_lazy("choice of word", "Booking (of a visit or a service)"),
            pgettext_lazy("headline noun", "booking"), pgettext_lazy("headline noun", "bookings"), pgettext_lazy("headline noun", "a booking"),
            ngettext_lazy("%(n)s booking", "%(n)s bookings", "n"),
        ),
        Noun(
            "appointment", pgettext_lazy("choice of word", "Appointment (with a doctor or adviser)"),
            pgettext_lazy("headline noun", "appointment"), pgettext_lazy("headline noun", "appointments"), pgettext_lazy("headline noun", "an appointment"),
            ngettext_lazy("%(n)s appointment", "%(n)s appointments", "n"),
        ),
        Noun(
            "consultation", pgettext_lazy("choice of word", "Consultation"),
            pgettext_lazy("headline noun", "consultation"), pgettext_lazy("headline noun", "consultations"), pgettext_lazy("headline noun", "a consultation"),
            ngettext_lazy("%(n)s consultation", "%(n)s consultations", "n"),
        ),
        Noun(
            "trial", pgettext_lazy("choice of word", "Trial sign-up"),
            pgettext_lazy("headline noun", "trial sign-up"), pgettext_lazy("headline noun", "trial sign-ups"), pgettext_lazy("headline noun", "a trial sign-up"),
            ngettext_lazy("%(n)s trial sign-up", "%(n)s trial sign-ups", "n"),
        ),
    ]
}  # fmt: skip
CHOICES = [(noun.key, noun.title) for noun in NOUNS.values()]
