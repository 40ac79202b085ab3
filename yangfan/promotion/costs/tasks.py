"""Long imports and fetches from platforms run in the worker."""

from django.contrib.auth import get_user_model
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from yangfan.connectors import public as connectors
from yangfan.core.jobs import autopilot
from yangfan.promotion.costs import actions, pulling
from yangfan.promotion.costs.models import CostUpload
from yangfan.promotion.costs.reading import CostMapping

PULL_JOB = "pull_costs"


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


@task()
def pull_account_costs(account_id: int) -> None:
    """Fetch one account's costs and say in the autopilot's log how that went; a second run changes nothing."""
    account = (
        connectors.Account.objects.across_workspaces()
        .select_related("workspace")
        .filter(pk=account_id)
        .first()
    )
    if account is None:
        return
    now = timezone.now()
    try:
        done = pulling.pull_costs_for(account, now)
    except connectors.ApiError as error:
        why = str(error)
        autopilot.record(
            account.workspace_id,
            PULL_JOB,
            False,
            lambda: (
                _("%(account)s: the costs could not be fetched. %(why)s")
                % {"account": account.name, "why": why}
            ),
            now,
        )
        return
    if done.new or done.changed or done.removed:
        autopilot.record(
            account.workspace_id,
            PULL_JOB,
            True,
            lambda: (
                _("%(account)s: %(new)d new figures, %(changed)d changed, %(removed)d taken back")
                % {"account": account.name, "new": done.new, "changed": done.changed, "removed": done.removed}
            ),
            now,
        )
