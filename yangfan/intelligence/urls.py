"""Addresses of intelligence below /console/<workspace>/."""

from django.urls import path

from yangfan.intelligence.endpoint import views as endpoint
from yangfan.intelligence.translation import memory_views
from yangfan.intelligence.translation import views as translation

urlpatterns = [
    path("settings/language/", endpoint.language_settings, name="language_settings"),
    path("settings/language/test/", endpoint.language_test, name="language_test"),
    path("settings/language/forget/", endpoint.language_forget, name="language_forget"),
    path("settings/language/order/", translation.translation_order, name="translation_order"),
    path(
        "settings/language/services/<slug:what>/", translation.translation_service, name="translation_service"
    ),
    path("settings/memory/", memory_views.translation_memory, name="translation_memory"),
    path("settings/memory/import/", memory_views.translation_memory_import, name="translation_memory_import"),
    path(
        "settings/memory/<int:pk>/",
        memory_views.translation_memory_sentence,
        name="translation_memory_sentence",
    ),
    path("settings/glossary/", translation.glossary, name="glossary"),
    path("settings/glossary/import/", translation.glossary_import, name="glossary_import"),
    path("settings/glossary/<int:pk>/", translation.glossary_term, name="glossary_term"),
]
