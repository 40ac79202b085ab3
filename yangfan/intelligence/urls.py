"""Addresses of intelligence below /console/<workspace>/."""

from django.urls import path

from yangfan.intelligence.endpoint import views as endpoint
from yangfan.intelligence.translation import views as translation

urlpatterns = [
    path("settings/language/", endpoint.language_settings, name="language_settings"),
    path("settings/language/test/", endpoint.language_test, name="language_test"),
    path("settings/language/forget/", endpoint.language_forget, name="language_forget"),
    path("settings/language/order/", translation.translation_order, name="translation_order"),
    path(
        "settings/language/services/<slug:what>/", translation.translation_service, name="translation_service"
    ),
    path("settings/glossary/", translation.glossary, name="glossary"),
    path("settings/glossary/import/", translation.glossary_import, name="glossary_import"),
    path("settings/glossary/<int:pk>/", translation.glossary_term, name="glossary_term"),
]
