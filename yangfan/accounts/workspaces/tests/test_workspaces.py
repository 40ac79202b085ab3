"""Making and changing workspaces, the audit trail, the platform's list."""

from decimal import Decimal

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from yangfan.accounts.listeners import (
    MembershipListener,
    WorkspaceListener,
    membership_listeners,
    workspace_listeners,
)
from yangfan.accounts.public import AuditEntry, Membership, User, Workspace, create_workspace, record_audit

SETTINGS = "/console/tidelane/settings/workspace/"


def make(owner, name="Blue Tea", **fields):
    words = {"industry": "consumer_goods", "language": "zh-hans", "colour": "#0a4a5c", "now": timezone.now()}
    return create_workspace(name=name, owner=owner, **words | fields)


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Blue Tea", "blue-tea"), ("拓岚机器人", "w-1"), ("New", "new-2"), ("Tidelane", "tidelane-2")],
)
def test_a_workspace_gets_an_address_nobody_has(owner, name, slug):
    assert make(owner, name).slug == slug


def test_a_new_workspace_has_its_owner_and_its_languages(outsider):
    workspace = make(outsider)
    assert Membership.objects.of(workspace).get().user == outsider
    assert workspace.locales == ["zh-hans", "en"]
    assert AuditEntry.objects.of(workspace).get().action == "workspace_created"


def test_a_wrong_colour_makes_no_workspace(outsider):
    with pytest.raises(ValidationError):
        make(outsider, colour="red; }")
    assert Workspace.objects.count() == 1


def answers(**changes):
    return {
        "name": "Tidelane", "industry": "manufacturing", "noun": "inquiry", "colour": "#112233", "language": "en", "locales": ["zh-hans"],
        "time_zone": "Europe/Berlin", "currency": "EUR", "gross_margin": "42",
    } | changes  # fmt: skip


def test_changed_settings_are_saved_told_and_traced(client_of, owner, workspace):
    told = []
    listener = WorkspaceListener("test", lambda *, workspace, fields: told.append(fields))
    workspace_listeners._items["test"] = listener
    try:
        client_of(owner).post(SETTINGS, answers())
    finally:
        del workspace_listeners._items["test"]
    workspace.refresh_from_db()
    assert (workspace.currency, workspace.gross_margin, workspace.locales) == (
        "EUR",
        Decimal(42),
        ["en", "zh-hans"],
    )
    assert "colour" in told[0]
    assert "locales" not in told[0]
    entry = AuditEntry.objects.of(workspace).get()
    assert entry.after["time_zone"] == "Europe/Berlin"
    assert entry.before["time_zone"] == "Asia/Shanghai"


def test_a_site_may_speak_each_of_the_eleven_languages_and_no_other(client_of, owner, workspace):
    everywhere = [code for code, _name in settings.SITE_LANGUAGES]
    client_of(owner).post(SETTINGS, answers(locales=everywhere))
    workspace.refresh_from_db()
    assert len(everywhere) == 11 and sorted(workspace.locales) == sorted(everywhere)
    assert workspace.locales[0] == "en"
    client_of(owner).post(SETTINGS, answers(locales=["tlh"]))
    workspace.refresh_from_db()
    assert "tlh" not in workspace.locales


@pytest.mark.parametrize(
    "wrong", [{"gross_margin": "0"}, {"time_zone": "Moon/Base"}, {"currency": "ZZZ"}, {"colour": "red"}]
)
def test_wrong_settings_are_named_and_not_saved(client_of, owner, workspace, wrong):
    answer = client_of(owner).post(SETTINGS, answers(**wrong))
    assert answer.status_code == 200
    assert b"Please look at this again" in answer.content
    workspace.refresh_from_db()
    assert workspace.currency == "CNY"


def test_the_trail_filters_and_exports(client_of, owner, workspace):
    now = timezone.now()
    for action, subject in (("member_invited", "a@b.test"), ("token_created", "=ERP()")):
        record_audit(
            workspace=workspace, actor=owner, action=action, subject=subject, after={"role": "sales"}, now=now
        )
    record_audit(workspace=workspace, actor=None, action="deal_won", subject="#7", now=now)
    client = client_of(owner)
    page = client.get("/console/tidelane/settings/audit/").content.decode()
    assert "Member invited" in page
    assert "The system" in page
    found = client.get("/console/tidelane/settings/audit/?action=token_created").content.decode()
    assert "=ERP()" in found
    assert "a@b.test" not in found
    lines = b"".join(client.get("/console/tidelane/settings/audit/?export=csv").streaming_content).decode(
        "utf-8-sig"
    )
    assert len(lines.splitlines()) == 4
    assert "'=ERP()" in lines  # a spreadsheet must not run it


def test_the_trail_of_another_workspace_stays_there(client_of, owner, other_workspace, outsider):
    record_audit(
        workspace=other_workspace, actor=outsider, action="x", subject="secret subject", now=timezone.now()
    )
    assert b"secret subject" not in client_of(owner).get("/console/tidelane/settings/audit/").content


def test_only_the_administrator_sees_all_workspaces(client_of, owner, other_workspace):
    assert client_of(owner).get("/platform/").status_code == 403
    User.objects.filter(pk=owner.pk).update(is_superuser=True)
    assert b"Harbour Teas" in client_of(owner).get("/platform/").content


def test_listeners_hear_of_new_members(outsider):
    heard = []
    membership_listeners._items["test"] = MembershipListener(
        "test", lambda *, workspace, user, role: heard.append((user, role))
    )
    try:
        make(outsider)
    finally:
        del membership_listeners._items["test"]
    assert heard == [(outsider, "owner")]
