"""The address that platforms call, on the console's host."""

from django.urls import path

from yangfan.connectors.hooks.views import hook

urlpatterns = [path("<slug:connector>/<str:token>/", hook, name="hook")]
