"""Addresses of the translation screens, on the console's host."""

from django.urls import path

from yangfan.sites.translation import views

HERE = "console/<slug:workspace>/site/translation/"
urlpatterns = [
    path(HERE, views.overview, name="sites_translation"),
    path(f"{HERE}new/", views.new_run, name="sites_translation_new"),
    path(f"{HERE}runs/<int:pk>/", views.run, name="sites_translation_run"),
    path(f"{HERE}pages/<int:pk>/", views.page, name="sites_translation_page"),
    path(f"{HERE}pages/<int:pk>/do/", views.page_deed, name="sites_translation_page_deed"),
    path(f"{HERE}pages/<int:pk>/xliff/", views.xliff_file, name="sites_translation_xliff"),
    path(f"{HERE}units/<int:pk>/", views.unit, name="sites_translation_unit"),
    path(f"{HERE}agency/", views.whole_xliff, name="sites_translation_agency"),
    path(f"{HERE}imports/<int:pk>/", views.xliff_import, name="sites_translation_import"),
    path(f"{HERE}review/", views.review, name="sites_translation_review"),
    path(f"{HERE}rules/", views.rules, name="sites_translation_rules"),
]
