"""The one way to call a platform: time limits, the guard of our own network, the account's proxy, its limits, the log."""

import time
from collections.abc import Callable
from datetime import timedelta
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from urllib.parse import urlsplit

import httpx2
from django.utils import timezone

from yangfan.connectors.calling.limits import take_turn
from yangfan.connectors.calling.masking import mask
from yangfan.connectors.calling.models import Exchange
from yangfan.connectors.contract import ApiError
from yangfan.connectors.outbound import HostRefused, check_host, guarded

TIMEOUT = httpx2.Timeout(30.0, connect=10.0)
KEPT_CHARACTERS = 2000  # of a body, in the log
KINDS = {
    401: "auth",
    402: "quota",
    403: "permission",
    407: "transient",
    408: "transient",
    425: "transient",
    429: "quota",
}
Refusal = Callable[[httpx2.Response], ApiError | None]


def refusal_of(answer: httpx2.Response) -> ApiError | None:
    """Return why a platform refused, by the status alone; connectors whose platform says it in the body bring their own."""
    if answer.status_code < 400:
        return None
    kind = KINDS.get(answer.status_code) or ("transient" if answer.status_code >= 500 else "invalid")
    words = f"HTTP {answer.status_code}: {answer.text[:200]}".strip()
    return ApiError(kind, words, retry_after=_retry_after(answer), may_have_arrived=answer.status_code >= 500)


def _retry_after(answer: httpx2.Response) -> timedelta | None:
    said = answer.headers.get("Retry-After", "")
    if said.isdigit():
        return timedelta(seconds=int(said))
    try:
        return max(parsedate_to_datetime(said) - timezone.now(), timedelta(0)) if said else None
    except (TypeError, ValueError):
        return None


class PlatformClient:
    """Calls of one account. Use it as a context manager; every call is one row of the account's log."""

    def __init__(self, account, *, refusal: Refusal = refusal_of):
        self.account, self.refusal = account, refusal

    def __enter__(self):
        self._client = httpx2.Client(
            timeout=TIMEOUT, follow_redirects=False, trust_env=False, proxy=self.account.config.get("proxy") or None,
            headers={"User-Agent": f"Yangfan/{version('yangfan')}"},
        )  # fmt: skip
        return self

    def __exit__(self, *_error):
        self._client.close()

    def get(self, url: str, **more) -> httpx2.Response:
        """Ask; `more` as httpx2 takes it. Raises ApiError."""
        return self.call("GET", url, **more)

    def post(self, url: str, **more) -> httpx2.Response:
        """Send; `more` as httpx2 takes it. Raises ApiError, which says whether the platform may have taken it all the same."""
        return self.call("POST", url, **more)

    def call(self, method: str, url: str, **more) -> httpx2.Response:
        """Make one call within the account's limits; raise ApiError for whatever is no success."""
        take_turn(self.account, self.account.plan.limits)
        request = self._client.build_request(method, url, **more)
        began, answer, error = time.monotonic(), None, None
        try:
            answer = self._send(request)
            error = self.refusal(answer)
        except ApiError as raised:
            error = raised
        self._write_down(request, answer, error, time.monotonic() - began)
        if error:
            raise error
        return answer

    def _send(self, request: httpx2.Request) -> httpx2.Response:
        host = urlsplit(str(request.url)).hostname or ""
        try:
            if self.account.plan.is_ours(host):
                return self._client.send(request)
            with guarded():
                check_host(host)
                return self._client.send(request)
        except HostRefused as error:
            raise ApiError("invalid", str(error)) from error
        except (
            httpx2.ConnectError,
            httpx2.ConnectTimeout,
            httpx2.PoolTimeout,
            httpx2.UnsupportedProtocol,
        ) as error:
            raise ApiError("transient", _words(error)) from error
        except httpx2.HTTPError as error:  # it left us, and nobody knows how far it came
            raise ApiError("transient", _words(error), may_have_arrived=True) from error

    def _write_down(self, request, answer, error, seconds: float) -> None:
        secrets = list(self.account.secret_values.values())
        Exchange.objects.create(
            workspace_id=self.account.workspace_id, account_id=self.account.pk, method=request.method,
            address=mask(str(request.url), secrets)[:500], asked=mask(_readable(request), secrets)[:KEPT_CHARACTERS],
            status=answer.status_code if answer is not None else None,
            answered=mask(_readable(answer) if answer is not None else str(error), secrets)[:KEPT_CHARACTERS],
            trouble=error.kind if error else "", milliseconds=round(seconds * 1000),
        )  # fmt: skip


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: no answer from the platform"


def _readable(message: httpx2.Request | httpx2.Response) -> str:
    """Return the body as text, or what it is and how long."""
    kind = message.headers.get("Content-Type", "")
    data = message.content if isinstance(message, httpx2.Response) else message.read()
    if not data:
        return ""
    if "json" in kind or "text" in kind or "xml" in kind or "urlencoded" in kind:
        return data[: KEPT_CHARACTERS * 4].decode("utf-8", "replace")
    return f"({kind.partition(';')[0] or 'data'}, {len(data):,} bytes)"
