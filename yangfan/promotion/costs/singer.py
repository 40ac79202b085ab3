"""Singer messages (SCHEMA, RECORD, STATE, one JSON object a line) as a table of costs.

A tap reports the same money in many streams (by campaign, by ad, by age …): one stream of each tap counts, the others
are left out and named. The field names are those that the taps publish.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from yangfan.core.ui.table_files import MAX_BYTES, Table, TableUnreadable

HEADER = ["Singer stream", "Period from", "Period to", "Channel", "Account", "Campaign", "Cost", "Currency",
          "Exposures", "Clicks"]  # fmt: skip
MICRO = Decimal("0.000001")


@dataclass(frozen=True)
class Tap:
    """How one tap names what we read; each field lists alternatives, a dot steps into an object."""

    title: str
    streams: tuple[str, ...]  # the best first
    channels: tuple[str, ...]
    day: tuple[str, ...]
    until: tuple[str, ...] = ()
    campaign: tuple[str, ...] = ("campaign_name", "campaign_id")
    account: tuple[str, ...] = ("account_name", "account_id")
    amounts: tuple[tuple[str, Decimal, str], ...] = ()  # field, factor, currency it is always in
    currency: tuple[str, ...] = ()
    accounts_stream: str = ""  # records of the accounts, whose "currency" serves when it is one for all
    impressions: tuple[str, ...] = ("impressions",)
    clicks: tuple[str, ...] = ("clicks",)


TAPS = (
    Tap(
        "tap-facebook", ("ads_insights",), ("paid_social", "facebook"), ("date_start",), until=("date_stop",),
        amounts=(("spend", Decimal(1), ""),), currency=("account_currency",), clicks=("inline_link_clicks", "clicks"),
    ),
    Tap(
        "tap-google-ads",
        ("campaign_performance_report", "campaign_performance", "account_performance_report", "ad_group_performance_report",
         "ad_performance_report"),
        ("google_ads", "paid_search"), ("date", "segments.date", "segments__date"),
        campaign=("campaign_name", "campaign.name", "campaign__name", "name", "campaign_id", "id"),
        account=("customer_descriptive_name", "descriptive_name", "customer_id"),
        amounts=(("cost_micros", MICRO, ""), ("metrics.costMicros", MICRO, ""), ("metrics__costMicros", MICRO, ""),
                 ("metrics__cost_micros", MICRO, "")),
        currency=("customer_currency_code", "currency_code", "customer.currencyCode"),
        impressions=("impressions", "metrics.impressions", "metrics__impressions"),
        clicks=("clicks", "metrics.clicks", "metrics__clicks"),
    ),
    Tap(
        "tap-bing-ads",
        ("campaign_performance_report", "ad_group_performance_report", "ad_performance_report"),
        ("paid_search", "microsoft_ads"), ("TimePeriod", "GregorianDate"), campaign=("CampaignName", "CampaignId"),
        account=("AccountName", "AccountId"), amounts=(("Spend", Decimal(1), ""),), currency=("CurrencyCode",),
        impressions=("Impressions",), clicks=("Clicks",),
    ),
    Tap(
        "tap-linkedin-ads",
        ("ad_analytics_by_campaign", "ad_analytics_by_campaign_group", "ad_analytics_by_account", "ad_analytics_by_creative"),
        ("linkedin", "paid_social"), ("start_at", "date_range.start"), until=("end_at", "date_range.end"),
        campaign=("campaign_name", "campaign_id", "campaign_group_id", "pivot_value"),
        amounts=(("cost_in_local_currency", Decimal(1), ""), ("cost_in_usd", Decimal(1), "USD")),
        accounts_stream="accounts",
    ),
    Tap(
        "tap-tiktok-ads", ("campaign_insights", "ad_insights", "auction_ad_reports"), ("tiktok", "paid_social", "paid_video"),
        ("stat_time_day",), account=("advertiser_name", "advertiser_id"), amounts=(("spend", Decimal(1), ""),),
        currency=("currency",), accounts_stream="advertisers",
    ),
)  # fmt: skip


@dataclass
class Singer:
    """The table, and what was left out: stream -> records."""

    table: Table
    again: dict[str, int] = field(default_factory=dict)  # the same money at another level
    unknown: dict[str, int] = field(default_factory=dict)

    def notes(self) -> list[str]:
        """Say in words what was left out."""
        words = []
        if self.again:
            words.append(
                _("Left out, because it is the same money at another level: %(streams)s.")
                % {"streams": named(self.again)}
            )
        if self.unknown:
            words.append(
                _("Streams that hold no costs we know of were left out: %(streams)s.")
                % {"streams": named(self.unknown)}
            )
        return words


def named(counts: dict[str, int]) -> str:
    return _(", ").join(f"{stream} ({count})" for stream, count in sorted(counts.items()))


def is_singer(content: bytes) -> bool:
    """Tell whether these bytes are Singer messages."""
    line = content.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0].strip()
    if not line.startswith(b"{"):
        return False
    try:
        said = json.loads(line)
    except ValueError:
        return False
    return isinstance(said, dict) and said.get("type") in ("SCHEMA", "RECORD", "STATE", "ACTIVATE_VERSION")


def read_singer(content: bytes, *, channels: dict[str, str], chosen: str = "") -> Singer:
    """Return the costs among these messages as a table whose lines are those of the file; raise TableUnreadable.

    `channels` maps keys to keys; with `chosen` the file names no channel of its own.
    """
    if len(content) > MAX_BYTES:
        raise TableUnreadable(
            _("The file is larger than %(mb)d MB. Cut it into parts.") % {"mb": MAX_BYTES >> 20}
        )
    records = list(_records(content))
    taps = _taps_of(records)
    counted = {
        tap.title: next(one for one in tap.streams if (one, tap) in taps.values()) for tap in _used(taps)
    }
    currencies = {tap.title: _one_currency(tap, records) for tap in _used(taps)}
    lines = content.count(b"\n") + 1
    sheet: list[list] = [[] for _line in range(lines)]
    sheet[0] = list(HEADER)
    again, unknown = Counter(), Counter()
    for number, stream, record in records:
        _stream, tap = taps.get(_kind(stream, record), (stream, None))
        if tap is None:
            (again if _is_breakdown(stream) else unknown)[stream] += 1
        elif counted[tap.title] != stream:
            again[stream] += 1
        else:
            sheet[number - 1] = _row(
                stream, tap, record, currencies[tap.title], "" if chosen else _channel(tap, channels)
            )
    if not any(row and row[3] for row in sheet[1:]):
        sheet = [row[:3] + row[4:] for row in sheet]  # nobody names a channel: a person chooses one
    return Singer(Table(encoding="singer", sheet=sheet), dict(again), dict(unknown))


def _records(content: bytes) -> Iterator[tuple[int, str, dict]]:
    known: set[str] = set()
    for number, line in enumerate(content.decode("utf-8-sig", "replace").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            said = json.loads(line, parse_float=Decimal)
        except ValueError as error:
            raise TableUnreadable(
                _("Line %(n)d cannot be read: %(why)s") % {"n": number, "why": error}
            ) from error
        kind, stream = (said.get("type"), said.get("stream", "")) if isinstance(said, dict) else (None, "")
        if kind == "SCHEMA":
            known.add(stream)
        elif kind == "RECORD":
            if stream not in known or not isinstance(said.get("record"), dict):
                words = {"n": number, "stream": stream}
                raise TableUnreadable(
                    _("Line %(n)d: a record of “%(stream)s” without its SCHEMA before it.") % words
                )
            yield number, stream, said["record"]


def _kind(stream: str, record: dict) -> tuple[str, str]:
    """Two taps name streams alike; which tap it is shows in the amount's name."""
    return stream, next((tap.title for tap in TAPS if stream in tap.streams and _amount(tap, record)), "")


def _taps_of(records) -> dict[tuple[str, str], tuple[str, Tap]]:
    by_title = {tap.title: tap for tap in TAPS}
    kinds = {_kind(stream, record) for _number, stream, record in records}
    return {kind: (kind[0], by_title[kind[1]]) for kind in kinds if kind[1]}


def _used(taps) -> list[Tap]:
    return [tap for tap in TAPS if any(one is tap for _stream, one in taps.values())]


def _is_breakdown(stream: str) -> bool:
    return any(
        stream.startswith((f"{name}_", f"{name.removesuffix('s')}_by"))
        for tap in TAPS
        for name in tap.streams
    ) or stream.endswith("_performance_report")


def _one_currency(tap: Tap, records) -> str:
    said = {
        str(record.get("currency") or "")
        for _n, stream, record in records
        if stream and stream == tap.accounts_stream
    }
    return said.pop() if len(said) == 1 else ""


def _amount(tap: Tap, record: dict):
    return next(
        ((name, factor, code) for name, factor, code in tap.amounts if _at(record, name) is not None), None
    )


def _row(stream: str, tap: Tap, record: dict, account_currency: str, channel: str) -> list:
    name, factor, code = _best_amount(tap, record, account_currency)
    amount = f"{Decimal(str(_at(record, name))) * factor:f}"
    first = _day(_first(record, tap.day))
    last = _day(_first(record, tap.until)) or first
    currency = code or str(_first(record, tap.currency) or account_currency)
    cells = (_first(record, tap.account), _first(record, tap.campaign))
    counts = (_first(record, tap.impressions), _first(record, tap.clicks))
    return [stream, first, last, channel, *map(_text, cells), amount, currency, *map(_text, counts)]


def _best_amount(tap: Tap, record: dict, account_currency: str) -> tuple[str, Decimal, str]:
    """The account's own currency where it is known; otherwise an amount whose currency its name tells."""
    if not account_currency and not _first(record, tap.currency):
        for name, factor, code in tap.amounts:
            if code and _at(record, name) is not None:
                return name, factor, code
    return _amount(tap, record)


def _channel(tap: Tap, channels: dict[str, str]) -> str:
    return next((key for key in tap.channels if key in channels), "")


def _at(record: dict, name: str):
    value = record
    for part in name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _first(record: dict, names: tuple[str, ...]):
    return next((value for name in names if (value := _at(record, name)) not in (None, "")), None)


def _day(value) -> str:
    if isinstance(value, dict):
        return "{year:04d}-{month:02d}-{day:02d}".format(**value)
    return "" if value is None else str(value)[:10]


def _text(value) -> str:
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)
