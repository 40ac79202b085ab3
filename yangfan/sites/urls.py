"""Addresses on the console's host."""

from django.urls import path

from yangfan.sites.catalogue import views as catalogue
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
    path("console/<slug:workspace>/site/products/", catalogue.products, name="sites_products"),
    path("console/<slug:workspace>/site/products/several/", catalogue.several, name="sites_products_several"),
    path("console/<slug:workspace>/site/products/export/", catalogue.export, name="sites_products_export"),
    path("console/<slug:workspace>/site/attributes/", catalogue.attributes, name="sites_attributes"),
    path("console/<slug:workspace>/site/attributes/new/", catalogue.attribute, name="sites_attribute_new"),
    path("console/<slug:workspace>/site/attributes/<int:pk>/", catalogue.attribute, name="sites_attribute"),
    path(
        "console/<slug:workspace>/site/attributes/<int:pk>/delete/",
        catalogue.delete_attribute,
        name="sites_attribute_delete",
    ),
    path("console/<slug:workspace>/site/imports/", catalogue.imports, name="sites_imports"),
    path("console/<slug:workspace>/site/imports/<int:pk>/", catalogue.import_run, name="sites_import"),
    path(
        "console/<slug:workspace>/site/imports/<int:pk>/progress/",
        catalogue.import_progress,
        name="sites_import_progress",
    ),
    path(
        "console/<slug:workspace>/site/imports/<int:pk>/errors/",
        catalogue.import_errors,
        name="sites_import_errors",
    ),
    path(
        "console/<slug:workspace>/site/imports/<int:pk>/undo/",
        catalogue.import_undo,
        name="sites_import_undo",
    ),
    path(
        "console/<slug:workspace>/site/imports/<int:pk>/discard/",
        catalogue.import_discard,
        name="sites_import_discard",
    ),
    path("cms-look/<slug:workspace>/theme.css", look.style_sheet_in_editor, name="editor_theme"),
    path("media/<int:workspace_id>/<path:path>", media.picture_in_editor, name="editor_media"),
    path("documents/<int:pk>/<str:name>", media.document_in_editor, name="editor_document"),
]
