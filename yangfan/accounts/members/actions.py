"""Inviting, joining, changing roles and leaving. A workspace always keeps an owner."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from yangfan.accounts.audit.actions import record_audit
from yangfan.accounts.listeners import tell_membership_changed
from yangfan.accounts.members.models import Invitation
from yangfan.accounts.models import Membership, Role, User, Workspace

VALID_FOR = timedelta(days=7)
SALT = "yangfan.invitation"


class LastOwner(Exception):
    """The workspace would be left without an owner."""


class AlreadyMember(Exception):
    """This person is a member already."""


class InvitationRefused(Exception):
    """The link is broken, used, withdrawn or too old."""


class WrongPerson(Exception):
    """The invitation is for another e-mail address."""


def invite(*, workspace: Workspace, email: str, role: str, language: str, actor, now: datetime) -> Invitation:
    """Invite by mail; an open invitation to the same address is replaced. Raises AlreadyMember."""
    email = email.strip().lower()
    if Membership.objects.of(workspace).filter(user__email__iexact=email).exists():
        raise AlreadyMember(email)
    with transaction.atomic():
        Invitation.objects.of(workspace).filter(email=email, accepted_at=None).delete()
        invitation = Invitation.objects.create(
            workspace=workspace, email=email, role=Role(role), invited_by=actor, language=language, created_at=now,
            expires_at=now + VALID_FOR,
        )  # fmt: skip
        record_audit(workspace=workspace, actor=actor, action="member_invited", subject=invitation,
                     after={"role": role}, now=now)  # fmt: skip
        transaction.on_commit(lambda: send_invitation(invitation))
    return invitation


def link_of(invitation: Invitation) -> str:
    """Return the address that opens the door; whoever holds it is trusted to read that mailbox."""
    return settings.CONSOLE_URL + reverse("invitation", args=[signing.dumps(invitation.pk, salt=SALT)])


def send_invitation(invitation: Invitation) -> None:
    """Mail the link, in the language of the invitation."""
    context = {
        "invitation": invitation, "workspace": invitation.workspace, "link": link_of(invitation),
        "role": Role(invitation.role).label, "days": VALID_FOR.days,
    }  # fmt: skip
    with translation.override(invitation.language):
        subject = " ".join(render_to_string("accounts/mail/invitation_subject.txt", context).split())
        body = render_to_string("accounts/mail/invitation.txt", context)
    EmailMultiAlternatives(subject=subject, body=body, to=[invitation.email]).send()


def open_invitation(signed: str, *, now: datetime) -> Invitation:
    """Return the invitation behind a link; raise InvitationRefused when it opens nothing any more."""
    try:
        pk = signing.loads(signed, salt=SALT, max_age=VALID_FOR)
    except signing.BadSignature as error:
        raise InvitationRefused from error
    invitation = (
        Invitation.objects.across_workspaces().select_related("workspace", "invited_by").filter(pk=pk).first()
    )
    if invitation is None or invitation.accepted_at or invitation.expires_at < now:
        raise InvitationRefused
    return invitation


def accept_invitation(*, invitation: Invitation, user: User, now: datetime) -> Membership:
    """Make `user` a member; raise WrongPerson when the invitation went to another address."""
    if user.email.lower() != invitation.email.lower():
        raise WrongPerson(invitation.email)
    with transaction.atomic():
        taken = Invitation.objects.of(invitation.workspace).filter(pk=invitation.pk, accepted_at=None)
        if not taken.update(accepted_at=now):
            raise InvitationRefused
        membership, _is_new = Membership.objects.of(invitation.workspace).get_or_create(
            workspace=invitation.workspace, user=user, defaults={"role": invitation.role, "created_at": now}
        )
        record_audit(workspace=invitation.workspace, actor=user, action="member_joined", subject=user,
                     after={"role": membership.role}, now=now)  # fmt: skip
        tell_membership_changed(workspace=invitation.workspace, user=user, role=membership.role)
    return membership


def create_invited_person(
    *, invitation: Invitation, name: str, password: str, language: str, now: datetime
) -> User:
    """Make an account for the invited address and join; the address counts as proven, the link came by it."""
    with transaction.atomic():
        user = User.objects.create_user(invitation.email, password, name=name, language=language)
        accept_invitation(invitation=invitation, user=user, now=now)
    return user


def withdraw_invitation(*, invitation: Invitation, actor, now: datetime) -> None:
    """Make the link useless."""
    with transaction.atomic():
        record_audit(workspace=invitation.workspace, actor=actor, action="invitation_withdrawn",
                     subject=invitation, now=now)  # fmt: skip
        invitation.delete()


def change_role(*, membership: Membership, role: str, actor, now: datetime) -> None:
    """Give a member another role; raise LastOwner rather than leave nobody in charge."""
    with transaction.atomic():
        _lock(membership.workspace)
        before = membership.role
        if before == role:
            return
        if before == Role.OWNER:
            _refuse_last_owner(membership)
        membership.role = Role(role)
        membership.save(update_fields=["role"])
        record_audit(workspace=membership.workspace, actor=actor, action="member_role_changed",
                     subject=membership.user, before={"role": before}, after={"role": role}, now=now)  # fmt: skip
        tell_membership_changed(workspace=membership.workspace, user=membership.user, role=role)


def remove_member(*, membership: Membership, actor, now: datetime) -> None:
    """Take a member out (or let them leave, when the actor is the member); raise LastOwner for the last owner."""
    with transaction.atomic():
        _lock(membership.workspace)
        if membership.role == Role.OWNER:
            _refuse_last_owner(membership)
        action = "member_left" if actor == membership.user else "member_removed"
        record_audit(workspace=membership.workspace, actor=actor, action=action, subject=membership.user,
                     before={"role": membership.role}, now=now)  # fmt: skip
        workspace, user = membership.workspace, membership.user
        membership.delete()
        tell_membership_changed(workspace=workspace, user=user, role=None)


def _lock(workspace: Workspace) -> None:
    """Let two owners not remove each other at the same time."""
    Workspace.objects.select_for_update().get(pk=workspace.pk)


def _refuse_last_owner(membership: Membership) -> None:
    others = Membership.objects.of(membership.workspace).filter(role=Role.OWNER).exclude(pk=membership.pk)
    if not others.exists():
        raise LastOwner
