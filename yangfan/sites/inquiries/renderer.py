"""Writes the plain fields of visitors' forms without a template: a form has a dozen, a list of products hundreds of options.

The HTML is that of Django's own templates; whatever is not plain is left to them.
"""

from django.forms.renderers import DjangoTemplates
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

INPUTS = {
    f"django/forms/widgets/{kind}.html"
    for kind in ("text", "email", "number", "hidden", "file", "checkbox", "tel", "input")
}


class QuickRenderer(DjangoTemplates):
    def render(self, template_name, context, request=None):
        widget = context.get("widget")
        if template_name in INPUTS:
            return written_input(widget)
        if template_name == "django/forms/widgets/textarea.html":
            return format_html(
                '<textarea name="{}"{}>\n{}</textarea>',
                widget["name"],
                written(widget["attrs"]),
                widget["value"] or "",
            )
        if template_name == "django/forms/widgets/select.html" and not has_groups(widget):
            return written_select(widget)
        return super().render(template_name, context, request)


def written(attrs: dict) -> SafeString:
    """Return attributes with a space before each; True is an attribute without a value, False is none."""
    pieces = [
        format_html(" {}", name) if value is True else format_html(' {}="{}"', name, str(value))
        for name, value in attrs.items()
        if value is not False
    ]
    return mark_safe("".join(pieces))


def written_input(widget: dict) -> SafeString:
    value = "" if widget["value"] is None else format_html(' value="{}"', str(widget["value"]))
    return format_html(
        '<input type="{}" name="{}"{}{}>', widget["type"], widget["name"], value, written(widget["attrs"])
    )


def has_groups(widget: dict) -> bool:
    return any(group for group, _options, _index in widget["optgroups"])


def written_select(widget: dict) -> SafeString:
    options = [
        format_html(
            '<option value="{}"{}>{}</option>', str(one["value"]), written(one["attrs"]), one["label"]
        )
        for _group, group_options, _index in widget["optgroups"]
        for one in group_options
    ]
    name, attrs = widget["name"], written(widget["attrs"])
    return format_html('<select name="{}"{}>{}</select>', name, attrs, mark_safe("".join(options)))
