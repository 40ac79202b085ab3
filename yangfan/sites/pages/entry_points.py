"""Where Wagtail tells us that something public changed."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from yangfan.crm import public as crm
from yangfan.events import public as events
from yangfan.sites.catalogue import words
from yangfan.sites.catalogue.models import Attribute
from yangfan.sites.hosts.models import RootSettings
from yangfan.sites.letters.models import Letter
from yangfan.sites.look.models import BuiltSite
from yangfan.sites.media.models import SiteDocument, SiteImage
from yangfan.sites.media.tasks import make_sizes
from yangfan.sites.pages import cache
from yangfan.sites.pages.models import PAGE_TYPES, ProductPage
from yangfan.sites.shared.models import SharedBlock


def public_changed(sender, instance, **_more):
    workspace_id = getattr(instance, "workspace_id", None) or getattr(instance.specific, "workspace_id", None)
    if workspace_id:
        cache.freshen_workspace(workspace_id)
        crm.mark_stale(workspace_id=workspace_id, now=timezone.now())


# Beside pages and media, what a public page shows comes from these rows; each change makes the kept pages old.
# `tests/test_cache.py` reads which tables every kind of page asks, and fails when one is missing here.
SHOWN = (Attribute, BuiltSite, RootSettings, SharedBlock, events.Site)


# Whose texts beside the pages are translated too, by the kind of document they belong to.
TRANSLATED = {
    SharedBlock: "shared",
    SiteImage: "pictures",
    Attribute: "catalogue",
    RootSettings: "not_found",
    Letter: "letters",
}


def shown_changed(sender, instance, **_more):
    cache.freshen_workspace(instance.workspace_id)


def picture_came_in(sender, instance, **_more):
    """Every save: a new file under an old picture needs its sizes too, and what is there is not made again."""
    if not instance.is_svg():
        transaction.on_commit(partial(make_sizes.enqueue, instance.pk))


def product_published(sender, instance, **_more):
    words.note(instance)


def translations_follow(sender, instance, **_more):
    from yangfan.sites.translation import actions  # translation knows pages, so pages learn of it late

    actions.source_published(instance, now=timezone.now())


def texts_follow(sender, instance, **_more):
    from yangfan.sites.translation import tasks  # as above

    tasks.follow_soon(instance.workspace_id, TRANSLATED[sender])


def listen():
    """Called once, when the app is ready."""
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(public_changed, dispatch_uid="yangfan.sites.public_changed")
    page_published.connect(product_published, sender=ProductPage, dispatch_uid="yangfan.sites.product_words")
    page_published.connect(translations_follow, dispatch_uid="yangfan.sites.translations_follow")
    for model in (*PAGE_TYPES, SiteImage, SiteDocument):
        post_delete.connect(public_changed, sender=model, dispatch_uid=f"yangfan.sites.gone.{model.__name__}")
    for model in SHOWN:
        for signal in (post_save, post_delete):
            signal.connect(shown_changed, sender=model, dispatch_uid=f"yangfan.sites.shown.{model.__name__}")
    for model in TRANSLATED:
        for signal in (post_save, post_delete):
            signal.connect(texts_follow, sender=model, dispatch_uid=f"yangfan.sites.texts.{model.__name__}")
    post_save.connect(picture_came_in, sender=SiteImage, dispatch_uid="yangfan.sites.picture_came_in")
    for model in (SiteImage, SiteDocument):
        post_save.connect(public_changed, sender=model, dispatch_uid=f"yangfan.sites.kept.{model.__name__}")
