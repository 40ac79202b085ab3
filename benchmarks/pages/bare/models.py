"""A page of the menu and a product, with Wagtail's own blocks and nothing of ours."""

from babel import Locale
from django import forms
from django.db import models
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page

COUNTRIES = [
    (code, name) for code, name in Locale("en").territories.items() if len(code) == 2 and code.isalpha()
]


class QuoteForm(forms.Form):
    name = forms.CharField()
    company = forms.CharField(required=False)
    email = forms.EmailField()
    phone = forms.CharField(required=False)
    country = forms.ChoiceField(choices=COUNTRIES, required=False)
    product = forms.ChoiceField(required=False)
    quantity = forms.CharField(required=False)
    message = forms.CharField(widget=forms.Textarea)
    file = forms.FileField(required=False)
    consent = forms.BooleanField()


class PlainPage(Page):
    class Meta:
        app_label = "bare"


class RowBlock(blocks.StructBlock):
    label = blocks.CharBlock()
    value = blocks.CharBlock()


class GroupBlock(blocks.StructBlock):
    title = blocks.CharBlock()
    rows = blocks.ListBlock(RowBlock())


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock()
    answer = blocks.TextBlock()


class ProductPage(Page):
    summary = models.TextField(blank=True)
    drawing = models.TextField(blank=True)
    specification = StreamField([("group", GroupBlock())], blank=True)
    questions = StreamField([("question", QuestionBlock())], blank=True)
    related = StreamField([("page", blocks.PageChooserBlock(page_type="bare.ProductPage"))], blank=True)

    template = "product.html"

    class Meta:
        app_label = "bare"

    def get_context(self, request, *args, **kwargs):
        home = self.get_ancestors().get(depth=2)
        form = QuoteForm()
        form.fields["product"].choices = [(page.title, page.title) for page in ProductPage.objects.live()]
        return {
            **super().get_context(request, *args, **kwargs),
            "menu": home.get_children().live().in_menu(),
            "trail": self.get_ancestors(inclusive=True).filter(depth__gte=2),
            "form": form,
        }
