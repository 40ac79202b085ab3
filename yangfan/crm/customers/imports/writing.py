"""Rows of a file into the book of contacts, a batch at a time: who is known, who is new, what changes.

A batch is one transaction; the same file again finds everybody
known and changes nothing.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Lower

from yangfan.accounts.public import Workspace
from yangfan.core.bulk import among, insert_rows
from yangfan.crm.companies.models import Company
from yangfan.crm.contacts.models import Contact
from yangfan.crm.contacts.words import company_words, contact_words
from yangfan.crm.customers.fields import with_values
from yangfan.crm.customers.imports.reading import Mapping, Row
from yangfan.crm.customers.models import ContactTag, ImportChange, ImportRun
from yangfan.crm.customers.tags import tags_named

PLAIN = ("name", "title", "country", "language", "note")
COMPANY = (
    "workspace_id", "name", "domain", "country", "note", "fields", "words", "import_run_id", "changed_at", "created_at",
)  # fmt: skip
CONTACT = (
    "workspace_id", "name", "email", "phone", "phone_key", "company_id", "title", "country", "country_is_likely",
    "language", "first_touch", "last_touch", "note", "fields", "words", "import_run_id", "changed_at", "created_at",
    "last_seen_at",
)  # fmt: skip
CHANGE = ("workspace_id", "run_id", "contact_id", "before", "after")


@dataclass
class Counts:
    """What came of the rows; `same` counts rows that changed nothing or repeat somebody of the same file."""

    new: int = 0
    changed: int = 0
    same: int = 0

    def add(self, other: "Counts") -> None:
        self.new, self.changed, self.same = (
            self.new + other.new,
            self.changed + other.changed,
            self.same + other.same,
        )


@dataclass
class Plan:
    """What a batch will do."""

    new: list[Row] = field(default_factory=list)
    changed: list[tuple[Contact, Row, dict]] = field(default_factory=list)  # and the fields to set
    known: list[tuple[Contact, Row]] = field(default_factory=list)
    repeats: int = 0

    @property
    def counts(self) -> Counts:
        return Counts(len(self.new), len(self.changed), len(self.known) - len(self.changed) + self.repeats)


class Writer:
    """Writes one import; without a run it only looks (the dry run)."""

    def __init__(
        self,
        workspace: Workspace,
        mapping: Mapping,
        run: ImportRun | None = None,
        now: datetime | None = None,
    ):
        self.workspace, self.mapping, self.run, self.now = workspace, mapping, run, now
        self.tags: dict[str, int] = {}
        self.by_domain: dict[str, tuple[int, str]] = {}
        self.by_name: dict[str, tuple[int, str]] = {}
        self.firms_made = 0
        self.seen: set[str] = set()  # of a dry run: addresses and numbers that would be new

    def look(self, rows: list[Row]) -> Counts:
        """Return what writing this batch would do."""
        plan = self._plan(rows)
        fresh = [row for row in plan.new if not self._was_seen(row)]
        counts = plan.counts
        counts.same += counts.new - len(fresh)
        counts.new = len(fresh)
        return counts

    def _was_seen(self, row: Row) -> bool:
        """Tell whether an earlier batch of a dry run would have made this person."""
        keys = {row.email, row.phone_key} - {""}
        known = bool(keys & self.seen)
        self.seen |= keys
        return known

    def write(self, rows: list[Row]) -> Counts:
        """Write one batch in a transaction of its own."""
        with transaction.atomic():
            plan = self._plan(rows)
            self._companies(plan)
            pks = insert_rows(Contact, CONTACT, map(self._values, plan.new))
            self._change(plan.changed)
            self._tag([*zip(pks, plan.new, strict=True), *((one.pk, row) for one, row in plan.known)])
        return plan.counts

    # --- who is known ---------------------------------------------------------------------------------------------------

    def _plan(self, rows: list[Row]) -> Plan:
        plan = Plan()
        rows = self._without_repeats(rows, plan)
        contacts = Contact.objects.of(self.workspace).select_related("merged_into", "company")
        emails, numbers = (
            [row.email for row in rows if row.email],
            [row.phone_key for row in rows if row.phone_key],
        )
        by_email = {one.email: one for one in among(contacts, "email", emails)}
        by_number = {one.phone_key: one for one in among(contacts, "phone_key", numbers)}
        for row in rows:
            known = by_email.get(row.email) or by_number.get(row.phone_key)
            if known is None:
                plan.new.append(row)
                continue
            while known.merged_into is not None:
                known = known.merged_into
            plan.known.append((known, row))
            taken = by_number.get(row.phone_key)
            changes = self._changes(known, row, is_free=taken is None or taken.pk == known.pk)
            if changes:
                plan.changed.append((known, row, changes))
        return plan

    def _without_repeats(self, rows: list[Row], plan: Plan) -> list[Row]:
        """Return each person once: what a later row of the file says of somebody goes into their first."""
        first: dict[str, Row] = {}
        kept = []
        for row in rows:
            known = first.get(row.email) if row.email else None
            if (
                known is None
                and row.phone_key
                and not (row.email and (first.get(row.phone_key) or row).email)
            ):
                known = first.get(row.phone_key)
            if known is not None and known is not row:
                _join(known, row, self.mapping.rule)
                plan.repeats += 1
                row = known
            else:
                kept.append(row)
                if row.phone_key in first:  # another person's number already
                    row.phone_key = ""
            for key in (row.email, row.phone_key):
                if key:
                    first.setdefault(key, row)
        return kept

    def _changes(self, contact: Contact, row: Row, *, is_free: bool) -> dict:
        """Return the fields to set on a contact that is there; own fields under "fields"."""
        if self.mapping.rule == "skip":
            return {}
        replace = self.mapping.rule == "replace"
        found = {
            name: value
            for name in PLAIN
            if (value := getattr(row, name))
            and value != getattr(contact, name)
            and (replace or not getattr(contact, name))
        }
        if row.email and not contact.email:
            found["email"] = row.email
        if row.phone and is_free and row.phone_key != contact.phone_key and (replace or not contact.phone):
            found |= {"phone": row.phone, "phone_key": row.phone_key}
        own = {
            key: value
            for key, value in row.own.items()
            if value != contact.fields.get(key) and (replace or key not in contact.fields)
        }
        if own:
            found["fields"] = own
        if row.company and (
            contact.company is None or (replace and contact.company.name.lower() != row.company.lower())
        ):
            found["company"] = row.company
        return found

    # --- companies ------------------------------------------------------------------------------------------------------

    def _companies(self, plan: Plan) -> None:
        """Find or make every company the batch names, by mail domain, else by name."""
        rows = [*plan.new, *(row for _contact, row, changes in plan.changed if "company" in changes)]
        domains = {row.domain for row in rows if row.domain} - self.by_domain.keys()
        names = {row.company.lower() for row in rows if row.company} - self.by_name.keys()
        firms = Company.objects.of(self.workspace)
        for firm in among(firms, "domain", domains).only("pk", "name", "domain"):
            self.by_domain[firm.domain] = (firm.pk, firm.name)
        for firm in firms.alias(low=Lower("name")).filter(low__in=names).order_by("-pk").only("pk", "name"):
            self.by_name[firm.name.lower()] = (firm.pk, firm.name)
        made: dict[str, Row] = {}
        for row in rows:
            domain = row.domain
            key = domain or row.company.lower()
            if key and key not in made and key not in (self.by_domain if domain else self.by_name):
                made[key] = row
        pks = insert_rows(Company, COMPANY, [self._firm(row) for row in made.values()])
        for pk, row in zip(pks, made.values(), strict=True):
            name = row.company or row.domain
            if row.domain:
                self.by_domain[row.domain] = (pk, name)
            self.by_name.setdefault(name.lower(), (pk, name))
        self.firms_made += len(pks)

    def _firm(self, row: Row) -> tuple:
        name = row.company or row.domain
        words = company_words(name=name, domain=row.domain)
        return (
            self.workspace.pk,
            name,
            row.domain,
            row.country,
            "",
            {},
            words,
            self.run.pk,
            self.now,
            self.now,
        )

    def _company_of(self, row: Row) -> tuple[int | None, str]:
        if row.domain and row.domain in self.by_domain:
            return self.by_domain[row.domain]
        return self.by_name.get(row.company.lower(), (None, "")) if row.company else (None, "")

    # --- writing --------------------------------------------------------------------------------------------------------

    def _values(self, row: Row) -> tuple:
        company, company_name = self._company_of(row)
        words = contact_words(
            name=row.name, email=row.email, phone=row.phone, phone_key=row.phone_key, title=row.title, company=company_name,
        )  # fmt: skip
        since = min(row.known_since, self.now) if row.known_since else self.now
        return (
            self.workspace.pk, row.name, row.email, row.phone, row.phone_key, company, row.title, row.country, False,
            row.language, {}, {}, row.note, row.own, words, self.run.pk, self.now, since, since,
        )  # fmt: skip

    def _change(self, changed: list[tuple[Contact, Row, dict]]) -> None:
        if not changed:
            return
        notes = []
        for contact, row, changes in changed:
            before, after = {}, {}
            for name, value in changes.items():
                if name == "company":
                    pk, _name = self._company_of(row)
                    before["company_id"], after["company_id"] = contact.company_id, pk
                    contact.company_id = pk
                elif name == "fields":
                    before["fields"] = {key: contact.fields.get(key) for key in value}
                    after["fields"] = value
                    contact.fields = with_values(contact.fields, value)
                else:
                    before[name], after[name] = getattr(contact, name), value
                    setattr(contact, name, value)
            contact.changed_at = self.now
            firm = (
                self._company_of(row)[1]
                if "company" in changes
                else (contact.company.name if contact.company else "")
            )
            contact.words = contact_words(
                name=contact.name, email=contact.email, phone=contact.phone, phone_key=contact.phone_key, title=contact.title,
                company=firm,
            )  # fmt: skip
            notes.append((self.workspace.pk, self.run.pk, contact.pk, before, after))
        Contact.objects.of(self.workspace).bulk_update(
            [contact for contact, _row, _changes in changed],
            [*PLAIN, "email", "phone", "phone_key", "company", "fields", "words", "changed_at"], batch_size=500,
        )  # fmt: skip
        insert_rows(ImportChange, CHANGE, notes)

    def _tag(self, tagged: list[tuple[int, Row]]) -> None:
        names = {name for _pk, row in tagged for name in row.tags} | set(self.mapping.tags)
        unknown = [name for name in names if name.lower() not in self.tags]
        for tag in tags_named(workspace=self.workspace, names=unknown, now=self.now) if unknown else ():
            self.tags[tag.name.lower()] = tag.pk
        rows = [
            ContactTag(workspace=self.workspace, contact_id=pk, tag_id=self.tags[name], import_run=self.run)
            for pk, row in tagged
            for name in {" ".join(one.split())[:60].lower() for one in (*row.tags, *self.mapping.tags)}
        ]
        if rows:
            ContactTag.objects.of(self.workspace).bulk_create(rows, ignore_conflicts=True, batch_size=1000)


def _join(known: Row, row: Row, rule: str) -> None:
    """Add to the first row of a person what a later one says."""
    for name in ("email", "phone", "phone_key", "company", *PLAIN):
        value = getattr(row, name)
        if value and (
            not getattr(known, name) or (rule == "replace" and name not in ("email", "phone", "phone_key"))
        ):
            setattr(known, name, value)
    known.own = {**row.own, **known.own} if rule != "replace" else {**known.own, **row.own}
    known.tags = tuple(dict.fromkeys((*known.tags, *row.tags)))
