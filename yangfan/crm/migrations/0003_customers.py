"""What contacts and companies are found by on PostgreSQL: their words, and the values of own fields."""

from django.db import migrations

MAKE = [
    "CREATE INDEX contact_by_words ON crm_contact USING gin (array_to_tsvector(string_to_array(words, ' ')))",
    "CREATE INDEX company_by_words ON crm_company USING gin (array_to_tsvector(string_to_array(words, ' ')))",
    "CREATE INDEX contact_by_own_field ON crm_contact USING gin (fields jsonb_path_ops)",
    "CREATE INDEX company_by_own_field ON crm_company USING gin (fields jsonb_path_ops)",
    "CREATE INDEX contact_by_first_channel ON crm_contact (workspace_id, (first_touch ->> 'channel'), last_seen_at DESC)",
]
UNDO = [
    f"DROP INDEX {name}"
    for name in (
        "contact_by_words", "company_by_words", "contact_by_own_field", "company_by_own_field", "contact_by_first_channel",
    )
]  # fmt: skip


def run(statements):
    def apply(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return apply


class Migration(migrations.Migration):
    dependencies = [("crm", "0002_search")]

    operations = [migrations.RunPython(run(MAKE), run(UNDO))]
