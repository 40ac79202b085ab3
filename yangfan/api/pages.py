"""Lists by cursor: newest first, the cursor is the last row's id."""

from yangfan.api.problems import Problem

MOST = 200


def page_of(rows, *, cursor: str | None, limit: int) -> tuple[list, str | None]:
    """Return a page of a queryset by falling primary key, and the cursor of the next one."""
    limit = max(1, min(limit, MOST))
    if cursor:
        if not cursor.isdigit():
            raise Problem(422, "invalid", "cursor: take it from `next` of the page before")
        rows = rows.filter(pk__lt=int(cursor))
    found = list(rows.order_by("-pk")[: limit + 1])
    return found[:limit], str(found[limit - 1].pk) if len(found) > limit else None
