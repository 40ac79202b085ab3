"""Addresses on a customer's site."""

from django.urls import include, path

urlpatterns = [
    path("", include("yangfan.events.collector.urls")),
    path("", include("yangfan.crm.chat.site_urls")),
    path("", include("yangfan.promotion.links.site_urls")),
    path("", include("yangfan.sites.site_urls")),
]
handler404 = "yangfan.sites.pages.serve.not_found"
