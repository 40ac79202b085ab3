"""Tasks: noted, reminded of once, ticked off."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from yangfan.crm.tasks import actions
from yangfan.crm.tasks.models import Task
from yangfan.crm.tasks.queries import grouped, tasks_of


@pytest.fixture
def task(workspace, inquire, sales, now):
    return actions.add_task(
        workspace=workspace, title="Call back", due_at=now + timedelta(hours=1), assignee=sales,
        inquiry=inquire().inquiry, actor=sales, now=now,
    )  # fmt: skip


def test_a_reminder_goes_out_once_when_it_is_due(task, sales, now):
    actions.send_due_reminders(now)
    assert mail.outbox == []
    for _again in range(2):
        actions.send_due_reminders(now + timedelta(hours=1))
    [sent] = mail.outbox
    assert sent.to == [sales.email] and "Call back" in sent.subject and "/inquiries/" in sent.body


def test_what_is_done_is_not_reminded_of_and_a_new_time_reminds_again(task, sales, now):
    actions.tick_task(task=task, is_done=True, actor=sales, now=now)
    actions.send_due_reminders(now + timedelta(hours=2))
    assert mail.outbox == []
    actions.tick_task(task=task, is_done=False, actor=sales, now=now)
    actions.send_due_reminders(now + timedelta(hours=2))
    later = now + timedelta(days=1)
    task.refresh_from_db()
    actions.change_task(task=task, title="Call", due_at=later, assignee=sales, actor=sales, now=now)
    actions.send_due_reminders(later)
    assert len(mail.outbox) == 2


def test_only_a_member_gets_a_task(workspace, outsider, owner, now):
    with pytest.raises(actions.TaskRefused, match="not_a_member"):
        actions.add_task(workspace=workspace, title="x", assignee=outsider, actor=owner, now=now)
    with pytest.raises(actions.TaskRefused, match="empty"):
        actions.add_task(workspace=workspace, title=" ", actor=owner, now=now)


def test_tasks_are_sorted_by_the_clock_of_the_workspace(workspace, owner, now):
    for title, due in (
        ("late", now - timedelta(hours=1)),
        ("far", now + timedelta(days=9)),
        ("some day", None),
    ):
        actions.add_task(workspace=workspace, title=title, due_at=due, actor=owner, now=now)
    groups = grouped(tasks_of(workspace), now=now)
    assert {key: [one.title for one in some] for key, some in groups.items()} == {
        "overdue": ["late"], "today": [], "later": ["far"], "someday": ["some day"],
    }  # fmt: skip


def test_the_screens_note_tick_and_undo(workspace, inquire, sales, viewer, client_of):
    client, slug, inquiry = client_of(sales), workspace.slug, inquire().inquiry
    words = {"title": "Send the sample", "due_at": "2030-01-02T09:30", "kind": "inquiry", "pk": inquiry.pk}
    assert client.post(reverse("crm_task_new", args=[slug]), words).status_code == 302
    task = Task.objects.of(workspace).get()
    assert (task.inquiry, task.assignee) == (inquiry, sales)
    card = reverse("crm_tasks_of", args=[slug, "inquiry", inquiry.pk])
    assert "Send the sample" in client.get(card, headers={"HX-Request": "true"}).content.decode()
    client.post(reverse("crm_task_tick", args=[slug, task.pk]), {"done": "1"})
    assert Task.objects.of(workspace).get().done_at
    client.post(reverse("crm_task_untick", args=[slug, task.pk]))
    assert "Send the sample" in client.get(reverse("crm_tasks", args=[slug])).content.decode()
    assert client_of(viewer).post(reverse("crm_task_tick", args=[slug, task.pk])).status_code in (403, 404)
    assert client.post(reverse("crm_task_new", args=[slug]), words | {"kind": "user"}).status_code == 404
