"""Rows into PostgreSQL by COPY, with the indexes laid afterwards."""

import json
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction

NULL = "\\N"
DAYS = 1095  # from the first row to the moment of filling
EPOCH = datetime.now(UTC) - timedelta(days=DAYS)


def moment(seconds: float) -> str:
    """Return the moment so many seconds after the first day of the data, as COPY takes it."""
    return datetime.fromtimestamp(EPOCH.timestamp() + seconds, UTC).isoformat()


def as_json(value) -> str:
    """Return JSON as COPY takes it."""
    return json.dumps(value, ensure_ascii=False).replace("\\", "\\\\")


class Copy:
    """COPY into one model's table; columns not named get the model's default, the same in every row."""

    def __init__(self, model, *columns: str):
        fields = model._meta.concrete_fields
        if unknown := set(columns) - {field.column for field in fields}:
            raise ValueError(f"{model.__name__} has no {unknown}")
        self.model = model
        rest = [field for field in fields if field.column not in columns and not field.primary_key]
        self.columns = [*columns, *(field.column for field in rest)]
        self.tail = "".join("\t" + self._default(field) for field in rest) + "\n"
        self.count = 0

    def _default(self, field) -> str:
        value = field.get_default()
        if value is None:
            return NULL
        if isinstance(value, (dict, list)):
            return as_json(value)
        return value.isoformat() if isinstance(value, datetime) else str(value)

    def __enter__(self):
        self.cursor = connection.cursor()
        names = ", ".join(self.columns)
        self.copy = self.cursor.cursor.copy(f"COPY {self.model._meta.db_table} ({names}) FROM STDIN")
        self.out = self.copy.__enter__()
        self.lines = []
        return self

    def row(self, *values) -> None:
        """Add one row; values are text without tabs, numbers, or None."""
        self.lines.append("\t".join([NULL if value is None else str(value) for value in values]) + self.tail)
        self.count += 1
        if len(self.lines) >= 2000:
            self.flush()

    def flush(self) -> None:
        self.out.write("".join(self.lines))
        self.lines.clear()

    def __exit__(self, *problem):
        if not problem[0]:
            self.flush()
        self.copy.__exit__(*problem)
        self.cursor.close()


class WithoutIndexes:
    """Takes off what COPY would keep up row by row (indexes, foreign keys' checks) and lays it again at the end."""

    def __init__(self, models):
        self.tables = [model._meta.db_table for model in models]

    def __enter__(self):
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = off")
            cursor.execute("SET maintenance_work_mem = '512MB'")
            cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
            if cursor.fetchone()[0]:
                cursor.execute("SET session_replication_role = replica")
            cursor.execute(
                "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND schemaname = 'public'"
                " AND indexname NOT IN (SELECT conname FROM pg_constraint)",
                [self.tables],
            )
            self.indexes = cursor.fetchall()
            for name, _definition in self.indexes:
                cursor.execute(f'DROP INDEX "{name}"')

    def __exit__(self, *problem):
        if problem[0]:
            return
        with connection.cursor() as cursor:
            for _name, definition in self.indexes:
                cursor.execute(definition)
            for table in self.tables:
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT coalesce(max(id), 1) FROM {table}))"  # noqa: S608
                )
            cursor.execute("SET session_replication_role = DEFAULT")
            cursor.execute("SET synchronous_commit = on")


def note_facts() -> None:
    """Have the facts of all contacts worked out, which the triggers do as rows come one by one."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("UPDATE crm_contact SET facts = '{}'")
        cursor.execute("VACUUM FULL crm_contact")


def analyse() -> None:
    """Tell the planner what the tables hold, as autovacuum would within minutes."""
    transaction.set_autocommit(True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
