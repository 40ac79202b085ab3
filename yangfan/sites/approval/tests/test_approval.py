"""Who writes submits, an owner approves; where the switch is off, marketers publish by themselves."""

from django.urls import reverse
from wagtail.models import TaskState

from yangfan.sites.testing import page_of


def fields_of(page, **changed):
    """What the editor sends for a page of the skeleton with an empty body."""
    from wagtail.test.utils.form_data import nested_form_data, streamfield

    form = {"title": page.title, "slug": page.slug, "intro": page.intro, "body": streamfield([]), "comments": {
        "TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}}  # fmt: skip
    return nested_form_data({**form, **changed})


def test_a_marketer_submits_and_an_owner_approves(built, workspace, client_of, owner, marketer, visit):
    client_of(owner).post(reverse("sites_approval", args=[workspace.slug]), {"needs_approval": "1"})
    about, editor = page_of(workspace, "about"), client_of(marketer)
    edit = reverse("wagtailadmin_pages:edit", args=[about.pk])
    html = editor.get(edit).content.decode()
    assert "action-submit" in html and "action-publish" not in html

    editor.post(edit, fields_of(about, title="Forced", **{"action-publish": "1"}))
    assert page_of(workspace, "about").title == about.title  # a forged button publishes nothing
    editor.post(edit, fields_of(about, title="Who we are now", **{"action-submit": "1"}))
    assert page_of(workspace, "about").title == about.title
    screen = client_of(owner).get(reverse("sites_pages", args=[workspace.slug])).content.decode()
    assert "Who we are now" in screen and "等待审批" in screen or "Waiting for approval" in screen

    state = TaskState.objects.get(status="in_progress")
    approve = reverse("wagtailadmin_pages:workflow_action", args=[about.pk, "approve", state.pk])
    client_of(marketer).post(approve)  # is refused
    assert page_of(workspace, "about").title == about.title
    approved = client_of(owner).post(approve)
    assert approved.status_code == 302, (
        approved.status_code,
        approved.resolver_match,
        state.workflow_state.object_id,
    )
    assert page_of(workspace, "about").title == "Who we are now"


def test_an_outsider_cannot_approve_by_naming_a_page_of_their_own(
    built, other_built, workspace, other_workspace, client_of, owner, marketer, outsider
):
    client_of(owner).post(reverse("sites_approval", args=[workspace.slug]), {"needs_approval": "1"})
    about = page_of(workspace, "about")
    client_of(marketer).post(
        reverse("wagtailadmin_pages:edit", args=[about.pk]),
        fields_of(about, title="New", **{"action-submit": "1"}),
    )
    state = TaskState.objects.get(status="in_progress")
    theirs = page_of(other_workspace, "about")
    approve = reverse("wagtailadmin_pages:workflow_action", args=[theirs.pk, "approve", state.pk])
    assert client_of(outsider).post(approve).status_code == 404
    assert page_of(workspace, "about").title == about.title


def test_without_the_switch_a_marketer_publishes(built, workspace, client_of, marketer):
    about = page_of(workspace, "about")
    edit = reverse("wagtailadmin_pages:edit", args=[about.pk])
    client_of(marketer).post(edit, fields_of(about, title="Straight out", **{"action-publish": "1"}))
    assert page_of(workspace, "about").title == "Straight out"


def test_only_an_owner_may_turn_the_switch(built, workspace, client_of, marketer):
    client_of(marketer).post(reverse("sites_approval", args=[workspace.slug]), {"needs_approval": "1"})
    built.refresh_from_db()
    assert not built.needs_approval
