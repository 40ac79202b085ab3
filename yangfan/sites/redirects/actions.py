"""Lead old addresses on: by hand, and by itself when a page moves."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from yangfan.accounts.public import User, record_audit
from yangfan.events.public import Site
from yangfan.sites.look.models import BuiltSite
from yangfan.sites.redirects import queries
from yangfan.sites.redirects.models import Redirect


class RedirectRefused(ValueError):
    """The old address is no path, or leads in a circle."""


@transaction.atomic
def add_redirect(*, built: BuiltSite, old_path: str, target: str, actor: User, now: datetime) -> Redirect:
    """Lead an old address of this site on to a new one. Raises RedirectRefused."""
    old_path, target = queries.plain(old_path), target.strip()
    if old_path == "/" or "?" in old_path or "#" in old_path or " " in old_path:
        raise RedirectRefused(_("Write the path only, for example /old-product/."))
    if not target.startswith(("/", "https://", "http://")) or target.startswith("//") or "\\" in target:
        raise RedirectRefused(_("The new address begins with / or https://."))
    if queries.leads_in_a_circle(site=built.tracked, old_path=old_path, target=target):
        raise RedirectRefused(_("This would lead in a circle."))
    row, _made = Redirect.objects.across_workspaces().update_or_create(
        site=built.tracked,
        old_path=old_path,
        defaults={"target": target, "workspace": built.workspace, "is_automatic": False},
    )
    record_audit(
        workspace=built.workspace,
        actor=actor,
        action="redirect_added",
        subject=row,
        after={"from": old_path, "to": target},
        now=now,
    )
    return row


@transaction.atomic
def remove_redirect(*, redirect: Redirect, actor: User, now: datetime) -> None:
    """Forget a redirect."""
    record_audit(
        workspace=redirect.workspace,
        actor=actor,
        action="redirect_removed",
        subject=redirect,
        before={"from": redirect.old_path, "to": redirect.target},
        now=now,
    )
    redirect.delete()


def count_hit(*, redirect: Redirect, now: datetime) -> None:
    """Note that somebody came by the old address."""
    rows = Redirect.objects.of(redirect.workspace).filter(pk=redirect.pk)
    rows.update(hits=F("hits") + 1, last_hit_at=now)


@transaction.atomic
def follow_move(*, site: Site, moves: list[tuple[str, str]]) -> None:
    """Lead each old path to its new one; `moves` are (old, new) of pages that were public.

    What led to the old path leads straight to the new one, and a redirect away from an address that a page has now goes.
    """
    rows = Redirect.objects.of(site.workspace).filter(site=site)
    for old, new in moves:
        old_path, new_path = queries.plain(old), queries.plain(new)
        if old_path == new_path:
            continue
        rows.filter(old_path__in=[new_path, new_path + "/"]).delete()
        rows.filter(target__in=[old, old_path, old_path + "/"]).update(target=new)
        Redirect.objects.across_workspaces().update_or_create(
            site=site, old_path=old_path,
            defaults={"target": new, "workspace": site.workspace, "is_automatic": True},
        )  # fmt: skip
