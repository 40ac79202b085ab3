"""What stands at the root of a site, beside its pages: proofs of ownership, what crawlers may do, the icon; DNS checks."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import WorkspaceModel


class RootSettings(WorkspaceModel):
    """What a site says to crawlers, and which icon it shows."""

    site = models.OneToOneField("events.Site", on_delete=models.CASCADE, related_name="root_settings")
    refused_crawlers = models.JSONField(default=list)  # keys of crawlers.CRAWLERS
    llms_intro = models.TextField(
        _("about the company, for AI assistants"),
        blank=True,
        max_length=2000,
        help_text=_("Stands at the head of /llms.txt; the list of pages below it is written by itself."),
    )
    has_llms = models.BooleanField(_("offer /llms.txt"), default=True)
    icon = models.ForeignKey(
        "sites.SiteImage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    not_found_title = models.JSONField(default=dict)  # {language: words}; empty: ours
    not_found_text = models.JSONField(default=dict)
    leads_to_main = models.BooleanField(_("lead every other host to the main one"), default=True)


class RootFile(WorkspaceModel):
    """A file by which a search engine or platform knows that the site is ours."""

    site = models.ForeignKey("events.Site", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("file name"), max_length=120)
    content = models.TextField(_("content"), max_length=4000)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(WorkspaceModel.Meta):
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["site", "name"], name="one_root_file_per_name")]

    def __str__(self):
        return self.name


class HostCheck(WorkspaceModel):
    """What DNS said of a host when it was last asked."""

    class State(models.TextChoices):
        READY = "ready", _("Points here")
        ELSEWHERE = "elsewhere", _("Points elsewhere")
        NOTHING = "nothing", _("Points nowhere yet")
        FAILED = "failed", _("Could not be asked")

    site = models.ForeignKey("events.Site", on_delete=models.CASCADE, related_name="+")
    host = models.CharField(max_length=253)
    state = models.CharField(max_length=9, choices=State.choices)
    found = models.JSONField(default=list)  # the addresses DNS gave
    checked_at = models.DateTimeField()

    class Meta(WorkspaceModel.Meta):
        constraints = [models.UniqueConstraint(fields=["site", "host"], name="one_check_per_host")]
