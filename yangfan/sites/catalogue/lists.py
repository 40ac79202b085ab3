"""Products as the console lists them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from wagtail.models import Page

from yangfan.accounts.public import Workspace
from yangfan.sites.catalogue import words
from yangfan.sites.pages import queries
from yangfan.sites.pages.models import ProductCategoryPage, ProductPage
from yangfan.sites.screens.lists import state_of, translation_counts

STATES = ("live", "changed", "draft")


@dataclass(frozen=True)
class ProductRow:
    """One product: `state` is live, changed (live, with a newer draft) or draft."""

    pk: int
    title: str
    model: str
    category: str
    state: str
    variants: int
    languages: int
    changed_at: datetime | None
    edit_url: str
    view_url: str


def chosen(workspace: Workspace, language: str, asked: dict) -> QuerySet[ProductPage]:
    """Return the products of a language as asked: q, category (id), state."""
    home = queries.home_of(workspace, language)
    if home is None:
        return ProductPage.objects.none()
    rows = ProductPage.objects.descendant_of(home).order_by("path")
    if text := (asked.get("q") or "").strip()[:80]:
        holding = Q(title__icontains=text) | Q(model_number__icontains=text)
        found = words.find(workspace, text, among=list(rows.values_list("pk", flat=True)))
        rows = rows.filter(holding | Q(pk__in=found))
    if (asked.get("category") or "").isdigit():
        category = ProductCategoryPage.objects.filter(workspace=workspace, pk=asked["category"]).first()
        rows = rows.descendant_of(category) if category else rows.none()
    state = asked.get("state")
    if state == "draft":
        rows = rows.filter(live=False)
    elif state in ("live", "changed"):
        rows = rows.filter(live=True, has_unpublished_changes=state == "changed")
    return rows


def categories(workspace: Workspace, language: str) -> list[tuple[int, str]]:
    """Return (id, name) of every category of a language in tree order, deeper ones indented."""
    home = queries.home_of(workspace, language)
    if home is None:
        return []
    rows = ProductCategoryPage.objects.descendant_of(home).order_by("path")
    return [(row.pk, "　" * (row.depth - home.depth - 2) + row.title) for row in rows]


def rows_of(pages) -> list[ProductRow]:
    """Return the rows of these pages (those of one screen)."""
    pages = list(pages)
    counts = translation_counts([page.translation_key for page in pages])
    parents = {page.path[: -Page.steplen] for page in pages}
    names = dict(ProductCategoryPage.objects.filter(path__in=parents).values_list("path", "title"))
    return [
        ProductRow(
            pk=page.pk,
            title=page.title,
            model=page.model_number,
            category=names.get(page.path[: -Page.steplen], ""),
            state=state_of(page),
            variants=len(page.variants),
            languages=counts.get(page.translation_key, 1),
            changed_at=page.latest_revision_created_at or page.last_published_at,
            edit_url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
            view_url=(page.full_url or "") + "#edit" if page.live else "",
        )
        for page in pages
    ]
