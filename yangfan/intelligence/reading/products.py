"""Which of our products they mean: names, model numbers, words people taught, small misspellings, and both Chinese and English."""

import re
import unicodedata
from collections.abc import Mapping
from difflib import SequenceMatcher

from yangfan.intelligence.reading.found import LIKELY, PERHAPS, SURE, Found, Mark

MODEL = re.compile(r"\b[A-Z]{1,5}-?[A-Z]?\d{1,5}[A-Z]{0,3}(?:-[A-Z0-9]{1,6})?\b")
_NOT_MODELS = re.compile(
    r"^(?:ISO|IP|CE|COVID|RAL|DIN|EN|IEC|GB|AISI|SUS|SS|Q|UTF|MP|G|A|B|H|M|IATF|ASTM|FY|GMT|UTC|TR|CU|[VXZ])-?\d",
    re.I,
)
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
    "pump pumps 泵 水泵 bomba bombas pumpe pumpen pompe pompes насос насосы مضخة مضخات",
    "bag bags handbag handbags backpack 包 背包 手提包 mochila bolso tasche rucksack sac сумка рюкзак حقيبة حقائب",
    "tea 茶 茶叶 té tee thé chá чай شاي", "lamp lamps light lights led 灯 灯具 lámpara luminaria leuchte lampe luminária светильник مصباح",
    "conveyor conveyors 输送机 输送线 传送带 transportador förderband convoyeur esteira конвейер ناقل", "valve valves 阀 阀门 válvula ventil vanne клапан صمام",
    "chair chairs 椅 椅子 silla stuhl chaise cadeira стул كرسي", "table tables 桌 桌子 mesa tisch стол طاولة", "bottle bottles 瓶 瓶子 botella flasche bouteille garrafa бутылка زجاجة",
    "film 膜 薄膜 película folie filme пленка فيلم", "solar photovoltaic 太阳能 光伏 fotovoltaico solaire солнечный شمسي", "battery batteries 电池 batería batterie bateria аккумулятор بطارية",
    "controller 控制器 控制柜 controlador steuerung contrôleur контроллер", "vision camera 视觉 相机 cámara visión kamera caméra камера كاميرا", "packing packaging 包装 包装机 envasado verpackung emballage embalagem упаковка تعبئة",
)  # fmt: skip
_SAME = {word.replace("_", " "): group for group, words in enumerate(SAME) for word in words.split()}


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
    """Match by the share of a name's own words (or their counterparts in another language, or nearly so) in the text."""
    tokens = list(re.finditer(r"[^\W\d_]{3,}", folded))
    best: tuple[float, str, tuple[int, int]] | None = None
    for name in names[:400]:
        wanted = _content_words(_folded(name))
        hits = [span for word in wanted if (span := _word_place(word, folded, tokens))]
        share = len(hits) / len(wanted) if wanted else 0
        if share >= 0.6 and (best is None or (share, len(hits)) > (best[0], 1)):
            best = (share, name, hits[0])
    if best is None:
        return []
    return [Found(best[1], PERHAPS + 0.25 * (best[0] - 0.6), marks=(Mark("product", *best[2]),))]


def _content_words(name: str) -> list[str]:
    plain = [
        word
        for word in re.findall(r"[^\W\d_]{3,}", name)
        if word not in _COMMON
        and word.isascii()
        or len(word) > 3
        and not re.search("[\u4e00-\u9fff]", word)
        and word not in _COMMON
    ]
    han = [
        word
        for word in _SAME
        if re.search("[\u4e00-\u9fff]", word)
        and word in name
        and not any(word != other and word in other and other in name for other in _SAME)
    ]
    return plain + han


def _word_place(word: str, folded: str, tokens: list[re.Match]) -> tuple[int, int] | None:
    group = _SAME.get(word)
    for token in tokens:
        said = token.group()
        if said == word or (group is not None and _SAME.get(said) == group):
            return token.span()
        if (
            len(word) >= 5
            and abs(len(said) - len(word)) <= 2
            and said[0] == word[0]
            and SequenceMatcher(None, said, word).ratio() >= 0.84
        ):
            return token.span()
    if group is not None:
        for other in _SAME:
            if _SAME[other] == group and re.search("[\u4e00-\u9fff]", other) and other in folded:
                at = folded.find(other)
                return at, at + len(other)
    return None
