"""Which addresses are our own, where answers should go, and how our mail is recognised when it comes back to us."""

import hashlib

from yangfan.accounts.public import Workspace
from yangfan.connectors.mail.models import MailAccount, Mailbox


def own_addresses(workspace: Workspace) -> frozenset[str]:
    """Return the addresses this workspace sends from or reads."""
    boxes = Mailbox.objects.of(workspace).values_list("address", flat=True)
    accounts = MailAccount.objects.of(workspace).values_list("from_address", flat=True)
    return frozenset(address.lower() for address in [*boxes, *accounts])


def answers_address(workspace: Workspace) -> str:
    """Return where answers must go to be read here: "" when the sender's address is read already, or none is."""
    boxes = [
        one.lower()
        for one in Mailbox.objects.of(workspace).filter(is_on=True).values_list("address", flat=True)
    ]
    account = MailAccount.objects.of(workspace).first()
    if not boxes or (account and account.from_address.lower() in boxes):
        return ""
    return boxes[0]


def loop_mark(workspace: Workspace) -> str:
    """Return the X-Loop of this workspace's mail."""
    return "yangfan-" + hashlib.sha256(f"loop {workspace.pk} {workspace.slug}".encode()).hexdigest()[:12]
