"""What the worker does for translations."""

from functools import partial

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from yangfan.accounts.public import Workspace
from yangfan.sites.translation import actions, whole
from yangfan.sites.translation.models import PageTranslation


@task()
def carry_out_run(run_id: int) -> None:
    """Do what is left of one run; a second run finds nothing to do."""
    actions.carry_out(run_id=run_id, now=timezone.now())


@task()
def take_in_xliff(import_id: int) -> None:
    """Take in what is left of one file; a second run finds nothing to do."""
    whole.carry_out(import_id=import_id, now=timezone.now())


@task()
def follow_texts(workspace_id: int, kind: str) -> None:
    """Bring the other languages of texts beside the pages into step."""
    cache.delete(waiting_key(workspace_id, kind))  # what changes from here on asks for a task of its own
    workspace = Workspace.objects.filter(pk=workspace_id).first()
    if workspace is not None:
        actions.texts_changed(workspace=workspace, kind=kind, now=timezone.now())


def waiting_key(workspace_id: int, kind: str) -> str:
    return f"translation-follows:{workspace_id}:{kind}"


def follow_soon(workspace_id: int, kind: str) -> None:
    """Have the worker look at these texts after this transaction; many changes at once are looked at once."""
    if PageTranslation.objects.across_workspaces().filter(workspace_id=workspace_id, kind=kind).exists():
        transaction.on_commit(partial(_ask_once, workspace_id, kind))


def _ask_once(workspace_id: int, kind: str) -> None:
    if cache.add(waiting_key(workspace_id, kind), True, 60):
        follow_texts.enqueue(workspace_id, kind)
