"""The attributes of a product in the page editor: one field each, of its type."""

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from yangfan.sites.catalogue import values
from yangfan.sites.catalogue.models import Attribute


class AttributesWidget(forms.Widget):
    """A list of fields; sends back {key: typed text}, for texts {key: {language: text}}."""

    def __init__(self, attributes: list[Attribute], languages: list[str]):
        super().__init__()
        self.attributes = attributes
        self.languages = languages

    def value_from_datadict(self, data, files, name):
        found = {}
        for one in self.attributes:
            if one.kind == Attribute.Kind.TEXT:
                found[one.key] = {code: data.get(f"{name}-{one.key}-{code}", "") for code in self.languages}
            else:
                found[one.key] = data.get(f"{name}-{one.key}", "")
        return found

    def value_omitted_from_data(self, data, files, name):
        return not any(key.startswith(f"{name}-") for key in data)

    def render(self, name, value, attrs=None, renderer=None):
        if not self.attributes:
            words = _("No attributes yet: define them in the console, under Products.")
            return format_html('<p class="help">{}</p>', words)
        value = value if isinstance(value, dict) else {}
        rows = [row for one in self.attributes for row in self.rows_of(name, one, value.get(one.key))]
        return format_html(
            '<div class="yf-values">{}</div>',
            format_html_join("", '<div><label for="{}">{}</label>{}</div>', rows),
        )

    def rows_of(self, name, one: Attribute, kept):
        label = f"{one} ({one.unit})" if one.unit else str(one)
        if one.kind == Attribute.Kind.TEXT:
            for code in self.languages:
                own = (
                    f"{label} · {get_language_info(code)['name_local']}" if len(self.languages) > 1 else label
                )
                text = kept.get(code, "") if isinstance(kept, dict) else ""
                yield self.place(f"{name}-{one.key}-{code}"), own, self.text(f"{name}-{one.key}-{code}", text)
            return
        field = f"{name}-{one.key}"
        if one.kind == Attribute.Kind.NUMBER:
            shown = "" if kept is None else kept
            yield self.place(field), label, self.text(field, shown, 'inputmode="decimal"')
        elif one.kind == Attribute.Kind.YES_NO:
            said = {True: "yes", False: "no"}.get(kept, kept or "")
            yield self.place(field), label, self.select(field, {"yes": _("Yes"), "no": _("No")}, said)
        else:
            yield (
                self.place(field),
                label,
                self.select(field, one.choice_names(get_language() or ""), kept or ""),
            )

    @staticmethod
    def place(field: str) -> str:
        return f"id_{field}"

    def text(self, field, shown, mode=""):
        from django.utils.safestring import mark_safe

        return format_html(
            '<input type="text" id="{}" name="{}" value="{}" maxlength="200"{}>',
            self.place(field), field, shown, mark_safe(f" {mode}") if mode else "",
        )  # fmt: skip

    def select(self, field, choices: dict, kept):
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, " selected" if key == kept else "", words) for key, words in {"": "—", **choices}.items()),
        )
        return format_html('<select id="{}" name="{}">{}</select>', self.place(field), field, options)


class AttributesField(forms.Field):
    """Gives what `ProductPage.attributes` keeps."""

    def __init__(self, attributes: list[Attribute], languages: list[str], **more):
        super().__init__(required=False, widget=AttributesWidget(attributes, languages), **more)
        self.attributes = attributes
        self.kept: dict = {}

    def clean(self, value):
        found = {key: kept for key, kept in self.kept.items() if key not in {a.key for a in self.attributes}}
        wrong = []
        for one in self.attributes:
            given = (value or {}).get(one.key)
            try:
                if one.kind == Attribute.Kind.TEXT:
                    texts = {code: values.read(one, text, code) for code, text in (given or {}).items()}
                    others = self.others_of(one.key)
                    read = {**others, **{code: text for code, text in texts.items() if text}} or None
                else:
                    read = values.read(one, given, "")
            except values.ValueRefused as refusal:
                wrong.append(f"{one}: {refusal}")
                continue
            if read is not None:
                found[one.key] = read
        if wrong:
            raise forms.ValidationError(wrong)
        return found

    def others_of(self, key: str) -> dict[str, str]:
        """Return what the attribute says in languages that have no field here: translations of them."""
        kept = self.kept.get(key)
        kept = kept if isinstance(kept, dict) else {}
        return {code: text for code, text in kept.items() if code not in self.widget.languages}

    def has_changed(self, initial, data):
        try:
            return self.clean(data) != (initial or {})
        except forms.ValidationError:
            return True
