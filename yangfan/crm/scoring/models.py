"""What scores stand on: a workspace's own yardstick, and the score of each contact."""

from django.db import models
from django.utils import timezone

from yangfan.accounts.public import WorkspaceModel


class Yardstick(WorkspaceModel):
    """What is usual in this workspace; made from its inquiries and won deals, amounts in `currency`."""

    currency = models.CharField(max_length=3)
    inquiries = models.PositiveIntegerField(default=0)
    orders = models.PositiveIntegerField(default=0)
    base_chance = models.FloatField()  # of an inquiry to become an order
    ordinary = models.FloatField()  # the mean of 2 ** (points / 10) over its inquiries
    usual_size = models.DecimalField(max_digits=16, decimal_places=2, null=True)  # median won deal
    biggest_size = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    usual_quantity = models.FloatField(null=True)
    prices = models.JSONField(default=dict)  # product in lower case -> price of one
    computed_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        constraints = [models.UniqueConstraint(fields=["workspace"], name="one_yardstick_per_workspace")]


class LeadScore(WorkspaceModel):
    """How likely a contact is to buy, 0 to 100. `by` is rules or model."""

    contact = models.OneToOneField("crm.Contact", on_delete=models.CASCADE, related_name="lead_score")
    score = models.PositiveSmallIntegerField()
    chance = models.FloatField(null=True)  # of the model, calibrated
    by = models.CharField(max_length=5, default="rules")
    computed_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        indexes = [models.Index(fields=["workspace", "-score"], name="lead_score_by_score")]


class LeadModel(WorkspaceModel):
    """One training: what was tried, how good it was on later contacts, and what is used (`winner`: rules or a model).

    `weights` is our own export of a model (numbers only, nothing that runs); `report` holds what the screen shows.
    """

    winner = models.CharField(max_length=12)
    forced_rules = models.BooleanField(default=False)  # a person went back to rules
    weights = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    examples = models.PositiveIntegerField(default=0)
    won = models.PositiveIntegerField(default=0)
    trained_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        ordering = ["-trained_at", "-pk"]
        indexes = [models.Index(fields=["workspace", "-trained_at"], name="lead_model_by_date")]
