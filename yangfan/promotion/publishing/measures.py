"""What platforms report of our posts: kept on the post, and its new views counted as exposures of the day we looked."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from yangfan.accounts.public import Workspace
from yangfan.connectors import public as connectors
from yangfan.events import public as events
from yangfan.promotion.publishing.base import PostFigures
from yangfan.promotion.publishing.models import Post, PostDay

WATCHED_FOR = timedelta(days=90)
NAMES = ("views", "likes", "comments", "shares", "clicks")


def measure_posts(*, workspace: Workspace, now: datetime) -> tuple[int, list[str]]:
    """Ask every account about its posts of the last months; return how many were measured, and what went wrong in words."""
    rows = Post.objects.of(workspace).filter(state=Post.State.OUT, out_at__gt=now - WATCHED_FOR)
    by_account = defaultdict(list)
    for post in rows.exclude(remote_id="").exclude(account=None).select_related("account__workspace"):
        by_account[post.account].append(post)
    measured, troubles = 0, []
    for account, posts in by_account.items():
        try:
            measured += _measure(account, posts, now)
        except connectors.ApiError as error:
            troubles.append(f"{account.name}: {error}")
    return measured, troubles


def _measure(account, posts: list[Post], now: datetime) -> int:
    ids = [post.remote_id for post in posts]
    found = connectors.with_token(
        account=account, now=now, do=lambda fresh: list(fresh.plan.figures(fresh, ids))
    )
    by_id = {post.remote_id: post for post in posts}
    for figures in found:
        if figures.remote_id in by_id:
            take_figures(post=by_id[figures.remote_id], figures=figures, now=now)
    return len(found)


def take_figures(*, post: Post, figures: PostFigures, now: datetime) -> None:
    """Keep what a platform reports of one post; views beyond those known are exposures of today."""
    with transaction.atomic():
        locked = Post.objects.of(post.workspace).select_for_update().get(pk=post.pk)
        more = (figures.views or 0) - (locked.views or 0)
        for name in NAMES:
            value = getattr(figures, name)
            if value is not None:
                setattr(locked, name, value)
        locked.measured_at = now
        locked.save(update_fields=[*NAMES, "measured_at"])
        if more > 0:
            _count_exposures(locked, more, now)


def _count_exposures(post: Post, more: int, now: datetime) -> None:
    today = events.stats.today_of(post.workspace, now)
    row, _new = PostDay.objects.of(post.workspace).get_or_create(
        workspace=post.workspace, post=post, day=today
    )
    PostDay.objects.of(post.workspace).filter(pk=row.pk).update(views=F("views") + more)
    row.refresh_from_db()
    events.put_fact(
        workspace=post.workspace, key=f"exposure:post:{post.pk}:{today.isoformat()}", kind="exposure", day=today,
        amount=row.views, source="api", channel=channel_of(post), campaign=post.content.campaign,
    )  # fmt: skip


def channel_of(post: Post) -> str:
    """Return the channel that a post's views belong to; "" when the workspace has none of those its platform names."""
    known = {channel.key for channel in events.channels_of(post.workspace)}
    wishes = post.plan.channels if post.plan else ()
    return next(
        (key for key in wishes if key in known), "organic_social" if "organic_social" in known else ""
    )
