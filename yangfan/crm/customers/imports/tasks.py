"""Long imports run in the worker."""

from django.contrib.auth import get_user_model
from django.utils import timezone, translation
from django_tasks import task

from yangfan.core.ui.table_files import TableUnreadable
from yangfan.crm.customers.imports import actions
from yangfan.crm.customers.imports.reading import mapping_from
from yangfan.crm.customers.models import ImportRun


@task()
def take_in_file(run_id: int, mapping: dict, actor_id: int) -> None:
    """Take a kept file in; a second run finds it done, or goes on where a killed one stopped."""
    run = ImportRun.objects.across_workspaces().select_related("workspace").filter(pk=run_id).first()
    if run is None or run.state not in (ImportRun.State.UPLOADED, ImportRun.State.RUNNING):
        return
    actor = get_user_model().objects.get(pk=actor_id)
    with translation.override(actor.language):
        try:
            actions.take_in(run=run, mapping=mapping_from(mapping), actor=actor, now=timezone.now())
        except (actions.ImportRefused, TableUnreadable) as refusal:
            actions.stop_run(run=run, refusal=refusal, now=timezone.now())
        except Exception as error:  # ours to mend; the person must not wait for a run that has ended
            actions.stop_run(run=run, refusal=error, now=timezone.now())
            raise


@task()
def take_back_file(run_id: int, actor_id: int) -> None:
    """Take a long import back; a second run finds it undone."""
    run = ImportRun.objects.across_workspaces().select_related("workspace").get(pk=run_id)
    actions.undo_import(run=run, actor=get_user_model().objects.get(pk=actor_id), now=timezone.now())
