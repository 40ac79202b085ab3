"""Long imports run in the worker."""

from django.contrib.auth import get_user_model
from django.utils import timezone, translation
from django_tasks import task

from yangfan.promotion.costs import actions
from yangfan.promotion.costs.models import CostUpload
from yangfan.promotion.costs.reading import CostMapping


@task()
def import_upload(upload_id: int, mapping: dict, actor_id: int) -> None:
    """Import an uploaded file; a second run finds the import done and changes nothing."""
    upload = CostUpload.objects.across_workspaces().select_related("workspace").get(pk=upload_id)
    if upload.cost_import_id:
        return
    actor = get_user_model().objects.get(pk=actor_id)
    with translation.override(actor.language):
        try:
            actions.run_upload(upload=upload, mapping=CostMapping(**mapping), actor=actor, now=timezone.now())
        except actions.CostImportRefused:
            return  # the refusal stands on the upload, where its owner reads it
