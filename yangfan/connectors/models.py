"""All models of the connectors, for Django to find; the slices own them."""

from yangfan.connectors.calling.models import Exchange
from yangfan.connectors.hooks.models import WebhookDelivery
from yangfan.connectors.mail.models import IncomingMail, MailAccount, Mailbox, OutboxMail
from yangfan.connectors.notify.models import NotifyTarget
from yangfan.connectors.outgoing.models import Dispatch
from yangfan.connectors.platforms.models import Account

__all__ = [
    "Account",
    "Dispatch",
    "Exchange",
    "IncomingMail",
    "MailAccount",
    "Mailbox",
    "NotifyTarget",
    "OutboxMail",
    "WebhookDelivery",
]
