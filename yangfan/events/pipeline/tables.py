"""The data files the steps read: which hosts are which source, what a click id says, and the channels to begin with."""

import json
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


def _read(name: str):
    return json.loads((DATA / name).read_text())


CLICK_IDS: dict[str, dict[str, str]] = _read("click_ids.json")  # parameter -> source and medium
SOURCES: dict[str, dict] = _read("sources.json")  # source -> medium and hosts
CHANNELS: list[dict] = _read("channels.json")  # key, group, rules, in the order they are tried

_BY_HOST = {host: source for source, entry in SOURCES.items() for host in entry["hosts"]}
_SECOND_LEVEL = {"co", "com", "net", "org", "ne", "gov"}


@lru_cache(maxsize=10_000)
def source_of_host(host: str) -> tuple[str, str]:
    """Return source and medium of a referring host; the longest known suffix wins, an unknown one is a referral.

    A known host that ends in ".*" stands for every country's domain: google.* is google.de and google.co.uk.
    """
    labels = host.split(".")
    for first in range(len(labels)):
        source = _BY_HOST.get(".".join(labels[first:])) or _BY_HOST.get(_any_country(labels[first:]))
        if source:
            return source, SOURCES[source]["medium"]
    return host.removeprefix("www."), "referral"


def _any_country(labels: list[str]) -> str:
    is_domain = len(labels) == 2 or (len(labels) == 3 and labels[1] in _SECOND_LEVEL)
    return f"{labels[0]}.*" if is_domain else ""


def medium_of_source(source: str) -> str:
    """Return the medium of a source named without one (ChatGPT's own links say utm_source=chatgpt.com), or ""."""
    if source in SOURCES:
        return SOURCES[source]["medium"]
    found, medium = source_of_host(source) if "." in source else ("", "")
    return medium if found in SOURCES else ""
