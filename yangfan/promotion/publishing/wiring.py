"""What publishing hangs into the house: what can go out as a dispatch, its job, its words in the audit."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from yangfan.accounts import public as accounts
from yangfan.connectors import public as connectors
from yangfan.core.jobs import autopilot
from yangfan.core.jobs.plans import Every
from yangfan.core.ui import missing
from yangfan.promotion.publishing import actions
from yangfan.promotion.publishing.measures import measure_posts
from yangfan.promotion.publishing.models import Post

JOB = "measure_posts"


def connect() -> None:
    """Register everything; called once."""
    connectors.dispatch_kinds.register(
        connectors.DispatchKind(
            key=actions.KIND, title=gettext_lazy("Post"), send=actions.send, find=actions.find, done=actions.note_done,
            failed=actions.note_failed,
        )
    )  # fmt: skip
    accounts.register_audit_titles(
        {
            "content_written": gettext_lazy("Something to say written"),
            "content_changed": gettext_lazy("Something to say changed"),
            "post_planned": gettext_lazy("Post planned"),
        }
    )
    autopilot.register(
        autopilot.Job(
            key=JOB, title=gettext_lazy("Look how posts do"), order=44, group="promotion", plan=Every(180),
            run_for=measure,
            what=gettext_lazy("Asks the platforms for views, likes, comments and shares; views count as exposures"),
        )
    )  # fmt: skip
    missing.checks.register(missing.Check(key="posts", look=_waiting, order=45))


def measure(workspace, now: datetime) -> autopilot.Result | None:
    """Measure what a workspace has out there."""
    count, troubles = measure_posts(workspace=workspace, now=now)
    if not count and not troubles:
        return None

    def say():
        words = ngettext("Looked at %(n)d post", "Looked at %(n)d posts", count) % {"n": count}
        return "; ".join([words, *troubles])

    return autopilot.Result(say, ok=not troubles, amounts={"posts": count})


def _waiting(workspace):
    """Posts that only a person can bring further."""
    State = Post.State
    rows = Post.objects.of(workspace)
    by_hand, troubled = rows.filter(state=State.HANDED), rows.filter(state__in=(State.FAILED, State.UNSURE))
    found, url = [], reverse("posts", args=[workspace.slug])
    if count := by_hand.count():
        found.append(
            missing.Missing(
                title=ngettext("%(n)d post is yours to post", "%(n)d posts are yours to post", count) % {"n": count},
                why=_("These platforms take posts from people only; words and pictures are ready on your phone."),
                button=_("To the posts"), url=f"{url}?view=list&state=handed", minutes=2,
            )
        )  # fmt: skip
    if count := troubled.count():
        found.append(
            missing.Missing(
                title=ngettext("%(n)d post did not go out", "%(n)d posts did not go out", count) % {"n": count},
                why=_("The platform said why."), button=_("See why"), url=f"{url}?view=list&state=failed", minutes=3,
            )
        )  # fmt: skip
    return found
