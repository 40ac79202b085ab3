"""Baidu's general translation (fanyi-api): an app ID and a key, an MD5 signature, errors inside answers of status 200.

https://fanyi-api.baidu.com/doc/21
"""

import hashlib
import secrets

from django.utils.translation import gettext_lazy as _

from yangfan.intelligence.translation.base import Job
from yangfan.intelligence.translation.models import TranslationService
from yangfan.intelligence.translation.providers.net import NetService, Refusal

PATH = "/api/trans/vip/translate"
KINDS = {
    "52001": "busy",  # took too long
    "52002": "busy",  # an error of the system
    "52003": "auth",  # no such app ID, or the service was not opened
    "54000": "invalid",  # a parameter is missing
    "54001": "auth",  # signature
    "54003": "busy",  # too many calls a second
    "54004": "quota",  # no money left
    "54005": "busy",  # too many long texts in a row
    "58000": "permission",  # our address is not on the account's list
    "58001": "invalid",  # no such pair of languages
    "58002": "permission",  # the service is switched off
    "58003": "permission",  # our address is shut out
    "90107": "permission",  # the account is not verified
    "20003": "invalid",  # held back by their review of the content
}


def sign(app_id: str, query: str, salt: str, key: str) -> str:
    """Return the signature of a query."""
    return hashlib.md5(f"{app_id}{query}{salt}{key}".encode(), usedforsecurity=False).hexdigest()


class Baidu(NetService):
    key, name, order, confidence, mark = "baidu", _("Baidu Translate"), 32, 0.75, "XZQ%d"
    address = "https://fanyi-api.baidu.com"
    id_label, key_label = _("App ID"), _("Key")
    note = _("From the console of fanyi-api.baidu.com (general translation).")
    codes = {
        "zh-hans": "zh", "zh-hant": "cht", "en": "en", "ja": "jp", "ko": "kor", "fr": "fra", "es": "spa", "th": "th", "ar": "ara",
        "ru": "ru", "pt": "pt", "de": "de", "it": "it", "el": "el", "nl": "nl", "pl": "pl", "bg": "bul", "et": "est", "da": "dan",
        "fi": "fin", "cs": "cs", "ro": "rom", "sl": "slo", "sv": "swe", "hu": "hu", "vi": "vie",
    }  # fmt: skip
    characters_at_once = 6_000  # bytes of UTF-8
    unit_characters = 5_900
    per_second = 1

    def knows(self, source: str, target: str) -> bool:
        return source in self.codes and target in self.codes

    def size(self, text: str) -> int:
        return len(text.encode())

    def batch(self, row: TranslationService, units: list[str], job: Job) -> list[str]:
        """Ask for all units in one query, a line each; where the answer has other lines, for each by itself."""
        lines = [" ".join(unit.split()) for unit in units]
        made = self._lines(row, "\n".join(lines), job)
        if len(made) == len(lines):
            return made
        if len(lines) == 1:
            return [" ".join(made)]
        return [text for line in lines for text in self.batch(row, [line], job)]

    def _lines(self, row: TranslationService, query: str, job: Job) -> list[str]:
        def request(_address: str) -> dict:
            salt = secrets.token_hex(8)
            data = {
                "q": query, "from": self.codes[job.source], "to": self.codes[job.target], "appid": row.key_id, "salt": salt,
                "sign": sign(row.key_id, query, salt, row.key),
            }  # fmt: skip
            return {"data": data}

        answer = self.ask(row, PATH, request)
        try:
            return [each["dst"] for each in answer["trans_result"]]
        except (KeyError, TypeError) as error:
            raise self._unknown() from error

    def refusal_in(self, status: int, said: dict, text: str) -> Refusal | None:
        code = str(said.get("error_code", "52000"))
        if code == "52000":
            return super().refusal_in(status, said, text)
        return self.refused(KINDS.get(code, "failed"), code, str(said.get("error_msg", "")))
