"""Choose a theme from code: scenario packs do."""

from datetime import datetime

from django.db import transaction

from yangfan.accounts.public import User, Workspace, record_audit
from yangfan.sites.look.models import BuiltSite
from yangfan.sites.pages import cache

THEMES: tuple[str, ...] = tuple(BuiltSite.Theme.values)


class ThemeUnknown(ValueError):
    """There is no theme of this name."""


@transaction.atomic
def choose_theme(*, workspace: Workspace, theme: str, actor: User | None, now: datetime) -> None:
    """Dress the site of a workspace in one of THEMES. Raises ThemeUnknown."""
    if theme not in THEMES:
        raise ThemeUnknown(theme)
    built = BuiltSite.objects.of(workspace).get()
    before, built.theme = built.theme, theme
    built.save(update_fields=["theme"])
    record_audit(
        workspace=workspace,
        actor=actor,
        action="site_look_changed",
        subject=built,
        before={"theme": before},
        after={"theme": theme},
        now=now,
    )
    cache.freshen(built.tracked_id)
