"""A workspace's own fields in a form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yangfan.crm.customers.fields import FieldRefused, fields_of, value_of
from yangfan.crm.customers.models import CustomField, FieldKind


def control_of(field: CustomField) -> forms.Field:
    """Return the form field that edits values of this kind; the value itself is checked by `value_of`."""
    given = {"label": field.label, "required": field.is_required}
    match field.kind:
        case FieldKind.CHOICE:
            return forms.ChoiceField(choices=[("", "—"), *((one, one) for one in field.choices)], **given)
        case FieldKind.MULTI:
            boxes = forms.CheckboxSelectMultiple
            return forms.MultipleChoiceField(
                choices=[(one, one) for one in field.choices], widget=boxes, **given
            )
        case FieldKind.YES_NO:
            return forms.ChoiceField(choices=[("", "—"), ("1", _("Yes")), ("0", _("No"))], **given)
        case FieldKind.DATE:
            return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **given)
        case FieldKind.NUMBER:
            return forms.CharField(
                widget=forms.TextInput(attrs={"inputmode": "decimal"}), max_length=40, **given
            )
        case FieldKind.URL:
            return forms.CharField(
                widget=forms.TextInput(attrs={"inputmode": "url"}), max_length=500, **given
            )
    return forms.CharField(max_length=500, **given)


def shown_in_control(field: CustomField, value):
    """Return a kept value as its control shows it."""
    return ("1" if value else "0") if isinstance(value, bool) else value


class OwnFieldsMixin:
    """For a ModelForm of a contact or company; `of` says which. Values end in `own_values`."""

    def add_own_fields(self) -> None:
        self.own = fields_of(self.instance.workspace, self.of)
        for field in self.own:
            control = control_of(field)
            control.initial = shown_in_control(field, self.instance.fields.get(field.key))
            self.fields[f"f_{field.key}"] = control

    def clean(self):
        data = super().clean()
        self.own_values = {}
        for field in self.own:
            name = f"f_{field.key}"
            if name not in data:
                continue
            try:
                self.own_values[field.key] = value_of(field, data[name])
            except FieldRefused as refusal:
                self.add_error(name, str(refusal))
        return data
