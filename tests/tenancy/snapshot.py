"""Everything that belongs to one company, as the database holds it."""

import hashlib

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import Page, Revision

from yangfan.sites import public as sites


def tables_of_customers() -> list[tuple[str, str]]:
    """Return (table, column) of every table whose rows name their workspace."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = {
                column.name for column in connection.introspection.get_table_description(cursor, table)
            }
            if "workspace_id" in columns:
                found.append((table, "workspace_id"))
    return [*found, ("accounts_workspace", "id")]


def take(workspace) -> dict[str, str]:
    """Return a digest of the company's rows, by table."""
    state = {}
    with connection.cursor() as cursor:
        for table, column in tables_of_customers():
            cursor.execute(f'SELECT * FROM "{table}" WHERE "{column}" = %s', [workspace.pk])
            state[table] = digest(cursor.fetchall())
    pages = sites.pages_of(workspace)
    state["pages"] = digest(pages.values_list())
    names = {str(pk) for pk in pages.values_list("pk", flat=True)}
    page_type = ContentType.objects.get_for_model(Page)
    revisions = Revision.objects.filter(base_content_type=page_type, object_id__in=names)
    state["revisions"] = digest(revisions.values_list("pk", "object_id", "user_id"))
    return state


def digest(rows) -> str:
    return hashlib.sha256("\n".join(sorted(map(repr, rows))).encode()).hexdigest()


def changed(before: dict, after: dict) -> list[str]:
    return sorted(table for table in before | after if before.get(table) != after.get(table))
