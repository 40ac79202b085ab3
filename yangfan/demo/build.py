"""Makes the demo's two companies: people, workspaces, sites. A second start finds them and does nothing."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from yangfan.accounts import public as accounts
from yangfan.accounts.public import Workspace
from yangfan.crm import public as crm
from yangfan.demo import people
from yangfan.demo.content import Company, say
from yangfan.demo.models import DemoProgress
from yangfan.demo.outdoor.canned import TEXTS
from yangfan.demo.outdoor.company import OUTDOOR
from yangfan.demo.pages import SiteBuilder
from yangfan.demo.robotics.company import ROBOTICS
from yangfan.demo.season import calendar
from yangfan.demo.season.emit import yesterday
from yangfan.events import public as events
from yangfan.intelligence import public as intelligence
from yangfan.sites import public as sites

SEASON, PRESENT = "season", "present"
MARGIN = Decimal("41.67")  # per cent: breaks even at 1 : 2.4


def build_sites(*, say: Callable[[str], None] = print, now: datetime | None = None, seed: int = 1) -> None:
    """Make people, workspaces and sites of both companies; what is there already stays."""
    now = now or timezone.now()
    if build_case(now=now, seed=seed):
        say("Demo: Tidelane Robotics and its site are ready")
    if build_living(now=now, seed=seed):
        say("Demo: Tingfield Outdoor and its site are ready")
    people.person(people.ADMIN, "平台管理员", is_superuser=True, is_staff=True)


@transaction.atomic
def build_case(*, now: datetime, seed: int = 1) -> bool:
    """Make the robotics maker: half a year, closed for counting yesterday. Return whether anything was made."""
    if Workspace.objects.filter(slug=ROBOTICS.slug).exists():
        return False
    days = calendar.season_days(yesterday(now))
    workspace = _workspace(ROBOTICS, people.CASE_PEOPLE, now)
    workspace.gross_margin, workspace.live_on = MARGIN, days[0]
    workspace.counting_from, workspace.counting_to = days[0], days[-1]
    workspace.save()
    DemoProgress.objects.create(key=SEASON, seed=seed, last_day=days[-1])
    return True


@transaction.atomic
def build_living(*, now: datetime, seed: int = 1) -> bool:
    """Make the furniture maker, in the middle of its work. Return whether anything was made."""
    if Workspace.objects.filter(slug=OUTDOOR.slug).exists():
        return False
    workspace = _workspace(OUTDOOR, people.LIVING_PEOPLE, now)
    intelligence.use_standin(workspace=workspace)
    for title, text in TEXTS:
        crm.add_canned_text(workspace=workspace, title=title, text=text, language="zh-hans")
    crm.offer_chat(workspace=workspace, now=now)
    last_day = yesterday(now)
    workspace.gross_margin, workspace.live_on = Decimal("33.00"), calendar.season_days(last_day)[-60]
    workspace.save()
    DemoProgress.objects.create(key=PRESENT, seed=seed, last_day=last_day)
    return True


def _workspace(company: Company, members: dict, now: datetime) -> Workspace:
    owner_email, (owner_name, _role) = next(iter(members.items()))
    owner = people.person(owner_email, owner_name)
    workspace = accounts.create_workspace(
        name=say(company.name, "zh-hans"), slug=company.slug, industry="manufacturing", language="zh-hans", colour=company.colour,
        owner=owner, now=now, locales=["zh-hans", "en"],
    )  # fmt: skip
    people.admit(workspace, members, now=now)
    site = events.create_site(
        workspace=workspace, name=workspace.name, hosts=[f"{company.slug}.{settings.SITES_DOMAIN}"]
    )
    sites.create_site_skeleton(workspace=workspace, site=site, now=now)
    SiteBuilder(workspace, company, actor=None, today=now.date()).build()
    return workspace
