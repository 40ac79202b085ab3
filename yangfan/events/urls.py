"""Addresses of the event stream's settings below /console/<workspace>/."""

from django.urls import path

from yangfan.events.tracking import views

urlpatterns = [
    path("settings/tracking/", views.tracking, name="tracking"),
    path("settings/tracking/<int:pk>/consent/", views.consent, name="tracking_consent"),
    path("settings/tracking/<int:pk>/key/", views.renew, name="tracking_key"),
]
