"""Saying something everywhere: content, a post per place, planning, sending, handing over, taking back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from yangfan.accounts import public as accounts
from yangfan.accounts.public import Workspace
from yangfan.connectors import public as connectors
from yangfan.core.jobs.autopilot import in_every_language
from yangfan.promotion.publishing import pieces
from yangfan.promotion.publishing.base import HandOff, Publisher
from yangfan.promotion.publishing.drafting import draft
from yangfan.promotion.publishing.measuring import Fault, faults_of
from yangfan.promotion.publishing.models import Content, Post

State = Post.State
KIND = "post"
EARLIEST = timedelta(minutes=1)


class PostRefused(ValueError):
    """It cannot go out so; `faults` says what is wrong with which field."""

    def __init__(self, faults: list[Fault]):
        super().__init__("; ".join(fault.words for fault in faults))
        self.faults = faults


class PostClosed(ValueError):
    """It is on its way or out: nothing can be changed any more."""


@dataclass(frozen=True)
class Saying:
    """The fields of a content."""

    title: str
    text: str
    language: str
    link: str = ""
    tags: tuple[str, ...] = ()
    picture_ids: tuple[int, ...] = ()
    campaign: str = ""
    is_ad: bool = False
    is_ai: bool = False


def write_content(
    *, workspace: Workspace, saying: Saying, actor, now: datetime, source="manual", source_ref=""
) -> Content:
    """Keep something to say."""
    content = Content(workspace=workspace, source=source, source_ref=source_ref, created_at=now)
    return _save(content, saying, actor, now, "content_written")


def change_content(*, content: Content, saying: Saying, actor, now: datetime) -> Content:
    """Change what is said; posts that nobody edited and that have not gone out follow."""
    with transaction.atomic():
        _save(content, saying, actor, now, "content_changed")
        for post in _followers(content):
            _draft_into(post)
            post.save()
    return content


def _followers(content: Content):
    open_posts = Post.objects.of(content.workspace).filter(
        content=content, is_edited=False, state=State.DRAFT
    )
    return open_posts.select_related("account", "content")


def _save(content: Content, saying: Saying, actor, now: datetime, action: str) -> Content:
    for name, value in vars(saying).items():
        setattr(content, name, list(value) if isinstance(value, tuple) else value)
    content.changed_at = now
    with transaction.atomic():
        content.save()
        accounts.record_audit(
            workspace=content.workspace, actor=actor, action=action, subject=content, after={"title": content.title}, now=now
        )  # fmt: skip
    return content


def add_post(*, content: Content, account, now: datetime) -> Post:
    """Draft a content for one account by its platform's rules; the draft that is there when there is one."""
    found = Post.objects.of(content.workspace).filter(
        content=content, account=account, language=content.language
    )
    post = found.first()
    if post is None:
        post = Post(
            workspace=content.workspace, content=content, account=account, platform=account.connector,
            account_name=account.name, language=content.language,
        )  # fmt: skip
        _draft_into(post)
        post.save()
    return post


def _draft_into(post: Post) -> None:
    content, rules = post.content, post.plan.rules_of(post.account)
    made = draft(
        title=content.title, text=content.text, link=content.link, tags=content.tags, language=content.language,
        is_ad=content.is_ad, rules=rules,
    )  # fmt: skip
    post.title, post.text, post.summary, post.tags = (
        made.title[:200],
        made.text,
        made.summary[:500],
        list(made.tags),
    )
    post.picture_ids = list(content.picture_ids)[: rules.images_max]


def draft_again(*, post: Post) -> Post:
    """Throw a person's edits away and draft the post anew."""
    _must_be_open(post)
    _draft_into(post)
    post.is_edited = False
    post.save()
    return post


def change_post(*, post: Post, title: str, text: str, summary: str, tags, picture_ids) -> Post:
    """Keep what a person made of a draft."""
    _must_be_open(post)
    post.title, post.text, post.summary = title, text, summary
    post.tags, post.picture_ids, post.is_edited = list(tags), list(picture_ids), True
    post.save()
    return post


def _must_be_open(post: Post) -> None:
    if not post.is_open:
        raise PostClosed(str(post))


def faults_in(post: Post) -> list[Fault]:
    """Return what of a post breaks its platform's rules."""
    if post.plan is None:
        return []
    return faults_of(
        text=post.text, title=post.title, summary=post.summary, link=post.content.link, tags=post.tags,
        pictures=len(post.picture_ids), rules=post.plan.rules_of(post.account),
    )  # fmt: skip


def plan_post(*, post: Post, at: datetime | None, actor, now: datetime) -> Post:
    """Let a post go out at this moment (None: at once). Raises PostRefused with what must be mended first."""
    _must_be_open(post)
    if post.plan is None or not post.account.is_on:
        raise PostRefused([Fault("account", pieces.no_account_words())])
    stopping = [fault for fault in faults_in(post) if fault.stops]
    if stopping:
        raise PostRefused(stopping)
    with transaction.atomic():
        post.state, post.at, post.error, post.round = State.PLANNED, max(at or now, now), "", post.round + 1
        post.dispatch = connectors.outgoing.dispatch(
            account=post.account, kind=KIND, key=f"{post.pk}-{post.round}", payload={"post": post.pk}, at=post.at, now=now
        )  # fmt: skip
        post.save()
        accounts.record_audit(
            workspace=post.workspace, actor=actor, action="post_planned", subject=post,
            after={"at": post.at.isoformat(), "account": post.account_name}, now=now,
        )  # fmt: skip
    return post


def move_post(*, post: Post, at: datetime, now: datetime) -> Post:
    """Move a planned post to another moment. Raises PostClosed when it has set off."""
    at = max(at, now)
    if post.state != State.PLANNED or not connectors.outgoing.postpone(dispatch=post.dispatch, at=at):
        raise PostClosed(str(post))
    post.at = at
    post.save(update_fields=["at"])
    return post


def take_back(*, post: Post) -> Post:
    """Make a planned post, one to be posted by hand, or a failed one a draft again. Raises PostClosed when it has set off."""
    if post.state == State.PLANNED and not connectors.outgoing.recall(dispatch=post.dispatch):
        raise PostClosed(str(post))
    if post.state not in (State.PLANNED, State.HANDED, State.FAILED):
        raise PostClosed(str(post))
    post.state, post.dispatch, post.at, post.error = State.DRAFT, None, None, ""
    post.save(update_fields=["state", "dispatch", "at", "error"])
    return post


def note_posted(*, post: Post, url: str, now: datetime) -> Post:
    """Note that a person posted it, and where."""
    if post.state not in (State.HANDED, State.UNSURE):
        raise PostClosed(str(post))
    if post.state == State.UNSURE:
        connectors.outgoing.say_it_arrived(dispatch=post.dispatch, url=url, now=now)
        post.refresh_from_db()
        return post
    post.state, post.url, post.out_at, post.error = State.OUT, url, now, ""
    post.save(update_fields=["state", "url", "out_at", "error"])
    return post


def drop_post(*, post: Post) -> None:
    """Delete a draft. Raises PostClosed for anything that is planned or out."""
    _must_be_open(post)
    post.delete()


# --- what the outbox to platforms calls -------------------------------------------------------------------------------
def _post_of(dispatch) -> Post:
    rows = Post.objects.of(dispatch.workspace).select_related("content", "account", "workspace")
    post = rows.filter(pk=dispatch.payload["post"], dispatch=dispatch).first()
    if post is None:
        raise connectors.ApiError("invalid", "the post was deleted")
    return post


def send(account, dispatch, now: datetime):
    """Publish, or hand the post over to a person."""
    post = _post_of(dispatch)
    if isinstance(account.plan, HandOff):
        return connectors.Arrived()
    out = account.plan.publish(account, pieces.piece_of(post), now)
    return _arrived(out)


def find(account, dispatch):
    """Look for a post whose sending was cut off."""
    if isinstance(account.plan, HandOff):
        return None
    out = account.plan.find(account, pieces.piece_of(_post_of(dispatch)))
    return _arrived(out) if out else None


def _arrived(out):
    waits = in_every_language(lambda: str(out.waits)) if out.waits else {}
    return connectors.Arrived(out.remote_id, out.url, {**out.answer, "waits": waits})


def note_done(dispatch, now: datetime) -> None:
    """The platform has it; or a person must post it now."""
    post = Post.objects.of(dispatch.workspace).filter(dispatch=dispatch).first()
    if post is None:
        return
    if isinstance(post.plan, HandOff):
        post.state = State.HANDED
        transaction.on_commit(lambda: pieces.tell_it_is_yours(post))
    else:
        post.state, post.out_at, post.url, post.remote_id = (
            State.OUT,
            now,
            dispatch.remote_url,
            dispatch.remote_id,
        )
        post.waits = dispatch.answer.get("waits", {})
    post.error = ""
    post.save()


def note_failed(dispatch, now: datetime) -> None:
    """It did not go out, or nobody knows."""
    is_unsure = dispatch.state == connectors.Dispatch.State.UNSURE
    Post.objects.of(dispatch.workspace).filter(dispatch=dispatch).update(
        state=State.UNSURE if is_unsure else State.FAILED, error=dispatch.error
    )


def is_publisher(account) -> bool:
    """Tell whether posts can go to this account, by interface or by hand."""
    return isinstance(account.plan, (Publisher, HandOff))
