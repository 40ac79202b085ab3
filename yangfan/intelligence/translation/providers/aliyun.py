"""Alibaba Cloud's machine translation (alimt), signed by ACS3-HMAC-SHA256.

https://help.aliyun.com/zh/machine-translation/developer-reference/api-alimt-2018-10-12-getbatchtranslate
"""

import hashlib
import hmac
import json
import secrets
import time
from datetime import UTC, datetime
from urllib.parse import quote, urlencode, urlsplit

from django.utils.translation import gettext_lazy as _

from yangfan.intelligence.translation.base import Job
from yangfan.intelligence.translation.models import TranslationService
from yangfan.intelligence.translation.providers.net import NetService, Refusal

ALGORITHM = "ACS3-HMAC-SHA256"
ACTION, VERSION = "GetBatchTranslate", "2018-10-12"
KINDS = {
    "10001": "busy", "10002": "busy", "10003": "invalid", "10004": "invalid", "10005": "invalid", "10006": "invalid",
    "10007": "failed", "10008": "invalid", "10009": "permission", "10010": "permission", "10011": "permission", "10012": "busy",
    "10013": "quota", "19999": "failed",
    "101": "busy", "102": "busy", "103": "invalid", "104": "invalid", "105": "invalid", "106": "invalid", "107": "failed",
    "108": "invalid", "109": "permission", "110": "permission", "111": "permission", "112": "busy", "113": "quota", "199": "failed",
    "SignatureDoesNotMatch": "auth", "IncompleteSignature": "auth", "InvalidAccessKeyId": "auth", "InvalidTimeStamp": "auth",
    "SignatureNonceUsed": "busy", "Forbidden": "permission", "NoPermission": "permission", "Throttling": "busy",
    "ServiceUnavailable": "busy", "InternalError": "busy", "MissingParameter": "invalid", "InvalidParameter": "invalid",
}  # fmt: skip


def authorization(
    *, key_id: str, key_secret: str, query: dict[str, str], headers: dict[str, str], payload: bytes
) -> str:
    """Return the Authorization header of a POST to "/"; `headers` are the signed ones, in small letters."""
    names = sorted(headers)
    lines = "".join(f"{name}:{headers[name].strip()}\n" for name in names)
    asked = "&".join(
        f"{quote(name, safe='-_.~')}={quote(query[name], safe='-_.~')}" for name in sorted(query)
    )
    canonical = f"POST\n/\n{asked}\n{lines}\n{';'.join(names)}\n{hashlib.sha256(payload).hexdigest()}"
    to_sign = f"{ALGORITHM}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    signature = hmac.digest(key_secret.encode(), to_sign.encode(), "sha256").hex()
    return f"{ALGORITHM} Credential={key_id},SignedHeaders={';'.join(names)},Signature={signature}"


class Aliyun(NetService):
    key, name, order, confidence, mark = "aliyun", _("Alibaba Cloud Machine Translation"), 34, 0.75, "XZQ%d"
    address = "https://mt.cn-hangzhou.aliyuncs.com"
    id_label, key_label = _("AccessKey ID"), _("AccessKey Secret")
    note = _("From the Alibaba Cloud console; machine translation must be opened there for this account.")
    codes = {"zh-hans": "zh", "zh-hant": "zh-tw"}
    languages = frozenset([
        "zh", "zh-tw", "en", "ar", "bg", "cs", "da", "de", "el", "es", "et", "fi", "fr", "he", "hi", "hu", "id", "it", "ja", "ko",
        "ms", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "th", "tr", "uk", "vi",
    ])  # fmt: skip
    characters_at_once = 8_000
    unit_characters = 1_000
    per_second = 50

    def knows(self, source: str, target: str) -> bool:
        return {self._code(source), self._code(target)} <= self.languages

    def _code(self, language: str) -> str:
        return self.codes.get(language, language)

    def size(self, text: str) -> int:
        return self.size_in_account(text)

    def size_in_account(self, text: str) -> int:
        """Count as Java does, in whose words the limit is given: signs beyond the basic plane are two."""
        return len(text.encode("utf-16-le")) // 2

    def batch(self, row: TranslationService, units: list[str], job: Job) -> list[str]:
        numbered = {str(number): text for number, text in enumerate(units)}
        payload = urlencode({
            "FormatType": "text", "SourceLanguage": self._code(job.source), "TargetLanguage": self._code(job.target),
            "Scene": "general", "ApiType": "translate_standard", "SourceText": json.dumps(numbered, ensure_ascii=False),
        }).encode()  # fmt: skip

        def request(address: str) -> dict:
            signed = {
                "content-type": "application/x-www-form-urlencoded", "host": urlsplit(address).netloc, "x-acs-action": ACTION,
                "x-acs-content-sha256": hashlib.sha256(payload).hexdigest(),
                "x-acs-date": f"{datetime.fromtimestamp(time.time(), UTC):%Y-%m-%dT%H:%M:%SZ}",
                "x-acs-signature-nonce": secrets.token_hex(16), "x-acs-version": VERSION,
            }  # fmt: skip
            proof = authorization(
                key_id=row.key_id, key_secret=row.key, query={}, headers=signed, payload=payload
            )
            return {"content": payload, "headers": signed | {"Authorization": proof}}

        answer = self.ask(row, "/", request)
        try:
            made = {str(each["index"]): each for each in answer["TranslatedList"]}
        except (KeyError, TypeError) as error:
            raise self._unknown() from error
        return [self._text(made.get(number, {})) for number in numbered]

    def _text(self, made: dict) -> str:
        """Return one text of the answer; "" for one that failed by itself, which the check then refuses."""
        return str(made.get("translated") or "") if str(made.get("code", "200")) == "200" else ""

    def refusal_in(self, status: int, said: dict, text: str) -> Refusal | None:
        code = str(said.get("Code", "200"))
        if code == "200":
            return super().refusal_in(status, said, text)
        kind = KINDS.get(code) or KINDS.get(code.partition(".")[0])
        kind = kind or ("busy" if status == 429 or status >= 500 else "failed")
        return self.refused(kind, code, str(said.get("Message", "")))
