"""Ask for news, confirm it, leave."""

from datetime import datetime

from django.core import signing
from django.db import transaction

from yangfan.accounts.public import Workspace
from yangfan.crm import public as crm
from yangfan.sites.letters import actions as letters
from yangfan.sites.letters.kinds import CONFIRM_NEWS
from yangfan.sites.newsletter.models import Signup

SALT = "yangfan.sites.newsletter"
VALID = 30 * 24 * 3600  # seconds a confirmation link works
TAG = "Newsletter"


class SignupUnknown(LookupError):
    """The link is damaged, too old, or names an address that is no longer there."""


def ask(
    *, workspace: Workspace, email: str, language: str, consent_text: str, page_url: str, origin: str, company: str,
    now: datetime,
) -> Signup:  # fmt: skip
    """Keep the wish and mail a link to confirm it; one who has confirmed already gets no second mail.

    `origin` is scheme and host of the site. Raises connectors.MailNotSent, and nothing is kept then.
    """
    with transaction.atomic():
        row, is_new = Signup.objects.across_workspaces().get_or_create(
            workspace=workspace, email=email.strip().lower(),
            defaults={"language": language, "consent_text": consent_text, "page_url": page_url[:2000], "asked_at": now},
        )  # fmt: skip
        if row.confirmed_at and not row.left_at:
            return row
        if not is_new:
            row.language, row.consent_text, row.page_url, row.asked_at = (
                language,
                consent_text,
                page_url[:2000],
                now,
            )
            row.confirmed_at = row.left_at = None
            row.save()
        send_link(row, origin=origin, company=company)
    return row


def send_link(row: Signup, *, origin: str, company: str) -> None:
    letters.send_letter(
        workspace=row.workspace, kind=CONFIRM_NEWS, to=row.email, language=row.language,
        values={"company": company, "link": f"{origin}/newsletter/{token_of(row)}/"},
    )  # fmt: skip


def token_of(row: Signup) -> str:
    return signing.dumps([row.pk, int(row.asked_at.timestamp())], salt=SALT)


def find(*, workspace: Workspace, token: str) -> Signup:
    """Return the sign-up a link names. Raises SignupUnknown."""
    try:
        pk, asked = signing.loads(token, salt=SALT, max_age=VALID)
    except signing.BadSignature as error:
        raise SignupUnknown from error
    row = Signup.objects.of(workspace).filter(pk=pk).first()
    if row is None or int(row.asked_at.timestamp()) != asked:
        raise SignupUnknown
    return row


@transaction.atomic
def confirm(*, signup: Signup, now: datetime) -> Signup:
    """Make the address a contact tagged for the newsletter; a second click changes nothing."""
    if signup.confirmed_at:
        return signup
    contact = crm.known_contact(workspace=signup.workspace, email=signup.email, phone="")
    crm.save_contact(
        workspace=signup.workspace,
        contact=contact,
        values={} if contact else {"email": signup.email},
        tags=[TAG],
        actor=None,
        now=now,
    )
    signup.confirmed_at = now
    signup.save(update_fields=["confirmed_at"])
    return signup


@transaction.atomic
def leave(*, signup: Signup, now: datetime) -> None:
    """Take the wish back; that it once was given stays on record."""
    signup.left_at = now
    signup.save(update_fields=["left_at"])
