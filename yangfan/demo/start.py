"""What the demo adds to its start page: the three addresses to open and how far the replay has come."""

from django.conf import settings
from django.db import DatabaseError

from yangfan.accounts.public import Workspace
from yangfan.core.ui.slots import Slot, slots
from yangfan.demo.models import DemoProgress
from yangfan.demo.outdoor.company import OUTDOOR
from yangfan.demo.robotics.company import ROBOTICS
from yangfan.sites import public as sites


def links() -> dict[str, str]:
    """Return the demo's addresses: the case's site in both languages, the other company's, and the console."""
    case = Workspace.objects.filter(slug=ROBOTICS.slug).first()
    living = Workspace.objects.filter(slug=OUTDOOR.slug).first()
    found = {"console": f"{settings.CONSOLE_URL}/console/"}
    if case:
        found |= {"site_zh": sites.site_address(case, "zh-hans"), "site_en": sites.site_address(case, "en")}
    if living:
        found["living"] = sites.site_address(living)
    return found


def on_start_page(request) -> dict | None:
    """Return what templates/demo/start.html shows."""
    try:
        progress = DemoProgress.objects.filter(key="season").first()
    except DatabaseError:
        return None
    return {"links": links(), "progress": progress}


def register() -> None:
    """Fill the start page's slot."""
    slots.register(Slot("demo_start", "start", "demo/start.html", context=on_start_page))
