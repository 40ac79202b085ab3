"""Letters that need not go out while a visitor waits."""

import logging

from django_tasks import task

from yangfan.accounts.public import Workspace
from yangfan.connectors import public as connectors
from yangfan.sites.letters import actions
from yangfan.sites.letters.kinds import letters

logger = logging.getLogger(__name__)


@task()
def send_soon(workspace_id: int, key: str, to: str, language: str, values: dict) -> None:
    """Send one letter; what the mail server refuses is let be, for the inquiry itself is safe."""
    workspace = Workspace.objects.filter(pk=workspace_id).first()
    if workspace is None:
        return
    try:
        actions.send_letter(
            workspace=workspace, kind=letters.get(key), to=to, language=language, values=values
        )
    except connectors.MailNotSent as error:
        logger.warning("letter %s of workspace %s was not sent: %s", key, workspace_id, error)
