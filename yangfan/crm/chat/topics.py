"""What the live process calls a chat, and the inbox of a workspace."""

from yangfan.core import live


def visitor_topic(session) -> str:
    return f"chat:{session.pk}"


def staff_topic(session) -> str:
    """Heard by our people; told too when the visitor comes and goes."""
    return f"chat:{session.pk}:staff"


def inbox_topic(workspace) -> str:
    return f"inbox:{workspace.pk}"


def tell_inbox(message) -> None:
    """Say to the inboxes of this workspace that a message has come in."""
    if message.inquiry and not message.inquiry.is_spam:
        words = {"inquiry": message.inquiry.number, "way": message.way}
        live.tell(inbox_topic(message.workspace), "message", words)
