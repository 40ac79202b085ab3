"""Reading costs: current rows with filters, imports, and a warning before the same money counts twice."""

from datetime import date

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, Sum
from django.utils.translation import gettext as _

from yangfan.promotion.costs.models import CostImport, CostRow


def kept_import_of(workspace, sha256: str) -> CostImport | None:
    """Return the import of exactly this file that counts at the moment."""
    imports = CostImport.objects.of(workspace).filter(sha256=sha256, way=CostImport.Way.FILE)
    return imports.exclude(state=CostImport.State.UNDONE).first()


def current_rows(workspace, *, from_on: date | None = None, to_on: date | None = None, channel: str | None = None,
                 way: str = "", search: str = ""):  # fmt: skip
    """Return the current rows, newest first; `channel` "" keeps the costs of no channel, None keeps all.

    A file's row with `is_overruled` does not count: the platform itself reports this channel's day.
    """
    rows = CostRow.objects.of(workspace).filter(is_current=True).select_related("cost_import", "workspace")
    rows = rows.annotate(
        is_overruled=ExpressionWrapper(
            Q(Exists(_reported(workspace)), cost_import__way=CostImport.Way.FILE), output_field=BooleanField()
        )
    )
    if from_on:
        rows = rows.filter(to_on__gte=from_on)
    if to_on:
        rows = rows.filter(from_on__lte=to_on)
    if channel is not None:
        rows = rows.filter(channel=channel)
    if way:
        rows = rows.filter(cost_import__way=way)
    if search:
        rows = rows.filter(
            Q(campaign__icontains=search) | Q(account__icontains=search) | Q(note__icontains=search)
        )
    return rows


def _reported(workspace):
    """What platforms report of an outer row's channel and first day."""
    rows = CostRow.objects.of(workspace).filter(is_current=True, cost_import__way=CostImport.Way.API)
    return rows.filter(channel=OuterRef("channel"), from_on=OuterRef("from_on")).exclude(channel="")


def totals_of(rows) -> list[dict]:
    """Return one line per currency: currency, amount, rows; rows that a platform overrules are left out."""
    sums = (
        rows.exclude(amount=None)
        .filter(is_overruled=False)
        .order_by()
        .values("currency")
        .annotate(amount=Sum("amount"), rows=Count("id"))
    )
    return sorted(sums, key=lambda line: -line["amount"])


def imports_of(workspace):
    """Return the imports and entries by hand, newest first."""
    return CostImport.objects.of(workspace).select_related("created_by", "undone_by")


def note_double_counting(workspace, reading) -> None:
    """Note on the reading what is already there for its days: rows replaced, and rows of another grain beside them."""
    if not reading.figures:
        return
    there = current_rows(workspace, from_on=reading.from_on, to_on=reading.to_on, way="file")
    by_account: dict[tuple, set[str]] = {}
    for channel, account, campaign in (
        there.order_by().values_list("channel", "account", "campaign").distinct()
    ):
        by_account.setdefault((channel, account), set()).add("" if not campaign else "campaign")
    for channel, account, campaign in {(key.channel, key.account, key.campaign) for key in reading.figures}:
        if by_account.get((channel, account), set()) - {"" if not campaign else "campaign"}:
            reading.note(
                _("These days already hold costs of this channel at another level (by campaign or as a whole): keeping "
                  "both would count the money twice. Choose to replace the days.")
            )  # fmt: skip
            return


def clicks_by_channel(workspace, *, from_on: date, to_on: date) -> dict[str, int]:
    """Return the clicks that platforms report for rows that begin in these days; a channel that reports none is left out.

    As with exposures and costs, on a channel's day the platform's interface comes before a file.
    """
    rows = (
        current_rows(workspace, from_on=from_on, to_on=to_on)
        .filter(from_on__gte=from_on)
        .exclude(clicks=None)
    )
    sums: dict[tuple, dict[str, int]] = {}
    grouped = (
        rows.order_by().values_list("channel", "from_on", "cost_import__way").annotate(clicked=Sum("clicks"))
    )
    for channel, day, way, clicked in grouped:
        sums.setdefault((channel, day), {})[way] = clicked
    totals: dict[str, int] = {}
    for (channel, _day), ways in sums.items():
        clicked = ways.get(CostImport.Way.API, ways.get(CostImport.Way.FILE, 0))
        totals[channel] = totals.get(channel, 0) + clicked
    return totals
