"""Finding, making and changing companies."""

from datetime import datetime

from django.db import transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from yangfan.accounts import public as accounts
from yangfan.accounts.public import Workspace
from yangfan.crm.companies.hosts import is_free_host
from yangfan.crm.companies.models import Company
from yangfan.crm.contacts.words import company_words

AT_ONCE = 500
DEEPEST = 20


class CompanyRefused(ValueError):
    """The change makes no sense; the text says why, in the reader's language."""


def company_for(
    *, workspace: Workspace, email: str, name: str, country: str, now: datetime
) -> Company | None:
    """Return the company behind this mail domain or, failing that, of this name; make it when it is new."""
    domain = email.rpartition("@")[2].lower()
    if domain and not is_free_host(domain):
        return _by_domain(workspace, domain, name, country, now)
    if name:
        return _by_name(workspace, name, country, now)
    return None


def _by_domain(workspace, domain, name, country, now) -> Company:
    words = company_words(name=name or domain, domain=domain)
    company, is_new = Company.objects.of(workspace).get_or_create(
        workspace=workspace,
        domain=domain,
        defaults={
            "name": name or domain,
            "country": country,
            "words": words,
            "created_at": now,
            "changed_at": now,
        },
    )
    if not is_new and name and company.name == domain:
        company.name, company.words = name, words
        company.save(update_fields=["name", "words"])
    return company


def _by_name(workspace, name, country, now) -> Company:
    rows = Company.objects.of(workspace).alias(low=Lower("name")).filter(low=name.lower())
    known = rows.order_by("pk").first()
    return known or Company.objects.create(
        workspace=workspace,
        name=name,
        country=country,
        words=company_words(name=name),
        created_at=now,
        changed_at=now,
    )


def change_company(
    *, company: Company, fields: dict, own: dict | None = None, actor, now: datetime
) -> Company:
    """Change what we know of a company; raise CompanyRefused for a taken domain or a parent that is its own child."""
    from yangfan.crm.customers.fields import with_values

    fields = dict(fields)
    if "domain" in fields:
        fields["domain"] = _domain(company, fields["domain"])
    if fields.get("parent") and company.pk in {firm.pk for firm in line_above(fields["parent"])}:
        raise CompanyRefused(_("%(name)s is itself part of this company.") % {"name": fields["parent"]})
    before = {key: str(getattr(company, key) or "") for key in fields}
    had = dict(company.fields)
    with transaction.atomic():
        for key, value in fields.items():
            setattr(company, key, value)
        company.fields = with_values(company.fields, own or {})
        company.words = company_words(name=company.name, domain=company.domain)
        company.changed_at = now
        company.save()
        if before.get("name", company.name) != company.name:
            _tell_people(company)
        after = {key: str(getattr(company, key) or "") for key in fields}
        changed = [key for key in after if before[key] != after[key]]
        if changed or had != company.fields:
            accounts.record_audit(
                workspace=company.workspace, actor=actor, action="company_changed", subject=company,
                before={key: before[key] for key in changed}, after={key: after[key] for key in changed}, now=now,
            )  # fmt: skip
    return company


def _domain(company: Company, text: str) -> str:
    """Return the host as it is kept; anyone's mail host names no company."""
    domain = text.strip().lower().rpartition("@")[2].removeprefix("https://").removeprefix("http://")
    domain = domain.removeprefix("www.").partition("/")[0]
    if domain and is_free_host(domain):
        raise CompanyRefused(_("Anyone can have an address at %(domain)s.") % {"domain": domain})
    others = Company.objects.of(company.workspace).filter(domain=domain).exclude(pk=company.pk)
    if domain and others.exists():
        raise CompanyRefused(_("Another company has %(what)s already.") % {"what": domain})
    return domain


def _tell_people(company: Company) -> None:
    """Let a company's people be found by its new name."""
    from yangfan.crm.contacts.actions import note_words

    people = company.contacts.of(company.workspace).select_related("company")
    for person in people.iterator(chunk_size=AT_ONCE):
        note_words(person)
        person.save(update_fields=["words"])


def line_above(company: Company) -> list[Company]:
    """Return the company and those it is part of, up to the top."""
    line: list[Company] = []
    while company is not None and company not in line and len(line) < DEEPEST:
        line.append(company)
        company = company.parent
    return line
