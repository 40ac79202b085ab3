"""Addresses on a customer's own host."""

from django.urls import path, re_path

from yangfan.sites.hosts import root
from yangfan.sites.look import serve as look
from yangfan.sites.media import serve as media
from yangfan.sites.newsletter import views as newsletter
from yangfan.sites.pages import serve
from yangfan.sites.seo import feed

urlpatterns = [
    path("", serve.front_door, name="site_front_door"),
    path("robots.txt", root.robots, name="site_robots"),
    path("llms.txt", root.llms, name="site_llms"),
    path("sitemap.xml", serve.sitemap_index, name="site_sitemap_index"),
    path("sitemap-<str:language>.xml", serve.sitemap, name="site_sitemap"),
    path("theme.css", look.style_sheet, name="site_theme"),
    path("favicon.svg", root.icon, name="site_icon"),
    path("favicon.ico", root.icon, name="site_icon_ico"),
    path("media/<int:workspace_id>/<path:path>", media.picture, name="site_media"),
    path("documents/<int:pk>/<str:name>", media.document, name="site_document"),
    path("newsletter/<str:signed>/", newsletter.confirm, name="site_newsletter"),
    re_path(r"^(?P<language>[a-z]{2,3}(?:-[a-z]{2,4})?)/feed\.xml$", feed.articles, name="site_feed"),
    re_path(r"^(?P<language>[a-z]{2,3}(?:-[a-z]{2,4})?)/(?P<path>.*)$", serve.page, name="site_page"),
    re_path(r"^(?P<name>[A-Za-z0-9_-]+\.(?:html|htm|txt|xml|json))$", root.proof, name="site_proof"),
    re_path(r"^(?P<path>.*)$", serve.moved, name="site_moved"),
]
