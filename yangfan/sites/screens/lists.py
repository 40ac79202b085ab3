"""The pages of one language as rows of a list."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from wagtail.models import Page

from yangfan.sites.pages.models import HomePage


@dataclass(frozen=True)
class PageRow:
    """One page: `state` is live, changed (live, with a newer draft) or draft."""

    title: str
    kind: str
    depth: int
    state: str
    changed_at: datetime | None
    edit_url: str
    add_url: str
    view_url: str
    languages: int
    pk: int
    has_blocks: bool


def rows_of(home: HomePage) -> list[PageRow]:
    """Return the home page and all below it, in tree order."""
    pages = Page.objects.descendant_of(home, inclusive=True).order_by("path").select_related("locale")
    pages = list(pages.specific())
    counts = translation_counts([page.translation_key for page in pages])
    return [row_of(page, home, counts.get(page.translation_key, 1)) for page in pages]


def translation_counts(keys) -> dict:
    counts: dict = {}
    for key in Page.objects.filter(translation_key__in=keys).values_list("translation_key", flat=True):
        counts[key] = counts.get(key, 0) + 1
    return counts


def row_of(page, home, languages: int) -> PageRow:
    takes_children = bool(page.allowed_subpage_models())
    return PageRow(
        title=page.get_admin_display_title(),
        kind=str(page.get_verbose_name()),
        depth=page.depth - home.depth,
        state=state_of(page),
        changed_at=page.latest_revision_created_at or page.last_published_at,
        edit_url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        add_url=reverse("wagtailadmin_pages:add_subpage", args=[page.pk]) if takes_children else "",
        view_url=(page.full_url or "") + "#edit" if page.live else "",
        languages=languages,
        pk=page.pk,
        has_blocks=hasattr(page, "body"),
    )


def state_of(page) -> str:
    if not page.live:
        return "draft"
    return "changed" if page.has_unpublished_changes else "live"
