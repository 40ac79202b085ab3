"""Numbers as people write them: other digits, other separators, 三百, mil, fünfhundert, 5k, ranges."""

import re

_DIGITS = {
    ord(c): str(i)
    for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９")
    for i, c in enumerate(digits)
}
_SIGNS = {ord("٫"): ".", ord("٬"): ",", ord("，"): ",", ord("\u00a0"): " ", ord("\u202f"): " ", ord("\u2009"): " ",
          ord("～"): "~", ord("－"): "-", ord("–"): "-", ord("—"): "-", ord("’"): "'", ord("："): ":", ord("\u2011"): "-"}  # fmt: skip
_PLAIN = str.maketrans(_DIGITS | _SIGNS)

_ONES = {
    1: "one uno una un ein eins eine um uma один одна واحد واحدة",
    2: "two dos deux zwei dois duas два две اثنان اثنين",
    3: "three tres trois drei três три ثلاثة ثلاث",
    4: "four cuatro quatre vier quatro четыре أربعة أربع",
    5: "five cinco cinq fünf пять خمسة خمس",
    6: "six seis sechs шесть ستة ست",
    7: "seven siete sept sieben sete семь سبعة سبع",
    8: "eight ocho huit acht oito восемь ثمانية ثماني",
    9: "nine nueve neuf neun nove девять تسعة تسع",
    10: "ten diez dix zehn dez десять عشرة عشر",
    12: "twelve dozen doce douzaine zwölf doze dúzia docena двенадцать dutzend дюжина",
    15: "fifteen quince quinze fünfzehn пятнадцать",
    20: "twenty veinte vingt zwanzig vinte двадцать عشرون عشرين",
    30: "thirty treinta trente dreißig trinta тридцать ثلاثون ثلاثين",
    40: "forty cuarenta quarante vierzig quarenta сорок أربعون أربعين",
    50: "fifty cincuenta cinquante fünfzig cinquenta пятьдесят خمسون خمسين",
    60: "sixty sesenta soixante sechzig sessenta шестьдесят ستون ستين",
    80: "eighty ochenta achtzig oitenta восемьдесят ثمانون ثمانين",
    100: "cien ciento cent cem hundert сто مئة مائة",
    200: "doscientos doscientas duzentos duzentas zweihundert двести مئتان مئتين مائتين",
    300: "trescientos trescientas trezentos trezentas dreihundert триста",
    400: "cuatrocientos cuatrocientas quatrocentos quatrocentas vierhundert четыреста",
    500: "quinientos quinientas quinhentos quinhentas fünfhundert пятьсот خمسمئة خمسمائة",
    600: "seiscientos seiscientas sechshundert шестьсот",
    800: "ochocientos ochocientas oitocentos achthundert восемьсот",
    1000: "mil mille tausend тысяча тысячу ألف",
    2000: "zweitausend ألفان ألفين",
    3000: "dreitausend",
    5000: "fünftausend",
}  # fmt: skip
_TIMES = {100: "hundred hundreds cents сотен", 1000: "thousand k тысяч тысячи тыс آلاف", 1_000_000: "million millions millones milhões millionen млн миллионов مليون mio"}  # fmt: skip
# Articles that are also the number one count only beside a multiplier ("un million"), never alone.
_ARTICLES = frozenset(["un", "una", "uno", "um", "uma", "ein", "eine", "eins", "один", "одна"])
WORDS = {word: value for value, words in _ONES.items() for word in words.split()}
TIMES = {word: value for value, words in _TIMES.items() for word in words.split()}
_HAN = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "两": 2,
    "俩": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "〇": 0,
}
_HAN_TIMES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}

_ANY_WORD = "|".join(sorted({*WORDS, *TIMES} - {"k"}, key=len, reverse=True))
_WORD_RUN = rf"(?:{_ANY_WORD})(?:[\s-]+(?:and\s+|y\s+|e\s+|و)?(?:{_ANY_WORD}))*"
_DIGIT_RUN = r"\d{1,3}(?:[ ,.']\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?"
_AFTER = (
    r"(?:\s?(?:k|K|mil|thousand|тыс\.?|тысяч|ألف|آلاف|million|millones|млн|Mio\.?)(?![\w])|\s?[万千百亿])?"
)
DIGITS = rf"(?:{_DIGIT_RUN}){_AFTER}"
# A number: its digits, Han numerals or words, with what multiplies it. Starts where no other number or code runs on.
NUMBER = rf"(?:(?<![\w.,'-])(?:{_DIGIT_RUN}){_AFTER}|(?<=[\u4e00-\u9fff])(?:{_DIGIT_RUN}){_AFTER}|[两二三四五六七八九一十百千万亿]+|(?<!\w)(?:{_WORD_RUN})(?!\w))"


def plain(text: str) -> str:
    """Return `text` with European digits and signs; every character keeps its place."""
    return text.translate(_PLAIN)


def value_of(words: str) -> float | None:
    """Return what a stretch matched by NUMBER is worth; None when it is no number after all ("un", "十分")."""
    words = words.strip().lower().rstrip(".")
    digits = re.match(_DIGIT_RUN, words)
    if digits:
        factor = _factor(words[digits.end() :].strip().rstrip("."))
        return _digits(digits.group(), is_multiplied=factor != 1) * factor
    if words and words[0] in _HAN or words and words[0] in _HAN_TIMES:
        return _han(words)
    return _in_words(words)


def whole(value: float) -> int | float:
    """Return 12 for 12.0."""
    return int(value) if value == int(value) else value


def _factor(words: str) -> int:
    if not words:
        return 1
    return {"mil": 1000, "ألف": 1000}.get(words) or TIMES.get(words) or _HAN_TIMES.get(words, 1)


def _digits(words: str, *, is_multiplied: bool) -> float:
    """Read separators: one followed by three digits groups thousands, except "0,125" and "1.125 million"."""
    if re.fullmatch(r"\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?", words):
        return float(re.sub(r"[ ']", "", words).replace(",", "."))
    signs = re.findall(r"[.,]", words)
    if not signs:
        return float(words.replace(" ", "").replace("'", ""))
    last = max(words.rfind("."), words.rfind(","))
    groups = len(words) - last - 1 == 3 and words[0] != "0" and not is_multiplied
    if len(set(signs)) == 1 and (groups or len(signs) > 1):
        return float(re.sub(r"\D", "", words))
    return float(re.sub(r"\D", "", words[:last]) + "." + words[last + 1 :])


def _han(words: str) -> float | None:
    total = section = digit = 0
    for sign in words:
        if sign in _HAN:
            digit = _HAN[sign]
        elif _HAN_TIMES[sign] >= 10_000:
            total, section, digit = (total + section + digit) * _HAN_TIMES[sign], 0, 0
        else:
            section, digit = section + (digit or 1) * _HAN_TIMES[sign], 0
    return float(total + section + digit) or None


def _in_words(words: str) -> float | None:
    parts = [part for part in re.split(r"[\s-]+", words) if part not in ("and", "y", "e", "و")]
    if len(parts) == 1 and (parts[0] in _ARTICLES or parts[0] in TIMES):
        return None
    total = current = 0.0
    for part in parts:
        part = part.removeprefix("و") if part not in WORDS else part
        if part in TIMES or (part in ("mil", "mille", "tausend", "cent", "ألف") and current):
            factor = TIMES.get(part) or WORDS[part]
            current = max(current, 1) * factor
            if factor >= 1000:
                total, current = total + current, 0.0
        else:
            current += WORDS.get(part, 0)
    return (total + current) or None
