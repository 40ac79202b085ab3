"""Asks a language model a question and insists on an answer of a given shape.

Ways from strict to loose: json_schema, json_object with the schema in the prompt, the prompt alone. What an endpoint
refuses once is not tried on it again. An answer that does not fit is asked for once more, with what was wrong.
"""

import json
import re
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TypeVar

import pydantic
from django.utils import timezone
from django.utils.translation import gettext as _

from yangfan.accounts.public import Workspace
from yangfan.connectors.public import HostRefused, guarded
from yangfan.intelligence.endpoint.access import Endpoint, endpoint_of
from yangfan.intelligence.endpoint.usage import record_usage, tokens_used

SECONDS = 60
TRANSLATION = "translation"  # the one task that the demo's stand-in can do
RETRIES = 2  # after 429, 5xx and broken connections; the client keeps to Retry-After
WAYS = ("json_schema", "json_object", "plain")
_refused: dict[tuple[str, str], set[str]] = {}

Shape = TypeVar("Shape", bound=pydantic.BaseModel)


class EndpointUnavailable(Exception):
    """No answer. `kind`: none (nothing set up), refused (key or address), quota, failed (passing), answer (unusable)."""

    def __init__(self, kind: str, words: str):
        super().__init__(words)
        self.kind, self.words = kind, words


@dataclass(frozen=True)
class Answer:
    """What came back, and what it used."""

    text: str
    tokens_in: int = 0
    tokens_out: int = 0


def ask(*, workspace: Workspace, task: str, system: str, user: str, schema: type[Shape]) -> Shape:
    """Ask the workspace's language model and return its answer as a `schema`; raise EndpointUnavailable.

    `task` names the purpose in the usage statistics. Calls take seconds: never inside a transaction.
    """
    endpoint = endpoint_of(workspace)
    if endpoint is None or (endpoint.is_sample and task != TRANSLATION):
        raise EndpointUnavailable("none", _("No language model is set up."))
    now = timezone.now()
    if endpoint.monthly_tokens is not None and tokens_used(workspace, now=now) >= endpoint.monthly_tokens:
        raise EndpointUnavailable("quota", _("This month's limit of tokens is used up."))
    answers: list[Answer] = []
    failed = True
    try:
        found = _fitting(endpoint, system, user, schema, answers)
        failed = False
        return found
    finally:
        record_usage(
            workspace=workspace, task=task, failed=failed, now=now, tokens_in=sum(each.tokens_in for each in answers),
            tokens_out=sum(each.tokens_out for each in answers),
        )  # fmt: skip


def forget_refusals() -> None:
    """Try every way again on every endpoint: after a change of settings, and in tests."""
    _refused.clear()


def _fitting(endpoint: Endpoint, system: str, user: str, schema: type[Shape], answers: list[Answer]) -> Shape:
    """Ask, and once more when the answer does not fit."""
    said = [{"role": "user", "content": user}]
    for last in (False, True):
        answer = _ask_by_any_way(endpoint, system, said, schema)
        answers.append(answer)
        try:
            return schema.model_validate_json(_json_in(answer.text))
        except ValueError as error:  # pydantic's ValidationError is one
            if last:
                raise EndpointUnavailable(
                    "answer", _("The language model's answer could not be used.")
                ) from error
            said = [
                *said,
                *([{"role": "assistant", "content": answer.text}] if answer.text else []),
                {
                    "role": "user",
                    "content": f"That was not valid: {_why(error)}\nAnswer again, with the json alone.",
                },
            ]
    raise AssertionError("unreachable")


def _why(error: ValueError) -> str:
    if not isinstance(error, pydantic.ValidationError):
        return str(error)
    return "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()[:5])


def _json_in(text: str) -> str:
    """Return the json object in `text`, without a fence or words around it."""
    text = re.sub(r"<think>.*?</think>", "", text, flags=re.DOTALL)
    start, end = text.find("{"), text.rfind("}")
    if start < 0 or end < start:
        raise ValueError("there was no json object in the answer")
    return text[start : end + 1]


def _ask_by_any_way(endpoint: Endpoint, system: str, said: list[dict], schema) -> Answer:
    import openai

    refused = _refused.setdefault((endpoint.base_url, endpoint.model), set())
    for way in WAYS:
        if way in refused:
            continue
        try:
            return call(
                endpoint,
                [{"role": "system", "content": _system(way, system, schema)}, *said],
                _format(way, schema),
            )
        except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
            if way == WAYS[-1]:
                raise EndpointUnavailable("refused", _in_words(error)) from error
            refused.add(way)
    raise AssertionError("unreachable")


def _system(way: str, system: str, schema) -> str:
    if way == "json_schema":
        return system
    wanted = json.dumps(schema.model_json_schema(), ensure_ascii=False)
    return f"{system}\n\nAnswer with one json object that fits this schema, and nothing else:\n{wanted}"


def _format(way: str, schema) -> dict | None:
    if way == "plain":
        return None
    if way == "json_object":
        return {"type": "json_object"}
    from openai import pydantic_function_tool

    strict = pydantic_function_tool(schema)["function"]["parameters"]
    return {"type": "json_schema", "json_schema": {"name": schema.__name__, "schema": strict, "strict": True}}


def call(endpoint: Endpoint, messages: list[dict], response_format: dict | None = None) -> Answer:
    """Make one call; raise EndpointUnavailable, or the client's BadRequestError for what the endpoint does not know."""
    import openai

    client = openai.OpenAI(
        base_url=endpoint.base_url,
        api_key=endpoint.key or "none",
        timeout=SECONDS,
        max_retries=0 if endpoint.is_sample else RETRIES,
        http_client=openai.DefaultHttpxClient(trust_env=False),  # a proxy would be what the guard looks at
    )
    extra = {"response_format": response_format} if response_format else {}
    guard = nullcontext() if endpoint.is_trusted else guarded()
    try:
        with client, guard:
            made = client.chat.completions.create(
                model=endpoint.model, messages=messages, temperature=0, **extra
            )
    except (openai.BadRequestError, openai.UnprocessableEntityError):
        raise
    except openai.OpenAIError as error:
        raise EndpointUnavailable(_kind(error), _in_words(error)) from error
    text = (made.choices[0].message.content or "") if made.choices else ""
    usage = made.usage
    return Answer(text, usage.prompt_tokens if usage else 0, usage.completion_tokens if usage else 0)


def _kind(error) -> str:
    import openai

    if _refused_host(error):
        return "refused"
    if isinstance(error, (openai.AuthenticationError, openai.PermissionDeniedError, openai.NotFoundError)):
        return "refused"
    if isinstance(error, openai.APIStatusError) and error.status_code == 402:
        return "quota"
    return "quota" if getattr(error, "code", "") == "insufficient_quota" else "failed"


def _refused_host(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, HostRefused):
            return True
        error = error.__cause__ or error.__context__
    return False


def _in_words(error) -> str:
    import openai

    if _refused_host(error):
        return _("The address lies in the inner network; the operator can allow it (OUTBOUND_ALLOW).")
    if isinstance(error, openai.APITimeoutError):
        return _("The language model did not answer in time.")
    if isinstance(error, openai.APIConnectionError):
        return _("The language model's address cannot be reached.")
    if isinstance(error, openai.AuthenticationError):
        return _("The language model refuses the key.")
    if isinstance(error, openai.APIStatusError):
        return _("The language model answered %(status)s: %(words)s") % {
            "status": error.status_code,
            "words": _message(error),
        }
    return str(error)[:200]


def _message(error) -> str:
    body = error.body if isinstance(error.body, dict) else {}
    return str(body.get("message") or error.message)[:200]
