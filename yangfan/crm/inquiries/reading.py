"""What the sender of an inquiry read on the site: the path for the screen, a few facts for the reasons."""

from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.inquiries.pages import named, page_title
from yangfan.events import public as events


def path_of(inquiry: Inquiry) -> list[events.PathStep]:
    """Return the visitor's way up to the inquiry, oldest first: without consent this visit only."""
    if not inquiry.visitor_id:
        return []
    steps = events.visitor_path(
        workspace=inquiry.workspace, visitor_id=int(inquiry.visitor_id), until=inquiry.received_at
    )
    return named(inquiry.workspace, steps)


def what_was_read(inquiry: Inquiry) -> dict:
    """Return counts and titles for the reasons: pages, titles (most read first), downloads, visits, days, landing."""
    steps = path_of(inquiry)
    visits = [step for step in steps if step.kind == "visit"]
    views = [step for step in steps if step.kind == "page_view"]
    seen: dict[str, int] = {}
    for view in views:
        title = page_title(view)
        if view.path.strip("/").count("/") >= 1:  # a page below a section: the home page says nothing
            seen[title] = seen.get(title, 0) + 1
    days = (inquiry.received_at - visits[0].at).days + 1 if visits else 0
    return {
        "pages": len(views),
        "titles": sorted(seen, key=lambda title: -seen[title])[:3],
        "downloads": sum(step.kind == "download" for step in steps),
        "visits": len(visits),
        "days": days,
        "landing": _landing(steps, visits[-1]) if visits else "",
        "first_visit": _touch(steps, visits[0]) if visits else {},
    }


def _landing(steps: list[events.PathStep], visit: events.PathStep) -> str:
    """Return the first page of a visit."""
    return next(
        (step.path for step in steps if step.visit_id == visit.visit_id and step.kind == "page_view"), ""
    )


def _touch(steps: list[events.PathStep], visit: events.PathStep) -> dict:
    """Return where a visit came from, as a contact keeps it."""
    return {
        "channel": visit.channel,
        "source": visit.source,
        "medium": visit.medium,
        "campaign": visit.campaign,
        "landing": _landing(steps, visit),
        "at": visit.at.isoformat(),
    }
