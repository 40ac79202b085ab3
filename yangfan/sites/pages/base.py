"""What all pages have in common: a workspace, an address of our own making, and only their own company's things."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from yangfan.sites.gate import references
from yangfan.sites.hosts import addresses
from yangfan.sites.seo.panel import SeoPanel


class SitePageForm(WagtailAdminPageForm):
    """Refuses pictures, files and pages of another company, whatever the browser sent."""

    def clean(self):
        cleaned = super().clean()
        parent = self.parent_page.specific if self.parent_page else None
        if self.instance.workspace_id is None and isinstance(parent, SitePage):
            self.instance.workspace_id = parent.workspace_id
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        try:
            references.check(self.instance, self.instance.workspace_id)
        except ValidationError as error:
            self.add_error(None, forms.ValidationError(error.messages))


class SitePage(Page):
    """A page of a customer's site."""

    workspace = models.ForeignKey(
        "accounts.Workspace", on_delete=models.PROTECT, related_name="+", editable=False
    )
    workspace.wagtail_reference_index_ignore = True
    social_picture = models.ForeignKey(
        "sites.SiteImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture when shared"),
    )

    keyword = models.CharField(
        _("main keyword"),
        max_length=60,
        blank=True,
        help_text=_("What people type to find this page; the SEO check looks for it."),
    )

    base_form_class = SitePageForm
    search_fields = [*Page.search_fields, index.FilterField("workspace")]
    promote_panels = [
        SeoPanel(heading=_("SEO check")),
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("keyword"),
                FieldPanel("social_picture"),
            ],
            _("For search engines and sharing"),
        ),
        MultiFieldPanel([FieldPanel("show_in_menus")], _("For the site's menu")),
    ]
    show_in_menus_default = True
    ends_with_form = False  # its template ends with the inquiry form where no block shows one
    takes_inquiries = False  # a page with the inquiry form answers POST and has a confirmation page

    class Meta:
        abstract = True

    def full_clean(self, *args, **kwargs):
        """Take the parent's workspace; refuse what belongs to another (every save and every draft passes here)."""
        if self.workspace_id is None and self.path and self.depth > 2:
            self.workspace_id = self.get_parent().specific.workspace_id
        super().full_clean(*args, **kwargs)
        if self.workspace_id:
            references.check(self, self.workspace_id)

    # --- addresses ------------------------------------------------------------------------------------------------
    def get_url_parts(self, request=None):
        root = addresses.root_of(self.workspace_id)
        if root is None or self.depth < 2:
            return None
        return (root.wagtail_site_id, root.url, addresses.path_of(self.url_path, self.locale.language_code))

    def get_url(self, request=None, current_site=None):
        """Return the path on the page's own host, the whole address elsewhere."""
        parts = self.get_url_parts(request)
        if parts is None:
            return None
        here = current_site or getattr(request, "_wagtail_site", None)
        if here is not None and here.pk == parts[0]:
            return parts[2]
        return parts[1] + parts[2]

    url = property(get_url)

    def get_full_url(self, request=None):
        parts = self.get_url_parts(request)
        return parts and parts[1] + parts[2]

    full_url = property(get_full_url)

    def home_page(self):
        """Return the home page of this page's language."""
        if known := self.__dict__.get("surroundings"):
            return known.home
        return self.get_ancestors(inclusive=True).get(depth=2).specific

    # --- answering ------------------------------------------------------------------------------------------------
    def route(self, request, path_components):
        if path_components == ["sent"] and self.live and self.takes_inquiries:
            return RouteResult(self, kwargs={"sent": True})
        if path_components == ["asked"] and self.live:
            return RouteResult(self, kwargs={"asked": True})
        return super().route(request, path_components)

    def serve(self, request, sent=False, asked=False, **kwargs):
        from yangfan.sites.inquiries import views  # the forms know pages, so pages learn of them late
        from yangfan.sites.newsletter import views as newsletter

        if sent or asked:
            return views.thank(request, page=self) if sent else newsletter.thank(request, page=self)
        if request.method == "POST":
            receiver = newsletter if request.POST.get("form") == "newsletter" else views
            return receiver.receive(request, page=self)
        return super().serve(request, **kwargs)

    def serve_preview(self, request, mode_name):
        """Show a draft in the page's own language, whatever its editor reads."""
        with translation.override(self.locale.language_code):
            response = super().serve_preview(request, mode_name)
            if hasattr(response, "render"):
                response.render()
        return response

    def get_context(self, request, *args, **kwargs):
        from yangfan.sites.pages import frame

        context = super().get_context(request, *args, **kwargs)
        return {**context, **frame.around(self, request)}

    # --- what search engines read -----------------------------------------------------------------------------------
    @property
    def heading(self) -> str:
        return self.title

    @property
    def sharing_picture(self):
        return self.social_picture or getattr(self, "picture", None)

    def description(self) -> str:
        """Return one or two sentences for search results."""
        return self.search_description or getattr(self, "summary", "") or getattr(self, "intro", "")

    def structured_data(self, request) -> list[dict]:
        """Return what this kind of page says of itself in schema.org's words."""
        return []
