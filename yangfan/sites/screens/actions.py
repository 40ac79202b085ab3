"""Change the look, the hosts and the languages of a site."""

import re
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from yangfan.accounts.public import User, Workspace, record_audit
from yangfan.events import public as events
from yangfan.sites.approval import actions as approval
from yangfan.sites.hosts import addresses
from yangfan.sites.look.models import BuiltSite
from yangfan.sites.media.actions import add_image
from yangfan.sites.pages import cache, queries, skeleton
from yangfan.sites.pages.actions import lay_foundations

HOST = re.compile(r"^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$")
LOOK = ("theme", "accent", "ink", "paper", "corners", "font")


class HostRefused(ValueError):
    """Not a host name, somebody else's, or the last one."""


@transaction.atomic
def save_look(*, built: BuiltSite, values: dict, logo, actor: User, now: datetime) -> None:
    """Keep the tokens of the theme and, if one was sent, the logo."""
    before = {name: getattr(built, name) for name in LOOK}
    for name in LOOK:
        setattr(built, name, values[name])
    if values.get("no_logo"):
        built.logo = None
    elif logo:
        title = _("Logo of %(name)s") % {"name": built.workspace.name}
        built.logo = add_image(
            workspace=built.workspace,
            title=title,
            filename=logo.name,
            data=logo.read(),
            actor=actor,
            description=built.workspace.name,
        )
    built.save()
    after = {name: getattr(built, name) for name in LOOK}
    record_audit(
        workspace=built.workspace,
        actor=actor,
        action="site_look_changed",
        subject=built,
        before=before,
        after=after,
        now=now,
    )
    cache.freshen(built.tracked_id)


@transaction.atomic
def add_host(*, built: BuiltSite, host: str, actor: User, now: datetime) -> str:
    """Let the site answer on one more host and return its name as kept. Raises HostRefused."""
    host = host.strip().lower().removeprefix("https://").removeprefix("http://").strip("/").partition(":")[0]
    if not HOST.match(host):
        raise HostRefused(_("Write a host name such as www.example.com."))
    taken = (
        events.Site.objects.across_workspaces().exclude(pk=built.tracked_id).values_list("hosts", flat=True)
    )
    if addresses.is_ours(host) or any(host in hosts for hosts in taken):
        raise HostRefused(_("This host is already in use."))
    if host not in built.tracked.hosts:
        change_hosts(built, [*built.tracked.hosts, host], actor, now)
    return host


@transaction.atomic
def remove_host(*, built: BuiltSite, host: str, actor: User, now: datetime) -> None:
    """Stop answering on a host. Raises HostRefused for the last one."""
    left = [other for other in built.tracked.hosts if other != host]
    if not left:
        raise HostRefused(_("A site needs at least one host."))
    change_hosts(built, left, actor, now)


@transaction.atomic
def make_main_host(*, built: BuiltSite, host: str, actor: User, now: datetime) -> None:
    """Write the site's addresses with this host from now on."""
    if host not in built.tracked.hosts:
        raise HostRefused(_("The site does not answer on this host."))
    change_hosts(built, [host, *(other for other in built.tracked.hosts if other != host)], actor, now)


def change_hosts(built: BuiltSite, hosts: list[str], actor, now) -> None:
    site, before = built.tracked, built.tracked.hosts
    site.hosts = hosts
    site.save(update_fields=["hosts"])
    built.wagtail_site.hostname = hosts[0]
    built.wagtail_site.save()
    record_audit(
        workspace=built.workspace,
        actor=actor,
        action="site_hosts_changed",
        subject=built,
        before={"hosts": before},
        after={"hosts": hosts},
        now=now,
    )
    events.refresh_snapshot()
    addresses.forget(workspace_id=built.workspace_id, hosts={*before, *hosts})
    cache.freshen(site.pk)


@transaction.atomic
def add_languages(*, workspace: Workspace) -> list[str]:
    """Grow the page tree of every language the workspace names and its site lacks; return their codes."""
    built = BuiltSite.objects.of(workspace).first()
    if built is None:
        return []
    homes = queries.homes_of(workspace)
    have = {home.locale.language_code for home in homes}
    missing = [code for code in skeleton.languages_of(workspace) if code not in have]
    for code in missing:
        home = skeleton.grow_tree(workspace, lay_foundations(), code, homes[0], publish=homes[0].live)
        skeleton.prepare_groups(workspace=workspace, homes=[home])
    if missing and built.needs_approval:
        approval.apply_rights(workspace, True)
    if missing:
        cache.freshen(built.tracked_id)
    return missing
