"""Where an old address leads."""

from yangfan.sites.redirects.models import Redirect


def target_of(*, site, path: str) -> str | None:
    """Return the new address of `path` on this site, or None."""
    plain = path.rstrip("/") or "/"
    row = Redirect.objects.of(site.workspace).filter(site=site, old_path__in=[plain, plain + "/"]).first()
    return row.target if row else None
