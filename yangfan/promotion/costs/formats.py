"""The cost files that platforms hand out: how each names its columns, and by which signs it is known.

To read one more platform, add one entry to FORMATS and a golden file to the tests.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# field -> what a person calls it; the order is that of the mapping form
FIELDS = {
    "day": gettext_lazy("Day"),
    "period_from": gettext_lazy("Period from"),
    "period_to": gettext_lazy("Period to"),
    "week": gettext_lazy("Week"),
    "month": gettext_lazy("Month"),
    "channel": gettext_lazy("Channel"),
    "account": gettext_lazy("Account"),
    "campaign": gettext_lazy("Campaign"),
    "amount": gettext_lazy("Cost"),
    "currency": gettext_lazy("Currency"),
    "impressions": gettext_lazy("Exposures"),
    "clicks": gettext_lazy("Clicks"),
}
DATES = ("day", "period_from", "week", "month")
TOTALS = (
    "total",
    "totals",
    "总计",
    "合计",
    "汇总",
    "小计",
    "总费用",
    "共计",
    "gesamt",
    "totaux",
    "summe",
    "合計",
    "总数",
    "sum",
    "grand total",
)
FOOTERS = ("total:", "total :", "total of ", "总计：", "总计:", "合计：", "合计:", "©", "(c) ")


@dataclass(frozen=True)
class Format:
    """One kind of file. `columns` lists the names of each field, `signs` what only this kind has."""

    key: str
    title: str
    columns: dict[str, tuple[str, ...]]
    signs: frozenset[str] = frozenset()
    preamble: str = ""  # a regular expression on the lines above the header
    channels: tuple[str, ...] = ()  # suggested, the first that the workspace has
    bills_in: str = ""  # the currency of a platform that bills in one only
    empty_campaign_is_total: bool = False
    factor: Decimal = Decimal(1)  # from what the amount is written in to the currency's own unit


def _format(
    key, title, signs=(), *, channels=(), bills_in="", preamble="", empty_campaign_is_total=False,
    factor=Decimal(1), **columns,
):  # fmt: skip
    return Format(
        key=key,
        title=title,
        columns={name: tuple(aliases.split("|")) for name, aliases in columns.items()},
        signs=frozenset(signs),
        channels=channels,
        bills_in=bills_in,
        preamble=preamble,
        empty_campaign_is_total=empty_campaign_is_total,
        factor=factor,
    )


FORMATS = (
    _format(
        "google_ads",
        "Google Ads",
        ("impr.", "campaign type", "currency code", "货币代码", "广告系列类型", "广告系列", "impr. (top) %"),
        channels=("google_ads", "paid_search"),
        preamble=r"(campaign|ad group|account|keyword|ad)s? report|(广告系列|广告组|账号|帐号|账户|关键字)报告",
        day="day|date|天|日期|日|tag|jour|día",
        week="week|周|woche|semaine",
        month="month|月|月份|monat|mois",
        account="account name|account|customer id|账号名称|帐号名称|账号|帐号|账户名称|客户 id",
        campaign="campaign|广告系列|kampagne|campagne|campaña",
        amount="cost|费用|花费|kosten|coût|coste",
        currency="currency code|currency|货币代码|货币|währungscode|code de devise",
        impressions="impr.|impressions|展示次数|展示|曝光次数",
        clicks="clicks|点击次数|点击|klicks|clics",
    ),
    _format(
        "meta",
        "Meta (Facebook, Instagram)",
        (
            "reporting starts",
            "reporting ends",
            "amount spent",
            "报告开始日期",
            "报告结束日期",
            "花费金额",
            "已花费金额",
            "début des rapports",
            "fin des rapports",
            "montant dépensé",
            "ad set name",
            "广告组名称",
        ),  # fmt: skip
        channels=("paid_social", "facebook", "organic_social"),
        empty_campaign_is_total=True,
        day="day|天|日期|jour",
        period_from="reporting starts|报告开始日期|开始日期|début des rapports",
        period_to="reporting ends|报告结束日期|结束日期|fin des rapports",
        month="month|月|mois",
        account="account name|账户名称|账户|nom du compte",
        campaign="campaign name|广告系列名称|nom de la campagne",
        amount="amount spent|花费金额|已花费金额|montant dépensé",
        currency="currency|货币|devise",
        impressions="impressions|展示次数",
        clicks="link clicks|clicks (all)|clicks|链接点击量|点击量(全部)|clics sur un lien|clics sur lien",
    ),
    _format(
        "microsoft",
        "Microsoft Advertising",
        (
            "gregorian date",
            "gregoriandate",
            "timeperiod",
            "time period",
            "spend",
            "campaign id",
            "campaignid",
            "公历日期",
        ),
        channels=("paid_search", "microsoft_ads"),
        preamble=r"report aggregation|last completed available day|microsoft advertising|报告聚合",
        day="gregorian date|gregoriandate|timeperiod|time period|date|day|公历日期|日期",
        week="week|周",
        month="month|月",
        account="account name|accountname|account|帐户名称|账户名称|帐户|账户",
        campaign="campaign name|campaignname|campaign|广告系列名称|广告系列|市场活动",
        amount="spend|花费|支出|费用",
        currency="currency code|currencycode|currency|货币代码|货币",
        impressions="impressions|展示次数|展示数|曝光量",
        clicks="clicks|点击次数|点击",
    ),
    _format(
        "linkedin",
        "LinkedIn Ads",
        ("total spent", "campaign group name", "campaign group id", "start date", "广告系列组名称", "总支出"),
        channels=("linkedin", "paid_social"),
        preamble=r"campaign performance report|report start|date generated|广告系列成效报告",
        day="start date|date|day|开始日期|日期",
        account="account name|账户名称|帐号名称",
        campaign="campaign name|campaign group name|广告系列名称|广告系列组名称",
        amount="total spent|总支出|总花费",
        currency="currency|货币|币种",
        impressions="impressions|曝光次数|展示次数",
        clicks="clicks|点击次数|点击量",
    ),
    _format(
        "tiktok",
        "TikTok Ads",
        (
            "clicks (destination)",
            "cpc (destination)",
            "ctr (destination)",
            "by day",
            "stat_time_day",
            "推广系列名称",
            "推广系列id",
            "点击量(目标页面)",
        ),
        channels=("tiktok", "paid_social", "paid_video"),
        day="by day|stat_time_day|date|day|按天|日期|天",
        week="by week|按周",
        month="by month|按月",
        account="account name|advertiser name|advertiser_name|广告主名称|账户名称",
        campaign="campaign name|campaign_name|推广系列名称",
        amount="cost|spend|消耗|花费|总消耗",
        currency="currency|货币|币种",
        impressions="impressions|展示量|展示次数|曝光量",
        clicks="clicks (destination)|clicks (all)|clicks|点击量(目标页面)|点击量(全部)|点击量",
    ),
    _format(
        "singer",
        "Singer",
        ("singer stream",),
        period_from="period from",
        period_to="period to",
        channel="channel",
        account="account",
        campaign="campaign",
        amount="cost",
        currency="currency",
        impressions="exposures",
        clicks="clicks",
    ),
    _format(
        "baidu",
        "百度推广",
        ("推广计划", "网页转化", "商桥转化", "电话转化", "推广单元", "平均点击价格"),
        channels=("baidu_ads", "paid_search"),
        bills_in="CNY",
        preamble="数据生成时间|数据生成条件",
        day="日期|时间",
        account="账户|账户名称",
        campaign="推广计划|计划|计划名称|方案",
        amount="消费",
        impressions="展现|展现量",
        clicks="点击|点击量",
    ),
    _format(
        "ocean",
        "巨量引擎 / 千川",
        ("展示数", "点击数", "平均千次展现费用", "总花费", "消耗", "转化成本", "项目名称", "单元名称"),
        channels=("paid_social", "paid_video", "display"),
        bills_in="CNY",
        day="时间|日期|时间-天|投放日期",
        account="账户名称|账户|广告主|广告主名称|账户id",
        campaign="项目名称|项目|广告组|广告组名称|广告计划|计划名称|广告计划名称|计划|单元名称|单元",
        amount="总花费|消耗|总消耗|整体消耗",
        impressions="展示数|展示次数",
        clicks="点击数|点击次数",
    ),
    _format(
        "kuaishou",
        "快手（磁力引擎）",
        ("封面曝光数", "素材曝光数", "封面点击数", "行为数", "封面点击率", "photo_show", "aclick", "charge"),
        channels=("paid_social", "paid_video"),
        bills_in="CNY",
        day="时间|日期|stat_date",
        account="账户名称|账户|广告主|advertiser_id",
        campaign="计划名称|广告计划|计划|广告计划名称|campaign_name|campaign_id",
        amount="花费|消费|消耗|charge",
        impressions="封面曝光数|素材曝光数|曝光数|展现量|曝光量|photo_show|impression",
        clicks="行为数|封面点击数|点击量|点击数|aclick|photo_click",
    ),
    _format(
        "xiaohongshu",
        "小红书（聚光）",
        ("笔记id", "笔记", "互动量", "平均点击成本", "平均互动成本", "创意名称", "fee", "interaction", "acp"),
        channels=("paid_social",),
        bills_in="CNY",
        day="时间|日期|time|date",
        account="账户名称|账户|投放账号|advertiser_id",
        campaign="计划名称|计划|推广计划名称|campaign_name|campaign_id",
        amount="消费|花费|消耗|fee",
        impressions="展现量|展现|曝光量|impression",
        clicks="点击量|点击|click",
    ),
    _format(
        "tencent",
        "腾讯广告",
        ("曝光次数", "曝光量", "推广计划名称", "广告名称", "目标转化量"),
        channels=("paid_social", "wechat_account", "display"),
        bills_in="CNY",
        day="日期|时间",
        account="账户名称|账户|账户id",
        campaign="推广计划名称|推广计划|广告名称|计划名称",
        amount="花费|消耗|消费",
        impressions="曝光次数|曝光量",
        clicks="点击次数|点击量",
    ),
    _format(
        "tencent_api",
        gettext_lazy("腾讯广告 (API, cost in fen)"),
        ("view_count", "valid_click_count", "adgroup_name", "conversions_count"),
        channels=("paid_social", "wechat_account", "display"),
        bills_in="CNY",
        factor=Decimal("0.01"),
        day="date|stat_date",
        account="account_name|account_id",
        campaign="campaign_name|adgroup_name|campaign_id|adgroup_id",
        amount="cost",
        impressions="view_count",
        clicks="valid_click_count|click_count",
    ),
)
GENERIC = _format(
    "generic",
    gettext_lazy("Table"),
    day="day|date|日期|时间|天|tag|datum|jour|fecha|data",
    period_from="period from|from|start|start date|开始日期|起始日期",
    period_to="period to|to|end|end date|结束日期|截止日期",
    week="week|周",
    month="month|月|月份",
    channel="channel|渠道|渠道名称|channel name",
    account="account|账户|账户名称|帐号|账号",
    campaign="campaign|campaign name|推广活动|广告系列|推广计划|计划|计划名称|项目|活动",
    amount="cost|costs|amount|spend|spent|amount spent|total spent|费用|花费|消费|投入|金额|消耗|成本|总花费|kosten|coût",
    currency="currency|currency code|币种|货币|货币代码",
    impressions="exposures|exposure|impressions|impr.|views|曝光|曝光量|曝光数|曝光次数|展示次数|展现|展现量|展示|展示数|阅读量",
    clicks="clicks|点击|点击量|点击数|点击次数|link clicks",
)
_BY_KEY = {format.key: format for format in (*FORMATS, GENERIC)}


def format_of(key: str) -> Format:
    """Return the format of this key; the generic table for a key nobody knows."""
    return _BY_KEY.get(key, GENERIC)


def normal(header) -> str:
    """Return a header as it is compared: lower case, one kind of bracket, single spaces."""
    text = str(header).replace("（", "(").replace("）", ")").strip().strip('"').lower()
    return re.sub(r"\s+", " ", text)


def split_unit(header) -> tuple[str, str]:
    """'Amount spent (USD)' -> ('amount spent', 'USD'); a unit that is no currency is dropped, its name kept apart."""
    match = re.fullmatch(r"(.*?)\s*\(([^()]*)\)", normal(header))
    if not match:
        return normal(header), ""
    unit = match[2].strip()
    if unit in ("元", "人民币", "rmb", "¥", "分"):
        return match[1], "CNY"
    return match[1], unit.upper() if re.fullmatch(r"[a-z]{3}", unit) and unit not in ("all", "top") else ""


def factor_of(format: Format, header) -> Decimal:
    """Return what an amount under this header is multiplied by: (分), (元) and the format's own unit."""
    if normal(header).endswith("(分)"):
        return Decimal("0.01")
    return Decimal(1) if split_unit(header)[1] else format.factor


def columns_of(format: Format, headers: list) -> dict[str, int]:
    """Return field -> column number; the first name in the format's list that the header holds wins."""
    names = [(normal(header), split_unit(header)[0]) for header in headers]
    found, taken = {}, set()
    for name, aliases in format.columns.items():
        for alias in aliases:
            number = next((n for n, forms in enumerate(names) if alias in forms and n not in taken), None)
            if number is not None:
                found[name] = number
                taken.add(number)
                break
    if "day" in found:
        for coarser in ("period_from", "period_to", "week", "month"):
            found.pop(coarser, None)
    return found


@dataclass(frozen=True)
class Detected:
    """Which format a file has, where its header stands, and why we think so."""

    format: Format
    header_line: int
    headers: list
    columns: dict[str, int]
    reason: str
    preamble: str = ""
    signs: tuple[str, ...] = field(default=())


def is_usable(columns: dict) -> bool:
    """Say whether these columns are enough to read: some date, and an amount or exposures."""
    return any(name in columns for name in DATES) and ("amount" in columns or "impressions" in columns)


def detect(head: list[tuple[int, list]]) -> Detected:
    """Find header and format in a file's first rows; the generic table when no platform's signs are there."""
    best, best_score = None, 0
    for position, (line, cells) in enumerate(head[:40]):
        above = "\n".join(str(cell) for _, row in head[:position] for cell in row if cell not in ("", None))
        for format in FORMATS:
            found = _match(format, line, cells, above)
            if found and (score := _score(found)) > best_score:
                best, best_score = found, score
    return best or _detect_generic(head)


def _match(format: Format, line: int, cells: list, above: str) -> Detected | None:
    columns = columns_of(format, cells)
    has_figures = ("amount" in columns or "impressions" in columns) and "campaign" in columns
    if not is_usable(columns) and not (has_figures and above):
        return None
    if format.key == "generic" and not is_usable(columns):
        return None
    names = {form for cell in cells for form in (normal(cell), split_unit(cell)[0])}
    signs = tuple(sorted(format.signs & names))
    words = re.search(format.preamble, above, re.IGNORECASE) if format.preamble else None
    if not signs and not words:
        return None
    seen = [*([words[0]] if words else []), *signs]
    reason = _("Recognised by %(signs)s.") % {"signs": ", ".join(f"“{sign}”" for sign in seen[:4])}
    return Detected(format, line, cells, columns, reason, above, tuple(seen))


def _score(found: Detected) -> tuple:
    return 10 * len(found.signs) + len(found.columns) + (5 if "amount" in found.columns else 0)


def _detect_generic(head: list[tuple[int, list]]) -> Detected:
    best = None
    for position, (line, cells) in enumerate(head[:40]):
        columns = columns_of(GENERIC, cells)
        above = "\n".join(str(cell) for _, row in head[:position] for cell in row if cell not in ("", None))
        if columns and (best is None or len(columns) > len(best.columns)):
            best = Detected(GENERIC, line, cells, columns, "", above)
    if best is None:
        line, cells = max(head[:40], key=lambda item: sum(cell not in ("", None) for cell in item[1]))
        best = Detected(GENERIC, line, cells, {}, "", "")
    if is_usable(best.columns):
        reason = _("A table with a date and an amount; no platform's own signs in it.")
    else:
        reason = _("No column for the date or the amount was recognised: choose them below.")
    return Detected(GENERIC, best.header_line, best.headers, best.columns, reason, best.preamble)
