"""Mail hosts: those that anyone can have an address at, and those made for throwing away."""

from pathlib import Path

DATA = Path(__file__).with_name("data")
FREE = frozenset((DATA / "free_mail_hosts.txt").read_text().split())
DISPOSABLE = frozenset((DATA / "disposable_mail_hosts.txt").read_text().split())


def is_free_host(domain: str) -> bool:
    """Tell whether anyone can have an address there, so that it names no company."""
    return domain.lower() in FREE or is_disposable(domain)


def is_disposable(domain: str) -> bool:
    """Tell whether addresses there are made for throwing away."""
    return domain.lower() in DISPOSABLE
