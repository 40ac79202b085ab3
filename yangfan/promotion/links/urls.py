"""Addresses of links, below /console/<workspace>/promote/links/."""

from django.urls import path, re_path

from yangfan.promotion.links import placement_views, qr_views, views

urlpatterns = [
    path("", views.links, name="promote_links"),
    path("new/", views.new, name="promote_link_new"),
    path("preview/", views.preview, name="promote_link_preview"),
    path("several/", views.several, name="promote_links_several"),
    path("restore/", views.restore, name="promote_links_restore"),
    path("import/", views.upload, name="promote_links_import"),
    path("tags/", views.tag_rules, name="promote_tag_rules"),
    path("sheet/", qr_views.sheet, name="promote_link_sheet"),
    path("placements/", placement_views.listed, name="promote_placements"),
    path("placements/new/", placement_views.new, name="promote_placement_new"),
    path("placements/<int:pk>/", placement_views.placement, name="promote_placement"),
    path("placements/<int:pk>/archive/", placement_views.archive, name="promote_placement_archive"),
    path("<int:pk>/", views.link, name="promote_link"),
    path("<int:pk>/edit/", views.edit, name="promote_link_edit"),
    path("<int:pk>/switch/", views.switch, name="promote_link_switch"),
    path("<int:pk>/archive/", views.archive, name="promote_link_archive"),
    re_path(r"^(?P<pk>\d+)/qr\.(?P<kind>svg|png|pdf)$", qr_views.code, name="promote_link_qr"),
]
