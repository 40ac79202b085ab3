"""The dashboard as files: one panel as CSV, or everything as a ZIP of them."""

import io
import zipfile

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from yangfan.accounts.public import workspace_view
from yangfan.core.ui.exports import csv_lines, csv_response
from yangfan.events import stats
from yangfan.insights.dashboard import figures
from yangfan.insights.dashboard.panels import DIMENSIONS
from yangfan.promotion.public import period_of

EVERY_ROW = 100_000
FILES = ("numbers", "days", "channels", *DIMENSIONS)


def rows_of(what: str, workspace, choice):
    """Yield a heading and the rows of one file."""
    period = figures.as_period(choice)
    if what == "numbers":
        yield from _numbers(workspace, choice)
    elif what == "days":
        yield from stats.csv_rows(stats.by_day(workspace, period))
    elif what == "channels":
        yield from stats.csv_rows(stats.by_channel(workspace, period))
    else:
        yield from stats.csv_rows(stats.breakdown(workspace, period, what, limit=EVERY_ROW).rows)


def _numbers(workspace, choice):
    compared = figures.compare(workspace, choice)
    yield [_("Number"), _("Value"), _("Before"), _("From"), _("To"), _("Definition")]
    for metric in (stats.metric_of(workspace, key) for key in stats.METRICS):
        before = metric.compute(compared.before) if compared.before else None
        values = ["" if value is None else str(value) for value in (metric.compute(compared.now), before)]
        yield [str(metric.title), *values, str(choice.from_on), str(choice.to_on), str(metric.definition)]
    for title, apart in ((_("Cost"), compared.now.cost_apart), (_("Revenue"), compared.now.revenue_apart)):
        for currency, amount in figures.apart_words(apart):
            label = _("%(what)s in %(currency)s, not summed") % {"what": title, "currency": currency}
            yield [label, str(amount), "", str(choice.from_on), str(choice.to_on), ""]


def _name(what: str, workspace, choice) -> str:
    return f"{workspace.slug}-{what}-{choice.from_on}-{choice.to_on}"


@workspace_view()
def one(request, what):
    """One panel's figures as CSV."""
    if what not in FILES:
        raise Http404
    choice = period_of(request)
    rows = rows_of(what, request.workspace, choice)
    header = next(rows, [])
    return csv_response(filename=_name(what, request.workspace, choice), header=header, rows=rows)


@workspace_view()
def everything(request):
    """All of them in a ZIP."""
    choice, buffer = period_of(request), io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for what in FILES:
            rows = rows_of(what, request.workspace, choice)
            header = next(rows, [])
            archive.writestr(
                f"{_name(what, request.workspace, choice)}.csv", "".join(csv_lines(header, rows))
            )
    response = HttpResponse(buffer.getvalue(), content_type="application/zip")
    filename = f"{_name('overview', request.workspace, choice)}.zip"
    response["Content-Disposition"] = content_disposition_header(True, filename)
    return response
