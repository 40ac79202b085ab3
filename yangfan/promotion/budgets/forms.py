"""The file of budgets, as a form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yangfan.core.ui.table_files import check_size


class BudgetFileForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        validators=[check_size],
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xls,.ods"}),
    )
