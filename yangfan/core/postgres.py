"""What every new connection to PostgreSQL is told first."""


def plan_quickly(connection, **_more) -> None:
    """Leave out the compiler of queries: it takes half a second where the query takes a tenth."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET jit = off")
