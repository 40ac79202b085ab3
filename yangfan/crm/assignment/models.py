"""Who answers what: rules that are tried in order, and who is away."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import WorkspaceModel


class AssignmentRule(WorkspaceModel):
    """Inquiries that fit go to one of `people`, in turn. An empty condition fits everything."""

    position = models.PositiveIntegerField(default=0)
    name = models.CharField(_("name"), max_length=60)
    is_on = models.BooleanField(_("in use"), default=True)
    countries = models.JSONField(_("countries"), default=list, blank=True)  # codes
    languages = models.JSONField(_("languages"), default=list, blank=True)  # codes
    channels = models.JSONField(_("channels"), default=list, blank=True)  # keys
    product = models.CharField(_("product contains"), max_length=200, blank=True)  # words, comma between them
    people = models.JSONField(_("people"), default=list)  # user ids, in the order of their turns
    last_given_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta(WorkspaceModel.Meta):
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name


class Absence(WorkspaceModel):
    """A member who takes no new inquiries now, up to and with the day `until` (none: until they say so)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta(WorkspaceModel.Meta):
        constraints = [models.UniqueConstraint(fields=["workspace", "user"], name="one_absence_per_member")]

    def __str__(self):
        return str(self.user)
