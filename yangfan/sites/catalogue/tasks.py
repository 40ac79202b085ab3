"""Imports that fetch pictures or hold many rows run in the worker."""

from django.contrib.auth import get_user_model
from django.utils import timezone, translation
from django_tasks import task

from yangfan.core.ui.table_files import TableUnreadable
from yangfan.sites.catalogue import importing
from yangfan.sites.catalogue.models import ProductImport
from yangfan.sites.catalogue.reading import mapping_from


@task()
def take_in_products(run_id: int, mapping: dict, actor_id: int) -> None:
    """Take a kept file in; a second run finds it done, or begins anew where a killed one stopped."""
    run = ProductImport.objects.across_workspaces().select_related("workspace").filter(pk=run_id).first()
    if run is None or run.state not in (ProductImport.State.UPLOADED, ProductImport.State.RUNNING):
        return
    actor = get_user_model().objects.get(pk=actor_id)
    with translation.override(actor.language):
        try:
            importing.take_in(run=run, mapping=mapping_from(mapping), actor=actor, now=timezone.now())
        except (importing.ImportRefused, TableUnreadable) as refusal:
            importing.stop_run(run=run, refusal=refusal, now=timezone.now())
        except Exception as error:  # ours to mend; the person must not wait for a run that has ended
            importing.stop_run(run=run, refusal=error, now=timezone.now())
            raise


@task()
def take_back_products(run_id: int, actor_id: int) -> None:
    """Take a long import back; a second run finds it undone."""
    run = ProductImport.objects.across_workspaces().select_related("workspace").get(pk=run_id)
    importing.undo_import(run=run, actor=get_user_model().objects.get(pk=actor_id), now=timezone.now())
