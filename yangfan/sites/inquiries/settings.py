"""The words of the form on a page: its own, else those of the contact page, else ours."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from yangfan.sites.pages import queries
from yangfan.sites.pages.models import HomePage, ProductPage


@dataclass(frozen=True)
class FormSettings:
    title: str
    intro: str
    anchor: str
    contacts: list
    message_label: str
    message_hint: str
    button: str
    consent: str
    thanks_title: str
    thanks_text: str
    ask_product: bool
    ask_file: bool


def of_block(value, company: str) -> FormSettings:
    """Return the settings of a form block (or of none), gaps filled with our words in the active language."""
    value = value or {}

    def own(name, ours):
        return value.get(name) or ours

    consent = _("I agree that %(company)s stores these details to answer my request.") % {"company": company}
    return FormSettings(
        title=own("title", _("Request a quote")),
        intro=own("intro", _("Tell us what you need. A person answers within one working day.")),
        anchor=own("anchor", "quote"),
        contacts=list(value.get("contacts") or []),
        message_label=own("message_label", _("What do you need?")),
        message_hint=own("message_hint", _("Use, quantity and date help us most.")),
        button=own("button", _("Send request")),
        consent=own("consent", consent),
        thanks_title=own("thanks_title", _("Thank you, your request has arrived")),
        thanks_text=own("thanks_text", _("A person reads it and answers within one working day.")),
        ask_product=value.get("ask_product", True),
        ask_file=value.get("ask_file", True),
    )


def of_page(page) -> FormSettings:
    """Return what the form on this page says."""
    return of_block(block_of(page), page.home_page().title)


def block_of(page):
    """Return the page's own form block, else the contact page's, else None."""
    own = form_in(page)
    if own is not None:
        return own
    known = page.__dict__.get("surroundings")
    home = home_of(page)
    contact = known.contact if known else home and queries.contact_page_of(home)
    return form_in(contact) if contact else None


def form_in(page):
    for field in ("form", "body"):
        for block in getattr(page, field, None) or []:
            if block.block_type == "form":
                return block.value
    return None


def home_of(page) -> HomePage | None:
    if known := page.__dict__.get("surroundings"):
        return known.home
    return HomePage.objects.ancestor_of(page, inclusive=True).first()


def products_of(page) -> list[str]:
    """Return the names a visitor may choose from, in the page's language."""
    home = home_of(page)
    rows = ProductPage.objects.descendant_of(home).live() if home else ProductPage.objects.none()
    return list(rows.order_by("path").values_list("title", flat=True))
