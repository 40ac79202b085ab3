"""One step before publishing: who writes submits, an owner approves. On or off per workspace.

It stands on Wagtail's workflows: one workflow with one task per workspace, whose task is that of the owners' group.
"""

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import GroupApprovalTask, GroupPagePermission, Workflow, WorkflowPage, WorkflowTask

from yangfan.accounts.public import Role, User, Workspace, record_audit
from yangfan.sites.gate import groups
from yangfan.sites.look.models import BuiltSite
from yangfan.sites.pages import queries


@transaction.atomic
def set_approval(*, built: BuiltSite, is_needed: bool, actor: User, now: datetime) -> None:
    """Let marketers publish by themselves, or let an owner approve first."""
    built.needs_approval = is_needed
    built.save(update_fields=["needs_approval"])
    apply_rights(built.workspace, is_needed)
    record_audit(
        workspace=built.workspace,
        actor=actor,
        action="site_approval_changed",
        subject=built,
        after={"needs_approval": is_needed},
        now=now,
    )


def apply_rights(workspace: Workspace, is_needed: bool) -> None:
    """Give or take the right to publish, and tie the workflow to the home page of each language."""
    homes = queries.homes_of(workspace)
    publish = groups.right("publish_page", "wagtailcore")
    marketers = groups.group_of(workspace, Role.MARKETER)
    for home in homes:
        if is_needed:
            GroupPagePermission.objects.filter(group=marketers, page=home, permission=publish).delete()
            WorkflowPage.objects.update_or_create(page=home, defaults={"workflow": workflow_of(workspace)})
        else:
            GroupPagePermission.objects.get_or_create(group=marketers, page=home, permission=publish)
            WorkflowPage.objects.filter(page=home).delete()


def workflow_of(workspace: Workspace) -> Workflow:
    """Return the workflow of this workspace, made on first use."""
    workflow = find_workflow(workspace)
    if workflow is None:
        with translation.override(workspace.language):
            name = _("Owner's approval")
        workflow = Workflow.objects.create(name=name)
        task = GroupApprovalTask.objects.create(name=name)
        task.groups.add(groups.group_of(workspace, Role.OWNER))
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


def find_workflow(workspace: Workspace) -> Workflow | None:
    """Return the workflow whose task is that of this workspace's owners; None before the switch was ever on."""
    owners = groups.group_of(workspace, Role.OWNER)
    tasks = GroupApprovalTask.objects.filter(groups=owners)
    return Workflow.objects.filter(workflow_tasks__task__in=tasks.values("task_ptr_id")).first()
