"""What waits for an owner's word."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from wagtail.models import WorkflowState

from yangfan.accounts.public import Workspace
from yangfan.sites.approval import actions
from yangfan.sites.pages import queries


@dataclass(frozen=True)
class Submitted:
    """A page somebody wants published."""

    title: str
    by: str
    at: datetime
    edit_url: str
    compare_url: str


def submitted(workspace: Workspace) -> list[Submitted]:
    """Return the pages that wait for approval, the longest waiting first."""
    states = WorkflowState.objects.filter(
        workflow=actions.find_workflow(workspace),
        workflow__isnull=False,
        status=WorkflowState.STATUS_IN_PROGRESS,
    ).order_by("created_at")
    pages = queries.pages_of(workspace).in_bulk([int(state.object_id) for state in states])
    rows = []
    for state in states.select_related("requested_by"):
        page = pages.get(int(state.object_id))
        if page is None:
            continue
        compare = [page.pk, page.live_revision_id or "earliest", "latest"]
        rows.append(
            Submitted(
                title=page.get_admin_display_title(),
                by=state.requested_by.name if state.requested_by else "",
                at=state.created_at,
                edit_url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
                compare_url=reverse("wagtailadmin_pages:revisions_compare", args=compare)
                if page.live
                else "",
            )
        )
    return rows
