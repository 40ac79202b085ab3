"""What the worker does for scores."""

from django.utils import timezone
from django_tasks import task

from yangfan.accounts.public import Workspace
from yangfan.core.jobs import autopilot
from yangfan.crm.scoring import training


@task()
def train_leads(workspace_id: int) -> None:
    """Train one workspace's lead model now; a second run only trains again."""
    workspace, now = Workspace.objects.get(pk=workspace_id), timezone.now()
    try:
        made = training.train(workspace=workspace, now=now)
    except training.NotEnough:
        return
    autopilot.record(workspace.pk, training.JOB, True, lambda: training.in_words(made), now)
