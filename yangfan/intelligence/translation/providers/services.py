"""DeepL, and LibreTranslate wherever it runs."""

import html

from yangfan.intelligence.translation.base import Job
from yangfan.intelligence.translation.models import TranslationService
from yangfan.intelligence.translation.providers.net import NetService


class DeepL(NetService):
    """DeepL's API, version 2: marks travel as empty xml tags, which it leaves in place."""

    key, name, order, confidence, mark = "deepl", "DeepL", 30, 0.85, '<x id="%d"/>'
    address = "https://api-free.deepl.com"
    languages = frozenset(
        [
            "ar",
            "bg",
            "cs",
            "da",
            "de",
            "el",
            "en",
            "es",
            "et",
            "fi",
            "fr",
            "he",
            "hu",
            "id",
            "it",
            "ja",
            "ko",
            "lt",
            "lv",
            "nb",
            "nl",
            "pl",
            "pt",
            "ro",
            "ru",
            "sk",
            "sl",
            "sv",
            "th",
            "tr",
            "uk",
            "vi",
            "zh",
        ]
    )
    codes = {"zh-hans": "ZH-HANS", "zh-hant": "ZH-HANT", "en": "EN-US", "pt": "PT-BR"}

    def batch(self, row: TranslationService, units: list[str], job: Job) -> list[str]:
        data = {
            "text": [_as_xml(unit) for unit in units], "source_lang": job.source.partition("-")[0].upper(),
            "target_lang": self.codes.get(job.target, job.target.upper()), "tag_handling": "xml", "context": job.context,
            "preserve_formatting": True,
        }  # fmt: skip
        address = "" if row.base_url or row.key.endswith(":fx") else "https://api.deepl.com"
        if address:
            row.base_url = address  # of this call only; paid keys have a host of their own
        answer = self.post(row, "/v2/translate", data, {"Authorization": f"DeepL-Auth-Key {row.key}"})
        try:
            return [html.unescape(each["text"]) for each in answer["translations"]]
        except (KeyError, TypeError) as error:
            raise self._unknown() from error


def _as_xml(unit: str) -> str:
    """Escape everything but the marks."""
    safe = html.escape(unit, quote=False)
    return safe.replace("&lt;x id=", "<x id=").replace('"/&gt;', '"/>')


class LibreTranslate(NetService):
    """LibreTranslate's protocol, as its own servers and several others speak it."""

    key, name, order, confidence, mark = "libretranslate", "LibreTranslate", 40, 0.65, "XZQ%d"
    needs_key = False
    languages = frozenset(
        [
            "ar",
            "cs",
            "de",
            "el",
            "en",
            "es",
            "fa",
            "fr",
            "he",
            "hi",
            "id",
            "it",
            "ja",
            "ko",
            "nl",
            "pl",
            "pt",
            "ru",
            "sv",
            "th",
            "tr",
            "uk",
            "ur",
            "vi",
            "zh",
        ]
    )
    codes = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}

    def batch(self, row: TranslationService, units: list[str], job: Job) -> list[str]:
        data = {
            "q": units, "source": self.codes.get(job.source, job.source), "target": self.codes.get(job.target, job.target),
            "format": "text", **({"api_key": row.key} if row.key else {}),
        }  # fmt: skip
        answer = self.post(row, "/translate", data, {})
        try:
            return list(answer["translatedText"])
        except (KeyError, TypeError) as error:
            raise self._unknown() from error
