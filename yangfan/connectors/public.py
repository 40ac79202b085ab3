"""What other capabilities may use of connectors."""

from yangfan.connectors.calling.client import PlatformClient, refusal_of
from yangfan.connectors.contract import (
    Answer,
    ApiError,
    Call,
    Connector,
    Field,
    HookRefused,
    Reference,
    Tokens,
    connectors_registry,
    is_signed,
    load_connectors,
)
from yangfan.connectors.hooks import actions as webhook_inbox
from yangfan.connectors.hooks.models import WebhookDelivery
from yangfan.connectors.mail.incoming import MailReceiver, Taken, incoming_mail
from yangfan.connectors.mail.machines import Bounce
from yangfan.connectors.mail.models import IncomingMail, MailAccount, Mailbox, OutboxMail
from yangfan.connectors.mail.own import answers_address, loop_mark, own_addresses
from yangfan.connectors.mail.parsing import ParsedMail, is_dangerous
from yangfan.connectors.mail.sending import (
    MailNotSent,
    SentMail,
    account_of,
    goes_to_outbox,
    new_message_id,
    send_mail,
)
from yangfan.connectors.notify.forms import NotifyTargetForm
from yangfan.connectors.notify.models import NotifyTarget
from yangfan.connectors.notify.sending import NotifyNotSent, send_notification, try_target
from yangfan.connectors.oauth.grant import APP_FIELDS, GrantedConnector, tokens_in
from yangfan.connectors.outbound import HostRefused, check_host, guarded
from yangfan.connectors.outgoing import actions as outgoing
from yangfan.connectors.outgoing.kinds import Arrived, CannotAsk
from yangfan.connectors.outgoing.kinds import Kind as DispatchKind
from yangfan.connectors.outgoing.kinds import kinds as dispatch_kinds
from yangfan.connectors.outgoing.models import Dispatch
from yangfan.connectors.platforms.actions import (
    change_account,
    check_account,
    connect_account,
    disconnect_account,
    fresh_account,
    with_token,
)
from yangfan.connectors.platforms.models import Account

__all__ = [
    "APP_FIELDS", "Account", "Answer", "ApiError", "Arrived", "Bounce", "Call", "CannotAsk", "Connector", "Dispatch",
    "DispatchKind", "Field", "GrantedConnector", "HookRefused", "HostRefused", "IncomingMail", "MailAccount",
    "MailNotSent", "MailReceiver", "Mailbox", "NotifyNotSent", "NotifyTarget", "NotifyTargetForm", "OutboxMail",
    "ParsedMail", "PlatformClient", "Reference", "SentMail", "Taken", "Tokens", "WebhookDelivery", "account_of",
    "answers_address", "change_account", "check_account", "check_host", "connect_account", "connectors_registry",
    "disconnect_account", "dispatch_kinds", "fresh_account", "goes_to_outbox", "guarded", "incoming_mail",
    "is_dangerous", "is_signed", "load_connectors", "loop_mark", "new_message_id",
    "outgoing", "own_addresses", "refusal_of", "send_mail", "send_notification", "tokens_in", "try_target",
    "webhook_inbox", "with_token",
]  # fmt: skip
