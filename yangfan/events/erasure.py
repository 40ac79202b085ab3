"""Forgetting a visitor everywhere, and proving that the store keeps its word."""

from dataclasses import dataclass

from django.db import transaction

from yangfan.accounts.public import Workspace
from yangfan.core.privacy import Person
from yangfan.events import store
from yangfan.events.models import VisitorLink
from yangfan.events.store.schema import DATABASE

WITH_VISITORS = ("events", "visits", "visitor_contacts")


def erase_visitor(*, workspace: Workspace, visitor_id: int) -> None:
    """Delete what every table knows of this visitor; returns when it is gone."""
    with transaction.atomic():
        VisitorLink.objects.of(workspace).filter(visitor_id=str(visitor_id)).delete()
    for table in WITH_VISITORS:
        store.client(lane="load").command(
            f"ALTER TABLE {DATABASE}.{table} DELETE "
            "WHERE workspace_id = {workspace:UInt32} AND visitor_id = {visitor:UInt64}",
            parameters={"workspace": workspace.pk, "visitor": visitor_id},
            settings={"mutations_sync": 2},
        )


def erase_contact(*, workspace: Workspace, contact_id: int) -> int:
    """Delete what the stream knows of every visitor who turned out to be this contact; return how many they were."""
    linked = VisitorLink.objects.of(workspace).filter(contact_id=contact_id)
    visitors = [int(visitor_id) for visitor_id in linked.values_list("visitor_id", flat=True)]
    for visitor_id in visitors:
        erase_visitor(workspace=workspace, visitor_id=visitor_id)
    return len(visitors)


def held(person: Person) -> list[dict]:
    """Return what the stream knows of every visitor who turned out to be this person."""
    links = VisitorLink.objects.of(person.workspace).filter(contact_id__in=person.contacts)
    visitors = [int(visitor_id) for visitor_id in links.values_list("visitor_id", flat=True)]
    if not visitors:
        return []
    rows = store.client().query(
        f"SELECT ts, event, path, referrer, channel, device, country, visitor_id FROM {DATABASE}.events "
        "WHERE workspace_id = {workspace:UInt32} AND visitor_id IN {visitors:Array(UInt64)} ORDER BY ts",
        parameters={"workspace": person.workspace.pk, "visitors": visitors},
    )
    links = [{"visitor_id": str(visitor), "event": "link"} for visitor in visitors]
    return links + [
        row | {"ts": row["ts"].isoformat(), "visitor_id": str(row["visitor_id"])}
        for row in rows.named_results()
    ]


def forget(person: Person) -> int:
    """Erase them; return how many rows there were. The numbers by day and channel name nobody and stay."""
    count = len(held(person))
    for contact_id in person.contacts:
        erase_contact(workspace=person.workspace, contact_id=contact_id)
    return count


@dataclass(frozen=True)
class Check:
    """One promise of the store: `found` counts what breaks it."""

    key: str
    promise: str
    found: int

    @property
    def is_kept(self) -> bool:
        return self.found == 0


CHECKS = {
    "doubled_events": (
        "no event is stored twice",
        f"SELECT count() - uniqExact(workspace_id, event_id) FROM {DATABASE}.events",
    ),
    "visits_without_events": (
        "every visit has the events it counts",
        f"""
        SELECT count() FROM
            (SELECT workspace_id, visit_id, sum(events) AS told FROM {DATABASE}.visits GROUP BY 1, 2) AS v
            FULL JOIN
            (SELECT workspace_id, visit_id, count() AS real FROM {DATABASE}.events WHERE visit_id != 0
             GROUP BY 1, 2) AS e
            USING (workspace_id, visit_id)
        WHERE v.told != e.real
        """,
    ),
    "split_visits": (
        "a visit has one visitor and one start",
        f"""
        SELECT count() FROM (
            SELECT 1 FROM {DATABASE}.events WHERE visit_id != 0 GROUP BY workspace_id, visit_id
            HAVING uniqExact(visitor_id, visit_start) > 1
        )
        """,
    ),
    "paused_visits": (
        "no visit runs on over a pause of more than 30 minutes",
        f"""
        SELECT count() FROM (
            SELECT dateDiff('second', lagInFrame(ts, 1, ts) OVER (
                PARTITION BY workspace_id, visit_id ORDER BY ts ROWS BETWEEN 1 PRECEDING AND CURRENT ROW
            ), ts) AS pause
            FROM {DATABASE}.events WHERE visit_id != 0
        ) WHERE pause > 1801
        """,
    ),
    "links_too_old": (
        "no link between a visitor and a contact outlives its term",
        f"SELECT count() FROM {DATABASE}.visitor_contacts FINAL WHERE expires_on < today() - 1",
    ),
}


def check_events() -> list[Check]:
    """Ask the store for every promise it must keep."""
    asked = store.client()
    return [
        Check(key, promise, int(asked.query(query).result_rows[0][0]))
        for key, (promise, query) in CHECKS.items()
    ]
