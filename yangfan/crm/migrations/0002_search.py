"""The full-text index over SearchText.words.

SQLite: an FTS5 table that triggers keep in step (a later migration that remakes crm_searchtext must lay them anew).
PostgreSQL: a column of the words as they are, with a GIN index; no parser of the server's decides what a word is.
"""

from django.db import migrations

SQLITE = [
    "CREATE VIRTUAL TABLE crm_search USING fts5(words, content='crm_searchtext', content_rowid='id',"
    " tokenize=\"unicode61 remove_diacritics 0\", prefix='1 2 3')",
    "CREATE TRIGGER crm_search_added AFTER INSERT ON crm_searchtext BEGIN"
    " INSERT INTO crm_search(rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER crm_search_gone AFTER DELETE ON crm_searchtext BEGIN"
    " INSERT INTO crm_search(crm_search, rowid, words) VALUES ('delete', old.id, old.words); END",
    "CREATE TRIGGER crm_search_changed AFTER UPDATE OF words ON crm_searchtext BEGIN"
    " INSERT INTO crm_search(crm_search, rowid, words) VALUES ('delete', old.id, old.words);"
    " INSERT INTO crm_search(rowid, words) VALUES (new.id, new.words); END",
]
POSTGRES = [
    "ALTER TABLE crm_searchtext ADD COLUMN lexemes tsvector"
    " GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED",
    "CREATE INDEX crm_search ON crm_searchtext USING gin (lexemes)",
]


def lay(apps, schema_editor):
    for line in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(line)


def lift(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for trigger in ("added", "gone", "changed"):
            schema_editor.execute(f"DROP TRIGGER crm_search_{trigger}")
        schema_editor.execute("DROP TABLE crm_search")
    else:
        schema_editor.execute("ALTER TABLE crm_searchtext DROP COLUMN lexemes")


class Migration(migrations.Migration):
    dependencies = [("crm", "0001_initial")]

    operations = [migrations.RunPython(lay, lift)]
