"""Where Wagtail tells us that something public changed."""

from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from yangfan.crm import public as crm
from yangfan.sites.catalogue import words
from yangfan.sites.media.models import SiteDocument, SiteImage
from yangfan.sites.pages import cache
from yangfan.sites.pages.models import PAGE_TYPES, ProductPage


def public_changed(sender, instance, **_more):
    workspace_id = getattr(instance, "workspace_id", None) or getattr(instance.specific, "workspace_id", None)
    if workspace_id:
        cache.freshen_workspace(workspace_id)
        crm.mark_stale(workspace_id=workspace_id, now=timezone.now())


def product_published(sender, instance, **_more):
    words.note(instance)


def listen():
    """Called once, when the app is ready."""
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(public_changed, dispatch_uid="yangfan.sites.public_changed")
    page_published.connect(product_published, sender=ProductPage, dispatch_uid="yangfan.sites.product_words")
    for model in (*PAGE_TYPES, SiteImage, SiteDocument):
        post_delete.connect(public_changed, sender=model, dispatch_uid=f"yangfan.sites.gone.{model.__name__}")
    for model in (SiteImage, SiteDocument):
        post_save.connect(public_changed, sender=model, dispatch_uid=f"yangfan.sites.kept.{model.__name__}")
