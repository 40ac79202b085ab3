"""What each platform's file is read as, and what is refused."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yangfan.core.ui.table_files import TableUnreadable, open_table
from yangfan.promotion.costs import cells
from yangfan.promotion.costs.reading import CostMapping, read_costs
from yangfan.promotion.costs.singer import is_singer, read_singer
from yangfan.promotion.costs.tests import samples

CHANNELS = {
    key: key
    for key in ("google_ads", "baidu_ads", "linkedin", "paid_social", "paid_search", "wechat_account")
}
SEPTEMBER = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def english(settings):
    from django.utils import translation

    with translation.override("en"):
        yield


def read(content, *, today=date(2026, 11, 23), currency="CNY", **mapping):
    return read_costs(
        open_table(content), channels=CHANNELS, currency=currency, today=today, mapping=CostMapping(**mapping)
    )


def lines_of(reading):
    """(channel, campaign, from, to, amount, currency, impressions, clicks), in order of the keys."""
    return [
        (
            k.channel,
            k.campaign,
            k.from_on.isoformat(),
            k.to_on.isoformat(),
            f.amount,
            f.currency,
            f.impressions,
            f.clicks,
        )
        for k, f in sorted(reading.figures.items())
    ]


GOLDEN = {
    "google": (samples.GOOGLE, "google_ads", [
        ("google_ads", "Brand EN", "2026-09-01", "2026-09-01", Decimal("172.45"), "USD", 1204, 31),
        ("google_ads", "Brand EN", "2026-09-02", "2026-09-02", Decimal("98.10"), "USD", 866, 17),
        ("google_ads", "Palletizer", "2026-09-02", "2026-09-02", Decimal(0), "USD", None, 0),
    ]),
    "google, UTF-16 with tabs, Chinese": (samples.GOOGLE_EXCEL, "google_ads", [
        ("google_ads", "品牌词", "2026-09-01", "2026-09-01", Decimal("1172.45"), "CNY", 1204, 31),
    ]),
    "google by week": (samples.GOOGLE_WEEKS, "google_ads", [
        ("google_ads", "Brand", "2026-08-31", "2026-09-06", Decimal("70.00"), "EUR", 700, 7),
    ]),
    "google without days": (samples.GOOGLE_WHOLE, "google_ads", [
        ("google_ads", "Brand", "2026-09-01", "2026-09-30", Decimal("300.00"), "EUR", 900, 30),
    ]),
    "meta, ads of one campaign added up, total row without a campaign left out": (samples.META, "meta", [
        ("paid_social", "Robots EU", "2026-09-01", "2026-09-30", Decimal("310.20"), "USD", 15400, 210),
    ]),
    "meta, French": (samples.META_FRENCH, "meta", [
        ("paid_social", "Robots", "2026-09-01", "2026-09-01", Decimal("1234.56"), "EUR", 15400, 210),
    ]),
    "baidu, GBK": (samples.BAIDU, "baidu", [
        ("baidu_ads", "品牌词", "2026-09-01", "2026-09-01", Decimal("168.00"), "CNY", 320, 12),
        ("baidu_ads", "码垛机器人", "2026-09-01", "2026-09-01", Decimal("225.50"), "CNY", 410, 15),
    ]),
    "ocean": (samples.OCEAN_CSV, "ocean", [
        ("paid_social", "机器人-通投", "2026-09-01", "2026-09-01", Decimal("351.07"), "CNY", 15230, 310),
    ]),
    "microsoft": (samples.MICROSOFT, "microsoft", [
        ("paid_search", "Search DE", "2026-09-01", "2026-09-01", Decimal("48.12"), "CNY", 640, 22),
    ]),
    "kuaishou": (samples.KUAISHOU, "kuaishou", [
        ("paid_social", "短视频", "2026-09-01", "2026-09-01", Decimal("88.60"), "CNY", 12000, 300),
    ]),
    "xiaohongshu": (samples.XIAOHONGSHU, "xiaohongshu", [
        ("paid_social", "种草", "2026-09-01", "2026-09-01", Decimal("59.90"), "CNY", 4200, 130),
    ]),
    "microsoft with preamble, thousands and a copyright line": (samples.MICROSOFT_UI, "microsoft", [
        ("paid_search", "Search DE", "2026-09-13", "2026-09-13", Decimal("48.12"), "EUR", 1640, 22),
        ("paid_search", "Search DE", "2026-09-14", "2026-09-14", Decimal("40.00"), "EUR", 1502, 19),
    ]),
    "microsoft, Chinese": (samples.MICROSOFT_CHINESE, "microsoft", [
        ("paid_search", "搜索 德国", "2026-09-01", "2026-09-01", Decimal("48.12"), "EUR", 640, 22),
    ]),
    "linkedin, Chinese": (samples.LINKEDIN_CHINESE, "linkedin", [
        ("linkedin", "工程师", "2026-09-01", "2026-09-01", Decimal("45.10"), "USD", 1820, 12),
    ]),
    "tencent, in yuan": (samples.TENCENT, "tencent", [
        ("paid_social", "朋友圈-码垛", "2026-09-01", "2026-09-01", Decimal("260.40"), "CNY", 8200, 96),
    ]),
    "tencent by interface, in fen": (samples.TENCENT_API, "tencent_api", [
        ("paid_social", "Moments", "2026-09-01", "2026-09-01", Decimal("260.40"), "CNY", 8200, 96),
    ]),
    "tencent with fen in the header": (samples.TENCENT_FEN, "tencent", [
        ("paid_social", "朋友圈", "2026-09-01", "2026-09-01", Decimal("260.40"), "CNY", 8200, 96),
    ]),
    "kuaishou by interface": (samples.KUAISHOU_API, "kuaishou", [
        ("paid_social", "Films", "2026-09-01", "2026-09-01", Decimal("88.6"), "CNY", 12000, 300),
    ]),
    "xiaohongshu with totals": (samples.XIAOHONGSHU_UI, "xiaohongshu", [
        ("paid_social", "种草-码垛", "2026-09-01", "2026-09-01", Decimal("59.90"), "CNY", 4200, 130),
    ]),
    "xiaohongshu by interface": (samples.XIAOHONGSHU_API, "xiaohongshu", [
        ("paid_social", "Seeding", "2026-09-01", "2026-09-01", Decimal("59.9"), "CNY", 4200, 130),
    ]),
    "tiktok, its count of results left out": (samples.TIKTOK, "tiktok", [
        ("paid_social", "Films EU", "2026-09-01", "2026-09-01", Decimal("31.20"), "USD", 9100, 210),
        ("paid_social", "Films US", "2026-09-01", "2026-09-01", Decimal("12.00"), "USD", 4100, 80),
    ]),
    "tiktok, Chinese": (samples.TIKTOK_CHINESE, "tiktok", [
        ("paid_social", "短片 欧洲", "2026-09-01", "2026-09-01", Decimal("31.20"), "USD", 9100, 210),
    ]),
}  # fmt: skip


@pytest.mark.parametrize("name", GOLDEN)
def test_each_platforms_file_is_known_and_read(name):
    content, format, expected = GOLDEN[name]
    reading = read(content)
    assert reading.problems == []
    assert reading.format.key == format
    assert lines_of(reading) == expected
    assert reading.detected.reason


def test_a_spreadsheet_of_ocean_engine_is_read_with_its_dates_and_numbers():
    book = samples.workbook([
        ["时间", "广告组id", "广告组", "展示数", "点击数", "总花费(元)"],
        [date(2026, 9, 1), "741", "机器人", 1520, 31, 35.07],
        ["总计", "", "", 1520, 31, 35.07],
    ])  # fmt: skip
    reading = read(book)
    assert reading.format.key == "ocean"
    assert lines_of(reading) == [
        ("paid_social", "机器人", "2026-09-01", "2026-09-01", Decimal("35.07"), "CNY", 1520, 31)
    ]
    assert reading.totals_skipped == 1


def test_a_plain_table_names_channels_by_name_and_leaves_the_rest_to_the_chosen_one():
    reading = read(samples.GENERIC, channel="wechat_account")
    assert [line[0] for line in lines_of(reading)] == ["linkedin", "wechat_account"]
    assert reading.totals == {"CNY": Decimal("420.5")}


def test_a_plain_table_without_channel_asks_for_one():
    reading = read(b"Date,Cost\n2026-09-01,300\n")
    assert [(p.line, p.field) for p in reading.problems] == [(0, "channel")]


def test_a_channel_that_is_not_ours_is_named_by_line():
    reading = read(b"Date,Channel,Cost\n2026-09-01,MySpace,300\n")
    assert [(p.line, p.field, p.value) for p in reading.problems] == [(2, "channel", "MySpace")]


def test_slashed_dates_that_read_two_ways_are_refused_and_named():
    reading = read(samples.LINKEDIN)
    assert reading.format.key == "linkedin"
    assert [(p.line, p.field, p.value) for p in reading.problems] == [(3, "day", "9/1/2026")]
    assert "two ways" in reading.problems[0].words


def test_slashed_dates_are_read_once_someone_says_their_order():
    reading = read(samples.LINKEDIN, date_order="mdy")
    assert not reading.problems
    assert [line[2] for line in lines_of(reading)] == ["2026-09-01", "2026-09-13"]


def test_bad_cells_are_named_by_line_and_field_and_good_lines_are_still_read():
    content = b"Date,Campaign,Cost,Impressions\n2026-09-01,A,12,5\n2026-02-30,B,12,5\n2026-09-01,C,twelve,5\n2026-09-01,D,1,1.5\n"
    reading = read(content, channel="linkedin")
    assert [(p.line, p.field) for p in reading.problems] == [(3, "day"), (4, "amount"), (5, "impressions")]
    assert reading.bad_lines == 3
    assert [line[1] for line in lines_of(reading)] == ["A"]


def test_a_day_in_the_future_is_refused():
    reading = read(b"Date,Cost\n2026-09-03,1\n", channel="linkedin", today=SEPTEMBER)
    assert "future" in reading.problems[0].words


def test_two_currencies_for_one_row_are_refused():
    reading = read(
        b"Date,Campaign,Cost,Currency\n2026-09-01,A,1,USD\n2026-09-01,A,2,EUR\n", channel="linkedin"
    )
    assert [(p.line, p.field) for p in reading.problems] == [(3, "currency")]


def test_a_bare_dollar_sign_is_read_as_us_dollars_and_said_so():
    reading = read(b"Date,Cost\n2026-09-01,$5\n", channel="linkedin")
    assert reading.totals == {"USD": Decimal(5)}
    assert any("USD" in note for note in reading.notes)


def test_columns_can_be_chosen_by_hand():
    content = "wann,wofür,wieviel\n2026-09-01,Messe,300\n".encode()
    assert read(content).problems
    reading = read(content, channel="-", columns={"day": 0, "campaign": 1, "amount": 2})
    assert lines_of(reading) == [("", "Messe", "2026-09-01", "2026-09-01", Decimal(300), "CNY", None, None)]


@pytest.mark.parametrize(
    "content",
    [b"", b"  \n", b"<html><table><tr><td>1</td></tr></table></html>", b"PK\x03\x04broken", b"\xff\xfe\xff"],
)
def test_what_is_no_table_is_refused_in_words(content):
    with pytest.raises(TableUnreadable) as refused:
        open_table(content)
    assert str(refused.value)


@pytest.mark.parametrize(
    ("text", "comma", "expected"),
    [
        ("1,204", False, ("1204", "")), ("$172.45", False, ("172.45", "$")), ("1 234,56", True, ("1234.56", "")),
        ("1.234,56 €", True, ("1234.56", "EUR")), ("-12.50", False, ("-12.50", "")), ("(12.50)", False, ("-12.50", "")),
        ("US$1,000.00", False, ("1000.00", "USD")), ("CNY 88", False, ("88", "CNY")), ("¥3", False, ("3", "¥")),
        ("12,5", False, ("12.5", "")), ("--", False, (None, "")), ("1234567.891", False, ("1234567.891", "")),
    ],
)  # fmt: skip
def test_amounts_are_read_with_their_marks(text, comma, expected):
    amount, currency = cells.parse_amount(text, decimal_comma=comma)
    assert (None if amount is None else str(amount), currency) == expected


@pytest.mark.parametrize("text", ["1,23,4", "12a", "1.2.3", "--5", "1,2345"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(cells.CellRefused):
        cells.parse_amount(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-09-01", "2026-09-01"), ("2026/9/1", "2026-09-01"), ("2026年9月1日", "2026-09-01"), ("20260901", "2026-09-01"),
        ("Sep 1, 2026", "2026-09-01"), ("1 September 2026", "2026-09-01"), ("01.09.2026", "2026-09-01"),
        ("2026-09-01 00:00:00", "2026-09-01"), ("13/09/2026", "2026-09-13"), ("9/13/2026", "2026-09-13"),
        ("09/09/2026", "2026-09-09"), ("Mon, Sep 1, 2026", "2026-09-01"),
    ],
)  # fmt: skip
def test_days_are_read_in_every_usual_spelling(text, day):
    assert cells.parse_period(text) == (date.fromisoformat(day),) * 2


@given(st.integers(1, 12), st.integers(1, 12))
def test_no_slashed_date_is_ever_guessed(a, b):
    text = f"{a}/{b}/2026"
    if a == b:
        assert cells.parse_period(text)[0] == date(2026, a, b)
    else:
        with pytest.raises(cells.CellRefused):
            cells.parse_period(text)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_an_amount_means_the_same_however_it_is_written(amount):
    assert cells.parse_amount(f"{amount:,}")[0] == amount
    european = f"{amount:,}".translate(str.maketrans(",.", ".,"))
    assert cells.parse_amount(european, decimal_comma=True)[0] == amount


def test_microsofts_slashed_dates_are_refused_until_someone_says_their_order():
    content = samples.MICROSOFT_UI.replace(b"9/13/2026", b"9/3/2026").replace(b"9/14/2026", b"9/4/2026")
    reading = read(content)
    assert reading.format.key == "microsoft" and reading.totals_skipped == 1
    assert [(p.line, p.field, p.value) for p in reading.problems] == [
        (9, "day", "9/3/2026"),
        (10, "day", "9/4/2026"),
    ]
    assert [one[2] for one in lines_of(read(content, date_order="mdy"))] == ["2026-09-03", "2026-09-04"]


def read_messages(content, **mapping):
    mapping = CostMapping(**mapping)
    singer = read_singer(content, channels=CHANNELS, chosen=mapping.channel)
    reading = read_costs(
        singer.table, channels=CHANNELS, currency="CNY", today=date(2026, 11, 23), mapping=mapping
    )
    return reading, singer.notes()


def test_singer_records_are_added_up_by_campaign_and_other_streams_are_named_and_left_out():
    reading, notes = read_messages(samples.SINGER)
    assert not reading.problems and reading.format.key == "singer"
    assert lines_of(reading) == [
        ("paid_social", "Robots EU", "2026-09-01", "2026-09-01", Decimal("20.00"), "USD", 1000, 12)
    ]
    assert len(notes) == 2
    assert "same money" in notes[0] and "ads_insights_age_and_gender (1)" in notes[0]
    assert "adsets (1)" in notes[1]


def test_singer_records_of_several_taps_go_to_their_own_channels_and_one_stream_of_each_counts():
    reading, notes = read_messages(samples.SINGER_MANY)
    assert not reading.problems
    assert lines_of(reading) == [
        ("google_ads", "Brand", "2026-09-01", "2026-09-01", Decimal("12.345678"), "EUR", 500, 20),
        ("linkedin", "88", "2026-09-01", "2026-09-01", Decimal("45.1"), "GBP", 1820, 12),
        ("paid_search", "Search DE", "2026-09-01", "2026-09-01", Decimal("48.12"), "EUR", 640, 22),
        ("paid_social", "Films EU", "2026-09-01", "2026-09-01", Decimal("31.2"), "USD", 9100, 210),
    ]
    assert "ad_group_performance_report (1)" in notes[0]


def test_linkedins_dollars_are_taken_when_nobody_says_what_the_local_currency_is():
    content = b"\n".join(line for line in samples.SINGER_MANY.split(b"\n") if b'"accounts"' not in line)
    totals = read_messages(content)[0].totals
    assert totals["USD"] == Decimal("91.2") and "GBP" not in totals


def test_a_chosen_channel_is_that_of_all_singer_records():
    reading, _notes = read_messages(samples.SINGER, channel="linkedin")
    assert {one[0] for one in lines_of(reading)} == {"linkedin"}


def test_a_bad_singer_date_is_named_by_its_line_in_the_file():
    reading, _notes = read_messages(
        samples.SINGER.replace(b'"date_start": "2026-09-01"', b'"date_start": "soon"', 1)
    )
    assert [(p.line, p.field) for p in reading.problems] == [(2, "period_from")]


@pytest.mark.parametrize(
    "content",
    [b'{"type": "RECORD", "stream": "ads_insights", "record": {}}\n', samples.SINGER + b'{"type": "REC\n'],
)
def test_singer_messages_out_of_order_or_cut_off_are_refused_by_line(content):
    assert is_singer(content)
    with pytest.raises(TableUnreadable) as refused:
        read_singer(content, channels=CHANNELS)
    assert "ine " in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"Date,Cost\n", b'{"a": 1}', b"[1]", b'{"type": "RECORD"'])
def test_what_is_no_singer_message_is_left_to_the_other_readers(content):
    assert not is_singer(content)
