"""About a second after a click the stream says that a person made it: count it, and end a link whose clicks are used up."""

from django.db.models import F

from yangfan.events import public as events
from yangfan.promotion.links import kept
from yangfan.promotion.links.models import Link


def count_click(stored: events.StoredBusiness) -> None:
    """Add one click to its link."""
    pk = stored.props.get("link", "")
    if not pk.isdigit():
        return
    rows = Link.objects.across_workspaces().filter(workspace_id=stored.workspace_id, pk=int(pk))
    rows.update(clicks=F("clicks") + 1, last_clicked_at=stored.occurred_at)
    full = rows.filter(used_up_at=None, most_clicks__isnull=False, clicks__gte=F("most_clicks"))
    if full.update(used_up_at=stored.occurred_at):
        kept.forget(stored.workspace_id)


def subscribe() -> None:
    """Listen to the stream."""
    events.subscribe_to_clicks(count_click, name="promotion.links")
