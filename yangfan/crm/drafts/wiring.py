"""The job of answers from one's own pages."""

from django.utils.translation import gettext_lazy as _

from yangfan.core.jobs import autopilot
from yangfan.crm.drafts import index


def connect() -> None:
    """Register it; called once."""
    autopilot.register(
        autopilot.Job(
            key="answers", title=_("Answers from your own pages"), what="", order=13, every=index.EVERY,
            run=index.rebuild_stale, hidden=True,
        )
    )  # fmt: skip
