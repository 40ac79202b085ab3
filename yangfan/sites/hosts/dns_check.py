"""Ask DNS where a host points, and say whether that is here."""

from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

import dns.exception
import dns.resolver
from django.conf import settings

from yangfan.sites.hosts.models import HostCheck
from yangfan.sites.look.models import BuiltSite

SECONDS = 4


@dataclass(frozen=True)
class Pointing:
    """What DNS says of a host; `state` is one of HostCheck.State."""

    state: str
    found: list[str] = field(default_factory=list)


def resolver() -> dns.resolver.Resolver:
    """Return the machine's resolver, or one that asks DNS_SERVERS (address or address:port)."""
    if not settings.DNS_SERVERS:
        return dns.resolver.Resolver()
    own = dns.resolver.Resolver(configure=False)
    pairs = [
        server.rpartition(":") if server.count(":") == 1 else (server, "", "")
        for server in settings.DNS_SERVERS
    ]
    own.nameservers = [host or port for host, _colon, port in pairs]
    if ports := {int(port) for host, colon, port in pairs if colon}:
        own.port = ports.pop()
    return own


def addresses_of(host: str) -> list[str]:
    """Return every A and AAAA address; raise dns.exception.DNSException when DNS cannot be asked."""
    asked, found = resolver(), []
    for kind in ("A", "AAAA"):
        try:
            found += [str(row) for row in asked.resolve(host, kind, lifetime=SECONDS)]
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            continue
    return sorted(found)


def own_addresses() -> list[str]:
    """Return the addresses customers point their domains at: SITES_ADDRESS, else the console's own, if public."""
    if settings.SITES_ADDRESS:
        given = settings.SITES_ADDRESS
    else:
        given = [urlsplit(settings.CONSOLE_URL).hostname or ""]
    found: list[str] = []
    for one in given:
        try:
            found.append(str(ip_address(one)))
        except ValueError:
            try:
                found += addresses_of(one)
            except dns.exception.DNSException:
                continue
    return [one for one in found if settings.SITES_ADDRESS or ip_address(one).is_global]


def look(host: str) -> Pointing:
    """Return where a host points."""
    try:
        found = addresses_of(host)
    except dns.exception.DNSException:
        return Pointing(HostCheck.State.FAILED)
    if not found:
        return Pointing(HostCheck.State.NOTHING)
    here = set(found) & set(own_addresses())
    return Pointing(HostCheck.State.READY if here else HostCheck.State.ELSEWHERE, found)


def check_host(*, built: BuiltSite, host: str, now: datetime) -> HostCheck:
    """Ask DNS and keep the answer. Takes seconds: never inside a transaction."""
    said = look(host)
    row, _made = HostCheck.objects.across_workspaces().update_or_create(
        site=built.tracked, host=host,
        defaults={"workspace": built.workspace, "state": said.state, "found": said.found, "checked_at": now},
    )  # fmt: skip
    return row


def record_for(host: str) -> dict:
    """Return what to enter at the domain's registrar: {"kind", "name", "value"}; value empty when we do not know."""
    target = own_addresses()
    name_given = [one for one in settings.SITES_ADDRESS if not is_ip(one)]
    labels = host.split(".")
    is_apex = len(labels) == 2 or (
        len(labels) == 3 and labels[-2] in {"com", "net", "org", "gov", "co", "edu"}
    )
    if name_given and not is_apex:
        return {"kind": "CNAME", "name": labels[0], "value": name_given[0]}
    kind = "AAAA" if target and ":" in target[0] else "A"
    return {"kind": kind, "name": "@" if is_apex else labels[0], "value": target[0] if target else ""}


def is_ip(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def sibling_of(host: str) -> str:
    """Return www.example.com for example.com, and the other way round."""
    return host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
