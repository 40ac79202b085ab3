"""The site we built: which tracked site it is measured as, where it lives in the page tree, and how it looks."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import WorkspaceModel

HEX = RegexValidator(r"^#[0-9a-fA-F]{6}$")


class BuiltSite(WorkspaceModel):
    """A site made of our pages. The brand colour is the workspace's; the other tokens of the theme stand here."""

    class Theme(models.TextChoices):
        PLAIN = "plain", _("Plain: clear lines on a drawing sheet")
        CLEAN = "clean", _("Clean: white, light, much room")
        BOLD = "bold", _("Bold: dark opening, large headings")
        WARM = "warm", _("Warm: cream paper, soft corners")
        TECHNICAL = "technical", _("Technical: dark ground, measured figures")

    class Font(models.TextChoices):
        AUTO = "auto", _("As the theme has it")
        SANS = "sans", _("Plain (sans serif)")
        SERIF = "serif", _("Classic (serif)")
        ROUND = "round", _("Friendly (rounded)")

    class Corners(models.IntegerChoices):
        SQUARE = 0, _("Square")
        SLIGHT = 4, _("Slightly rounded")
        ROUND = 14, _("Round")

    tracked = models.OneToOneField("events.Site", on_delete=models.CASCADE, related_name="built")
    wagtail_site = models.OneToOneField("wagtailcore.Site", on_delete=models.PROTECT, related_name="built")
    logo = models.ForeignKey(
        "sites.SiteImage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    theme = models.CharField(_("theme"), max_length=10, choices=Theme.choices, default=Theme.PLAIN)
    accent = models.CharField(_("accent colour"), max_length=7, default="#ff6a13", validators=[HEX])
    ink = models.CharField(_("text colour"), max_length=7, default="#10212b", validators=[HEX])
    paper = models.CharField(_("page colour"), max_length=7, default="#ffffff", validators=[HEX])
    corners = models.PositiveSmallIntegerField(_("corners"), choices=Corners.choices, default=Corners.SLIGHT)
    font = models.CharField(_("headline font"), max_length=5, choices=Font.choices, default=Font.AUTO)

    needs_approval = models.BooleanField(_("an owner approves before anything is published"), default=False)

    class Meta(WorkspaceModel.Meta):
        constraints = [models.UniqueConstraint(fields=["workspace"], name="one_built_site_per_workspace")]

    def __str__(self):
        return str(self.tracked)
