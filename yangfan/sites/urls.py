"""Addresses on the console's host."""

from django.urls import path

from yangfan.sites.look import serve as look
from yangfan.sites.media import serve as media
from yangfan.sites.screens import views

urlpatterns = [
    path("console/<slug:workspace>/site/", views.pages, name="sites_pages"),
    path("console/<slug:workspace>/site/look/", views.look, name="sites_look"),
    path("console/<slug:workspace>/site/hosts/", views.hosts, name="sites_hosts"),
    path("console/<slug:workspace>/site/hosts/change/", views.change_host, name="sites_host_change"),
    path("console/<slug:workspace>/site/redirects/", views.redirects, name="sites_redirects"),
    path(
        "console/<slug:workspace>/site/redirects/<int:pk>/remove/",
        views.remove_redirect,
        name="sites_redirect_remove",
    ),
    path("cms-look/<slug:workspace>/theme.css", look.style_sheet_in_editor, name="editor_theme"),
    path("media/<int:workspace_id>/<path:path>", media.picture_in_editor, name="editor_media"),
    path("documents/<int:pk>/<str:name>", media.document_in_editor, name="editor_document"),
]
