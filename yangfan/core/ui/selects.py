"""Selects written in one go: Django draws every option by two templates, 20 ms for a list of countries."""

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join


class QuickSelect(forms.Select):
    """A plain select with the same HTML."""

    @classmethod
    def like(cls, widget: forms.Select) -> "QuickSelect":
        """Return a twin of `widget` that draws itself quickly."""
        twin = cls.__new__(cls)
        twin.__dict__ = widget.__dict__
        return twin

    def _render(self, template_name, context, renderer=None):
        own, parts = context["widget"], []
        for group, options, _index in own["optgroups"]:
            drawn = format_html_join(
                "", '<option value="{}"{}>{}</option>', ((one["value"], flatatt(one["attrs"]), one["label"]) for one in options)
            )  # fmt: skip
            parts.append(
                (format_html('<optgroup label="{}">{}</optgroup>', group, drawn) if group else drawn,)
            )
        drawn = format_html_join("", "{}", parts)
        return format_html('<select name="{}"{}>{}</select>', own["name"], flatatt(own["attrs"]), drawn)
