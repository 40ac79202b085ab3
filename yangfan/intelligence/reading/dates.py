"""By when: dates as written in eight languages, and spans counted from the day of the message."""

import re
from calendar import monthrange
from datetime import date, timedelta

from yangfan.intelligence.reading.found import LIKELY, SURE, Found, Mark
from yangfan.intelligence.reading.numbers import NUMBER, value_of

_NAMES = {
    1: "january jan enero ene januar jänner janvier janv января январь январе январю janeiro يناير",
    2: "february feb febrero februar février févr февраля февраль феврале февралю fevereiro fev فبراير",
    3: "march mar marzo märz mars марта март марте марту março مارس",
    4: "april apr abril abr avril апреля апрель апреле апрелю أبريل ابريل",
    5: "may mayo mai мая май мае маю maio مايو",
    6: "june jun junio juni juin июня июнь июне июню junho يونيو",
    7: "july jul julio juli juillet июля июль июле июлю julho يوليو",
    8: "august aug agosto ago août августа август августе августу أغسطس",
    9: "september sep sept septiembre septembre сентября сентябрь сентябре сентябрю setembro set سبتمبر",
    10: "october oct octubre oktober okt octobre октября октябрь октябре октябрю outubro out أكتوبر",
    11: "november nov noviembre novembre ноября ноябрь ноябре ноябрю novembro نوفمبر",
    12: "december dec diciembre dic dezember dez décembre déc декабря декабрь декабре декабрю dezembro ديسمبر",
}
MONTHS = {name: number for number, names in _NAMES.items() for name in names.split()}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_BEFORE = (
    r"(?:by|before|until|till|no later than|not later than|in|for|during|latest|antes (?:de(?:l)?|do)|hasta(?: el)?|para(?: el)?|avant(?: le)?|d'ici(?: le| au)?|pour|bis(?: zum| ende| spätestens)?|"
    r"spätestens(?: am| bis)?|vor dem|im|entro(?: il)?|até(?: o)?|em|en|до|к|в|قبل|بحلول|في|deadline:?|delivery:?|срок:?)"
)
_END = r"(?:the\s+)?(?:end of\s+|beginning of\s+|mid[- ]|middle of\s+|early\s+|late\s+|fin(?:ales)? de\s+|fim de\s+|final de\s+|ende\s+|anfang\s+|mitte\s+|fin\s+|конца\s+|концу\s+|начала\s+|نهاية\s+)?(?:شهر\s+)?"
_RULES = {
    "iso": re.compile(r"(?<!\d)(?P<year>20\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)"),
    "numeric": re.compile(r"(?<![\d.])(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>20\d\d)(?!\d)"),
    "chinese": re.compile(r"(?:(?P<year>20\d\d|明年|今年)\s*年?\s*)?(?<!\d)(?P<month>\d{1,2})\s*月\s*(?:份)?(?:(?P<day>\d{1,2})\s*[日号]|(?P<part>[底初中上下]旬?))?(?=\s*(?:[之以]?前|交货|到货|要|发货|出货|用|交付|到|需|使用|底|$|[，。,.])|[底初中])"),
    "day_month": re.compile(
        rf"(?<![\d.])(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.|er|-е|-го)?\s*(?:of\s+|de\s+)?(?P<month>{_MONTH})\b\.?(?:,?\s*(?:de\s+|del\s+)?(?P<year>20\d\d))?", re.I),
    "month_day": re.compile(rf"\b(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![.:]?\d)(?:,?\s*(?P<year>20\d\d))?", re.I),
    "in_month": re.compile(rf"(?<!\w){_BEFORE}\s+{_END}(?P<month>{_MONTH})\b(?:\s*(?:de\s+)?(?P<year>20\d\d))?", re.I),
    "short": re.compile(rf"(?<!\w){_BEFORE}\s+(?P<day>\d{{1,2}})[./](?P<month>\d{{1,2}})(?![\d./])", re.I),
}  # fmt: skip
_SPAN = {
    1: r"days?|días?|dias?|jours?|tage?n?|дн(?:я|ей)|день|يوم[اًا]?|أيام|[天日]",
    7: r"weeks?|semanas?|semaines?|wochen?|недел[ьяиею]\w*|أسابيع|أسبوع(?:ين)?|个?星期|周|个礼拜",
    30: r"months?|mes(?:es)?|mois|monate?n?|месяц(?:а|ев)?|أشهر|شهر(?:ين)?|个月",
}
_SPANS = "|".join(_SPAN.values())
_WITHIN = re.compile(
    rf"(?<!\w)(?:with(?:in| in)|in|under|less than|en(?: menos de)?|dentro de|em(?: até)?|dans(?: les)?|sous|d'ici|innerhalb(?: von)?|binnen|в течение|через|за|خلال|في غضون)\s+(?:the next\s+|next\s+|les\s+|den nächsten\s+)?"
    rf"(?:{NUMBER}\s*(?:-|to|a|à|bis)\s*)?(?P<number>{NUMBER})\s*(?:business\s+|working\s+)?(?P<unit>{_SPANS})(?![\w])"
    rf"|(?P<han>{NUMBER})\s*(?P<hanunit>个?星期|个月|周|天|日|个礼拜|个?工作日)(?:之?内|以内|左右交货|交货|到货|发货)",
    re.I,
)
_DUAL = re.compile(r"خلال (?P<unit>أسبوعين|شهرين|يومين|أسبوع|شهر)(?!\w)")
_PHRASES = [
    (re.compile(r"end of (?:the |this )?year|year[- ]end|(?:今)?年底前?|fin(?:al(?:es)?)? de(?:l)? año|fim do ano|final do ano|fin d[e']\s?(?:l')?année|jahresende|ende des jahres|конца года|نهاية (?:العام|السنة)", re.I), "year_end"),
    (re.compile(r"end of (?:the |this )month|month[- ]end|(?:本)?月底(?:前|之前)?|fin de mes|fim do mês|fin du mois|monatsende|ende des monats|конца месяца|نهاية الشهر", re.I), "month_end"),
    (re.compile(r"\bnext month\b|下个?月|(?:el )?(?:próximo mes|mes que viene)|próximo mês|mês que vem|le mois prochain|nächsten? monat|следующ\w+ месяц\w*|الشهر (?:القادم|المقبل)", re.I), "next_month"),
    (re.compile(r"\bnext week\b|下周|下星期|下个?礼拜|(?:la )?próxima semana|semana que vem|la semaine prochaine|nächste[rn]? woche|следующ\w+ недел\w+|الأسبوع (?:القادم|المقبل)", re.I), "next_week"),
    (re.compile(r"\bthis week\b|本周内?|这周内?|esta semana|cette semaine|diese[r]? woche|на этой неделе|هذا الأسبوع", re.I), "this_week"),
    (re.compile(r"\btomorrow\b|明天|(?<!por la )\bmañana\b|\bamanhã\b|\bdemain\b|\bmorgen\b|\bзавтра\b|غدا", re.I), "tomorrow"),
    (re.compile(r"(?:before|until|by|antes de|avant|до|قبل|赶在|赶)?\s*(?:chinese new year|春节前?|过年前|год[ау] по китай)", re.I), "spring_festival"),
    (re.compile(r"(?<!\w)(?:before|by|for|in time for|antes de(?: la)?|para(?: la)?|avant|pour|vor|до|к|قبل)\s+(?:christmas|xmas|navidad|natal|o natal|noël|weihnachten|рождеств\w+)|圣诞(?:节)?(?:前|之前|季)", re.I), "christmas"),
    (re.compile(r"\bQ(?P<quarter>[1-4])(?:[ /-]?(?P<year>20\d\d))?\b|(?P<han>[一二三四])季度|(?P<word>first|second|third|fourth) quarter|(?P<de>[1-4])\. Quartal|(?P<ru>[1-4])(?:-й|-м|-го)? квартал\w*|(?P<es>primer|segundo|tercer|cuarto) trimestre"), "quarter"),
]  # fmt: skip
_PAST = re.compile(
    r"(?:since|founded in|established in|seit|gegründet|desde|fundada en|depuis|fondée en|с|основан\w* в|منذ|成立于|自)\s*$",
    re.I,
)
_EVENTS = re.compile(r"(?:invoice|order|dated|of the|rechnung|bestellung|factura|pedido|commande|заказ\w*|订单|下单|收到|购买|bought|received|delivered|on)\s*(?:#?\S*\s*)?$", re.I)  # fmt: skip
SPRING_FESTIVAL = {2026: date(2026, 2, 17), 2027: date(2027, 2, 6), 2028: date(2028, 1, 26), 2029: date(2029, 2, 13), 2030: date(2030, 2, 3)}  # fmt: skip


def find_deadline(text: str, today: date) -> Found | None:
    """Return the day (value) by which it is wanted, and its words marked."""
    for rule in (_dated, _within, _phrase):
        found = rule(text, today)
        if found:
            start, end, day, confidence = found
            return Found(day, confidence, marks=(Mark("deadline", start, end),))
    return None


def spans_of_dates(text: str) -> list[tuple[int, int]]:
    """Return where dates stand, so that no other rule reads their numbers."""
    found = [
        match.span()
        for name, rule in _RULES.items()
        if name != "in_month"
        for match in rule.finditer(text)
        if _month_of(match) in range(1, 13)
    ]
    return found + [match.span() for match in _WITHIN.finditer(text)]


def _dated(text: str, today: date):
    for name, rule in _RULES.items():
        for match in rule.finditer(text):
            if _PAST.search(text[: match.start()]):
                continue
            day = _day(match.groupdict(), today)
            if day and today <= day <= today + timedelta(days=730):
                return *match.span(), day, LIKELY if name in ("short", "in_month") else SURE
    return None


def _month_of(match: re.Match) -> int:
    month = match["month"]
    return int(month) if month.isdigit() else MONTHS[month.lower()]


def _day(parts: dict, today: date) -> date | None:
    month = int(parts["month"]) if parts["month"].isdigit() else MONTHS[parts["month"].lower()]
    number = int(parts.get("day") or 0)
    if month > 12 >= number > 0:  # 12/31/2026
        month, number = number, month
    if not 1 <= month <= 12:
        return None
    named = parts.get("year") or ""
    year = int(named) if named.isdigit() else today.year + (named == "明年")
    last = monthrange(year, month)[1]
    number = number or {"初": 10, "上": 10, "中": 20}.get((parts.get("part") or "底")[0], last)
    if not 1 <= number <= last:
        return None
    day = date(year, month, number)
    if day < today and not named and (month, number) != (2, 29):
        return day.replace(year=year + 1)
    return day


def _within(text: str, today: date):
    match = _WITHIN.search(text)
    if match is None:
        dual = _DUAL.search(text)
        days = {"أسبوعين": 14, "شهرين": 60, "يومين": 2, "أسبوع": 7, "شهر": 30}
        return (*dual.span(), today + timedelta(days=days[dual["unit"]]), LIKELY) if dual else None
    number = value_of(match["number"] or match["han"])
    unit = match["unit"] or match["hanunit"]
    length = (
        1 if "工作日" in unit else next(days for days, rule in _SPAN.items() if re.match(rule, unit, re.I))
    )
    if not number or number * length > 730:
        return None
    return *match.span(), today + timedelta(days=int(number * length)), LIKELY


def _phrase(text: str, today: date):
    for rule, kind in _PHRASES:
        match = rule.search(text)
        if match:
            day = _quarter(match, today) if kind == "quarter" else _phrase_day(kind, today)
            return (*match.span(), day, LIKELY) if day else None
    return None


def _phrase_day(kind: str, today: date) -> date | None:
    match kind:
        case "year_end":
            return date(today.year, 12, 31)
        case "month_end":
            return today.replace(day=monthrange(today.year, today.month)[1])
        case "next_month":
            first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
            return first.replace(day=monthrange(first.year, first.month)[1])
        case "next_week":
            return today + timedelta(days=11 - today.weekday())
        case "this_week":
            return today + timedelta(days=max(4 - today.weekday(), 0))
        case "tomorrow":
            return today + timedelta(days=1)
        case "christmas":
            day = date(today.year, 12, 24)
            return day if day >= today else day.replace(year=today.year + 1)
    return next((day for _year, day in sorted(SPRING_FESTIVAL.items()) if day >= today), None)


def _quarter(match: re.Match, today: date) -> date:
    words = {"first": 1, "second": 2, "third": 3, "fourth": 4, "一": 1, "二": 2, "三": 3, "四": 4, "primer": 1, "segundo": 2, "tercer": 3, "cuarto": 4}  # fmt: skip
    said = next(value for key, value in match.groupdict().items() if value and key != "year")
    month = 3 * int(words.get(said, said))
    year = int(match["year"] or today.year)
    day = date(year, month, monthrange(year, month)[1])
    return day if day >= today or match["year"] else day.replace(year=year + 1)
