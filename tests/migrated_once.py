"""The migrated test database, made once per state of the migrations and copied from then on (SQLite only).

Applying some two hundred and forty migrations takes twenty seconds of processor time; copying their result takes none.
"""

import hashlib
import importlib.metadata
import os
import sqlite3
import tempfile
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import setup_databases

import yangfan

LIBRARIES = ("django", "wagtail", "wagtail-localize", "django-allauth", "django-tasks-db")


def template() -> Path:
    """Where the migrated database of exactly these migrations and libraries is kept."""
    digest = hashlib.sha256("".join(map(importlib.metadata.version, LIBRARIES)).encode())
    for file in sorted(Path(yangfan.__file__).parent.glob("*/migrations/*.py")):
        digest.update(file.read_bytes())
    return Path(tempfile.gettempdir()) / f"yangfan-migrated-{os.getuid()}-{digest.hexdigest()[:16]}.sqlite3"


def make_database(*, verbosity: int):
    """Create the test database and return Django's record of what to tear down."""
    if connection.vendor != "sqlite":
        return setup_databases(verbosity=verbosity, interactive=False)
    kept = template()
    copy = kept.exists()
    settings.DATABASES["default"].setdefault("TEST", {})["MIGRATE"] = connection.settings_dict["TEST"][
        "MIGRATE"
    ] = not copy
    record = setup_databases(verbosity=verbosity, interactive=False)
    connection.ensure_connection()
    if copy:
        with sqlite3.connect(kept) as source:
            source.backup(connection.connection)
        source.close()
        ContentType.objects.clear_cache()  # the ids of the tables that were copied away
    else:
        draft = kept.with_suffix(f".{os.getpid()}")
        with sqlite3.connect(draft) as target:
            connection.connection.backup(target)
        target.close()
        draft.rename(kept)
    return record
