"""The types of pages a pack may hold, and which of their fields its texts may fill."""

from django.db.models import CharField, DateField, ForeignKey, TextField
from wagtail.fields import StreamField

from yangfan.sites import public as sites

TYPES = {
    "home": sites.HomePage,
    "products": sites.ProductIndexPage,
    "product": sites.ProductPage,
    "applications": sites.ApplicationIndexPage,
    "application": sites.ApplicationPage,
    "articles": sites.ArticleIndexPage,
    "article": sites.ArticlePage,
    "about": sites.AboutPage,
    "content": sites.ContentPage,
    "contact": sites.ContactPage,
    "landing": sites.LandingPage,
}
OWN = {"title", "slug", "seo_title", "search_description", "body", "icp_number", "police_number"}


def fields_of(type_: str) -> dict:
    """Return the fields of this type that stand under `fields:` in a page's file, by name."""
    model = TYPES[type_]
    return {
        each.name: each
        for each in model._meta.get_fields()
        if is_fillable(each) and each.model._meta.app_label == "sites" and each.name not in OWN
    }


def is_fillable(field) -> bool:
    if isinstance(field, ForeignKey):
        return field.related_model is sites.SiteImage
    return isinstance(field, (CharField, TextField, DateField, StreamField)) and field.editable


def takes_body(type_: str) -> bool:
    return any(each.name == "body" for each in TYPES[type_]._meta.get_fields())


def may_stand_below(type_: str, parent: str) -> bool:
    """Tell whether pages of this type may stand below pages of the other."""
    return TYPES[type_] in TYPES[parent].allowed_subpage_models()
