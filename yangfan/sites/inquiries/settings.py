"""The words of the form on a page: its own, else those of the contact page, else ours."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from yangfan.sites.blocks.asking import choices_of
from yangfan.sites.pages import queries
from yangfan.sites.pages.models import HomePage, ProductPage


@dataclass(frozen=True)
class Asked:
    """A question of the company's own; `name` is that of its field."""

    name: str
    label: str
    kind: str
    choices: tuple[str, ...]
    hint: str
    is_needed: bool


@dataclass(frozen=True)
class FormSettings:
    title: str
    intro: str
    anchor: str
    contacts: list
    product_label: str
    message_label: str
    message_hint: str
    button: str
    consent: str
    thanks_title: str
    thanks_text: str
    questions: tuple[Asked, ...]
    message_optional: bool
    phone_first: bool
    ask_company: bool
    ask_country: bool
    ask_product: bool
    ask_quantity: bool
    ask_file: bool


def of_block(value, company: str) -> FormSettings:
    """Return the settings of a form block (or of none), gaps filled with our words in the active language."""
    value = value or {}

    def own(name, ours):
        return value.get(name) or ours

    ours = _("Tell us what you need. A person answers within one working day.")
    consent = _("I agree that %(company)s stores these details to answer my request.") % {"company": company}
    return FormSettings(
        title=own("title", _("Request a quote")),
        intro=value.get("intro") or ("" if value.get("title") else ours),
        anchor=own("anchor", "quote"),
        contacts=list(value.get("contacts") or []),
        product_label=own("product_label", _("Product")),
        message_label=own("message_label", _("What do you need?")),
        message_hint=own("message_hint", _("Use, quantity and date help us most.")),
        button=own("button", _("Send request")),
        consent=own("consent", consent),
        thanks_title=own("thanks_title", _("Thank you, your request has arrived")),
        thanks_text=own("thanks_text", _("A person reads it and answers within one working day.")),
        questions=tuple(questions_of(value)),
        message_optional=value.get("message_optional", False),
        phone_first=value.get("phone_first", False),
        ask_company=value.get("ask_company", True),
        ask_country=value.get("ask_country", True),
        ask_product=value.get("ask_product", True),
        ask_quantity=value.get("ask_product", True) and value.get("ask_quantity", True),
        ask_file=value.get("ask_file", True),
    )


def questions_of(value) -> list[Asked]:
    """Return a form's own questions; a field keeps its name when questions are moved or reworded."""
    rows = getattr(value.get("questions"), "bound_blocks", ())
    return [
        Asked(
            name=f"ask_{(row.id or str(place))[:8]}",
            label=row.value["label"],
            kind=row.value["kind"],
            choices=tuple(choices_of(row.value)),
            hint=row.value["hint"],
            is_needed=row.value["is_needed"],
        )
        for place, row in enumerate(rows)
    ]


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
    if known := page.__dict__.get("surroundings"):
        return known.products
    home = home_of(page)
    rows = ProductPage.objects.descendant_of(home).live() if home else ProductPage.objects.none()
    return list(rows.order_by("path").values_list("title", flat=True))
