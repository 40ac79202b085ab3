"""The one query layer of every number on a screen, in an export and in a report."""

from yangfan.events.stats.answers import (
    UnknownDimension,
    breakdown,
    by_channel,
    by_day,
    coverage,
    first_day,
    live,
    totals,
)
from yangfan.events.stats.clicks import ClickSums, DayClicks, LinkClicks, clicks_by_link, clicks_of_link
from yangfan.events.stats.daily import ChannelDay, by_day_and_channel
from yangfan.events.stats.export import csv_rows
from yangfan.events.stats.metrics import METRICS, Metric, metric, metric_of
from yangfan.events.stats.names import country_name, language_name
from yangfan.events.stats.numbers import (
    Breakdown,
    BreakdownRow,
    ChannelNumbers,
    Coverage,
    DayNumbers,
    Live,
    Totals,
    change,
    roi_of,
)
from yangfan.events.stats.periods import BadPeriod, Period, today_of

__all__ = [
    "BadPeriod", "Breakdown", "BreakdownRow", "ChannelDay", "ChannelNumbers", "ClickSums", "Coverage", "DayClicks", "DayNumbers", "LinkClicks", "Live", "METRICS", "Metric",
    "Period", "Totals", "UnknownDimension", "breakdown", "by_channel", "by_day", "by_day_and_channel", "change", "clicks_by_link", "clicks_of_link", "country_name", "coverage",
    "csv_rows", "first_day", "language_name", "live", "metric", "metric_of", "roi_of", "today_of", "totals",
]  # fmt: skip
