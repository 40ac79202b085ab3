"""Addresses on the console's host."""

from django.urls import include, path
from wagtail.admin import urls as cms_urls

from yangfan.connectors.oauth.views import granted as platform_granted
from yangfan.promotion.publishing.views import hand_off, hand_off_picture

urlpatterns = [
    path("", include("yangfan.console.urls")),
    path("", include("yangfan.accounts.urls")),
    path("", include("yangfan.scenarios.urls")),
    path("console/<slug:workspace>/overview/", include("yangfan.insights.urls")),
    path("console/<slug:workspace>/promote/", include("yangfan.promotion.urls")),
    path("console/<slug:workspace>/", include("yangfan.events.urls")),
    path("console/<slug:workspace>/", include("yangfan.connectors.urls")),
    path("console/<slug:workspace>/", include("yangfan.intelligence.urls")),
    path("console/<slug:workspace>/", include("yangfan.crm.urls")),
    path("connect/granted/", platform_granted, name="platform_granted"),
    path("post/<str:token>/", hand_off, name="hand_off"),
    path("post/<str:token>/<int:number>.jpg", hand_off_picture, name="hand_off_picture"),
    path("hooks/", include("yangfan.connectors.hooks.urls")),
    path("api/v1/", include("yangfan.api.urls")),
    path("cms/", include(cms_urls)),
    path("", include("yangfan.sites.urls")),
]

handler400 = "yangfan.core.ui.errors.bad_request"
handler403 = "yangfan.core.ui.errors.forbidden"
handler404 = "yangfan.core.ui.errors.not_found"
handler500 = "yangfan.core.ui.errors.broken"
