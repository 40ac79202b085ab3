"""Short links with their tags, the offline placements they belong to, and what a workspace allows as tags."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yangfan.accounts.public import WorkspaceModel

TAGS = ("source", "medium", "campaign", "term", "content", "utm_id")
PARAMETERS = {name: name if name.startswith("utm_") else f"utm_{name}" for name in TAGS}


class Placement(WorkspaceModel):
    """Somewhere off the web where our address is read: a fair, a brochure, a card. Its links carry its source and medium."""

    class Kind(models.TextChoices):
        FAIR = "fair", pgettext_lazy("placement", "Trade fair")
        BROCHURE = "brochure", pgettext_lazy("placement", "Brochure")
        CARD = "card", pgettext_lazy("placement", "Business card")
        PACKAGING = "packaging", pgettext_lazy("placement", "Packaging")
        OUTDOOR = "outdoor", pgettext_lazy("placement", "Outdoor")
        PRINT = "print", pgettext_lazy("placement", "Newspaper, magazine")
        OTHER = "other", pgettext_lazy("placement", "Other")

    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    key = models.SlugField(
        _("source"), max_length=30
    )  # utm_source of its links, and part of its channel's key
    channel = models.SlugField(
        max_length=40
    )  # the key of the workspace's channel that its visits are counted as
    place = models.CharField(_("place"), max_length=120, blank=True)
    from_on = models.DateField(_("from"), null=True, blank=True)
    to_on = models.DateField(_("to"), null=True, blank=True)
    cost_note = models.CharField(_("cost note"), max_length=200, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta(WorkspaceModel.Meta):
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_placement_per_key")]

    def __str__(self):
        return self.name

    @property
    def medium(self) -> str:
        """Return the utm_medium of its links."""
        return "offline" if self.kind == self.Kind.OTHER else self.kind


class Link(WorkspaceModel):
    """A short address on the workspace's own hosts. Its code never changes and is never given to another: it is in print."""

    code = models.CharField(_("code"), max_length=40)
    title = models.CharField(_("title"), max_length=120, blank=True)
    target = models.CharField(
        _("leads to"), max_length=2000
    )  # a path of the own site, or an address elsewhere
    # Other targets to try beside it: [{"label": "B", "target": "…", "weight": 1}]; `weight` is that of the first, A.
    weight = models.PositiveSmallIntegerField(default=1)
    variants = models.JSONField(default=list)
    source = models.CharField(_("source"), max_length=100, blank=True)
    medium = models.CharField(_("medium"), max_length=100, blank=True)
    campaign = models.CharField(_("campaign"), max_length=100, blank=True)
    term = models.CharField(_("term"), max_length=100, blank=True)
    content = models.CharField(_("content"), max_length=100, blank=True)
    utm_id = models.CharField(_("campaign id"), max_length=100, blank=True)
    labels = models.CharField(max_length=300, blank=True)  # ",fair,2026,": found by ",fair,"
    placement = models.ForeignKey(
        Placement, null=True, blank=True, on_delete=models.SET_NULL, related_name="links"
    )
    expires_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    most_clicks = models.PositiveIntegerField(_("ends after clicks"), null=True, blank=True)
    after_target = models.CharField(
        _("leads to afterwards"), max_length=2000, blank=True
    )  # "": the home page
    is_enabled = models.BooleanField(default=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    # Kept by the stream about a second after each click: for sorting the list, and for ending after a number of clicks.
    clicks = models.PositiveIntegerField(default=0)
    last_clicked_at = models.DateTimeField(null=True, blank=True)
    used_up_at = models.DateTimeField(null=True, blank=True)
    same = models.CharField(max_length=64, null=True)  # noqa: DJ001 - what makes it the same link for a second import or program; none: made by hand
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta(WorkspaceModel.Meta):
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "code"], name="one_link_per_code"),
            models.UniqueConstraint(fields=["workspace", "same"], name="one_link_per_sameness"),
        ]

    def __str__(self):
        return self.title or self.code

    @property
    def label_list(self) -> list[str]:
        return [label for label in self.labels.split(",") if label]

    @property
    def tags(self) -> dict[str, str]:
        """Return its UTM parameters that say something."""
        return {PARAMETERS[name]: value for name in TAGS if (value := getattr(self, name))}


class TagRules(WorkspaceModel):
    """Which sources, media and campaigns this workspace uses; an empty list allows any."""

    class Mode(models.TextChoices):
        OFF = "off", pgettext_lazy("tag rules", "Off: any value")
        ADVISE = "advise", pgettext_lazy("tag rules", "Advise: warn about other values")
        STRICT = "strict", pgettext_lazy("tag rules", "Strict: refuse other values")

    mode = models.CharField(_("mode"), max_length=6, choices=Mode.choices, default=Mode.OFF)
    lower_case = models.BooleanField(_("write values in lower case, with hyphens for spaces"), default=True)
    sources = models.JSONField(default=list)
    media = models.JSONField(default=list)
    campaigns = models.JSONField(default=list)

    class Meta(WorkspaceModel.Meta):
        constraints = [models.UniqueConstraint(fields=["workspace"], name="one_set_of_tag_rules")]

    def allowed(self, name: str) -> list[str]:
        return {"source": self.sources, "medium": self.media, "campaign": self.campaigns}.get(name, [])
