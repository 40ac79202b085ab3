"""Addresses of promotion, below /console/<workspace>/promote/."""

from django.urls import path

from yangfan.promotion.channels import views as channels
from yangfan.promotion.costs import views as costs

urlpatterns = [
    path("", channels.channels, name="promote"),
    path("channels/new/", channels.new, name="promote_channel_new"),
    path("channels/<slug:key>/", channels.edit, name="promote_channel"),
    path("costs/", costs.costs, name="promote_costs"),
    path("costs/add/", costs.add, name="promote_cost_add"),
    path("costs/import/", costs.upload, name="promote_upload"),
    path("costs/import/<int:pk>/", costs.preview, name="promote_preview"),
    path("costs/import/<int:pk>/progress/", costs.progress, name="promote_progress"),
    path("costs/import/<int:pk>/discard/", costs.discard, name="promote_discard"),
    path("costs/imports/", costs.imports, name="promote_imports"),
    path("costs/imports/<int:pk>/", costs.imported, name="promote_import"),
    path("costs/imports/<int:pk>/undo/", costs.undo, name="promote_import_undo"),
]
