"""What `yangfan demo --dump` would send comes to the case's table, recounted by a script that imports nothing of ours."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

RECOUNT = Path(__file__).with_name("recount.py")
# exposures, visits, inquiries, cost, deals, revenue
TABLE = {
    "google_ads": [10_740, 512, 23, 11_120, 2, 46_800],
    "baidu_ads": [9_180, 437, 17, 6_552, 1, 14_200],
    "google_organic": [8_212, 617, 14, 0, 1, 23_600],
    "linkedin": [4_850, 95, 3, 2_700, 0, 0],
    "wechat_account": [3_480, 348, 6, 1_800, 0, 0],
    "youtube": [1_560, 25, 0, 2_400, 0, 0],
    "search_organic": [0, 8_420, 106, 0, 3, 78_400],
    "direct": [0, 8_389, 55, 0, 0, 0],
    "b2b_marketplaces": [0, 4_120, 68, 14_900, 2, 52_600],
    "wechat_shares": [0, 2_060, 14, 0, 0, 0],
    "trade_media": [0, 1_655, 12, 6_000, 0, 0],
    "ai_assistants": [0, 1_130, 16, 0, 1, 19_800],
    "trade_fair": [0, 948, 27, 12_000, 1, 32_800],
    "email": [0, 319, 16, 1_200, 1, 19_800],
    "": [0, 0, 0, 37_328, 0, 0],  # not allocated
}
TOTAL = [38_022, 29_075, 377, 96_000, 12, 288_000]


@pytest.mark.parametrize("seed", [1, 20])
def test_the_raw_input_comes_to_the_table(tmp_path, seed):
    dump = [
        sys.executable,
        "-m",
        "yangfan.config.cli",
        "demo",
        "--dump",
        tmp_path / "season.jsonl",
        "--seed",
        str(seed),
    ]
    subprocess.run(dump, check=True)
    recounted = subprocess.run(
        [sys.executable, "-I", RECOUNT, tmp_path / "season.jsonl"], check=True, capture_output=True
    )
    table = json.loads(recounted.stdout)
    assert table == TABLE
    assert [sum(column) for column in zip(*table.values(), strict=True)] == TOTAL


def test_the_script_is_short_and_knows_nothing_of_ours():
    lines = [line for line in RECOUNT.read_text().splitlines() if line.strip()]
    assert len(lines) <= 60
    assert not any("yangfan" in line for line in lines)
