"""Send a short message to a chat group or any other receiver a workspace has set up."""

from datetime import datetime
from urllib.parse import urlsplit

import apprise
import httpx2
from django.utils import translation
from django.utils.translation import gettext as _

from yangfan.connectors.notify import robots
from yangfan.connectors.notify.models import NotifyTarget
from yangfan.connectors.outbound import HostRefused, check_host, guarded

TIMEOUT = 8.0
Kind = NotifyTarget.Kind
# Receivers that act on this machine or speak protocols our guard does not see: never from a customer's form.
LOCAL_ONLY = frozenset(
    {
        "dbus", "kde", "qt", "glib", "gnome", "macosx", "windows", "syslog", "rsyslog", "growl", "smpp", "aprs",
        "mailto", "mailtos", "mqtt", "mqtts", "xmpp", "fluxer", "file", "memory",
    }
)  # fmt: skip


class NotifyNotSent(Exception):
    """The message did not arrive; `is_passing` says whether trying again may help."""

    def __init__(self, words: str, *, is_passing: bool):
        super().__init__(words)
        self.is_passing = is_passing


class AddressRefused(ValueError):
    """This is no address that a message can go to; the text says why."""


def send_notification(*, target: NotifyTarget, title: str, text: str, now: datetime) -> None:
    """Send one message; raise NotifyNotSent when it did not arrive."""
    try:
        with guarded():
            if target.kind in (Kind.WECOM, Kind.FEISHU, Kind.DINGTALK):
                _post(_robot_call(target, f"{title}\n{text}", now))
            else:
                _by_apprise(target.address, title, text)
    except HostRefused as error:
        raise NotifyNotSent(str(error), is_passing=False) from error


def _robot_call(target: NotifyTarget, text: str, now: datetime) -> robots.Call:
    if target.kind == Kind.WECOM:
        return robots.wecom_call(address=target.address, text=text)
    make = robots.feishu_call if target.kind == Kind.FEISHU else robots.dingtalk_call
    return make(address=target.address, secret=target.secret, text=text, now=now)


def _post(call: robots.Call) -> None:
    check_host(urlsplit(call.url).hostname or "")
    try:
        answer = httpx2.post(
            call.url, json=call.body, timeout=TIMEOUT, follow_redirects=False, trust_env=False
        )
    except httpx2.HTTPError as error:
        raise NotifyNotSent(
            type(error).__name__, is_passing=True
        ) from error  # its text may carry the address
    if answer.status_code != 200:
        passing = answer.status_code == 429 or answer.status_code >= 500
        raise NotifyNotSent(f"HTTP {answer.status_code}", is_passing=passing)
    try:
        said = answer.json()
    except ValueError as error:
        raise NotifyNotSent("the answer was not JSON", is_passing=False) from error
    refusal = robots.refusal_in(said)
    if refusal:
        raise NotifyNotSent(refusal.words, is_passing=refusal.is_passing)


def _by_apprise(address: str, title: str, text: str) -> None:
    receiver = _receiver(address)
    receiver.socket_connect_timeout = receiver.socket_read_timeout = TIMEOUT
    if receiver.host:
        check_host(receiver.host)
    if not receiver.notify(title=title, body=text, body_format=apprise.NotifyFormat.TEXT):
        raise NotifyNotSent("the receiver did not take it", is_passing=True)


def _receiver(address: str):
    asset = apprise.AppriseAsset(app_id="Yangfan", storage_mode=apprise.PersistentStoreMode.MEMORY)
    receiver = apprise.Apprise.instantiate(address, asset=asset, suppress_exceptions=True)
    if receiver is None:
        raise NotifyNotSent("the address is not understood", is_passing=False)
    return receiver


HOSTS = {
    Kind.WECOM: ("qyapi.weixin.qq.com",),
    Kind.FEISHU: ("open.feishu.cn", "open.larksuite.com"),
    Kind.DINGTALK: ("oapi.dingtalk.com",),
}


def check_address(kind: str, address: str) -> None:
    """Raise AddressRefused unless `address` can be a receiver of this kind outside our own network."""
    parts = urlsplit(address)
    if kind in HOSTS:
        if parts.scheme != "https" or parts.hostname not in HOSTS[kind]:
            raise AddressRefused(f"https://{HOSTS[kind][0]}/…")
        return
    if parts.scheme.lower() in LOCAL_ONLY:
        raise AddressRefused(parts.scheme)
    if kind == Kind.TELEGRAM and parts.scheme != "tgram":
        raise AddressRefused("tgram://BOT_TOKEN/CHAT_ID")
    try:
        receiver = _receiver(address)
    except NotifyNotSent as error:
        raise AddressRefused(str(error)) from error
    try:
        if receiver.host:
            check_host(receiver.host)
    except HostRefused as error:
        raise AddressRefused(str(error)) from error


def try_target(*, target: NotifyTarget, workspace_name: str, now: datetime) -> str:
    """Send a test message; return why it failed, or "" when it was taken. The result is kept with the target."""
    with translation.override(target.language):
        title = _("Test message")
        text = _("Yangfan will tell this group of new inquiries of %(name)s.") % {"name": workspace_name}
    try:
        send_notification(target=target, title=title, text=text, now=now)
    except NotifyNotSent as error:
        target.last_error = str(error)[:500]
    else:
        target.last_error, target.tested_at = "", now
    target.save(update_fields=["last_error", "tested_at"])
    return target.last_error
