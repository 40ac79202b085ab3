"""What the last SEO audit said of a page, in the page editor, with the way to the whole check."""

from django.urls import reverse
from wagtail.admin.panels import Panel


class SeoPanel(Panel):
    """Shown beside the fields that search engines read; says nothing of a page that is only being made."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "sites/seo/panel.html"

        def is_shown(self):
            return bool(self.instance.pk and self.instance.workspace_id) and super().is_shown()

        def get_context_data(self, parent_context=None):
            from yangfan.sites.seo.models import SeoResult  # pages are defined before what is kept of them

            page = self.instance
            rows = SeoResult.objects.of(page.workspace).filter(
                page_id=page.pk, audit__finished_at__isnull=False
            )
            found = rows.select_related("audit").order_by("-audit__started_at").first()
            return {
                **super().get_context_data(parent_context),
                "found": found,
                "url": reverse("sites_seo_page", args=[page.workspace.slug, page.pk]),
            }
