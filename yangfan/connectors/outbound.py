"""Outgoing connections to addresses that customers typed: nothing inside our own network may be reached.

`guarded()` checks the addresses that are really connected to (after DNS, in every redirect), so a name that
changes its address between a check and its use gains nothing. It holds for Python's own sockets in this thread.
"""

import ipaddress
import socket
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings

_guarding: ContextVar[bool] = ContextVar("outbound_guard", default=False)
_plain_getaddrinfo = socket.getaddrinfo


class HostRefused(OSError):
    """The address lies inside our own network and the operator has not allowed it (OUTBOUND_ALLOW)."""


def is_allowed(address: str, *, host: str) -> bool:
    """Tell whether a customer's connection to `host` may go to this IP address."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if getattr(ip, "ipv4_mapped", None):
        ip = ip.ipv4_mapped
    if ip.is_global and not ip.is_multicast:
        return True
    return any(_matches(entry, ip, host) for entry in settings.OUTBOUND_ALLOW)


def _matches(entry: str, ip, host: str) -> bool:
    try:
        return ip in ipaddress.ip_network(entry, strict=False)
    except ValueError:
        return entry.lower() == host.lower()


def check_host(host: str) -> None:
    """Raise HostRefused when this host leads into our own network; say nothing about hosts that do not resolve."""
    host = host.strip("[]")
    try:
        found = _plain_getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return
    _refuse_private(found, host)


def _refuse_private(found, host: str) -> None:
    for *_rest, address in found:
        if not is_allowed(address[0], host=host):
            raise HostRefused(f"{host} is an address of the inner network")


def _checked_getaddrinfo(host, *args, **kwargs):
    found = _plain_getaddrinfo(host, *args, **kwargs)
    if _guarding.get():
        _refuse_private(found, host.decode() if isinstance(host, bytes) else str(host or ""))
    return found


@contextmanager
def guarded():
    """Refuse connections into our own network while this block runs."""
    socket.getaddrinfo = _checked_getaddrinfo
    token = _guarding.set(True)
    try:
        yield
    finally:
        _guarding.reset(token)


@contextmanager
def own_network():
    """Within `guarded()`: reach what is ours (queue, cache, file store), whose addresses the operator gave."""
    token = _guarding.set(False)
    try:
        yield
    finally:
        _guarding.reset(token)
