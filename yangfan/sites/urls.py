"""Addresses on the console's host."""

from django.urls import path

from yangfan.sites.approval import views as approval
from yangfan.sites.catalogue import views as catalogue
from yangfan.sites.clipboard import views as clipboard
from yangfan.sites.hosts import views as hosts
from yangfan.sites.letters import views as letters
from yangfan.sites.look import serve as look
from yangfan.sites.media import serve as media
from yangfan.sites.page_presets import views as page_presets
from yangfan.sites.redirects import views as redirects
from yangfan.sites.screens import views
from yangfan.sites.seo import views as seo
from yangfan.sites.translation.urls import urlpatterns as translation
from yangfan.sites.trash import views as trash

urlpatterns = [
    path("console/<slug:workspace>/site/", views.pages, name="sites_pages"),
    path("console/<slug:workspace>/site/look/", views.look, name="sites_look"),
    path("console/<slug:workspace>/site/hosts/", hosts.hosts, name="sites_hosts"),
    path("console/<slug:workspace>/site/hosts/change/", hosts.change_host, name="sites_host_change"),
    path("console/<slug:workspace>/site/root-file/", hosts.root_file, name="sites_root_file"),
    path(
        "console/<slug:workspace>/site/root-file/<int:pk>/delete/",
        hosts.delete_root_file,
        name="sites_root_file_delete",
    ),
    path("console/<slug:workspace>/site/root/", hosts.root_settings, name="sites_root_settings"),
    path("console/<slug:workspace>/site/redirects/", redirects.redirects, name="sites_redirects"),
    path(
        "console/<slug:workspace>/site/redirects/<int:pk>/remove/",
        redirects.remove_redirect,
        name="sites_redirect_remove",
    ),
    path("console/<slug:workspace>/site/seo/", seo.site, name="sites_seo"),
    path("console/<slug:workspace>/site/seo/run/", seo.run, name="sites_seo_run"),
    path("console/<slug:workspace>/site/seo/<int:pk>/", seo.page, name="sites_seo_page"),
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
    path("console/<slug:workspace>/site/start/", page_presets.start, name="sites_start_page"),
    path(
        "console/<slug:workspace>/site/pages/<int:page_id>/blocks/",
        clipboard.blocks,
        name="sites_page_blocks",
    ),
    path("console/<slug:workspace>/site/letters/", letters.all_letters, name="sites_letters"),
    path("console/<slug:workspace>/site/letters/<slug:what>/", letters.letter, name="sites_letter"),
    path("console/<slug:workspace>/site/approval/", approval.switch, name="sites_approval"),
    path("console/<slug:workspace>/site/trash/", trash.trash, name="sites_trash"),
    path("console/<slug:workspace>/site/trash/<int:pk>/restore/", trash.restore, name="sites_trash_restore"),
    path("console/<slug:workspace>/site/trash/<int:pk>/remove/", trash.remove, name="sites_trash_remove"),
    path("cms-look/<slug:workspace>/theme.css", look.style_sheet_in_editor, name="editor_theme"),
    path("cms-look/<slug:workspace>/preview/", look.preview, name="look_preview"),
    path("media/<int:workspace_id>/<path:path>", media.picture_in_editor, name="editor_media"),
    path("documents/<int:pk>/<str:name>", media.document_in_editor, name="editor_document"),
    *translation,
]
