"""Addresses of promotion, below /console/<workspace>/promote/."""

from django.urls import include, path

from yangfan.promotion.budgets import plan_views as plans
from yangfan.promotion.budgets import views as budgets
from yangfan.promotion.channels import views as channels
from yangfan.promotion.costs import views as costs
from yangfan.promotion.publishing import views as posts
from yangfan.promotion.watch import views as watch

urlpatterns = [
    path("", channels.channels, name="promote"),
    path("channels/new/", channels.new, name="promote_channel_new"),
    path("channels/<slug:key>/", channels.edit, name="promote_channel"),
    path("budgets/", budgets.budgets, name="promote_budgets"),
    path("budgets/edit/", budgets.edit, name="promote_budget_edit"),
    path("budgets/copy/", budgets.copy, name="promote_budget_copy"),
    path("budgets/export/", budgets.export, name="promote_budget_export"),
    path("budgets/import/", budgets.take_file, name="promote_budget_import"),
    path("budgets/alerts/", watch.watch, name="promote_watch"),
    path("plan/", plans.plan, name="promote_plan"),
    path("plan/start/", plans.start, name="promote_plan_start"),
    path("links/", include("yangfan.promotion.links.urls")),
    path("costs/", costs.costs, name="promote_costs"),
    path("costs/add/", costs.add, name="promote_cost_add"),
    path("costs/import/", costs.upload, name="promote_upload"),
    path("costs/import/<int:pk>/", costs.preview, name="promote_preview"),
    path("costs/import/<int:pk>/progress/", costs.progress, name="promote_progress"),
    path("costs/import/<int:pk>/discard/", costs.discard, name="promote_discard"),
    path("costs/imports/", costs.imports, name="promote_imports"),
    path("costs/imports/<int:pk>/", costs.imported, name="promote_import"),
    path("costs/imports/<int:pk>/undo/", costs.undo, name="promote_import_undo"),
    path("posts/", posts.posts, name="posts"),
    path("posts/new/", posts.new, name="content_new"),
    path("posts/pictures/<int:pk>/", posts.small_picture, name="picture_small"),
    path("posts/<int:pk>/", posts.content, name="content"),
    path("posts/<int:pk>/edit/", posts.edit, name="content_edit"),
    path("posts/<int:pk>/places/", posts.add_places, name="content_places"),
    path("posts/post/<int:pk>/save/", posts.save, name="post_save"),
    path("posts/post/<int:pk>/plan/", posts.plan, name="post_plan"),
    path("posts/post/<int:pk>/move/", posts.move, name="post_move"),
    path("posts/post/<int:pk>/back/", posts.take_back, name="post_take_back"),
    path("posts/post/<int:pk>/again/", posts.draft_again, name="post_draft_again"),
    path("posts/post/<int:pk>/drop/", posts.drop, name="post_drop"),
    path("posts/post/<int:pk>/posted/", posts.posted, name="post_posted"),
]
