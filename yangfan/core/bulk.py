"""Many rows into one table at once: by COPY on PostgreSQL, by bulk inserts on SQLite."""

import json
from collections.abc import Iterable, Sequence

from django.db import connection, models


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[tuple]) -> list[int]:
    """Insert rows, values in the order of `columns`; return their keys in the order of the rows.

    `columns` are database columns ("company_id") and name all that have no default in the database. Dicts and lists become
    JSON. A row that breaks a constraint raises IntegrityError and none is there.
    """
    rows = list(rows)
    if not rows:
        return []
    if connection.vendor == "postgresql":
        return _copy(model._meta.db_table, columns, rows)
    made = [model(**dict(zip(columns, values, strict=True))) for values in rows]
    return [one.pk for one in model._base_manager.bulk_create(made, batch_size=500)]


def _copy(table: str, columns: Sequence[str], rows: list[tuple]) -> list[int]:
    """COPY under ids taken from the sequence beforehand."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, len(rows)]
        )
        pks = [pk for (pk,) in cursor.fetchall()]
        with (
            connection.wrap_database_errors,
            cursor.copy(f"COPY {table} ({', '.join(('id', *columns))}) FROM STDIN") as out,
        ):
            for pk, values in zip(pks, rows, strict=True):
                out.write_row(
                    (pk, *[json.dumps(one) if type(one) in (dict, list) else one for one in values])
                )
    return pks


def among(rows, column: str, values: Iterable[str]):
    """Keep the rows (a queryset) whose text column is one of very many values: one parameter on PostgreSQL, not thousands."""
    values = list(values)
    if connection.vendor != "postgresql":
        return rows.filter(**{f"{column}__in": values})
    name = f"{connection.ops.quote_name(rows.model._meta.db_table)}.{connection.ops.quote_name(column)}"
    # What is empty is ruled out in so many words, else the server does not see that an index without them serves.
    return rows.extra(where=[f"{name} = ANY(%s) AND NOT {name} = ''"], params=[values])  # noqa: S610 names of columns


def settle(model: type[models.Model], added: int) -> None:
    """Tidy up after so many rows were added: words into their indexes, and fresh figures for the planner where much is new."""
    if connection.vendor != "postgresql" or not added:
        return
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gin_clean_pending_list(pg_index.indexrelid) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid"
            " JOIN pg_am ON pg_am.oid = relam WHERE indrelid = %s::regclass AND amname = 'gin'",
            [table],
        )
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [table])
        if added > 0.1 * cursor.fetchone()[0]:
            cursor.execute(f"ANALYZE {table}")
