"""Which language a text is in: its script decides where it can, a small model among our languages otherwise."""

import re
from dataclasses import dataclass
from functools import cache

from py3langid import langid

# Languages written in Latin letters that the model chooses among; the rest is told by script.
LATIN = ("en", "es", "de", "fr", "pt", "it", "nl", "pl", "tr", "vi", "id", "sv", "cs")
RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur"})

_SCRIPTS = [
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]{2}")),
]
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_UKRAINIAN = re.compile(r"[іїєґІЇЄҐ]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_PERSIAN = re.compile(r"[پچژگ]")
_URDU = re.compile(r"[ٹڈڑںے]")
# Characters that exist in one of the two Chinese scripts only, among the commonest.
_TRADITIONAL = re.compile(
    "[們個這來說為國時會對過發開關應該請問報價產機與後還沒點經種樣質數單號貨價電動體當實]"
)
_SIMPLIFIED = re.compile(
    "[们个这来说为国时会对过发开关应该请问报价产机与后还没点经种样质数单号货价电动体当实]"
)
_NOT_WORDS = re.compile(r"https?://\S+|\S+@\S+|\b[A-Z]{0,5}-?[A-Z]{0,3}\d[\w.-]*\b")


@dataclass(frozen=True)
class Detected:
    """`code` is zh-hans, zh-hant or an ISO 639-1 code, empty when there is too little to tell; confidence 0..1."""

    code: str
    confidence: float


def detect_language(text: str) -> Detected:
    """Return the language of `text`."""
    words = _NOT_WORDS.sub(" ", text).strip()
    for code, letters in _SCRIPTS:
        if letters.search(words):
            return Detected(code, 0.99)
    han, latin = len(_HAN.findall(words)), len(_LATIN.findall(words))
    if han and han * 2 >= latin:
        return Detected(_chinese(words), 0.99)
    if len(_ARABIC.findall(words)) > latin / 2:
        return Detected(_arabic(words), 0.97)
    if len(_CYRILLIC.findall(words)) > latin / 2:
        return Detected("uk" if _UKRAINIAN.search(words) else "ru", 0.95)
    if latin < 2:
        return Detected("", 0.0)
    return _by_model(words)


def is_right_to_left(code: str) -> bool:
    """Tell whether the language is written from right to left."""
    return code.partition("-")[0] in RIGHT_TO_LEFT


def _chinese(words: str) -> str:
    return "zh-hant" if len(_TRADITIONAL.findall(words)) > len(_SIMPLIFIED.findall(words)) else "zh-hans"


def _arabic(words: str) -> str:
    if _URDU.search(words):
        return "ur"
    return "fa" if _PERSIAN.search(words) else "ar"


def _by_model(words: str) -> Detected:
    code, confidence = _model().classify(words.lower() if words.isupper() else words)
    return Detected(code, float(confidence))


@cache
def _model() -> langid.LanguageIdentifier:
    model = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    model.set_languages(LATIN)
    return model
