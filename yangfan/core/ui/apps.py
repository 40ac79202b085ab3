from django.apps import AppConfig


class UiConfig(AppConfig):
    """The component kit: templates, tags and static files that every screen is made of."""

    name = "yangfan.core.ui"
    label = "ui"
