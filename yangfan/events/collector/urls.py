"""The collector's addresses on a site's own host."""

from django.urls import path

from yangfan.events.collector import views

urlpatterns = [
    path("e", views.collect_event, name="collect_event"),
    path("p.gif", views.pixel, name="collect_pixel"),
    path("y.js", views.tracker_script, name="collect_tracker"),
]
