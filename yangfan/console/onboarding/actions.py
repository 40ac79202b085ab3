"""From a name to a workspace with a website, not yet published: all in one transaction, so that nothing half-made is left."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from yangfan.accounts import public as accounts
from yangfan.events import public as events
from yangfan.sites import public as sites


def open_workspace(*, name, industry, language, colour, owner, now: datetime, slug: str = ""):
    """Make the workspace, its tracked site and the skeleton of its website; the very first owner runs the platform."""
    with transaction.atomic():
        accounts.claim_platform(owner)
        workspace = accounts.create_workspace(
            name=name,
            industry=industry,
            language=language,
            colour=colour,
            owner=owner,
            now=now,
            slug=slug or None,
        )
        site = events.create_site(
            workspace=workspace, name=name, hosts=[f"{workspace.slug}.{settings.SITES_DOMAIN}"]
        )
        sites.create_site_skeleton(workspace=workspace, site=site, now=now, publish=False)
    return workspace
