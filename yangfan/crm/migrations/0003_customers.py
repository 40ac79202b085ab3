"""What contacts and companies are found by on PostgreSQL: their words, the values of own fields, and their facts.

`crm_contact.facts` holds, as words of one array, what the list of contacts can be narrowed to (see customers.facts): one
index answers any number of filters. A contact that no list shows (an alias, a sender of nothing but spam) has none.
Triggers keep it, whoever writes.
"""

from django.db import migrations

FACTS = """
CREATE FUNCTION crm_contact_facts(contact crm_contact, is_new boolean) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
DECLARE
    ours text := contact.workspace_id || ':';
    facts text[];
BEGIN
    IF contact.merged_into_id IS NOT NULL THEN RETURN '{}'; END IF;
    facts := array_remove(ARRAY[
        ours || 'shown', ours || 'country:' || nullif(contact.country, ''), ours || 'language:' || nullif(contact.language, ''),
        ours || 'channel:' || nullif(contact.first_touch ->> 'channel', '')
    ], NULL);
    IF is_new THEN RETURN facts || (ours || 'deal:none'); END IF;
    IF EXISTS (SELECT FROM crm_inquiry WHERE contact_id = contact.id AND is_spam)
        AND NOT EXISTS (SELECT FROM crm_inquiry WHERE contact_id = contact.id AND NOT is_spam) THEN RETURN '{}';
    END IF;
    RETURN facts
        || ARRAY(SELECT ours || 'tag:' || tag_id FROM crm_contacttag WHERE contact_id = contact.id)
        || ARRAY(SELECT ours || 'score:' || least FROM crm_leadscore, unnest(ARRAY[20, 40, 60, 80]) least
                 WHERE contact_id = contact.id AND score >= least)
        || coalesce((SELECT array_agg(DISTINCT ours || 'deal:' || CASE stage WHEN 'won' THEN 'won' WHEN 'lost' THEN 'lost' ELSE 'open' END)
                     FROM crm_deal WHERE contact_id = contact.id), ARRAY[ours || 'deal:none']);
END $$"""
KEEP_OWN = """
CREATE FUNCTION crm_contact_keeps_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.facts := crm_contact_facts(NEW, TG_OP = 'INSERT');
    RETURN NEW;
END $$"""
KEEP_OTHERS = """
CREATE FUNCTION crm_contact_facts_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE crm_contact SET facts = '{}' WHERE id = OLD.contact_id;
    END IF;
    IF TG_OP <> 'DELETE' AND (TG_OP = 'INSERT' OR NEW.contact_id IS DISTINCT FROM OLD.contact_id) THEN
        UPDATE crm_contact SET facts = '{}' WHERE id = NEW.contact_id;
    END IF;
    RETURN NULL;
END $$"""
# What the inbox is narrowed to, and the state that its views ask for (see inbox.queries).
INQUIRY = """
CREATE FUNCTION crm_inquiry_facts(
    workspace_id bigint, country text, language text, channel text, status text, is_spam boolean, merged_into_id bigint
) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT ARRAY[workspace_id || ':country:' || country, workspace_id || ':language:' || language,
        workspace_id || ':channel:' || channel,
        workspace_id || ':' || CASE WHEN merged_into_id IS NOT NULL THEN 'merged' WHEN is_spam THEN 'spam'
            WHEN status = 'closed' THEN 'closed' ELSE 'open' END]
$$"""
OF_OTHERS = {
    "crm_contacttag": "contact_id, tag_id", "crm_leadscore": "contact_id, score", "crm_deal": "contact_id, stage",
    "crm_inquiry": "contact_id, is_spam",
}  # fmt: skip
MAKE = [
    "CREATE INDEX contact_by_words ON crm_contact USING gin (array_to_tsvector(string_to_array(words, ' ')))",
    "CREATE INDEX company_by_words ON crm_company USING gin (array_to_tsvector(string_to_array(words, ' ')))",
    "CREATE INDEX contact_by_own_field ON crm_contact USING gin (fields jsonb_path_ops)",
    "CREATE INDEX company_by_own_field ON crm_company USING gin (fields jsonb_path_ops)",
    "ALTER TABLE crm_contact ADD COLUMN facts text[] NOT NULL DEFAULT '{}'",
    FACTS,
    KEEP_OWN,
    # Setting the column to anything works it out anew.
    "CREATE TRIGGER contact_keeps_facts BEFORE INSERT OR UPDATE OF country, language, first_touch, merged_into_id, facts"
    " ON crm_contact FOR EACH ROW EXECUTE FUNCTION crm_contact_keeps_facts()",
    KEEP_OTHERS,
    *(
        f"CREATE TRIGGER contact_facts_changed AFTER INSERT OR DELETE OR UPDATE OF {columns} ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION crm_contact_facts_changed()"
        for table, columns in OF_OTHERS.items()
    ),
    "CREATE INDEX contact_by_facts ON crm_contact USING gin (facts)",
    INQUIRY,
    "CREATE INDEX inquiry_by_facts ON crm_inquiry USING gin"
    " (crm_inquiry_facts(workspace_id, country, language, channel, status, is_spam, merged_into_id))",
]
UNDO = [
    "DROP INDEX inquiry_by_facts",
    "DROP FUNCTION crm_inquiry_facts",
    *(f"DROP TRIGGER contact_facts_changed ON {table}" for table in OF_OTHERS),
    "DROP TRIGGER contact_keeps_facts ON crm_contact",
    "DROP FUNCTION crm_contact_facts_changed, crm_contact_keeps_facts, crm_contact_facts",
    "ALTER TABLE crm_contact DROP COLUMN facts",
    *(f"DROP INDEX {name}" for name in ("contact_by_words", "company_by_words", "contact_by_own_field", "company_by_own_field")),
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
