"""Reading tasks: whose, by when, about what."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from yangfan.accounts.public import Workspace
from yangfan.crm.contacts.models import Contact
from yangfan.crm.deals.models import Deal
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.tasks.models import Task

SUBJECTS = {"inquiry": Inquiry, "deal": Deal, "contact": Contact}
SHOWN_DONE = 50


def tasks_of(workspace: Workspace):
    """Return the workspace's tasks with what they are about."""
    return Task.objects.of(workspace).select_related(
        "workspace", "assignee", "inquiry__contact", "deal", "contact"
    )


def grouped(rows, *, now: datetime) -> dict[str, list[Task]]:
    """Sort open tasks into overdue, today, later and someday, by the clock of the workspace."""
    groups: dict[str, list[Task]] = {"overdue": [], "today": [], "later": [], "someday": []}
    for task in rows:
        groups[_group(task, now)].append(task)
    return groups


def _group(task: Task, now: datetime) -> str:
    if task.due_at is None:
        return "someday"
    if task.due_at < now:
        return "overdue"
    return "today" if task.due_at < _midnight(task.workspace, now) else "later"


def _midnight(workspace: Workspace, now: datetime) -> datetime:
    local = now.astimezone(ZoneInfo(workspace.time_zone))
    return datetime.combine(local.date() + timedelta(days=1), time(), tzinfo=local.tzinfo)


def due_today(workspace: Workspace, *, user, now: datetime) -> list[Task]:
    """Return this person's open tasks that are due by midnight."""
    return list(
        tasks_of(workspace).filter(assignee=user, done_at=None, due_at__lt=_midnight(workspace, now))[:20]
    )


def subject_of(task: Task) -> str:
    """Return what a task is about, in words."""
    return str(task.deal or task.inquiry or task.contact or "")


def path_of(task: Task) -> str:
    """Return the console page a task belongs to."""
    slug = task.workspace.slug
    if task.deal:
        return reverse("crm_deal", args=[slug, task.deal_id])
    if task.inquiry:
        return reverse("crm_inquiry", args=[slug, task.inquiry.number])
    if task.contact:
        return reverse("crm_contact", args=[slug, task.contact_id])
    return reverse("crm_tasks", args=[slug])


def address_of(task: Task) -> str:
    """Return the same as a whole address, for mails."""
    return settings.CONSOLE_URL + path_of(task)
