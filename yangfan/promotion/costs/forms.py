"""Forms of costs: filters, an entry by hand, the upload and what one may decide about a file."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from yangfan.core.ui.table_files import MAX_BYTES
from yangfan.events import public as events
from yangfan.promotion.costs.formats import FIELDS
from yangfan.promotion.costs.reading import CostMapping, Reading

CURRENCIES = (
    "CNY",
    "USD",
    "EUR",
    "GBP",
    "JPY",
    "HKD",
    "AUD",
    "CAD",
    "SGD",
    "KRW",
    "INR",
    "BRL",
    "MXN",
    "THB",
    "MYR",
)


def channel_choices(workspace) -> list[tuple[str, str]]:
    return [(channel.key, channel.title) for channel in events.channels_of(workspace)]


class CostFilters(forms.Form):
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    way = forms.ChoiceField(
        label=_("Way in"),
        required=False,
        choices=[
            ("", _("All")),
            ("api", _("From platforms")),
            ("file", _("From files")),
            ("hand", _("By hand")),
        ],
    )
    q = forms.CharField(label=_("Campaign or note"), required=False, max_length=80)
    # the period shown, kept while filtering
    period = forms.CharField(required=False, widget=forms.HiddenInput)
    compare = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, workspace, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = [
            ("", _("All")),
            ("-", _("Not allocated")),
            *channel_choices(workspace),
        ]


class CostForm(forms.Form):
    """One bill, once or every month."""

    channel = forms.ChoiceField(
        label=_("Channel"),
        required=False,
        help_text=_(
            "Site, content, software and fees usually belong to no channel: they count in the total only."
        ),
    )
    note = forms.CharField(label=_("What for"), max_length=200)
    amount = forms.DecimalField(label=_("Amount"), max_digits=14, decimal_places=2, min_value=0)
    currency = forms.ChoiceField(label=_("Currency"))
    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    monthly_until = forms.DateField(
        label=_("Every month until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Leave empty for a bill that comes once."),
    )

    def __init__(self, *args, workspace, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = [("", _("Not allocated")), *channel_choices(workspace)]
        codes = [workspace.currency, *(code for code in CURRENCIES if code != workspace.currency)]
        self.fields["currency"].choices = [(code, code) for code in codes]
        self.initial.setdefault("on", today)
        self.today = today

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if amount == 0:
            raise forms.ValidationError(_("Enter an amount above zero."))
        return amount

    def clean(self):
        data = super().clean()
        on, until = data.get("on"), data.get("monthly_until")
        if on and until and until < on:
            self.add_error("monthly_until", _("This lies before the first day."))
        if on and until and (until - on).days > 3660:
            self.add_error("monthly_until", _("At most ten years."))
        return data


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Cost file"),
        help_text=_(
            "CSV, TSV, XLSX or XLS as the platform exports it, up to 20 MB: Google Ads, Meta, Microsoft, LinkedIn, "
            "Baidu, Ocean Engine, Kuaishou, Xiaohongshu, Tencent, or any table with a date and an amount."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xls,.ods,.jsonl,.json"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB. Export a shorter period."))
        return file


class MappingForm(forms.Form):
    """What a person may decide about a file; `mapping()` gives it as the reader wants it."""

    channel = forms.ChoiceField(label=_("Channel"), required=False)
    currency = forms.ChoiceField(label=_("Currency, where the file states none"), required=False)
    date_order = forms.ChoiceField(
        label=_("Dates with slashes"),
        required=False,
        choices=[
            ("", _("Refuse what reads two ways")),
            ("dmy", _("Day / month / year")),
            ("mdy", _("Month / day / year")),
        ],
    )
    replace = forms.ChoiceField(
        label=_("Rows that are already there"),
        required=False,
        choices=[("rows", _("Replace the same rows only")), ("days", _("Replace everything of these days"))],
    )
    spread = forms.ChoiceField(
        label=_("Rows over several days"),
        required=False,
        choices=[("", _("Count on their first day")), ("1", _("Spread evenly over their days"))],
    )
    skip_bad = forms.BooleanField(label=_("Keep the good lines, leave out the bad ones"), required=False)

    def __init__(self, data, *, workspace, headers):
        super().__init__(data)
        self.fields["channel"].choices = [
            ("", _("As the file says")),
            ("-", _("Not allocated")),
            *channel_choices(workspace),
        ]
        self.fields["currency"].choices = [("", _("Automatic")), *((code, code) for code in CURRENCIES)]
        columns = [("", "—"), *((str(n), str(header) or f"#{n + 1}") for n, header in enumerate(headers))]
        for name, title in FIELDS.items():
            self.fields[f"col_{name}"] = forms.ChoiceField(label=title, required=False, choices=columns)

    def columns(self):
        """The bound fields that say which column holds what."""
        return [self[f"col_{name}"] for name in FIELDS]

    def mapping(self) -> CostMapping:
        """Return the choices; what is invalid counts as not chosen."""
        self.is_valid()
        data = self.cleaned_data
        columns = {name: int(data[f"col_{name}"]) for name in FIELDS if data.get(f"col_{name}")}
        return CostMapping(
            channel=data.get("channel", ""),
            currency=data.get("currency", ""),
            date_order=data.get("date_order", ""),
            replace=data.get("replace") or "rows",
            spread=bool(data.get("spread")),
            skip_bad=bool(data.get("skip_bad")),
            columns=columns,
        )


def shown(form: MappingForm, reading: Reading) -> dict:
    """Return the values the form shows: what was chosen, else what was found in the file."""
    values = {key: value for key, value in form.data.items() if key in form.fields}
    values.setdefault("channel", reading.channel)
    if not values.get("channel"):
        values["channel"] = reading.channel
    if not any(key.startswith("col_") and value for key, value in values.items()):
        values |= {f"col_{name}": str(number) for name, number in reading.columns.items()}
    return values
