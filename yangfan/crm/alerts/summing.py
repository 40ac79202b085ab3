"""What several runs of the jobs of inquiries came to, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def alerts(amounts: dict[str, int], runs: int) -> str:
    """Return how many messages were told of, and to how many recipients it did not get."""
    words = ngettext(
        "Told of %(n)d message, %(told)d alerts arrived",
        "Told of %(n)d messages, %(told)d alerts arrived",
        runs,
    ) % {"n": runs, "told": amounts.get("told", 0)}
    if amounts.get("outbox"):
        words += _("; %(n)d wait in the outbox for a mail server") % {"n": amounts["outbox"]}
    if amounts.get("failed"):
        words += _("; %(n)d did not arrive") % {"n": amounts["failed"]}
    return words


def doubtful(amounts: dict[str, int], runs: int) -> str:
    """Return how many doubtful inquiries wait for a look."""
    number = amounts.get("inquiries", 0)
    return ngettext(
        "%(n)d doubtful inquiry came in today", "%(n)d doubtful inquiries came in today", number
    ) % {"n": number}
