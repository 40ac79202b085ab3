"""Why a mail of ours came back, in words (RFC 3463)."""

from django.utils.translation import gettext as _


def is_wrong_address(status: str) -> bool:
    """Tell whether the address itself is the trouble, not a full mailbox or a refusal of our mail."""
    return status.startswith(("5.1.", "5.4.4")) or status in ("5.2.1", "5.0.0", "")


def bounce_words(status: str) -> str:
    """Return in words why a mail came back (RFC 3463)."""
    if is_wrong_address(status):
        return _("The mail came back: there is no such address.")
    if status == "5.2.2":
        return _("The mail came back: the mailbox is full.")
    if status.startswith(("5.2.3", "5.3.4")):
        return _("The mail came back: it is too large for the other server.")
    if status.startswith("5.7"):
        return _("The mail came back: the other server takes our mail for unwanted.")
    if status.startswith(("4.", "5.4")):
        return _("The mail came back: the other server could not be reached for days.")
    return _("The mail came back.")
