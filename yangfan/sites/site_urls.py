"""Addresses on a customer's own host."""

from django.urls import path, re_path

from yangfan.sites.look import serve as look
from yangfan.sites.media import serve as media
from yangfan.sites.pages import serve

urlpatterns = [
    path("", serve.front_door, name="site_front_door"),
    path("robots.txt", serve.robots, name="site_robots"),
    path("sitemap.xml", serve.sitemap_index, name="site_sitemap_index"),
    path("sitemap-<str:language>.xml", serve.sitemap, name="site_sitemap"),
    path("theme.css", look.style_sheet, name="site_theme"),
    path("favicon.svg", look.icon, name="site_icon"),
    path("favicon.ico", look.icon, name="site_icon_ico"),
    path("media/<int:workspace_id>/<path:path>", media.picture, name="site_media"),
    path("documents/<int:pk>/<str:name>", media.document, name="site_document"),
    re_path(r"^(?P<language>[a-z]{2,3}(?:-[a-z]{2,4})?)/(?P<path>.*)$", serve.page, name="site_page"),
    re_path(r"^(?P<path>.*)$", serve.moved, name="site_moved"),
]
