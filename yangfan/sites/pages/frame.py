"""What stands around every page: menu, languages, footer, and what search engines are told."""

import json

from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language_info
from wagtail.models import Page

from yangfan.crm import public as crm
from yangfan.sites.hosts import addresses
from yangfan.sites.inquiries import settings as settings_of_form
from yangfan.sites.look import theme
from yangfan.sites.look.models import BuiltSite
from yangfan.sites.pages import queries, schema
from yangfan.sites.pages.models import HomePage, LandingPage


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
    def home(self) -> HomePage:
        homes = HomePage.objects.ancestor_of(self.page, inclusive=True).select_related("locale", "workspace")
        return homes.get()

    @cached_property
    def built(self) -> BuiltSite:
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

    @cached_property
    def menu(self) -> list[Page]:
        pages = self.home.get_children().live().in_menu().specific()
        return list(pages)

    @cached_property
    def contact(self):
        return queries.contact_page_of(self.home)

    @cached_property
    def form_is_here(self) -> bool:
        """Whether the inquiry form stands on this very page."""
        return self.page.ends_with_form or settings_of_form.form_in(self.page) is not None

    @property
    def quote_url(self) -> str:
        """Where "Request a quote" leads: down this page, else to the contact page; empty when there is neither."""
        if self.form_is_here:
            return "#quote"
        return f"{self.contact.get_url(self.request)}#quote" if self.contact else ""

    @cached_property
    def privacy_page(self):
        return self.home.get_children().live().filter(slug="privacy").specific().first()

    @cached_property
    def trail(self) -> list[Page]:
        """The pages from the home page down to this one."""
        pages = self.page.get_ancestors(inclusive=True).filter(depth__gte=self.home.depth)
        return list(pages.specific())

    @cached_property
    def translations(self) -> dict[str, Page]:
        """This page in each language it is live in, by language code."""
        rows = self.page.get_translations(inclusive=True).live().filter(alias_of=None)
        rows = rows.select_related("locale").specific()
        found = {row.locale.language_code: row for row in rows if row.workspace_id == self.workspace.pk}
        found.setdefault(self.page.locale.language_code, self.page)
        return found

    @cached_property
    def languages(self) -> list[dict]:
        """The site's languages for the switcher; one without this page leads to its home page."""
        rows = []
        for home in queries.homes_of(self.workspace):
            code = home.locale.language_code
            if not home.live and home.pk != self.home.pk:
                continue
            page = self.translations.get(code, home)
            rows.append(
                {
                    "code": html_code(code),
                    "name": get_language_info(code)["name_local"],
                    "url": page.get_url(self.request),
                    "is_current": code == self.page.locale.language_code,
                }
            )
        return rows

    @cached_property
    def alternates(self) -> list[tuple[str, str]]:
        """(hreflang, address) of every language this page exists in, and x-default."""
        rows = [(html_code(code), page.full_url) for code, page in sorted(self.translations.items())]
        main = self.translations.get(self.workspace.language)
        if main and len(rows) > 1:
            rows.append(("x-default", main.full_url))
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
            graph.append(schema.breadcrumbs(self.trail))
        body = getattr(self.page, "body", None) or []
        for row in schema.all_questions(body):
            graph.append(row)
        text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
        return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")

    @property
    def theme_url(self) -> str:
        version = theme.version(self.built)
        if getattr(self.request, "is_preview", False):  # shown on the console's host
            return f"/cms-look/{self.workspace.slug}/theme.css?v={version}"
        return f"/theme.css?v={version}"

    @property
    def edit_url(self) -> str:
        path = reverse("wagtailadmin_pages:edit", args=[self.page.pk], urlconf=settings.ROOT_URLCONF)
        return settings.CONSOLE_URL + path

    @cached_property
    def chat(self):
        """How this page offers the live chat (colour, side); None when it does not."""
        return None if self.is_preview else crm.chat_of(self.workspace)

    @property
    def asks_consent(self) -> bool:
        return self.site.consent == self.site.Consent.ASK

    @property
    def is_preview(self) -> bool:
        return getattr(self.request, "is_preview", False)


def html_code(code: str) -> str:
    """zh-hans -> zh-Hans, as HTML and search engines want it."""
    language, _dash, script = code.partition("-")
    return f"{language}-{script.title()}" if len(script) == 4 else code
