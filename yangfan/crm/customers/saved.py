"""Saved filters: a list as somebody wants to see it again, their own or everyone's."""

from datetime import datetime

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse

from yangfan.accounts.public import Workspace
from yangfan.crm.customers.models import Kin, SavedFilter

LIST = {Kin.CONTACT: "crm_contacts", Kin.COMPANY: "crm_companies"}
NOT_KEPT = ("page", "export", "saved")
MOST = 50


class FilterRefused(ValueError):
    """There is nothing to keep: no name, or too many already."""


def visible_filters(workspace: Workspace, user, of: str):
    """Return the filters this person sees: their own and the shared ones."""
    rows = SavedFilter.objects.of(workspace).filter(of=of).select_related("owner")
    return rows.filter(Q(owner=user) | Q(is_shared=True))


def saved_filters(request, of: str) -> list[dict]:
    """Return them as chips, the one on screen marked."""
    here = kept_query(request.GET.urlencode())
    base = reverse(LIST[of], args=[request.workspace.slug])
    return [
        {
            "row": row,
            "url": f"{base}?{row.query}",
            "on": row.query == here,
            "is_own": row.owner_id == request.user.pk,
        }
        for row in visible_filters(request.workspace, request.user, of)
    ]


def kept_query(text: str) -> str:
    """Return the part of an address that says what is shown, always in one order."""
    query = QueryDict(text)
    pairs = sorted(
        (key, value) for key, values in query.lists() for value in values if value and key not in NOT_KEPT
    )
    kept = QueryDict(mutable=True)
    for key, value in pairs:
        kept.appendlist(key, value)
    return kept.urlencode()[:2000]


def save_filter(
    *, workspace: Workspace, of: str, name: str, query: str, is_shared: bool, actor, now: datetime
):
    """Keep a filter; the same name again replaces it. Raises FilterRefused."""
    name = name.strip()[:80]
    if not name:
        raise FilterRefused("no name")
    if SavedFilter.objects.of(workspace).filter(owner=actor).count() >= MOST:
        raise FilterRefused("too many")
    return SavedFilter.objects.of(workspace).update_or_create(
        workspace=workspace, of=of, owner=actor, name=name,
        defaults={"query": kept_query(query), "is_shared": is_shared, "created_at": now},
    )[0]  # fmt: skip
