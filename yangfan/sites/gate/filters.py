"""Take out of Wagtail's page lists the filters that name every company's sites and people."""

from wagtail.admin.views.pages.listing import GenericPageFilterSet, PageFilterSet

NAMES_EVERYBODY = ("site", "owner", "edited_by")


def close() -> None:
    """Called once, when the app is ready."""
    for filter_set in (PageFilterSet, GenericPageFilterSet):
        for name in NAMES_EVERYBODY:
            filter_set.base_filters.pop(name)
