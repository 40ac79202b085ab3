"""The season's bills: three platforms' own files, one simple table, and what was entered by hand."""

import base64
from datetime import date
from random import Random

from yangfan.demo.season.calendar import share_out, weights
from yangfan.demo.season.table import TABLE

MONTHS = 6
GOOGLE_CAMPAIGNS = {"palletizing-eu": 0.58, "cobot-americas": 0.42}
BAIDU_PLANS = {"协作机械臂-品牌": 0.35, "码垛机器人-行业词": 0.65}

BY_HAND = (  # channel ("" belongs to none), yuan, day of the season, note
    ("wechat_account", 300, 10, "公众号编辑 · 第 1 期"), ("wechat_account", 300, 40, "公众号编辑 · 第 2 期"),
    ("wechat_account", 300, 70, "公众号编辑 · 第 3 期"), ("wechat_account", 300, 100, "公众号编辑 · 第 4 期"),
    ("wechat_account", 300, 130, "公众号编辑 · 第 5 期"), ("wechat_account", 300, 160, "公众号编辑 · 第 6 期"),
    ("youtube", 2_400, 60, "P30 两分钟视频：拍摄与英文配音"),
    ("trade_media", 1_200, 30, "行业媒体软文 · 码垛"), ("trade_media", 1_200, 63, "行业媒体软文 · 上下料"),
    ("trade_media", 1_200, 96, "行业媒体软文 · 厂内物流"), ("trade_media", 1_200, 124, "行业媒体软文 · 视觉"),
    ("trade_media", 1_200, 157, "行业媒体软文 · 年度回顾"),
    ("trade_fair", 2_000, 46, "区域展会：易拉宝与二维码物料"), ("trade_fair", 6_200, 116, "上海工博会：联合展位"),
    ("trade_fair", 3_800, 139, "广交会：联合展位"),
    ("email", 240, 41, "邮件群发 · 第 1 期"), ("email", 240, 69, "邮件群发 · 第 2 期"), ("email", 240, 98, "邮件群发 · 第 3 期"),
    ("email", 240, 127, "邮件群发 · 第 4 期"), ("email", 240, 155, "邮件群发 · 第 5 期"),
    ("", 16_800, 0, "网站搭建与中英双语内容"), ("", 8_400, 12, "产品线稿与拍摄"), ("", 200, 90, "外汇手续费"),
    *(("", 128, 2 + 30 * month, f"服务器 · 第 {month + 1} 月") for month in range(6)),
    *(("", 1_860, 4 + 30 * month, f"兼职运营 · 第 {month + 1} 月") for month in range(6)),
)  # fmt: skip


def all_costs(rng: Random, days: list[date]) -> list[dict]:
    """Return requests for the doors cost_file and cost."""
    at = _moments(days)
    requests = [
        {"door": "cost", "at": at[number], "cost": {
            "channel": channel, "amount": f"{amount}.00", "currency": "CNY", "on": days[number].isoformat(), "note": note,
        }}
        for channel, amount, number, note in BY_HAND
    ]  # fmt: skip
    for maker, channel in (
        (google_file, "google_ads"),
        (baidu_file, "baidu_ads"),
        (linkedin_file, "linkedin"),
        (marketplace_file, "b2b_marketplaces"),
    ):
        rows = daily_rows(rng, days, channel)
        for month in range(MONTHS):
            part = [row for row in rows if min(row["number"] // 30, MONTHS - 1) == month]
            if any(row["cents"] or row["shown"] for row in part):
                filename, content = maker(part, month)
                requests.append({
                    "door": "cost_file", "at": at[part[-1]["number"]] + 7200, "filename": filename, "channel": channel,
                    "content": base64.b64encode(content).decode(),
                })  # fmt: skip
    return requests


def _moments(days: list[date]) -> list[int]:
    from yangfan.demo.season.emit import _midnight

    return [_midnight(day) + 12 * 3600 for day in days]


def daily_rows(rng: Random, days: list[date], channel: str) -> list[dict]:
    """Return one row a day: cents spent, times shown, clicks."""
    row = TABLE[channel]
    spread = weights(channel, days, rng)
    spent = share_out(row.cost * 100, [each * rng.uniform(0.85, 1.15) for each in spread])
    shown = share_out(row.exposures or 0, spread)
    clicks = share_out(row.visits, spread)
    return [
        {
            "number": number,
            "day": day,
            "cents": spent[number],
            "shown": shown[number],
            "clicks": clicks[number],
        }
        for number, day in enumerate(days)
    ]


def _divided(row: dict, campaigns: dict[str, float]) -> list[tuple[str, int, int, int]]:
    """Divide a day among campaigns."""
    parts = {key: share_out(row[key], list(campaigns.values())) for key in ("cents", "shown", "clicks")}
    return [
        (name, parts["cents"][i], parts["shown"][i], parts["clicks"][i]) for i, name in enumerate(campaigns)
    ]


def _yuan(cents: int) -> str:
    return f"{cents / 100:.2f}"


def _grouped(number: int) -> str:
    return f'"{number:,}"' if number >= 1000 else str(number)


def google_file(
    rows: list[dict], month: int, campaigns: dict[str, float] = GOOGLE_CAMPAIGNS
) -> tuple[str, bytes]:
    """The CSV of the Google Ads screen: two lines above the header, totals below, -- for nothing."""
    first, last = rows[0]["day"], rows[-1]["day"]
    lines = ["Campaign report", f'"{first:%B} {first.day}, {first.year} - {last:%B} {last.day}, {last.year}"',
             "Day,Campaign,Campaign type,Currency code,Cost,Impr.,Clicks,Conversions"]  # fmt: skip
    cents = shown = 0
    for row in rows:
        for name, spent, seen, clicks in _divided(row, campaigns):
            if spent or seen:
                lines.append(f"{row['day']},{name},Search,CNY,{_yuan(spent)},{_grouped(seen)},{clicks},--")
                cents, shown = cents + spent, shown + seen
    total = _yuan(cents) if cents < 100_000 else f'"{cents / 100:,.2f}"'
    lines.append(f"Total: Campaigns,,,CNY,{total},{_grouped(shown)},,")
    return f"google-ads-{first:%Y-%m-%d}.csv", ("\n".join(lines) + "\n").encode()


def baidu_file(rows: list[dict], month: int) -> tuple[str, bytes]:
    """Baidu's report: GBK, seven lines above the header."""
    first, last = rows[0]["day"], rows[-1]["day"]
    lines = [f"数据生成时间：{last} 23:50:00", "数据生成条件：", f"1. 时间范围：{first} 至 {last}", "2. 账户：tuolan-robotics",
             "3. 推广方式：搜索推广", "4. 时间单位：分日", "", "日期,账户,推广计划,展现,点击,消费,点击率,平均点击价格"]  # fmt: skip
    for row in rows:
        for name, spent, seen, clicks in _divided(row, BAIDU_PLANS):
            if spent or seen:
                rate = f"{clicks / seen:.2%}" if seen else "-"
                price = _yuan(round(spent / clicks)) if clicks else "-"
                lines.append(
                    f"{row['day']},tuolan-robotics,{name},{seen},{clicks},{_yuan(spent)},{rate},{price}"
                )
    return f"百度推广报告-{first:%Y%m%d}.csv", ("\r\n".join(lines) + "\r\n").encode("gbk")


def linkedin_file(rows: list[dict], month: int) -> tuple[str, bytes]:
    """LinkedIn's daily campaign table."""
    lines = ["Start Date,Campaign Name,Currency,Total Spent,Impressions,Clicks"]
    lines += [
        f"{row['day']},plant-managers,CNY,{_yuan(row['cents'])},{row['shown']},{row['clicks']}"
        for row in rows
        if row["cents"] or row["shown"]
    ]
    return f"linkedin-{rows[0]['day']:%Y-%m-%d}.csv", ("\n".join(lines) + "\n").encode("utf-8-sig")


def marketplace_file(rows: list[dict], month: int) -> tuple[str, bytes]:
    """A table kept by hand, as sellers on marketplaces do: no exposures in it."""
    lines = ["日期,推广项目,费用,币种"]
    lines += [f"{row['day']},外贸直通车,{_yuan(row['cents'])},CNY" for row in rows if row["cents"]]
    return f"b2b-{rows[0]['day']:%Y-%m-%d}.csv", ("\n".join(lines) + "\n").encode("utf-8-sig")
