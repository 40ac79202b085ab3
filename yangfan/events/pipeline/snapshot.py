"""What the collector and the loader must know of the records, in one struct: they have no database of their own.

`web` and `work` write it as JSON (see events/snapshot.py); nothing here touches a file.
"""

from functools import cached_property
from hashlib import blake2b, sha256

import msgspec


class SiteInfo(msgspec.Struct):
    """A tracked site."""

    id: int
    workspace: int
    public_key: str
    secret_hash: str  # hash_secret(secret_key): the door can check a key it does not know
    visitor_key: str  # derive_visitor_key(secret_key): hashes visitors when their day has no salt
    hosts: list[str] = []  # lower case, without port
    time_zone: str = "UTC"  # the workspace's
    consent: str = "ask"  # none: no cookie, ever; ask: a cookie after consent
    keep_days: int = 760


class ChannelRule(msgspec.Struct):
    """One channel of a workspace with its alternatives (see models.Channel), in the order they are tried."""

    key: str
    group: str
    rules: list[dict[str, str]] = []


class Snapshot(msgspec.Struct, dict=True):
    """All sites, all channel rules, and the salts of the days around now."""

    sites: list[SiteInfo] = []
    channels: dict[int, list[ChannelRule]] = {}  # by workspace
    salts: dict[int, dict[str, str]] = {}  # by workspace, then by its local day YYYY-MM-DD

    @cached_property
    def sites_by_id(self) -> dict[int, SiteInfo]:
        return {site.id: site for site in self.sites}

    @cached_property
    def sites_by_public_key(self) -> dict[str, SiteInfo]:
        return {site.public_key: site for site in self.sites}

    @cached_property
    def sites_by_secret_hash(self) -> dict[str, SiteInfo]:
        return {site.secret_hash: site for site in self.sites}

    @cached_property
    def sites_by_host(self) -> dict[str, SiteInfo]:
        return {host: site for site in self.sites for host in site.hosts}


def hash_secret(secret_key: str) -> str:
    """Return what the snapshot keeps in place of a site's secret key."""
    return sha256(b"yangfan.secret_key:" + secret_key.encode()).hexdigest()


def derive_visitor_key(secret_key: str) -> str:
    """Return the key that hashes this site's visitors where no day's salt does: it outlives the salts."""
    return blake2b(b"yangfan.visitor_key", key=secret_key.encode()[:64], digest_size=32).hexdigest()


encode_snapshot = msgspec.json.Encoder().encode
decode_snapshot = msgspec.json.Decoder(Snapshot).decode
