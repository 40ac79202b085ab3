"""Hand a built site over: ask the client, take the answer, make the client the owner. Every deed is in the audit trail."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from yangfan.accounts import public as accounts
from yangfan.accounts.public import User, Workspace, record_audit
from yangfan.scenarios.assisted.models import Handover

VALID_FOR = timedelta(days=14)
SALT = "yangfan.handover"
State = Handover.State


class HandoverRefused(ValueError):
    """The link is broken, too old or answered, or the request cannot be made; the message says why."""


def ask_client(
    *, workspace: Workspace, email: str, message: str, language: str, actor: User, now: datetime
) -> Handover:
    """Send the client a link to look at the site and approve it; an earlier open request is withdrawn."""
    email = email.strip().lower()
    if email == actor.email.lower():
        raise HandoverRefused(translation.gettext("This is your own address."))
    with transaction.atomic():
        Handover.objects.of(workspace).filter(state=State.OPEN).update(state=State.WITHDRAWN, answered_at=now)
        handover = Handover.objects.of(workspace).create(
            workspace=workspace, email=email, message=message, language=language, made_by=actor, made_at=now,
            expires_at=now + VALID_FOR,
        )  # fmt: skip
        record_audit(
            workspace=workspace,
            actor=actor,
            action="handover_asked",
            subject=handover,
            after={"email": email},
            now=now,
        )
        transaction.on_commit(lambda: _send(handover))
    return handover


def _send(handover: Handover) -> None:
    context = {
        "handover": handover,
        "workspace": handover.workspace,
        "link": link_of(handover),
        "days": VALID_FOR.days,
    }
    with translation.override(handover.language):
        subject = " ".join(render_to_string("scenarios/mail/handover_subject.txt", context).split())
        body = render_to_string("scenarios/mail/handover.txt", context)
    EmailMultiAlternatives(subject=subject, body=body, to=[handover.email]).send()


def link_of(handover: Handover) -> str:
    """Return the address under which the client looks; whoever holds it is trusted to read that mailbox."""
    return settings.CONSOLE_URL + reverse("handover", args=[signing.dumps(handover.pk, salt=SALT)])


def open_handover(signed: str, *, now: datetime) -> Handover:
    """Return the request behind a link; raise HandoverRefused when it opens nothing any more."""
    try:
        pk = signing.loads(signed, salt=SALT, max_age=VALID_FOR)
    except signing.BadSignature as error:
        raise HandoverRefused from error
    handover = (
        Handover.objects.across_workspaces().select_related("workspace", "made_by").filter(pk=pk).first()
    )
    if handover is None or handover.state == State.WITHDRAWN or handover.expires_at < now:
        raise HandoverRefused
    return handover


def answer(*, handover: Handover, approve: bool, words: str, now: datetime) -> None:
    """Keep the client's answer; approving invites the client to own the workspace. Raises HandoverRefused when answered."""
    with transaction.atomic():
        open_rows = Handover.objects.of(handover.workspace).filter(pk=handover.pk, state=State.OPEN)
        state = State.APPROVED if approve else State.CHANGES
        if not open_rows.update(state=state, answer=words[:2000], answered_at=now):
            raise HandoverRefused
        record_audit(
            workspace=handover.workspace, actor=None, action="handover_approved" if approve else "handover_changes_asked",
            subject=handover, after={"email": handover.email, "words": words[:200]}, now=now,
        )  # fmt: skip
        handover.refresh_from_db()


def invitation_link(*, handover: Handover, now: datetime) -> str:
    """Return the address that makes the client the owner (an account is made there if need be); "" for a member already."""
    try:
        invitation = accounts.invite(
            workspace=handover.workspace, email=handover.email, role=accounts.Role.OWNER, language=handover.language,
            actor=handover.made_by, now=now,
        )  # fmt: skip
    except accounts.AlreadyMember:
        return ""
    return accounts.invitation_link(invitation)


def membership_changed(*, workspace: Workspace, user: User, role: str | None) -> None:
    """The client became an owner: whoever built the site for them is a marketer from now on."""
    from django.utils import timezone

    if role != accounts.Role.OWNER:
        return
    approved = Handover.objects.of(workspace).filter(state=State.APPROVED, email__iexact=user.email).first()
    if approved is None:
        return
    now = timezone.now()
    Handover.objects.of(workspace).filter(pk=approved.pk).update(state=State.TAKEN_OVER, taken_over_at=now)
    builder = (
        accounts.Membership.objects.of(workspace)
        .filter(user=approved.made_by, role=accounts.Role.OWNER)
        .first()
    )
    if builder is not None and builder.user_id != user.pk:
        accounts.change_role(membership=builder, role=accounts.Role.MARKETER, actor=user, now=now)
    record_audit(
        workspace=workspace,
        actor=user,
        action="handover_taken_over",
        subject=approved,
        after={"email": user.email},
        now=now,
    )
