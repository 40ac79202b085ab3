"""Making tasks, ticking them off, and the reminders that go out by mail."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from yangfan.accounts import public as accounts
from yangfan.accounts.public import Workspace
from yangfan.connectors import public as connectors
from yangfan.core.jobs import autopilot
from yangfan.crm.tasks.models import Task
from yangfan.crm.tasks.queries import address_of, subject_of

JOB = "task_reminders"
AT_ONCE = 200
GIVE_UP_AFTER = timedelta(days=2)


class TaskRefused(ValueError):
    """The task cannot be so; the text is a code: empty, not_a_member."""


def add_task(
    *, workspace: Workspace, title: str, actor, now: datetime, due_at: datetime | None = None, assignee=None,
    inquiry=None, deal=None, contact=None,
) -> Task:  # fmt: skip
    """Note something to do; whoever is to do it is reminded by mail when it is due. Raises TaskRefused."""
    _check(workspace, title, assignee)
    return Task.objects.create(
        workspace=workspace, title=title.strip()[:200], due_at=due_at, remind_at=due_at, assignee=assignee or actor,
        made_by=actor, inquiry=inquiry, deal=deal, contact=contact, created_at=now,
    )  # fmt: skip


def change_task(*, task: Task, title: str, due_at: datetime | None, assignee, actor, now: datetime) -> Task:
    """Change what is to do, by when and by whom; a new time reminds again. Raises TaskRefused."""
    _check(task.workspace, title, assignee)
    if due_at != task.due_at:
        task.remind_at, task.reminded_at = due_at, None
    task.title, task.due_at, task.assignee = title.strip()[:200], due_at, assignee
    task.save()
    return task


def _check(workspace, title: str, assignee) -> None:
    if not title.strip():
        raise TaskRefused("empty")
    if assignee and not any(member.user_id == assignee.pk for member in accounts.members_of(workspace)):
        raise TaskRefused("not_a_member")


def tick_task(*, task: Task, is_done: bool, actor, now: datetime) -> Task:
    """Tick a task off, or take the tick back."""
    task.done_at = (task.done_at or now) if is_done else None
    task.save(update_fields=["done_at"])
    return task


def send_due_reminders(now: datetime) -> None:
    """Remind by mail of what is due: once, by whoever claims it first; one that failed for two days is given up."""
    due = Task.objects.across_workspaces().filter(done_at=None, reminded_at=None, remind_at__lte=now)
    for task in due.select_related("workspace", "assignee", "inquiry", "deal", "contact")[:AT_ONCE]:
        if not autopilot.is_on(task.workspace_id, JOB):
            continue
        if due.filter(pk=task.pk).update(reminded_at=now) and task.assignee and task.assignee.is_active:
            _remind(task, now)


def _remind(task: Task, now: datetime) -> None:
    with translation.override(task.assignee.language):
        subject = _("To do: %(title)s") % {"title": task.title}
        lines = [task.title, subject_of(task), address_of(task)]
    try:
        connectors.send_mail(
            workspace=task.workspace,
            to=task.assignee.email,
            subject=subject,
            text="\n\n".join(line for line in lines if line),
        )
    except connectors.MailNotSent as error:
        why = str(error)
        may_try_again = error.is_passing and task.remind_at > now - GIVE_UP_AFTER
        with transaction.atomic():
            if may_try_again:
                Task.objects.of(task.workspace).filter(pk=task.pk).update(reminded_at=None)
        autopilot.record(
            task.workspace_id,
            JOB,
            False,
            lambda: _("A reminder could not be sent: %(why)s") % {"why": why},
            now,
        )
    else:
        autopilot.record(
            task.workspace_id, JOB, True, lambda: _("Reminded of “%(title)s”") % {"title": task.title}, now
        )
