"""Costs as rows that are never overwritten: every import adds versions, the newest kept version of a row counts."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import WorkspaceModel


class CostUpload(WorkspaceModel):
    """A file between upload and confirmation: compressed, private, gone once it is imported or a day old."""

    filename = models.CharField(max_length=200)
    content = models.BinaryField()  # zlib
    # of a long import that runs in the background
    started_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    refusal = models.TextField(blank=True)
    cost_import = models.ForeignKey("CostImport", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )


class CostImport(WorkspaceModel):
    """Costs that came in together, a file or an entry by hand; undone as a whole."""

    class Way(models.TextChoices):
        FILE = "file", _("File")
        HAND = "hand", _("By hand")
        API = "api", _("Platform")

    class State(models.TextChoices):
        WRITING = "writing", _("Being written")
        KEPT = "kept", _("Kept")
        UNDONE = "undone", _("Undone")

    way = models.CharField(max_length=4, choices=Way.choices)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WRITING)
    filename = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    format = models.CharField(max_length=20, blank=True)
    mapping = models.JSONField(default=dict)
    note = models.CharField(_("note"), max_length=200, blank=True)
    # of what a connector fetches: one entry holds everything of one account, and stays when the account goes
    connector = models.CharField(max_length=40, blank=True)
    account = models.ForeignKey("connectors.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    rows_read = models.PositiveIntegerField(default=0)
    rows_new = models.PositiveIntegerField(default=0)
    rows_changed = models.PositiveIntegerField(default=0)
    rows_same = models.PositiveIntegerField(default=0)
    rows_removed = models.PositiveIntegerField(default=0)
    rows_bad = models.PositiveIntegerField(default=0)
    rows_to_write = models.PositiveIntegerField(default=0)
    totals = models.JSONField(default=dict)  # currency -> decimal text
    impressions = models.PositiveBigIntegerField(null=True)
    clicks = models.PositiveBigIntegerField(null=True)
    from_on = models.DateField(null=True)
    to_on = models.DateField(null=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    settled_at = models.DateTimeField(
        null=True
    )  # empty: a killed process left work that `finish_imports` does
    is_repeat = False  # set on what `import_costs` returns for a file that was there already

    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta(WorkspaceModel.Meta):
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "sha256"],
                condition=models.Q(way="file") & ~models.Q(state="undone"),
                name="a_cost_file_counts_once",
            ),
            models.UniqueConstraint(
                fields=["workspace", "account"],
                condition=models.Q(way="api", account__isnull=False),
                name="one_cost_book_per_account",
            ),
        ]

    def __str__(self):
        return self.filename or self.note


class CostRow(WorkspaceModel):
    """What one campaign (or one bill) cost on one day or over one period, as one import says."""

    cost_import = models.ForeignKey(CostImport, on_delete=models.CASCADE, related_name="rows")
    row_key = models.CharField(max_length=40)  # hash of channel, account, campaign and period
    is_current = models.BooleanField(default=False)
    is_removed = models.BooleanField(default=False)  # this version says: the row is no more
    channel = models.CharField(max_length=40, blank=True)  # empty: belongs to no channel
    account = models.CharField(max_length=120, blank=True)
    campaign = models.CharField(max_length=250, blank=True)
    from_on = models.DateField()
    to_on = models.DateField()  # same as from_on, or later when the source only knows a period
    is_spread = models.BooleanField(
        default=False
    )  # a period counted evenly over its days, because someone chose so
    amount = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    currency = models.CharField(max_length=3, blank=True)
    impressions = models.PositiveBigIntegerField(null=True)  # empty: the source does not say
    clicks = models.PositiveBigIntegerField(null=True)
    conversions = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    note = models.CharField(max_length=200, blank=True)
    line = models.PositiveIntegerField(default=0)  # of the file
    # of what a connector fetches
    object_id = models.CharField(max_length=120, blank=True)
    level = models.CharField(max_length=20, blank=True)
    is_final = models.BooleanField(default=True)

    class Meta(WorkspaceModel.Meta):
        ordering = ["-from_on", "channel", "campaign", "id"]
        indexes = [
            models.Index(fields=["workspace", "row_key"], name="cost_row_versions"),
            models.Index(fields=["workspace", "is_current", "from_on"], name="cost_rows_by_day"),
            models.Index(fields=["cost_import", "from_on"], name="cost_rows_of_import_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "row_key"],
                condition=models.Q(is_current=True),
                name="one_current_cost_row",
            ),
            models.UniqueConstraint(fields=["cost_import", "row_key"], name="one_version_per_import"),
            models.CheckConstraint(
                condition=models.Q(to_on__gte=models.F("from_on")), name="cost_period_in_order"
            ),
        ]

    @property
    def is_period(self) -> bool:
        return self.to_on != self.from_on


class CostPull(WorkspaceModel):
    """How far the costs of one platform account are fetched."""

    account = models.OneToOneField("connectors.Account", on_delete=models.CASCADE, related_name="+")
    final_until = models.DateField(null=True)  # up to this day nothing is restated any more
    covered_until = models.DateField(null=True)  # up to this day the platform was asked
    pulled_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)  # who fetches holds it alone
    error_kind = models.CharField(max_length=12, blank=True)
    error = models.CharField(max_length=300, blank=True)  # the platform's words
