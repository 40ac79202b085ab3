"""Short links on a site's hosts."""

from django.urls import re_path

from yangfan.promotion.links import serve

urlpatterns = [re_path(r"^go/(?P<code>[A-Za-z0-9-]{1,40})/?$", serve.follow, name="short_link")]
