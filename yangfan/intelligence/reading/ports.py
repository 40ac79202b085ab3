"""Names of ports and trading towns in the reader's language; the table is ports.tsv."""

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("ports.tsv")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PORT = re.compile(
    r"^(?:the\s+)?(?:port(?: of| de| d')?|puerto de|porto de|hafen|seaport|порт|ميناء|город|مدينة)\s+|\s+(?:port|seaport|hafen|harbou?r)$|[港市]$"
)
_WORD = re.compile(r"[^\s,.;:!?()]+")
_CASES = re.compile(r"(?:ского|ом|ой|ем|а|е|и|у|ы|ю|я|ь|й)$")  # Владивостока, Москвы, Новороссийске


@dataclass(frozen=True)
class Port:
    """One place; `country` is an ISO code, `names` its names by language."""

    country: str
    names: dict[str, str]


def place_name(written: str, language: str) -> str:
    """Return a place as a reader of `language` knows it; one we do not know stays as it was written.

    A Chinese reader gets the English name behind it, since it stands in the papers: 杰贝阿里（Jebel Ali）.
    """
    port = find_port(written)
    code = language.lower().partition("-")[0]
    if port is None or (code == "zh" and _HAN.search(written)):
        return written
    name = port.names.get(code) or port.names["en"]
    return f"{name}（{port.names['en']}）" if code == "zh" else name


def find_port(written: str) -> Port | None:
    """Return the place of this name, written in any of the languages we read."""
    ports = _ports()
    return ports.get(_key(written)) or ports.get(_key(_without_port(written)))


def known_part(text: str) -> str:
    """Return the longest beginning of `text`, up to four words, that names a place we know; empty when there is none."""
    ends = [word.end() for word, _count in zip(_WORD.finditer(text), range(4), strict=False)]
    return next((text[:end] for end in reversed(ends) if find_port(text[:end])), "")


def _without_port(written: str) -> str:
    return _PORT.sub("", written.strip().casefold()).strip()


def _key(name: str) -> str:
    """Fold what differs without meaning: case, accents, hyphens, Arabic article and hamza, Russian endings."""
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign)
    )
    words = re.sub(r"[\s.'’-]+", " ", plain).strip().split()
    return " ".join(_stem(word) for word in words)


def _stem(word: str) -> str:
    if re.search(r"[\u0600-\u06ff]", word):
        return word.removeprefix("ال").replace("ة", "ه").replace("ى", "ي")
    if len(word) > 4 and re.search(r"[\u0400-\u04ff]", word):
        return _CASES.sub("", word)
    return word


@cache
def _ports() -> dict[str, Port]:
    found: dict[str, Port] = {}
    with _TABLE.open(encoding="utf-8") as lines:
        for row in csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t"):
            country, english, chinese, russian, arabic, others = row
            port = Port(country, {"en": english, "zh": chinese, "ru": russian, "ar": arabic})
            for name in (english, chinese, russian, arabic, *filter(None, others.split("|"))):
                found.setdefault(_key(name), port)
    return found
