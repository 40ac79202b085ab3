"""Stand-ins for the translation services of Baidu, Tencent and Alibaba Cloud, as their documents describe them.

They check signatures from what arrived, by code of their own, and refuse as the real ones do. What they say is whatever
`say` makes of a text: they are no translators. `python -m yangfan.intelligence.standin.clouds PORT` runs all three.
"""

import hashlib
import hmac
import json
import re
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import quote

from werkzeug.wrappers import Request, Response

from yangfan.connectors.standins import server_of

TONGUES = (
    "zh",
    "en",
    "ja",
    "ko",
    "fr",
    "es",
    "it",
    "de",
    "tr",
    "ru",
    "pt",
    "vi",
    "id",
    "th",
    "ms",
    "ar",
    "hi",
)
Say = Callable[[str, str, str], str]
_PARTS = re.compile(r"(\w+)=([^,\s]+)")


@dataclass
class Account:
    """A customer of the service. `trouble`: quota or permission; `calls` are the moments of the latest."""

    secret: str
    trouble: str = ""
    calls: deque = field(default_factory=deque)


class Refused(Exception):
    """The service's own code and words, and the status of the answer."""

    def __init__(self, code: str, words: str, status: int = 200):
        super().__init__(words)
        self.code, self.words, self.status = code, words, status


class Cloud:
    """What the three have in common. `asked` holds every text that was answered."""

    def __init__(self, accounts: dict[str, Account], say: Say, *, per_second: int = 1000, clock=time.time):
        self.accounts, self.say, self.per_second, self.clock = accounts, say, per_second, clock
        self.asked: list[str] = []
        self.seen: set[str] = set()

    def __call__(self, environ, start_response):
        request = Request(environ)
        request.get_data(cache=True)
        try:
            status, body = 200, self.answer(request)
        except Refused as refused:
            status, body = refused.status, self.refusal(refused)
        data = json.dumps(body, ensure_ascii=False)
        return Response(data, status, mimetype="application/json")(environ, start_response)

    def answer(self, request: Request) -> dict:
        raise NotImplementedError

    def refusal(self, refused: Refused) -> dict:
        raise NotImplementedError

    def is_too_fast(self, account: Account) -> bool:
        """Count this call; say whether it is one too many within a second."""
        now = self.clock()
        while account.calls and account.calls[0] <= now - 1:
            account.calls.popleft()
        account.calls.append(now)
        return len(account.calls) > self.per_second

    def spoken(self, text: str, source: str, target: str) -> str:
        self.asked.append(text)
        return self.say(text, source, target)


class BaiduStandIn(Cloud):
    """General translation. What is too long has no code of its own in the documents; it gets the one of long queries."""

    languages = frozenset({"zh", "cht", "en", "jp", "kor", "fra", "spa", "ara", "ru", "pt", "de", "it"})
    largest = 6_000  # bytes

    def answer(self, request: Request) -> dict:
        sent = request.values
        if any(not sent.get(name) for name in ("q", "from", "to", "appid", "salt", "sign")):
            raise Refused("54000", "PARAM_FROM_TO_OR_Q_EMPTY")
        account = self.accounts.get(sent["appid"])
        if account is None:
            raise Refused("52003", "UNAUTHORIZED USER")
        proof = hashlib.md5(usedforsecurity=False)
        for part in (sent["appid"], sent["q"], sent["salt"], account.secret):
            proof.update(part.encode("utf-8"))
        if proof.hexdigest() != sent["sign"]:
            raise Refused("54001", "Invalid Sign")
        if account.trouble:
            raise (
                Refused("54004", "Please recharge")
                if account.trouble == "quota"
                else Refused("58002", "SERVICE CLOSED")
            )
        if self.is_too_fast(account):
            raise Refused("54003", "Invalid Access Limit")
        if sent["from"] not in {*self.languages, "auto"} or sent["to"] not in self.languages:
            raise Refused("58001", "INVALID_TO_PARAM")
        if len(sent["q"].encode()) > self.largest:
            raise Refused("54005", "Long query")
        lines = [line for line in sent["q"].split("\n") if line.strip()]
        made = [{"src": line, "dst": self.spoken(line, sent["from"], sent["to"])} for line in lines]
        return {"from": sent["from"], "to": sent["to"], "trans_result": made}

    def refusal(self, refused: Refused) -> dict:
        return {"error_code": refused.code, "error_msg": refused.words}


class TencentStandIn(Cloud):
    languages = frozenset({"zh-TW", *TONGUES})
    largest = 6_000  # characters; a call must stay below

    def answer(self, request: Request) -> dict:
        account = self.proven(request)
        if request.headers.get("X-TC-Action") != "TextTranslateBatch":
            raise Refused("InvalidAction", "The API does not exist or does not support this action.")
        if request.headers.get("X-TC-Version") != "2018-03-21" or not request.headers.get("X-TC-Region"):
            raise Refused("MissingParameter", "Version and Region are needed.")
        if self.is_too_fast(account):
            raise Refused("RequestLimitExceeded", "You have reached the limit of calls a second.")
        if account.trouble == "quota":
            raise Refused("FailedOperation.NoFreeAmount", "The free amount of this month is used up.")
        if account.trouble:
            raise Refused("FailedOperation.UserNotRegistered", "The service is not open.")
        return {"Response": {**self.translated(request.get_json()), "RequestId": "stand-in"}}

    def translated(self, sent: dict) -> dict:
        texts, source, target = sent["SourceTextList"], sent["Source"], sent["Target"]
        if sum(map(len, texts)) >= self.largest:
            raise Refused("UnsupportedOperation.TextTooLong", "The text is too long.")
        if target not in self.languages:
            raise Refused("UnsupportedOperation.UnSupportedTargetLanguage", target)
        made = [self.spoken(text, source, target) for text in texts]
        return {"Source": source, "Target": target, "TargetTextList": made}

    def proven(self, request: Request) -> Account:
        """Return the account whose signature this is, by the four steps of TC3-HMAC-SHA256."""
        given = dict(_PARTS.findall(request.headers.get("Authorization", "")))
        stamp = request.headers.get("X-TC-Timestamp", "")
        if not given.keys() >= {"Credential", "SignedHeaders", "Signature"} or not stamp.isdigit():
            raise Refused(
                "AuthFailure.InvalidAuthorization", "The Authorization header is not as it should be."
            )
        secret_id, _slash, scope = given["Credential"].partition("/")
        account = self.accounts.get(secret_id)
        if account is None:
            raise Refused("AuthFailure.SecretIdNotFound", "The SecretId is not found.")
        if abs(self.clock() - int(stamp)) > 300:
            raise Refused("AuthFailure.SignatureExpire", "The signature has expired.")
        names = given["SignedHeaders"].split(";")
        canonical = [request.method, request.path, request.query_string.decode()]
        canonical += [f"{name}:{request.headers.get(name, '').strip().lower()}" for name in names]
        canonical += ["", given["SignedHeaders"], hashlib.sha256(request.get_data()).hexdigest()]
        digest = hashlib.sha256("\n".join(canonical).encode()).hexdigest()
        day = datetime.fromtimestamp(int(stamp), UTC).date().isoformat()
        by_day = hmac.new(b"TC3" + account.secret.encode(), day.encode(), hashlib.sha256)
        by_service = hmac.new(by_day.digest(), b"tmt", hashlib.sha256)
        signing = hmac.new(by_service.digest(), b"tc3_request", hashlib.sha256)
        text = "\n".join(["TC3-HMAC-SHA256", stamp, f"{day}/tmt/tc3_request", digest])
        wanted = hmac.new(signing.digest(), text.encode(), hashlib.sha256).hexdigest()
        whole = {"content-type", "host"} <= set(names) and scope == f"{day}/tmt/tc3_request"
        if not whole or not hmac.compare_digest(wanted, given["Signature"]):
            raise Refused("AuthFailure.SignatureFailure", "The provided credentials could not be validated.")
        return account

    def refusal(self, refused: Refused) -> dict:
        error = {"Code": refused.code, "Message": refused.words}
        return {"Response": {"Error": error, "RequestId": "stand-in"}}


class AliyunStandIn(Cloud):
    languages = frozenset({"zh-tw", *TONGUES})
    largest, most, longest = 8_000, 50, 1_000

    def answer(self, request: Request) -> dict:
        account = self.proven(request)
        if request.headers.get("x-acs-action") != "GetBatchTranslate":
            raise Refused("InvalidAction.NotFound", "Specified api is not found.", 404)
        if self.is_too_fast(account):
            raise Refused("Throttling.User", "Request was denied due to user flow control.", 429)
        if account.trouble == "quota":
            raise Refused("10013", "The account is in arrears.")
        if account.trouble:
            raise Refused("Forbidden.RAM", "The user is not allowed to do this.", 403)
        sent = request.form
        wanted = ("FormatType", "SourceLanguage", "TargetLanguage", "Scene", "ApiType", "SourceText")
        if any(not sent.get(name) for name in wanted):
            raise Refused("10004", "A required parameter is missing.")
        return self.translated(json.loads(sent["SourceText"]), sent["SourceLanguage"], sent["TargetLanguage"])

    def translated(self, texts: dict[str, str], source: str, target: str) -> dict:
        if {source, target} - self.languages:
            raise Refused("10005", "The language pair is not supported.")
        sizes = [len(text.encode("utf-16-be")) // 2 for text in texts.values()]
        if len(sizes) > self.most or max(sizes) > self.longest or sum(sizes) > self.largest:
            raise Refused("10008", "The text exceeds the limit.")
        made = [
            {
                "code": "200", "index": number, "translated": self.spoken(text, source, target),
                "wordCount": str(size), "detectedLanguage": source,
            }
            for (number, text), size in zip(texts.items(), sizes, strict=True)
        ]  # fmt: skip
        return {"Code": 200, "Message": "success", "RequestId": "stand-in", "TranslatedList": made[::-1]}

    def proven(self, request: Request) -> Account:
        """Return the account whose signature this is, by the steps of ACS3-HMAC-SHA256."""
        given = dict(_PARTS.findall(request.headers.get("Authorization", "").replace(",", " ")))
        account = self.accounts.get(given.get("Credential", ""))
        if account is None:
            raise Refused("InvalidAccessKeyId.NotFound", "Specified access key is not found.", 404)
        self._is_in_time(request.headers.get("x-acs-date", ""))
        names = given.get("SignedHeaders", "").split(";")
        must = {"host"} | {
            name.lower() for name, _value in request.headers if name.lower().startswith("x-acs-")
        }
        query = sorted(request.args.items(multi=True))
        asked = "&".join(f"{quote(name, safe='~')}={quote(value, safe='~')}" for name, value in query)
        body = hashlib.sha256(request.get_data()).hexdigest()
        canonical = f"{request.method}\n{request.path}\n{asked}\n"
        for name in names:
            canonical += f"{name}:{request.headers.get(name, '').strip()}\n"
        canonical += f"\n{';'.join(names)}\n{body}"
        text = "ACS3-HMAC-SHA256\n" + hashlib.sha256(canonical.encode()).hexdigest()
        wanted = hmac.new(account.secret.encode(), text.encode(), hashlib.sha256).hexdigest()
        whole = must <= set(names) and names == sorted(names)
        if (
            not whole
            or request.headers.get("x-acs-content-sha256") != body
            or not hmac.compare_digest(wanted, given.get("Signature", ""))
        ):
            raise Refused("SignatureDoesNotMatch", "Specified signature is not matched.", 400)
        nonce = request.headers.get("x-acs-signature-nonce", "")
        if nonce in self.seen:
            raise Refused("SignatureNonceUsed", "Specified signature nonce was used already.", 400)
        self.seen.add(nonce)
        return account

    def _is_in_time(self, stamp: str) -> None:
        try:
            signed = datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp()
        except ValueError:
            raise Refused("InvalidTimeStamp.Format", "The date is not well formed.", 400) from None
        if abs(self.clock() - signed) > 900:
            raise Refused("InvalidTimeStamp.Expired", "Specified time stamp is expired.", 400)

    def refusal(self, refused: Refused) -> dict:
        return {"Code": refused.code, "Message": refused.words, "RequestId": "stand-in"}


def main() -> None:
    def say(text: str, _source: str, target: str) -> str:
        return f"[{target}] {text}"

    kinds = (BaiduStandIn, TencentStandIn, AliyunStandIn)
    baidu, tencent, aliyun = (kind({"sample": Account("sample-key")}, say) for kind in kinds)

    def whichever(environ, start_response):
        """Tell them apart by what only one of them has."""
        if environ["PATH_INFO"].startswith("/api/trans/"):
            return baidu(environ, start_response)
        return (tencent if "HTTP_X_TC_ACTION" in environ else aliyun)(environ, start_response)

    server_of(whichever, int(sys.argv[1])).serve_forever()


if __name__ == "__main__":
    main()
