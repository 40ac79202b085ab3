"""Which of our products they mean: names, model numbers, words people taught, small misspellings, and both Chinese and English."""

import re
import unicodedata
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import cache

from yangfan.intelligence.reading.counted import goods, kinds
from yangfan.intelligence.reading.found import LIKELY, PERHAPS, SURE, Found, Mark, blank

MODEL = re.compile(r"\b[A-Z]{1,5}-?[A-Z]?\d{1,5}[A-Z]{0,3}(?:-[A-Z0-9]{1,6})?\b")
_NOT_MODELS = re.compile(
    r"^(?:ISO|IP|CE|COVID|RAL|DIN|EN|IEC|GB|AISI|SUS|SS|Q|UTF|MP|G|A|B|H|M|IATF|ASTM|FY|GMT|UTC|TR|CU|[VXZ])-?\d",
    re.I,
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_COMMON = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "of",
        "for",
        "with",
        "to",
        "in",
        "on",
        "by",
        "series",
        "model",
        "new",
        "pro",
        "plus",
        "our",
        "standard",
        "system",
        "systems",
        "machine",
        "product",
        "products",
        "robot",
        "robots",
        "solution",
        "solutions",
        "type",
        "de",
        "la",
        "el",
        "para",
        "con",
        "und",
        "für",
        "mit",
        "et",
        "pour",
        "le",
        "les",
    ]
)
# Words of the trades that are the same thing in several languages; what a page calls one, a buyer may call another.
SAME = (
    "palletizer palletiser palletizing palletising 码垛 码垛机 码垛机器人 paletizador paletizado palletierer palettierer palettierroboter palettiseur paletizadora paletizzatore палетайзер паллетайзер паллетизатор التحميل_على_المنصات",
    "gripper grippers 夹爪 抓手 夹具 pinza garra greifer préhenseur garras захват قابض",
    "welding weld welder 焊接 焊接机器人 soldadura schweißen schweißroboter soudage solda сварка сварочный لحام",
    "arm arms 机械臂 机械手 brazo brazos roboterarm bras braço манипулятор ذراع",
    "cobot cobots collaborative 协作机器人 协作 colaborativo kollaborativ collaboratif коллаборативный تعاوني",
    "tea 茶 茶叶 té tee thé chá чай شاي",
    "conveyor conveyors 输送机 输送线 传送带 transportador förderband convoyeur esteira конвейер ناقل",
    "film 膜 薄膜 película folie filme пленка فيلم", "solar photovoltaic 太阳能 光伏 fotovoltaico solaire солнечный شمسي",
    "controller 控制器 控制柜 controlador steuerung contrôleur контроллер", "vision camera 视觉 相机 cámara visión kamera caméra камера كاميرا", "packing packaging 包装 包装机 envasado verpackung emballage embalagem упаковка تعبئة",
)  # fmt: skip


def find_products(text: str, names: tuple[str, ...], taught: Mapping[str, str] | None = None) -> list[Found]:
    """Return the products of `names` the text means, in its order, each once; `taught` maps a buyer's words to a name."""
    found: dict[str, Found] = {}
    folded = _folded(text)
    for name, words, confidence in _spellings(names, taught or {}):
        span = _place(folded, words)
        known = found.get(name)
        if span and (known is None or known.confidence < confidence):
            by = "lesson" if words != name and confidence > SURE else "rule"
            found[name] = Found(name, confidence, by, (Mark("product", *span),))
    kept = _one_each(_longest(list(found.values())))
    if not kept:
        kept = _by_words(folded, names)
    return sorted(kept, key=lambda one: one.marks[0].start)


def find_models(text: str) -> list[Found]:
    """Return what looks like model numbers, each once."""
    found = {match.group(): match for match in MODEL.finditer(text) if not _NOT_MODELS.match(match.group())}
    return [Found(code, PERHAPS, marks=(Mark("product", *match.span()),)) for code, match in found.items()]


def _spellings(names, taught):
    for words, name in taught.items():
        if name in names:
            yield name, words, 0.95
    for name in names:
        if len(name) > 1:
            yield name, name, SURE
    for name in names:
        for code in MODEL.findall(name):
            if not _NOT_MODELS.match(code):
                yield name, code, SURE
                yield name, code.replace("-", ""), LIKELY + 0.05
                yield name, code.replace("-", " "), LIKELY + 0.05


def _folded(text: str) -> str:
    """Lower case without accents, every character in its place."""
    return "".join(
        (unicodedata.normalize("NFD", sign)[0] if sign.isalpha() else sign).lower()[:1] or sign
        for sign in text
    )


def _place(folded: str, words: str) -> tuple[int, int] | None:
    key = _folded(words)
    at = folded.find(key)
    while at >= 0:
        end = at + len(key)
        if (
            not key.isascii()
            or (not folded[at - 1 : at].isalnum() or at == 0)
            and not re.match(r"[a-z0-9]{2,}|\d", folded[end : end + 2])
        ):
            return at, end
        at = folded.find(key, at + 1)
    return None


def _longest(found: list[Found]) -> list[Found]:
    """Keep of names inside one another the longest."""
    spans = [one.marks[0] for one in found]
    return [
        one for one, mark in zip(found, spans, strict=True)
        if not any(other is not mark and other.start <= mark.start and mark.end <= other.end and (other.end - other.start) > (mark.end - mark.start) for other in spans)
    ]  # fmt: skip


def _one_each(found: list[Found]) -> list[Found]:
    """Keep of names that the same words mean (one product, its name in two languages) the surest, then the first."""
    best: dict[int, Found] = {}
    for one in found:
        known = best.get(one.marks[0].start)
        if known is None or one.confidence > known.confidence:
            best[one.marks[0].start] = one
    return list(best.values())


def _by_words(folded: str, names: tuple[str, ...]) -> list[Found]:
    """Match by the share of a name's own words (or their counterparts in another language, or nearly so) in the text.

    Words that fit two products alike ("chairs", in a shop of many chairs) name neither.
    """
    said, tokens = _groups_in(folded), list(re.finditer(r"[^\W\d_]{3,}", folded))
    best: dict[str, tuple[float, int, str, tuple[int, int]]] = {}
    for name in names[:400]:
        wanted = _words_of(_folded(name))
        hits = [span for word, group in wanted if (span := said.get(group) or _token(word, tokens))]
        share = len(hits) / len(wanted) if wanted else 0
        product = _product(name)
        if share >= 0.6 and (product not in best or (share, len(hits)) > best[product][:2]):
            best[product] = (share, len(hits), name, hits[0])
    ranked = sorted(best.values(), key=lambda one: one[:2], reverse=True)
    if not ranked or len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]:
        return []
    share, _hits, name, span = ranked[0]
    return [Found(name, PERHAPS + 0.25 * (share - 0.6), marks=(Mark("product", *span),))]


def _product(name: str) -> str:
    """Return what tells a product from others whatever language its name is in: its model number, else the name."""
    code = next((code for code in MODEL.findall(name) if not _NOT_MODELS.match(code)), "")
    return code or name


@cache
def _groups() -> tuple[re.Pattern, dict[str, str | int]]:
    """Return a pattern of all words that have counterparts, the longest first, and the group of each."""
    groups: dict[str, str | int] = {_folded(name): kinds()[name] for name in goods()}
    groups |= {
        _folded(word.replace("_", " ")): group for group, words in enumerate(SAME) for word in words.split()
    }
    names = sorted(groups, key=len, reverse=True)
    han = [re.escape(name) for name in names if _HAN.search(name)]
    spelled = [re.escape(name) for name in names if not _HAN.search(name)]
    return re.compile(
        rf"(?<!\w)(?:و?(?:ال|لل|بال|ب|ل))?(?P<spelled>{'|'.join(spelled)})(?!\w)|(?P<han>{'|'.join(han)})"
    ), groups


def _groups_in(folded: str) -> dict[str | int, tuple[int, int]]:
    """Return the groups whose words stand in the text, each with its first place."""
    pattern, groups = _groups()
    found: dict[str | int, tuple[int, int]] = {}
    for match in pattern.finditer(folded):
        kind = "han" if match["han"] else "spelled"
        found.setdefault(groups[match[kind]], match.span(kind))
    return found


@cache
def _words_of(name: str) -> tuple[tuple[str, str | int | None], ...]:
    """Return what a folded name says, word by word, each with its group where it has counterparts."""
    groups = _groups_in(name)
    rest = name
    for start, end in groups.values():
        rest = blank(rest, start, end)
    plain = [
        word
        for word in re.findall(r"[^\W\d_]{3,}", rest)
        if word not in _COMMON and (word.isascii() or len(word) > 3) and not _HAN.search(word)
    ]
    return (
        *((name[slice(*span)], group) for group, span in groups.items()),
        *((word, None) for word in plain),
    )


def _token(word: str, tokens: list[re.Match]) -> tuple[int, int] | None:
    for token in tokens:
        said = token.group()
        if said == word or (
            len(word) >= 5
            and abs(len(said) - len(word)) <= 2
            and said[0] == word[0]
            and SequenceMatcher(None, said, word).ratio() >= 0.84
        ):
            return token.span()
    return None
