"""Make, publish and change pages from code: the skeleton, the demo and, later, scenario packs build with these."""

from django.db import transaction
from wagtail.models import Collection, Locale, Page

from yangfan.accounts.public import User, Workspace
from yangfan.sites.pages.base import SitePage


def lay_foundations() -> Page:
    """Return the root of the page tree; make it, our languages and the root collection where they are missing."""
    for code in ("zh-hans", "en"):
        Locale.objects.get_or_create(language_code=code)
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    root = Page.get_first_root_node()
    if root is None:
        root = Page.add_root(title="Root", slug="root", locale=Locale.objects.get(language_code="en"))
    return root


@transaction.atomic
def add_page(
    *,
    parent: Page,
    page: SitePage,
    translation_of: SitePage | None = None,
    actor: User | None = None,
    publish: bool = True,
) -> SitePage:
    """Put `page` below `parent`, tie it to the page it translates, keep a revision, and publish it.

    `page` is an unsaved instance of a page model (title, slug and content set). Its workspace and language are its
    parent's. Raises django.core.exceptions.ValidationError.
    """
    parent = parent.specific
    if isinstance(parent, SitePage):
        page.workspace_id, page.locale = parent.workspace_id, parent.locale
    if translation_of is not None:
        page.translation_key = translation_of.translation_key
        page.slug = page.slug or translation_of.slug
    page.owner = actor
    page.live = False
    parent.add_child(instance=page)
    return save_page(page=page, actor=actor, publish=publish)


@transaction.atomic
def save_page(*, page: SitePage, actor: User | None = None, publish: bool = True) -> SitePage:
    """Keep what was changed on `page` as a revision, and publish it; whether the person may is the caller's to know."""
    revision = page.save_revision(user=actor, log_action=actor is not None)
    if publish:  # whoever calls has asked who may: Wagtail would look for rights of its own
        revision.publish(user=actor, skip_permission_checks=True)
        page.refresh_from_db()
    return page


@transaction.atomic
def remove_unpublished(*, workspace: Workspace, language: str) -> int:
    """Delete the pages of a language of which nothing was ever published; return how many."""
    from yangfan.sites.pages.models import HomePage  # the models' tests build pages with this module

    home = HomePage.objects.filter(workspace=workspace, locale__language_code=language).first()
    if home is None:
        return 0
    pages = Page.objects.descendant_of(home, inclusive=True)
    if pages.filter(live=True).exists():
        return 0
    count = pages.count()
    home.delete()
    return count
