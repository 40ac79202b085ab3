"""Dates in table files, as people and spreadsheets write them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from yangfan.core.ui.table_files import moment_of

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2026-03-31", datetime(2026, 3, 31, tzinfo=SHANGHAI)),
        ("2026/3/1", datetime(2026, 3, 1, tzinfo=SHANGHAI)),
        ("2026.3.1 09:30", datetime(2026, 3, 1, 9, 30, tzinfo=SHANGHAI)),
        ("2026-03-31T09:30:15Z", datetime(2026, 3, 31, 9, 30, 15, tzinfo=UTC)),
        ("2026-03-31 09:30+02:00", datetime(2026, 3, 31, 7, 30, tzinfo=UTC)),
        (date(2026, 3, 31), datetime(2026, 3, 31, tzinfo=SHANGHAI)),
        (datetime(2026, 3, 31, 9, 30), datetime(2026, 3, 31, 9, 30, tzinfo=SHANGHAI)),  # noqa: DTZ001
    ],
)
def test_a_moment_is_read_however_it_is_written(cell, moment):
    assert moment_of(cell, SHANGHAI) == moment


@pytest.mark.parametrize("cell", ["", "31.3.2026", "2026-13-01", "2026-02-30", "tomorrow", "2026-03-31 noon"])
def test_what_names_no_moment_is_refused(cell):
    with pytest.raises(ValueError):
        moment_of(cell, SHANGHAI)
