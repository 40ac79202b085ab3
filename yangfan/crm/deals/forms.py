"""Forms of deals."""

from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yangfan.crm.contacts.models import Contact
from yangfan.crm.deals.models import LostBecause

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
    "TRY",
    "THB",
    "CHF",
)


def _currency_choices(workspace):
    return [(code, code) for code in dict.fromkeys((workspace.currency, *CURRENCIES))]


class DealForm(forms.Form):
    """What a deal is about and how much it may bring."""

    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    amount = forms.DecimalField(
        label=_("Amount"), min_value=Decimal(0), max_digits=14, decimal_places=2, required=False
    )
    currency = forms.ChoiceField(label=_("Currency"))
    expected_on = forms.DateField(
        label=_("Order hoped for on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, workspace, deal=None, **kwargs):
        if deal and not kwargs.get("initial"):
            kwargs["initial"] = {
                field: getattr(deal, field) for field in ("title", "amount", "currency", "expected_on")
            }
        kwargs.setdefault("auto_id", f"deal{deal.pk if deal else ''}_%s")
        super().__init__(*args, **kwargs)
        self.fields["currency"].choices = _currency_choices(workspace)


class NewDealForm(DealForm):
    """A deal by hand."""

    contact = forms.ModelChoiceField(label=_("Contact"), queryset=None, required=False)

    def __init__(self, *args, workspace, **kwargs):
        super().__init__(*args, workspace=workspace, **kwargs)
        self.fields["title"].required = True
        self.fields["contact"].queryset = Contact.objects.of(workspace)


class WinForm(forms.Form):
    """The order: how much, in what, on which day."""

    amount = forms.DecimalField(
        label=_("Amount of the order"), min_value=Decimal(0), max_digits=14, decimal_places=2
    )
    currency = forms.ChoiceField(label=_("Currency"))
    won_on = forms.DateField(
        label=_("Won on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, deal, **kwargs):
        kwargs.setdefault(
            "initial", {"amount": deal.amount, "currency": deal.currency, "won_on": timezone.localdate()}
        )
        kwargs.setdefault("auto_id", f"win{deal.pk}_%s")
        super().__init__(*args, **kwargs)
        self.fields["currency"].choices = _currency_choices(deal.workspace)

    def clean_won_on(self):
        day = self.cleaned_data["won_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day lies in the future."))
        return day


class LoseForm(forms.Form):
    """Why it came to nothing."""

    because = forms.ChoiceField(label=_("Why lost"), choices=LostBecause.choices)
    reason = forms.CharField(label=_("In your own words"), max_length=200, required=False)


class LineForm(forms.Form):
    """One product of a deal; an empty row is left out."""

    product = forms.CharField(label=_("Product"), max_length=200, required=False)
    quantity = forms.DecimalField(
        label=_("Quantity"), max_digits=14, decimal_places=3, min_value=Decimal("0.001"), required=False
    )
    unit = forms.CharField(label=_("Unit"), max_length=20, required=False)
    unit_price = forms.DecimalField(
        label=_("Unit price"), max_digits=16, decimal_places=4, min_value=Decimal(0), required=False
    )

    def clean(self):
        words = super().clean()
        if words.get("product") or words.get("unit_price") is not None:
            for field in ("product", "quantity", "unit_price"):
                if words.get(field) in (None, "") and field not in self.errors:
                    self.add_error(field, _("Needed in every line."))
        return words

    @property
    def is_filled(self) -> bool:
        return bool(self.cleaned_data.get("product"))


LineForms = forms.formset_factory(LineForm, extra=2, max_num=50, validate_max=True)


class StageForm(forms.Form):
    """One stage of a pipeline; a row without a name is left out."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=12)
    name = forms.CharField(label=_("Stage"), max_length=40, required=False)
    probability = forms.IntegerField(
        label=_("Won in the end, %"), min_value=0, max_value=100, required=False, initial=50
    )


StageForms = forms.formset_factory(StageForm, extra=2, max_num=10)
