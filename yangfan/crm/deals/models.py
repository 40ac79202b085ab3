"""Deals: what may become an order, and what did."""

from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yangfan.accounts.public import WorkspaceModel


class Stage(models.TextChoices):
    NEW = "new", pgettext_lazy("deal stage", "New")
    QUOTED = "quoted", pgettext_lazy("deal stage", "Quoted")
    SAMPLE = "sample", pgettext_lazy("deal stage", "Sample")
    NEGOTIATION = "negotiation", pgettext_lazy("deal stage", "Negotiation")
    WON = "won", pgettext_lazy("deal stage", "Won")
    LOST = "lost", pgettext_lazy("deal stage", "Lost")


CLOSED_STAGES = (Stage.WON, Stage.LOST)


class LostBecause(models.TextChoices):
    """Why a deal came to nothing; one's own words go beside it."""

    PRICE = "price", pgettext_lazy("deal lost", "Price too high")
    COMPETITOR = "competitor", pgettext_lazy("deal lost", "Bought from a competitor")
    LEAD_TIME = "lead_time", pgettext_lazy("deal lost", "Lead time too long")
    SPECIFICATION = "specification", pgettext_lazy("deal lost", "Product does not fit")
    PAYMENT = "payment", pgettext_lazy("deal lost", "Payment terms")
    NO_BUDGET = "no_budget", pgettext_lazy("deal lost", "Project stopped, no budget")
    NO_ANSWER = "no_answer", pgettext_lazy("deal lost", "No answer any more")
    OTHER = "other", pgettext_lazy("deal lost", "Another reason")


class Pipeline(WorkspaceModel):
    """A way deals go: its open stages in order; won and lost end every one of them. The first is the workspace's own."""

    name = models.CharField(
        _("name"), max_length=80, blank=True
    )  # empty: the one every workspace begins with
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(WorkspaceModel.Meta):
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="one_pipeline_per_name")]

    def __str__(self):
        return self.name or str(pgettext_lazy("pipeline", "Sales"))


class PipelineStage(WorkspaceModel):
    """One open stage. `probability` is how many per cent of the deals that stand here are won in the end."""

    pipeline = models.ForeignKey(Pipeline, on_delete=models.CASCADE, related_name="stages")
    key = models.SlugField(max_length=12)
    name = models.CharField(_("name"), max_length=40, blank=True)  # empty: the usual word for this key
    probability = models.PositiveSmallIntegerField(_("probability"), default=50)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(WorkspaceModel.Meta):
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["pipeline", "key"], name="one_stage_per_key"),
            models.CheckConstraint(
                condition=models.Q(probability__lte=100), name="stage_probability_is_percent"
            ),
        ]

    def __str__(self):
        return self.name or str(dict(Stage.choices).get(self.key, self.key))


class Deal(WorkspaceModel):
    """A possible order. One without an inquiry was added by hand and is shown apart in the figures."""

    title = models.CharField(_("title"), max_length=200)
    contact = models.ForeignKey(
        "crm.Contact", on_delete=models.SET_NULL, null=True, blank=True, related_name="deals"
    )
    company = models.ForeignKey(
        "crm.Company", on_delete=models.SET_NULL, null=True, blank=True, related_name="deals"
    )
    inquiry = models.ForeignKey(
        "crm.Inquiry", on_delete=models.SET_NULL, null=True, blank=True, related_name="deals"
    )
    amount = models.DecimalField(_("amount"), max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    pipeline = models.ForeignKey(Pipeline, on_delete=models.PROTECT, related_name="deals")
    stage = models.CharField(_("stage"), max_length=12, default=Stage.NEW)  # a stage's key, or won, or lost
    stage_before = models.CharField(max_length=12, blank=True)  # where an undo of won or lost goes back to
    won_at = models.DateTimeField(_("won on"), null=True, blank=True)
    lost_at = models.DateTimeField(null=True, blank=True)
    lost_because = models.CharField(_("why lost"), max_length=16, choices=LostBecause.choices, blank=True)
    lost_reason = models.CharField(_("in your own words"), max_length=200, blank=True)
    expected_on = models.DateField(_("expected on"), null=True, blank=True)  # the day an order is hoped for
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    external_id = models.CharField(max_length=80, blank=True)  # of the program that sent it in
    created_at = models.DateTimeField(default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)

    class Meta(WorkspaceModel.Meta):
        ordering = ["-moved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "external_id"], name="one_deal_per_external_id",
                condition=~models.Q(external_id=""),
            ),
            models.CheckConstraint(
                condition=models.Q(stage="won", won_at__isnull=False, amount__isnull=False)
                | (~models.Q(stage="won") & models.Q(won_at__isnull=True)),
                name="won_deal_has_day_and_amount",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["workspace", "pipeline", "stage", "-moved_at"], name="deal_by_stage"),
            models.Index(fields=["workspace", "contact", "stage"], name="deal_by_contact"),
            models.Index(  # the sums above the board's columns come from it alone
                fields=["workspace", "pipeline", "stage", "currency", "amount", "owner"], name="deal_sums"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_open(self) -> bool:
        return self.stage not in CLOSED_STAGES

    def get_stage_display(self) -> str:
        """Return the stage in words; lists take `pipelines.stage_titles` once instead."""
        if not self.is_open:
            return str(Stage(self.stage).label)
        stages = PipelineStage.objects.of(self.workspace_id)
        return str(stages.filter(pipeline=self.pipeline_id, key=self.stage).first() or self.stage)

    @property
    def why_lost(self) -> str:
        """Return the reason and the own words beside it."""
        return ": ".join(part for part in (str(self.get_lost_because_display()), self.lost_reason) if part)


class DealLine(WorkspaceModel):
    """One product of a deal. Where there are lines the deal's amount is their sum."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="lines")
    product = models.CharField(_("product"), max_length=200)
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3, default=1)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    unit_price = models.DecimalField(_("unit price"), max_digits=16, decimal_places=4)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta(WorkspaceModel.Meta):
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quantity__gt=0, unit_price__gte=0), name="deal_line_is_positive"
            )
        ]

    def __str__(self):
        return self.product

    @property
    def total(self) -> Decimal:
        return (self.quantity * self.unit_price).quantize(Decimal("0.01"), ROUND_HALF_UP)


class DealMove(WorkspaceModel):
    """A deal came to stand at a stage; what forecasts learn from."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="moves")
    stage = models.CharField(max_length=12)
    at = models.DateTimeField()

    class Meta(WorkspaceModel.Meta):
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["workspace", "stage"], name="deal_move_by_stage")]
