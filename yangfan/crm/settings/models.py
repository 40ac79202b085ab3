"""How a workspace works on its inquiries."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import WorkspaceModel

WEEKDAYS = {str(day): [["09:00", "18:00"]] for day in range(5)}


def weekdays() -> dict:
    """Return Monday to Friday, nine to six."""
    return WEEKDAYS


class InquirySettings(WorkspaceModel):
    """One row per workspace; without it the defaults hold."""

    answer_within_hours = models.PositiveIntegerField(
        _("answer within, hours"), default=4, validators=[MinValueValidator(1), MaxValueValidator(240)]
    )
    business_hours = models.JSONField(
        _("business hours"), default=weekdays
    )  # weekday -> [[from, to]]; to <= from: next day
    holidays = models.JSONField(_("days off"), default=list, blank=True)  # ISO dates
    approve_translations = models.BooleanField(
        _("show me each translated answer before it goes out"), default=True
    )
    check_mail_domains = models.BooleanField(
        _("ask DNS whether the sender's domain takes mail"), default=False
    )

    class Meta(WorkspaceModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["workspace"], name="one_inquiry_settings_per_workspace")
        ]


def settings_of(workspace) -> InquirySettings:
    """Return the settings of this workspace, saved or default."""
    return InquirySettings.objects.of(workspace).first() or InquirySettings(workspace=workspace)
