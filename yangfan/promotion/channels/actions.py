"""Changing how a workspace sorts its visits. A changed rule applies from now on; the past stays as it was sorted."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from yangfan.accounts import public as accounts
from yangfan.events import public as events

WORDS = ("source", "medium", "campaign", "click_id", "host")


class ChannelRefused(Exception):
    """The channel cannot be kept like this; the message says why."""


def change_channel(*, workspace, key: str, name: str, rules: list[dict], actor, now: datetime):
    """Give a channel another name (empty: the built-in one) and other rules; raise ChannelRefused for a bad rule."""
    channel = events.Channel.objects.of(workspace).get(key=key)
    before = {"name": channel.name, "rules": channel.rules}
    rules = without_blanks(rules)
    try:
        with transaction.atomic():
            changed = events.change_channel(workspace=workspace, key=key, name=name, rules=rules)
            after = {"name": name, "rules": rules}
            _audit(channel, "channel_changed", before=before, after=after, actor=actor, now=now)
    except events.BadRule as bad:
        raise ChannelRefused(_("A rule cannot be read: %(why)s") % {"why": bad}) from bad
    return changed


def add_channel(*, workspace, key: str, name: str, group: str, rules: list[dict], actor, now: datetime):
    """Add a channel of the workspace's own, asked before all others; raise ChannelRefused when its key is taken."""
    channels = events.Channel.objects.of(workspace)
    rules = without_blanks(rules)
    try:
        with transaction.atomic():
            channels.update(position=F("position") + 1)
            channel = events.Channel.objects.create(
                workspace=workspace, key=key, name=name, group=group, position=0
            )
            events.change_channel(workspace=workspace, key=key, name=name, rules=rules)
            after = {"name": name, "rules": rules}
            _audit(channel, "channel_added", before=None, after=after, actor=actor, now=now)
    except IntegrityError as error:
        raise ChannelRefused(_("There is a channel of this key already.")) from error
    except events.BadRule as bad:
        raise ChannelRefused(_("A rule cannot be read: %(why)s") % {"why": bad}) from bad


def without_blanks(rules: list[dict]) -> list[dict]:
    """Return the rules without their empty entries, and without empty rules."""
    filled = [{word: rule[word].strip() for word in WORDS if rule.get(word, "").strip()} for rule in rules]
    return [rule for rule in filled if rule]


def _audit(channel, action: str, *, before, after, actor, now) -> None:
    accounts.record_audit(
        workspace=channel.workspace,
        actor=actor,
        action=action,
        subject=channel,
        before=before,
        after=after,
        now=now,
    )
