"""What is asked for before a translation starts, and the rules."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yangfan.sites.translation import languages, queries
from yangfan.sites.translation.models import TranslationRules
from yangfan.sites.translation.xliff import MOST_BYTES as LARGEST


class WhatToTranslate(forms.Form):
    """Which pages, into which language, and what happens to them."""

    SITE, BRANCH, PAGE = "site", "branch", "page"
    source = forms.ChoiceField(label=_("From"))
    target = forms.ChoiceField(label=_("Into"))
    scope = forms.ChoiceField(
        label=_("Which pages"), required=False,
        choices=[(SITE, _("The whole site")), (BRANCH, _("One page and all below it")), (PAGE, _("One page"))],
    )  # fmt: skip
    page = forms.ChoiceField(label=_("Page chosen"), required=False)
    publish = forms.BooleanField(
        label=_("Publish at once"),
        required=False,
        help_text=_("Otherwise the pages wait as drafts for your review."),
    )
    take_over = forms.BooleanField(
        label=_("Also replace pages that were written by hand in this language"), required=False,
        help_text=_("Their present text stays in the page's history."),
    )  # fmt: skip

    def __init__(self, *args, workspace, **kwargs):
        super().__init__(*args, **kwargs)
        have = queries.languages_of(workspace)
        self.fields["source"].choices = [(code, languages.name_of(code)) for code in have]
        self.fields["target"].choices = languages.choices()
        source = self.data.get("source") or self.initial.get("source") or (have[0] if have else "")
        self.rows = queries.overview(workspace, source) if source in have else []
        self.fields["page"].choices = [("", "—")] + [
            (str(row.page.pk), f"{'– ' * row.depth}{row.page.title}") for row in self.rows
        ]

    def clean(self):
        said = super().clean()
        if said.get("source") and said.get("source") == said.get("target"):
            self.add_error("target", _("Choose another language than that of the source."))
        if said.get("scope") in (self.BRANCH, self.PAGE) and not said.get("page"):
            self.add_error("page", _("Choose a page."))
        return said

    def wanted(self) -> list[int] | None:
        """Return the ids of the source pages meant, None for the whole site."""
        scope, chosen = self.cleaned_data.get("scope"), self.cleaned_data.get("page")
        if scope not in (self.BRANCH, self.PAGE):
            return None
        pages = {str(row.page.pk): row.page for row in self.rows}
        page = pages[chosen]
        if scope == self.PAGE:
            return [page.pk]
        return [row.page.pk for row in self.rows if row.page.path.startswith(page.path)]


class RulesForm(forms.ModelForm):
    class Meta:
        model = TranslationRules
        fields = ("untranslated_pages", "hold_incomplete", "follows", "characters_per_month")


class XliffExportForm(forms.Form):
    """What an agency gets: which pages, into which languages."""

    source = forms.ChoiceField(label=_("From"), widget=forms.HiddenInput)
    targets = forms.MultipleChoiceField(label=_("Languages"), widget=forms.CheckboxSelectMultiple)
    branch = forms.ChoiceField(label=_("Which pages"), required=False)

    def __init__(self, *args, workspace, source, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [(source, source)]
        self.fields["targets"].choices = [
            (code, name) for code, name in languages.choices() if code != source
        ]
        self.rows = queries.overview(workspace, source)
        self.fields["branch"].choices = [("", _("The whole site, with all texts beside the pages"))] + [
            (str(row.page.pk), f"{'– ' * row.depth}{row.page.title}") for row in self.rows[1:]
        ]

    def wanted(self) -> list[int] | None:
        """Return the ids of the pages of the branch, None for the whole site."""
        chosen = self.cleaned_data.get("branch")
        if not chosen:
            return None
        top = next(row.page for row in self.rows if str(row.page.pk) == chosen)
        return [row.page.pk for row in self.rows if row.page.path.startswith(top.path)]


class XliffImportForm(forms.Form):
    file = forms.FileField(label=_("XLIFF file, or a ZIP of them"))
    publish = forms.BooleanField(label=_("Publish these pages afterwards"), required=False)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:  # before a byte of it is read
            raise forms.ValidationError(_("The file is larger than %(mb)d MB.") % {"mb": LARGEST // 10**6})
        return file


class XliffForm(forms.Form):
    file = forms.FileField(label=_("XLIFF file (1.2)"))
