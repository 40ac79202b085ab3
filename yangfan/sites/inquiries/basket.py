"""The inquiry list: several products with quantities in one inquiry. It works as a plain form; the script only fills it."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yangfan.sites.inquiries import settings
from yangfan.sites.inquiries.forms import InquiryForm
from yangfan.sites.pages.models import ProductPage

MOST = 200  # products on one list


@dataclass(frozen=True)
class Row:
    """One line of the list: a product, its tick and its quantity."""

    title: str
    note: str
    ticked: forms.BoundField
    quantity: forms.BoundField


class BasketForm(InquiryForm):
    """The inquiry form with a tick and a quantity for each product; the message may stay empty."""

    place = "list"

    def __init__(self, *args, page, value=None, **kwargs):
        self.consent_words = consent_words(page, value)
        self.products = products_of(page, value)
        super().__init__(*args, **kwargs)

    def shape(self):
        del self.fields["file"], self.fields["product"], self.fields["quantity"]
        self.fields["message"].required = False
        self.fields["message"].label = gettext_lazy("What else we should know")
        for product in self.products:
            many = _("Quantity of %(product)s") % {"product": product.title}
            self.fields[f"want_{product.pk}"] = forms.BooleanField(required=False)
            self.fields[f"many_{product.pk}"] = forms.CharField(
                required=False,
                max_length=40,
                widget=forms.TextInput(
                    {"aria-label": many, "placeholder": _("Quantity"), "data-many": product.pk}
                ),
            )

    def described_by(self, name):
        """No field here has a hint; lines of the list have no room for an error of their own."""
        if name == "message" or name.startswith(("want_", "many_")):
            return {}
        return super().described_by(name)

    @property
    def rows(self) -> list[Row]:
        return [
            Row(
                title=product.title,
                note=product.model_number,
                ticked=self[f"want_{product.pk}"],
                quantity=self[f"many_{product.pk}"],
            )
            for product in self.products
        ]

    def clean_message(self):
        return self.cleaned_data["message"].strip()

    def clean(self):
        cleaned = super().clean()
        wanted = self.wanted(cleaned)
        if not wanted:
            raise forms.ValidationError(_("Please choose at least one product."))
        lines = [f"- {product.title}: {many or '—'}" for product, many in wanted]
        cleaned["message"] = "\n".join([*lines, "", cleaned.get("message", "")]).strip()
        cleaned["product"] = ", ".join(product.title for product, _many in wanted)[:160]
        cleaned["quantity"] = wanted[0][1] if len(wanted) == 1 else ""
        return cleaned

    def wanted(self, cleaned: dict) -> list[tuple[ProductPage, str]]:
        """Return what was ticked or given a quantity."""
        rows = [(product, cleaned.get(f"many_{product.pk}", "").strip()) for product in self.products]
        return [(product, many) for product, many in rows if many or cleaned.get(f"want_{product.pk}")]


def shown(*, page, value, bound: BasketForm | None, wanted: list[str] = ()) -> dict:
    """Return what the block's template shows; `wanted`: ids of products ticked from the start."""
    form = bound or BasketForm(page=page, value=value, initial={f"want_{pk}": True for pk in wanted})
    button = value.get("button") or _("Send the list")
    return {"form": form, "button": button, "consent": form.consent_words}


def consent_words(page, value) -> str:
    own = value.get("consent") if value else ""
    return own or settings.of_block(None, page.home_page().title).consent


def block_of(page):
    """Return the value of the page's inquiry list; None when it has none."""
    for block in getattr(page, "body", None) or []:
        if block.block_type == "rfq_basket":
            return block.value
    return None


def products_of(page, value) -> list[ProductPage]:
    """Return the chosen products in the page's language, else all of it."""
    chosen = [product for product in (value or {}).get("products") or [] if product]
    if chosen:
        return [found for product in chosen if (found := product.localized.specific).live]
    home = settings.home_of(page)
    rows = ProductPage.objects.descendant_of(home).live() if home else ProductPage.objects.none()
    return list(rows.order_by("path")[:MOST])
