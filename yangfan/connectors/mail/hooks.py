"""Mail that a provider or our own server pushes to us instead of being asked for it."""

import base64
import hmac
import json
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import formataddr

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yangfan.connectors.contract import ApiError, Connector, Field, HookRefused, Reference, is_signed
from yangfan.connectors.mail.incoming import store_mail

SKEW = timedelta(minutes=5)
MAX_BODY = 40 * 1024 * 1024
SKIPPED = frozenset({"from", "to", "cc", "subject", "message-id", "date", "content-type", "content-transfer-encoding", "mime-version"})  # fmt: skip


class _MailHook(Connector):
    capabilities = frozenset({"mail"})
    icon = "inbox"
    takes_hooks = True
    max_body = MAX_BODY

    def receive(self, account, delivery, fetched, now: datetime) -> Reference:
        row = store_mail(
            workspace=account.workspace, raw=self.raw_mail(bytes(delivery.body)), mailbox=None, now=now
        )
        return Reference(
            format_lazy(gettext_lazy("Mail: {subject}"), subject=row.subject or row.from_address),
            reverse("incoming_mail", args=[account.workspace.slug, row.pk]),
        )

    def raw_mail(self, body: bytes) -> bytes:
        """Return the mail as it would lie in a mailbox."""
        return body


class RawMail(_MailHook):
    """The raw mail (message/rfc822), signed: X-Yangfan-Signature is the HMAC-SHA256 of "<X-Yangfan-Timestamp>.<body>"."""

    key = "mail_raw"
    order = 20
    title = gettext_lazy("Mail by webhook (raw)")
    note = gettext_lazy("Your own mail server or provider hands each mail over at once, as it came")
    guide = gettext_lazy("docs/guides/connectors.md shows the one line that Postfix needs.")
    checked_against = "curl"
    fields = (
        Field("secret", gettext_lazy("Signing secret"), gettext_lazy("At least 16 characters; the sender signs with it."), is_secret=True),
    )  # fmt: skip

    def check(self, account) -> None:
        if len(account.config["secret"]) < 16:
            raise ApiError("invalid", _("The signing secret is too short."))

    def verify(self, account, call, now: datetime) -> None:
        stamp = call.headers.get("x-yangfan-timestamp", "")
        if not stamp.isdecimal() or abs(now.timestamp() - int(stamp)) > SKEW.total_seconds():
            raise HookRefused("the timestamp is missing, too old or too new")
        signature = call.headers.get("x-yangfan-signature", "").removeprefix("sha256=")
        if not is_signed(
            stamp.encode() + b"." + call.body,
            secret=account.config["secret"],
            signature=signature,
            algorithm="sha256",
        ):
            raise HookRefused("the signature is wrong")  # fmt: skip


class PostmarkMail(_MailHook):
    """Postmark's inbound webhook: JSON, guarded by a password in the address (https://user:password@…)."""

    key = "postmark"
    order = 21
    title = gettext_lazy("Mail by Postmark")
    note = gettext_lazy("Postmark's inbound stream hands each mail over at once")
    guide = gettext_lazy(
        "In Postmark: Servers → Inbound stream → Settings → Webhook. Put “any:PASSWORD@” before the host name."
    )
    fields = (
        Field("password", gettext_lazy("Password"), gettext_lazy("You choose it; it stands in the address you give to Postmark."), is_secret=True),
    )  # fmt: skip

    def verify(self, account, call, now: datetime) -> None:
        kind, _space, coded = call.headers.get("authorization", "").partition(" ")
        try:
            password = base64.b64decode(coded).partition(b":")[2] if kind.lower() == "basic" else b""
        except ValueError:  # binascii.Error is one; so is what a letter beyond ASCII sets off
            password = b""
        if not hmac.compare_digest(password, account.config["password"].encode()):
            raise HookRefused("the password is wrong")

    def delivery_id(self, account, call) -> str:
        try:
            return str(json.loads(call.body).get("MessageID") or "")
        except (ValueError, AttributeError):
            return ""

    def raw_mail(self, body: bytes) -> bytes:
        try:
            return raw_of_postmark(json.loads(body))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ApiError("invalid", f"this is no mail of Postmark: {error}") from error


def raw_of_postmark(data: dict) -> bytes:
    """Return the mail behind Postmark's JSON; its RawEmail when the stream is set to send it."""
    if data.get("RawEmail"):
        return data["RawEmail"].encode("utf-8", "surrogateescape")
    mail = EmailMessage()
    sender = data["FromFull"]
    mail["From"] = formataddr((_line(sender.get("Name")), _line(sender["Email"])))
    mail["To"], mail["Subject"], mail["Date"] = (
        _line(data.get("To")),
        _line(data.get("Subject")),
        _line(data.get("Date")),
    )
    for one in data.get("Headers") or []:
        if one["Name"].lower() not in SKIPPED:
            mail[one["Name"]] = _line(one["Value"])
        elif one["Name"].lower() == "message-id":
            mail["Message-ID"] = _line(one["Value"])
    if data.get("ReplyTo") and "Reply-To" not in mail:
        mail["Reply-To"] = _line(data["ReplyTo"])
    mail.set_content(data.get("TextBody") or "")
    if data.get("HtmlBody"):
        mail.add_alternative(data["HtmlBody"], subtype="html")
    for file in data.get("Attachments") or []:
        main, _slash, sub = (
            (file.get("ContentType") or "application/octet-stream").partition(";")[0].partition("/")
        )
        mail.add_attachment(
            base64.b64decode(file["Content"]),
            maintype=main,
            subtype=sub or "octet-stream",
            filename=file["Name"],
        )
    return mail.as_bytes()


def _line(text) -> str:
    return " ".join(str(text or "").split())
