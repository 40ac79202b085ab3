"""Reading inquiries: whom to answer first, how many wait, and the rows of the inbox."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from yangfan.accounts.public import Workspace
from yangfan.crm.clock import due
from yangfan.crm.inquiries import reasons
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.scoring.ranking import ranked
from yangfan.crm.settings.models import settings_of
from yangfan.crm.words import country_name, language_name


@dataclass(frozen=True)
class Waiting:
    """One inquiry that waits for an answer, ready to be shown in the active language."""

    inquiry: Inquiry
    name: str
    company: str
    country: str  # code
    country_name: str
    country_is_likely: bool
    language: str
    language_name: str
    wants: str  # in the reader's language where it has been translated
    wants_language: str
    reasons: list[reasons.Reason]
    waited: timedelta
    is_late: bool
    url: str


def waiting(workspace: Workspace, limit: int, *, now: datetime | None = None) -> list[Waiting]:
    """Return the inquiries to answer first: by what they may be worth and by the time they wait."""
    now = now or timezone.now()
    within = timedelta(hours=settings_of(workspace).answer_within_hours)
    rows = ranked(
        waiting_rows(workspace),
        now=now,
        limit=within,
        today=now.astimezone(ZoneInfo(workspace.time_zone)).date(),
    ).select_related("workspace", "contact__company")
    return [_shown(inquiry, now) for inquiry in rows[:limit]]


def waiting_rows(workspace: Workspace):
    """Return the inquiries that wait for an answer (a queryset)."""
    return Inquiry.objects.of(workspace).filter(
        waiting_since__isnull=False, is_spam=False, snoozed_until=None, merged_into=None
    )


def count_waiting(workspace: Workspace) -> int:
    """Return how many wait for an answer."""
    return waiting_rows(workspace).count()


def _shown(inquiry: Inquiry, now: datetime) -> Waiting:
    company = inquiry.company_name or (inquiry.contact.company.name if inquiry.contact.company else "")
    waited = now - inquiry.waiting_since
    reader = get_language() or ""
    is_translated = reader != inquiry.language and reader in inquiry.summaries
    return Waiting(
        inquiry=inquiry, name=str(inquiry.contact), company=company, country=inquiry.country,
        country_name=country_name(inquiry.country), country_is_likely=inquiry.country_is_likely,
        language=inquiry.language, language_name=language_name(inquiry.language),
        wants=inquiry.summaries[reader] if is_translated else inquiry.summary,
        wants_language=reader if is_translated else inquiry.language,
        reasons=reasons.why_first(inquiry), waited=waited, is_late=due.is_late(inquiry, now=now),
        url=reverse("crm_inquiry", args=[inquiry.workspace.slug, inquiry.number]),
    )  # fmt: skip
