"""Tencent Cloud's machine translation (TMT), signed by TC3-HMAC-SHA256.

https://cloud.tencent.com/document/product/551/40566
"""

import hashlib
import hmac
import json
import time
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from yangfan.intelligence.translation.base import Job
from yangfan.intelligence.translation.models import TranslationService
from yangfan.intelligence.translation.providers.net import NetService, Refusal

ALGORITHM = "TC3-HMAC-SHA256"
ACTION, VERSION, REGION = "TextTranslateBatch", "2018-03-21", "ap-guangzhou"
JSON = "application/json; charset=utf-8"
KINDS = {
    "AuthFailure": "auth",
    "AuthFailure.UnauthorizedOperation": "permission",
    "UnauthorizedOperation": "permission",
    "FailedOperation.UserNotRegistered": "permission",
    "FailedOperation.StopUsing": "permission",
    "FailedOperation.ErrorUserArea": "permission",
    "FailedOperation.NoFreeAmount": "quota",
    "FailedOperation.UserHasNoFreeAmount": "quota",
    "FailedOperation.ServiceIsolate": "quota",
    "FailedOperation.RequestAiLabErr": "busy",
    "LimitExceeded": "quota",
    "LimitExceeded.LimitedAccessFrequency": "busy",
    "RequestLimitExceeded": "busy",
    "RequestLimitExceeded.UinLimitExceeded": "quota",
    "InternalError": "busy",
    "ResourceUnavailable": "busy",
    "UnsupportedOperation": "invalid",
    "InvalidParameter": "invalid",
    "InvalidParameterValue": "invalid",
    "MissingParameter": "invalid",
}  # the most exact entry holds
EUROPE = "fr es it de tr ru pt"
ASIA = "vi id th ms"
TARGETS = {
    "zh": f"en ja ko {EUROPE} {ASIA} ar",
    "zh-TW": f"en ja ko {EUROPE} {ASIA} ar",
    "en": f"zh zh-TW ja ko {EUROPE} {ASIA} ar hi",
    "ja": "zh zh-TW en ko",
    "ko": "zh zh-TW en ja",
    **dict.fromkeys(EUROPE.split(), f"zh zh-TW en {EUROPE}"),
    **dict.fromkeys(ASIA.split(), "zh zh-TW en"),
    "ar": "zh zh-TW en",
    "hi": "en",
}


def authorization(
    *, secret_id: str, secret_key: str, service: str, headers: dict[str, str], payload: bytes, timestamp: int
) -> str:
    """Return the Authorization header of a POST to "/"; `headers` are the signed ones, in small letters and in order."""
    day = f"{datetime.fromtimestamp(timestamp, UTC):%Y-%m-%d}"
    names = ";".join(headers)
    lines = "".join(f"{name}:{value.strip().lower()}\n" for name, value in headers.items())
    canonical = f"POST\n/\n\n{lines}\n{names}\n{hashlib.sha256(payload).hexdigest()}"
    scope = f"{day}/{service}/tc3_request"
    to_sign = f"{ALGORITHM}\n{timestamp}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    key = f"TC3{secret_key}".encode()
    for part in (day, service, "tc3_request", to_sign):
        key = hmac.digest(key, part.encode(), "sha256")
    return f"{ALGORITHM} Credential={secret_id}/{scope}, SignedHeaders={names}, Signature={key.hex()}"


class Tencent(NetService):
    key, name, order, confidence, mark = "tencent", _("Tencent Machine Translation"), 33, 0.75, "XZQ%d"
    address = "https://tmt.tencentcloudapi.com"
    id_label, key_label = _("SecretId"), _("SecretKey")
    note = _(
        "From the API keys of the Tencent Cloud console; machine translation (TMT) must be opened there."
    )
    codes = {"zh-hans": "zh", "zh-hant": "zh-TW"}
    characters_at_once = 6_000  # a call must stay below
    unit_characters = 5_900
    per_second = 5

    def knows(self, source: str, target: str) -> bool:
        return self._code(target) in TARGETS.get(self._code(source), "").split()

    def _code(self, language: str) -> str:
        return self.codes.get(language, language)

    def batch(self, row: TranslationService, units: list[str], job: Job) -> list[str]:
        asked = {
            "SourceTextList": units, "Source": self._code(job.source), "Target": self._code(job.target), "ProjectId": 0,
        }  # fmt: skip
        payload = json.dumps(asked, ensure_ascii=False).encode()

        def request(address: str) -> dict:
            now = int(time.time())
            signed = {
                "content-type": JSON,
                "host": urlsplit(address).netloc,
                "x-tc-action": ACTION,
            }
            headers = {
                "Content-Type": JSON, "X-TC-Action": ACTION, "X-TC-Version": VERSION, "X-TC-Region": REGION, "X-TC-Timestamp": str(now),
                "Authorization": authorization(
                    secret_id=row.key_id, secret_key=row.key, service="tmt", headers=signed, payload=payload, timestamp=now
                ),
            }  # fmt: skip
            return {"content": payload, "headers": headers}

        answer = self.ask(row, "/", request)
        try:
            return list(answer["Response"]["TargetTextList"])
        except (KeyError, TypeError) as error:
            raise self._unknown() from error

    def refusal_in(self, status: int, said: dict, text: str) -> Refusal | None:
        response = said.get("Response")
        error = response.get("Error") if isinstance(response, dict) else None
        if not isinstance(error, dict):
            return super().refusal_in(status, said, text)
        code = str(error.get("Code", ""))
        kind = KINDS.get(code) or KINDS.get(code.partition(".")[0]) or "failed"
        return self.refused(kind, code, str(error.get("Message", "")))
