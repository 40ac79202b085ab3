"""What stands around every page: menu, languages, footer, and what search engines are told."""

import json
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from wagtail.models import Page

from yangfan.sites.hosts import addresses
from yangfan.sites.inquiries import settings as settings_of_form
from yangfan.sites.look import theme
from yangfan.sites.look.models import BuiltSite
from yangfan.sites.pages import cache, schema, surroundings
from yangfan.sites.pages.models import HomePage, LandingPage

# Blocks that theme.css and site.js know already.
PLAIN_BLOCKS = {
    "hero", "text", "features", "steps", "columns", "faq", "action", "products", "table", "numbers", "facts", "logos",
    "quote", "cases", "news", "form",
}  # fmt: skip


def around(page, request) -> dict:
    """Return the template context that every page shares."""
    return {"frame": Frame(page, request)}


class Frame:
    """Asks for each part once, when the template first needs it."""

    def __init__(self, page, request):
        self.page = page
        self.request = request
        self.workspace = page.workspace

    @cached_property
    def place(self) -> surroundings.Surroundings:
        return surroundings.of(self.page)

    @property
    def home(self) -> HomePage:
        return self.place.home

    @cached_property
    def built(self) -> BuiltSite:
        if getattr(self.request, "site", None):
            return self.request.site.built
        rows = BuiltSite.objects.of(self.workspace).select_related("tracked", "logo", "workspace")
        return rows.get()

    @property
    def site(self):
        return self.built.tracked

    @cached_property
    def root(self):
        return addresses.root_of(self.workspace.pk)

    @property
    def language(self) -> str:
        return html_code(self.page.locale.language_code)

    @property
    def is_rtl(self) -> bool:
        return get_language_info(self.page.locale.language_code)["bidi"]

    @cached_property
    def has_rich_blocks(self) -> bool:
        """Whether the page needs the style sheet and script of blocks beyond the first set."""
        return any(block.block_type not in PLAIN_BLOCKS for block in getattr(self.page, "body", None) or [])

    @cached_property
    def menu(self) -> list[Page]:
        return self.place.menu

    @property
    def contact(self):
        return self.place.contact

    @cached_property
    def is_at_home(self) -> bool:
        """Whether the page is shown on its own site's host, where a path is address enough."""
        here = getattr(self.request, "_wagtail_site", None)
        return here is not None and here.pk == self.root.wagtail_site_id

    def address(self, page: Page) -> str:
        """Return the address of a page of this site, in the language being read where it exists."""
        code = self.page.locale.language_code
        if page.locale_id != self.page.locale_id:
            page = page.localized
            code = page.locale.language_code
        return self.address_in(page, code)

    def address_in(self, page: Page, code: str) -> str:
        path = addresses.path_of(page.url_path, code)
        return path if self.is_at_home else self.root.url + path

    def whole_address(self, page: Page, code: str) -> str:
        return self.root.url + addresses.path_of(page.url_path, code)

    @cached_property
    def form_is_here(self) -> bool:
        """Whether the inquiry form stands on this very page."""
        return self.page.ends_with_form or settings_of_form.form_in(self.page) is not None

    @property
    def quote_url(self) -> str:
        """Where "Request a quote" leads: down this page, else to the contact page; empty when there is neither."""
        if self.form_is_here:
            return "#quote"
        return f"{self.address(self.contact)}#quote" if self.contact else ""

    @property
    def request_label(self) -> str:
        """What the button that leads to the form says: the company's words, else ours."""
        return self.home.request_label or _("Request a quote")

    @property
    def privacy_page(self) -> Page | None:
        return self.place.privacy_page

    @property
    def trail(self) -> list[Page]:
        """The pages from the home page down to this one."""
        return self.place.trail

    @cached_property
    def translations(self) -> dict[str, Page]:
        """This page in each language it is live in, by language code."""
        rows = Page.objects.filter(translation_key=self.page.translation_key, live=True, alias_of=None)
        rows = rows.only(*surroundings.LINK)
        codes = {home.path: home.locale.language_code for home in self.place.homes}
        roots = [(codes.get(row.path[: 2 * Page.steplen]), row) for row in rows.order_by("path")]
        found = {
            code: row for code, row in roots if code
        }  # those of another workspace stand below no home of ours
        found.setdefault(self.page.locale.language_code, self.page)
        return found

    @cached_property
    def languages(self) -> list[dict]:
        """The site's languages for the switcher; one without this page leads to its home page."""
        rows = []
        for home in self.place.homes:
            code = home.locale.language_code
            if not home.live and home.pk != self.home.pk:
                continue
            page = self.translations.get(code, home)
            rows.append(
                {
                    "code": html_code(code),
                    "name": get_language_info(code)["name_local"],
                    "url": self.address_in(page, code),
                    "is_current": code == self.page.locale.language_code,
                }
            )
        return rows

    @cached_property
    def alternates(self) -> list[tuple[str, str]]:
        """(hreflang, address) of every language this page exists in, and x-default."""
        found = sorted(self.translations.items())
        rows = [(html_code(code), self.whole_address(page, code)) for code, page in found]
        main = self.translations.get(self.workspace.language)
        if main and len(rows) > 1:
            rows.append(("x-default", self.whole_address(main, self.workspace.language)))
        return rows

    @property
    def name(self) -> str:
        """What the company is called in this language: the title of its home page."""
        return self.home.title

    @property
    def title(self) -> str:
        own = self.page.seo_title or self.page.title
        return own if self.page.seo_title or own == self.name else f"{own} | {self.name}"

    @property
    def description(self) -> str:
        return " ".join(self.page.description().split())[:300]

    @property
    def is_listed(self) -> bool:
        return not isinstance(self.page, LandingPage) or self.page.is_listed

    @cached_property
    def sharing_picture(self) -> str | None:
        return schema.picture_address(self.page)

    @cached_property
    def structured_data(self) -> str:
        """JSON-LD, safe inside a script element."""
        graph = self.page.structured_data(self.request)
        if len(self.trail) > 1:
            code = self.page.locale.language_code
            steps = [(step.title, self.whole_address(step, code)) for step in self.trail]
            graph.append(schema.breadcrumbs(steps))
        body = getattr(self.page, "body", None) or []
        graph += schema.all_questions(body) + schema.opening_hours(self.page, body)
        text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
        return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")

    @property
    def theme_url(self) -> str:
        version = theme.version(self.built)
        if given := getattr(self.request, "theme_url", ""):  # a preview for somebody who is no member
            return f"{given}?v={version}"
        if getattr(self.request, "is_preview", False):  # shown on the console's host
            look = getattr(self.request, "look", "")  # one that is only tried
            return f"/cms-look/{self.workspace.slug}/theme.css?v={version}" + (f"&{look}" if look else "")
        return f"/theme.css?v={version}"

    @property
    def edit_url(self) -> str:
        path = reverse("wagtailadmin_pages:edit", args=[self.page.pk], urlconf=settings.ROOT_URLCONF)
        return settings.CONSOLE_URL + path

    @cached_property
    def chat(self):
        """How this page offers the live chat (colour, side); None when it does not."""
        return None if self.is_preview else self.place.chat

    @property
    def asks_consent(self) -> bool:
        return self.site.consent == self.site.Consent.ASK

    @cached_property
    def kept_as(self) -> str:
        """Name what all pages of this language share, until anything on the site changes."""
        host = self.request.get_host() if self.is_at_home else ""
        return cache.part_key(self.site.pk, f"{self.page.locale.language_code}:{host}")

    def changes_at(self, moment: datetime) -> None:
        """Note when something on this page ends or begins: the page is kept no longer than until the first of them."""
        known = getattr(self.request, "page_changes_at", None)
        self.request.page_changes_at = min(known, moment) if known else moment

    @property
    def is_preview(self) -> bool:
        return getattr(self.request, "is_preview", False)


def html_code(code: str) -> str:
    """zh-hans -> zh-Hans, as HTML and search engines want it."""
    language, _dash, script = code.partition("-")
    return f"{language}-{script.title()}" if len(script) == 4 else code
