"""What the worker does for set-ups."""

import logging

from django.utils import timezone, translation
from django_tasks import task

from yangfan.accounts.public import User
from yangfan.scenarios.applying import actions
from yangfan.scenarios.applying.models import Setup

log = logging.getLogger(__name__)


@task()
def build_site(setup_id: int, actor_id: int | None) -> None:
    """Write the drafts of one set-up; a second run changes nothing that is right already."""
    _carry_out(actions.build, setup_id, actor_id)


@task()
def publish_site(setup_id: int, actor_id: int | None) -> None:
    """Publish the pages of one set-up."""
    _carry_out(actions.publish, setup_id, actor_id)


def _carry_out(deed, setup_id: int, actor_id: int | None) -> None:
    setup = Setup.objects.across_workspaces().select_related("workspace").filter(pk=setup_id).first()
    actor = User.objects.filter(pk=actor_id).first()
    if setup is None:
        return
    with translation.override(actor.language if actor else setup.workspace.language):
        try:
            deed(setup=setup, actor=actor, now=timezone.now())
        except Exception as error:
            log.exception("set-up %s of workspace %s stopped", setup_id, setup.workspace_id)
            Setup.objects.across_workspaces().filter(pk=setup_id).update(
                state=Setup.State.STOPPED, progress={"failed": str(error)[:500]}, changed_at=timezone.now()
            )
