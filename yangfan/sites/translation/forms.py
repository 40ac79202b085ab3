"""What is asked for before a translation starts, and the rules."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yangfan.sites.translation import languages, queries
from yangfan.sites.translation.models import TranslationRules


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


class XliffForm(forms.Form):
    file = forms.FileField(label=_("XLIFF file (1.2)"))
