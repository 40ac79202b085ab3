"""Pages to start from: a kind of page and the blocks it usually has, filled with words to write over."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from yangfan.sites.pages.models import ContentPage, LandingPage


@dataclass(frozen=True)
class PagePreset:
    key: str
    name: str
    why: str
    model: type
    blocks: tuple[str, ...]


PRESETS = {
    preset.key: preset
    for preset in (
        PagePreset("launch", _("New product"), _("One product, its advantages, proof, and a form."), LandingPage,
                   ("hero", "numbers", "features", "compare", "testimonials", "faq")),
        PagePreset("event", _("Event or trade fair"), _("When, where, who, and a sign-up before it closes."), LandingPage,
                   ("hero", "countdown", "steps", "team", "map_card", "faq")),
        PagePreset("coupon", _("Offer with a coupon"), _("A reason to come now, the code, and when you are open."), LandingPage,
                   ("hero", "offer", "features", "testimonials", "opening_hours")),
        PagePreset("list", _("Inquiry for several products"), _("Visitors tick products and ask once for all of them."),
                   LandingPage, ("hero", "rfq_basket", "steps", "faq")),
        PagePreset("story", _("Our story"), _("How you got here, and the people behind it."), ContentPage,
                   ("text", "timeline", "team", "facts")),
        PagePreset("service", _("Service"), _("What you do, in which steps, at what price."), ContentPage,
                   ("text", "steps", "prices", "faq", "action")),
        PagePreset("prices", _("Prices"), _("Plans beside each other, and what people ask about them."), ContentPage,
                   ("prices", "compare", "faq", "notice")),
        PagePreset("place", _("Store or showroom"), _("Address, opening hours, news by e-mail."), ContentPage,
                   ("map_card", "opening_hours", "text", "newsletter")),
        PagePreset("terms", _("Terms and notices"), _("Long text in parts to unfold, and the notices the law wants."), ContentPage,
                   ("notice", "accordion")),
    )
}  # fmt: skip
