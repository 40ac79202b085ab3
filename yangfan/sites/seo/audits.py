"""Look at every live page of a site, keep what was found, and compare with before."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import ngettext
from django_tasks import task
from wagtail.models import Page

from yangfan.accounts.public import Workspace
from yangfan.core.jobs.autopilot import Result
from yangfan.core.jobs.plans import Weekly
from yangfan.sites.look.models import BuiltSite
from yangfan.sites.pages import queries
from yangfan.sites.pages.models import LandingPage
from yangfan.sites.seo import checks, outside, reading
from yangfan.sites.seo.models import SeoAudit, SeoResult

JOB = "seo_audit"
PLAN = Weekly(0, 5)
KEPT = 52  # audits in the trend
WITH_PAGES = 2  # audits whose pages are kept
STUCK_AFTER = timedelta(minutes=30)


def audit_site(*, workspace: Workspace, now: datetime) -> SeoAudit:
    """Look at every live page now (some tens of milliseconds each) and keep the result."""
    audit = SeoAudit.objects.across_workspaces().create(workspace=workspace, started_at=now)
    return finish(audit, now)


def finish(audit: SeoAudit, now: datetime) -> SeoAudit:
    workspace = audit.workspace
    results, counts, titles, places = [], {}, {}, {}
    for page in queries.pages_of(workspace).live().filter(alias_of=None).select_related("locale").specific():
        if isinstance(page, LandingPage) and not page.is_listed:
            continue
        language = page.locale_id
        if language not in titles:
            titles[language] = checks.titles_of(page)
        seen = checks.Looked(page, reading.take_apart(reading.render(page)), titles[language])
        found = checks.findings_of(seen)
        for address in checks.outside_addresses(seen):
            place = {"page": page.pk, "field": outside.field_with(page, address)}
            places.setdefault(address, []).append(place)
        for check in {one.check for one in found}:
            counts[check] = counts.get(check, 0) + 1
        results.append(
            SeoResult(
                workspace=workspace,
                audit=audit,
                page_id=page.pk,
                score=checks.score_of(found),
                findings=in_both(seen, found),
            )
        )
    with transaction.atomic():
        SeoResult.objects.across_workspaces().bulk_create(results)
        audit.pages, audit.counts, audit.finished_at = len(results), counts, now
        audit.score = round(sum(one.score for one in results) / len(results)) if results else None
        audit.save()
        forget_old(workspace)
        outside.note_links(workspace=workspace, places=places)
        transaction.on_commit(lambda: outside.follow_outside.enqueue(workspace.pk))
    return audit


def in_both(seen: checks.Looked, found: list[checks.Finding]) -> list[dict]:
    """Return findings as they are kept: {"check", "cost", "field", "words": {language of the console: words}}."""
    kept = [{"check": one.check, "cost": one.cost, "field": one.field, "words": {}} for one in found]
    for code, _name in settings.CONSOLE_LANGUAGES:
        with translation.override(code):
            for row, one in zip(kept, checks.findings_of(seen), strict=True):
                row["words"][code] = one.words
    return kept


def forget_old(workspace: Workspace) -> None:
    rows = list(SeoAudit.objects.of(workspace).order_by("-started_at", "-pk").values_list("pk", flat=True))
    SeoResult.objects.of(workspace).filter(audit__in=rows[WITH_PAGES:]).delete()
    SeoAudit.objects.of(workspace).filter(pk__in=rows[KEPT:]).delete()


def begin_audit(*, workspace: Workspace, now: datetime) -> SeoAudit:
    """Have the worker look at the site; an audit that runs already is returned instead."""
    running = (
        SeoAudit.objects.of(workspace)
        .filter(finished_at=None, trouble="", started_at__gt=now - STUCK_AFTER)
        .first()
    )
    if running is not None:
        return running
    audit = SeoAudit.objects.across_workspaces().create(workspace=workspace, started_at=now)
    transaction.on_commit(lambda: run_audit.enqueue(audit.pk))
    return audit


@task()
def run_audit(audit_id: int) -> None:
    """Look at the site; a second run begins anew."""
    from django.utils import timezone

    audit = (
        SeoAudit.objects.across_workspaces()
        .select_related("workspace")
        .filter(pk=audit_id, finished_at=None)
        .first()
    )
    if audit is None:
        return
    SeoResult.objects.of(audit.workspace).filter(audit=audit).delete()
    try:
        finish(audit, timezone.now())
    except Exception as error:
        audit.trouble = str(error)[:500]
        audit.save(update_fields=["trouble"])
        raise


def audit_by_itself(workspace: Workspace, now: datetime) -> Result | None:
    """Look at the company's site, if it has one, and say what came of it."""
    if not BuiltSite.objects.of(workspace).exists():
        return None
    done = audit_site(workspace=workspace, now=now)
    return Result(lambda: _in_words(done), amounts={"pages": done.pages}) if done.pages else None


def _in_words(done: SeoAudit) -> str:
    words = ngettext(
        "Looked at %(n)d page: %(score)s of 100 points.",
        "Looked at %(n)d pages: %(score)s of 100 points.",
        done.pages,
    )
    return words % {"n": done.pages, "score": done.score if done.score is not None else "–"}


def latest(workspace: Workspace) -> SeoAudit | None:
    """Return the newest audit that is done."""
    return SeoAudit.objects.of(workspace).exclude(finished_at=None).first()


def results_of(audit: SeoAudit) -> list[SeoResult]:
    """Return the results, the worst pages first, each with its page as `.shown`."""
    rows = list(SeoResult.objects.of(audit.workspace).filter(audit=audit))
    pages = Page.objects.filter(pk__in=[row.page_id for row in rows]).select_related("locale").in_bulk()
    for row in rows:
        row.shown = pages[row.page_id]
    return rows
