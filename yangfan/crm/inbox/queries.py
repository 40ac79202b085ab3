"""Which inquiries a view of the inbox holds, and what filters leave of them."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q

from yangfan.accounts.public import Workspace
from yangfan.crm.customers.lists import MOST
from yangfan.crm.deals.models import Deal, Stage
from yangfan.crm.inquiries.models import Inquiry, Status
from yangfan.crm.scoring.ranking import ranked
from yangfan.crm.search import index
from yangfan.crm.settings.models import settings_of

VIEWS = ("waiting", "mine", "unassigned", "snoozed", "spam", "answered", "closed", "all")
LIVE = Q(is_spam=False, merged_into=None)
AWAKE = Q(snoozed_until=None)
OPEN = ~Q(status=Status.CLOSED)
STATES = {
    "spam": "spam",
    "closed": "closed",
    "waiting": "open",
    "mine": "open",
    "unassigned": "open",
    "answered": "open",
}
FACTS = "crm_inquiry_facts({0}.workspace_id, {0}.country, {0}.language, {0}.channel, {0}.status, {0}.is_spam, {0}.merged_into_id)"
PLAIN = ("channel", "country", "language", "way", "intent", "status")


def holds(view: str, user) -> Q:
    """Return the condition of a built-in view."""
    return {
        "waiting": LIVE & AWAKE & Q(waiting_since__isnull=False),
        "mine": LIVE & AWAKE & OPEN & Q(owner=user),
        "unassigned": LIVE & AWAKE & OPEN & Q(owner=None),
        "snoozed": LIVE & Q(snoozed_until__isnull=False),
        "spam": Q(is_spam=True, merged_into=None),
        "answered": LIVE & AWAKE & OPEN & Q(first_answered_at__isnull=False, waiting_since=None),
        "closed": LIVE & ~OPEN,
        "all": Q(merged_into=None),
    }[view]


def counts(workspace: Workspace, user, views) -> dict[str, int]:
    """Return how many inquiries each of these built-in views holds, at most MOST + 1."""
    rows = Inquiry.objects.of(workspace).order_by()
    return {view: rows.filter(holds(view, user))[: MOST + 1].count() for view in views}


def occurring(workspace: Workspace, field: str) -> list[str]:
    """Return the values of a text column of inquiries, empty aside: one look into its index for each."""
    column, table = connection.ops.quote_name(field), Inquiry._meta.db_table
    least = f"SELECT min({column}) FROM {table} WHERE workspace_id = %s AND {column} >"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE found(value) AS ({least} '' UNION ALL SELECT ({least} found.value) FROM found"
            " WHERE found.value IS NOT NULL) SELECT value FROM found WHERE value IS NOT NULL",
            [workspace.pk, workspace.pk],
        )
        return [value for (value,) in cursor.fetchall()]


def inbox_rows(workspace: Workspace, view: str, asked: dict, user, now: datetime):
    """Return the inquiries of a view that the filters leave, the one to answer first first (a queryset)."""
    zone = ZoneInfo(workspace.time_zone)
    rows = Inquiry.objects.of(workspace).select_related("workspace", "contact__company", "owner")
    rows = narrow(
        _by_index(rows.filter(holds(view, user)), workspace, view, asked),
        workspace,
        asked,
        user=user,
        now=now,
    )
    limit = timedelta(hours=settings_of(workspace).answer_within_hours)
    return ranked(rows, now=now, limit=limit, today=now.astimezone(zone).date())


def _by_index(rows, workspace: Workspace, view: str, asked: dict):
    """Say the filters once more in the words of the one index that meets them all together (PostgreSQL, migration 0003)."""
    words = [
        f"{workspace.pk}:{name}:{asked[name]}"
        for name in ("country", "language", "channel")
        if asked.get(name)
    ]
    if connection.vendor != "postgresql" or not words:
        return rows
    words += [f"{workspace.pk}:{STATES[view]}"] if view in STATES else []
    return rows.extra(where=[f"{FACTS.format(Inquiry._meta.db_table)} @> %s::text[]"], params=[words])  # noqa: S610 fixed text


def narrow(rows, workspace: Workspace, asked: dict, *, user, now: datetime):
    """Keep what the filters ask for; `asked` is a FilterForm's cleaned data, days are those of the workspace."""
    zone = ZoneInfo(workspace.time_zone)
    rows = rows.filter(**{field: asked[field] for field in PLAIN if asked.get(field)})
    if asked.get("product"):
        rows = rows.filter(product__icontains=asked["product"])
    if asked.get("owner"):
        rows = rows.filter(owner={"none": None, "me": user.pk}.get(asked["owner"], asked["owner"]))
    if asked.get("deal"):
        rows = rows.filter(_with_deal(workspace, asked["deal"]))
    if asked.get("overdue"):
        rows = rows.filter(waiting_since__isnull=False, is_spam=False, answer_due_at__lte=now)
    if asked.get("since"):
        rows = rows.filter(received_at__gte=datetime.combine(asked["since"], time.min, zone))
    if asked.get("until"):
        rows = rows.filter(
            received_at__lt=datetime.combine(asked["until"] + timedelta(days=1), time.min, zone)
        )
    return matching(rows, workspace, asked["q"], asked.get("found")) if asked.get("q") else rows


def _with_deal(workspace: Workspace, which: str) -> Q:
    deals = Deal.objects.of(workspace).filter(inquiry__isnull=False)
    if which == "won":
        deals = deals.filter(stage=Stage.WON)
    found = Q(pk__in=deals.order_by().values("inquiry"))
    return ~found if which == "no" else found


def matching(rows, workspace: Workspace, words: str, found: index.Found | None = None):
    """Keep the inquiries that hold these words anywhere: what was said, who said it, its number.

    `found`: what `index.find` answered to the same words, where it has been asked already.
    """
    return rows.filter(pk__in=(found or index.find(workspace, words)).ids)
