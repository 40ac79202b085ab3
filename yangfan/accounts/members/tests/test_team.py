"""Invitations, roles and leaving."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from yangfan.accounts.members import actions
from yangfan.accounts.models import AuditEntry, Invitation, Membership, Role, User

TEAM = "/console/tidelane/settings/team/"


def invite_by_form(client, email, role="sales", language="zh-hans"):
    return client.post(TEAM, {"email": email, "role": role, "language": language})


def link_in(message):
    return re.search(r"https?://[^/]+(/accounts/join/\S+)", message.body).group(1)


def test_an_invited_stranger_makes_an_account_and_joins_with_the_role(
    client, client_of, owner, workspace, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        invite_by_form(client_of(owner), "New.Person@tidelane.test")
    link = link_in(mail.outbox[0])
    answer = client.post(link, {"name": "Li", "language": "zh-hans", "password": "a long enough one"})
    assert answer.url == "/console/tidelane/"
    joined = Membership.objects.of(workspace).get(user__email="new.person@tidelane.test")
    assert joined.role == Role.SALES
    assert client.get("/console/tidelane/").status_code == 200
    assert client.get(link).status_code == 410


def test_the_invitation_is_written_in_the_chosen_language(
    client_of, owner, django_capture_on_commit_callbacks
):
    for language, word in (("zh-hans", "邀请"), ("en", "invites you")):
        with django_capture_on_commit_callbacks(execute=True):
            invite_by_form(client_of(owner), f"{language}@tidelane.test", language=language)
        assert word in mail.outbox[-1].body


def test_someone_with_an_account_logs_in_and_joins(client, client_of, owner, workspace, outsider):
    invitation = actions.invite(
        workspace=workspace,
        email=outsider.email,
        role="viewer",
        language="en",
        actor=owner,
        now=timezone.now(),
    )
    link = (
        actions.link_of(invitation).partition("8000")[2] or "/" + actions.link_of(invitation).split("/", 3)[3]
    )
    assert client.get(link).url.startswith("/accounts/login/?next=")
    theirs = client_of(outsider)
    assert theirs.get("/console/tidelane/").status_code == 404
    assert theirs.post(link).url == "/console/tidelane/"
    assert Membership.objects.of(workspace).get(user=outsider).role == Role.VIEWER


def test_an_invitation_opens_nothing_for_another_person(client_of, owner, workspace, outsider):
    invitation = actions.invite(
        workspace=workspace,
        email="someone@else.test",
        role="viewer",
        language="en",
        actor=owner,
        now=timezone.now(),
    )
    path = "/" + actions.link_of(invitation).split("/", 3)[3]
    assert client_of(outsider).post(path).status_code == 403
    assert not Membership.objects.of(workspace).filter(user=outsider).exists()


def test_an_invitation_runs_out_after_a_week(owner, workspace):
    now = timezone.now()
    invitation = actions.invite(
        workspace=workspace, email="late@tidelane.test", role="viewer", language="en", actor=owner,
        now=now - timedelta(days=8),
    )  # fmt: skip
    with pytest.raises(actions.InvitationRefused):
        actions.open_invitation(actions.link_of(invitation).rstrip("/").rsplit("/", 1)[1], now=now)


def test_a_forged_link_is_refused(client):
    assert client.get("/accounts/join/MQ:1abcde:forged/").status_code == 410


def test_withdrawing_makes_the_link_useless(client, client_of, owner, workspace):
    invitation = actions.invite(
        workspace=workspace,
        email="x@tidelane.test",
        role="viewer",
        language="en",
        actor=owner,
        now=timezone.now(),
    )
    path = "/" + actions.link_of(invitation).split("/", 3)[3]
    client_of(owner).post(f"{TEAM}invitations/{invitation.pk}/withdraw/")
    assert client.get(path).status_code == 410


def test_inviting_again_replaces_the_open_invitation(client_of, owner, workspace):
    for _time in range(2):
        invite_by_form(client_of(owner), "twice@tidelane.test")
    assert Invitation.objects.of(workspace).count() == 1


def test_a_member_is_not_invited_again(client_of, owner, sales, workspace):
    answer = invite_by_form(client_of(owner), sales.email)
    assert b"already" in answer.content
    assert not Invitation.objects.of(workspace).exists()


@pytest.mark.parametrize("role", ["marketer", "sales", "viewer"])
def test_only_owners_invite(client_of, request, workspace, role):
    person = request.getfixturevalue(role)
    assert invite_by_form(client_of(person), "x@tidelane.test").status_code == 403
    assert not Invitation.objects.of(workspace).exists()


def test_the_last_owner_stays(client_of, owner, sales, workspace):
    mine = Membership.objects.of(workspace).get(user=owner)
    client = client_of(owner)
    client.post(f"{TEAM}{mine.pk}/role/", {"role": "viewer"})
    client.post(f"{TEAM}{mine.pk}/remove/")
    client.post(f"{TEAM}leave/")
    mine.refresh_from_db()
    assert mine.role == Role.OWNER


def test_an_owner_leaves_when_there_is_another(client_of, owner, sales, workspace):
    client = client_of(owner)
    theirs = Membership.objects.of(workspace).get(user=sales)
    client.post(f"{TEAM}{theirs.pk}/role/", {"role": "owner"})
    client.post(f"{TEAM}leave/")
    assert list(Membership.objects.of(workspace).values_list("user__email", flat=True)) == [sales.email]
    assert client.get("/console/tidelane/").status_code == 404


def test_removing_asks_first_and_leaves_a_trail(client_of, owner, sales, workspace):
    client = client_of(owner)
    theirs = Membership.objects.of(workspace).get(user=sales)
    assert b"Remove Sales?" in client.get(f"{TEAM}{theirs.pk}/remove/").content
    assert Membership.objects.of(workspace).filter(user=sales).exists()
    client.post(f"{TEAM}{theirs.pk}/remove/")
    assert not Membership.objects.of(workspace).filter(user=sales).exists()
    entry = AuditEntry.objects.of(workspace).get(action="member_removed")
    assert (entry.actor, entry.before) == (owner, {"role": "sales"})
    assert User.objects.filter(pk=sales.pk).exists()


def test_the_members_of_another_workspace_cannot_be_touched(client_of, owner, outsider, other_workspace):
    foreign = Membership.objects.of(other_workspace).get(user=outsider)
    client = client_of(owner)
    assert client.post(f"{TEAM}{foreign.pk}/role/", {"role": "viewer"}).status_code == 404
    assert client.post(f"{TEAM}{foreign.pk}/remove/").status_code == 404
    foreign.refresh_from_db()
    assert foreign.role == Role.OWNER
