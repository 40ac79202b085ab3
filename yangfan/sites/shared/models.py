"""Blocks written once and shown on many pages: an address, a warranty, a seasonal notice."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import TranslatableMixin

from yangfan.sites.blocks.body import SharedBodyBlock
from yangfan.sites.gate import references


class SharedBlock(TranslatableMixin, models.Model):
    """One reusable block of a workspace, in one language. Changing it changes every page that shows it."""

    workspace = models.ForeignKey(
        "accounts.Workspace", on_delete=models.CASCADE, related_name="+", editable=False
    )
    workspace.wagtail_reference_index_ignore = True
    name = models.CharField(_("name"), max_length=80, help_text=_("Only you and your colleagues see it."))
    body = StreamField(SharedBodyBlock(required=False), blank=True, verbose_name=_("content"))

    panels = [FieldPanel("name"), FieldPanel("body")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("reusable block")
        verbose_name_plural = _("reusable blocks")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def full_clean(self, *args, **kwargs):
        """Refuse what belongs to another workspace."""
        super().full_clean(*args, **kwargs)
        if self.workspace_id:
            references.check(self, self.workspace_id)
