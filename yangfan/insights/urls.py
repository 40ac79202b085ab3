"""Addresses of the owner's dashboard, below /console/<workspace>/overview/."""

from django.urls import path

from yangfan.insights.dashboard import exports, panels, views

urlpatterns = [
    path("", views.overview, name="overview"),
    path("export/", exports.everything, name="overview_export"),
    path("export/<slug:what>/", exports.one, name="overview_export_one"),
    path("numbers/", panels.numbers, name="overview_numbers"),
    path("trend/", panels.trend, name="overview_trend"),
    path("funnel/", panels.funnel, name="overview_funnel"),
    path("channels/", panels.channels, name="overview_channels"),
    path("coverage/", panels.coverage, name="overview_coverage"),
    path("breakdown/", panels.breakdown, name="overview_breakdown"),
    path("inquiries/", panels.inquiries, name="overview_inquiries"),
    path("live/", panels.live, name="overview_live"),
]
