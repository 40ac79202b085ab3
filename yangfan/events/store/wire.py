"""The part of ClickHouse's HTTP protocol that clickhouse_connect speaks: requests into Questions and back."""

import base64
import gzip
import hmac
import json
from email.parser import BytesParser
from email.policy import HTTP
from urllib.parse import parse_qsl

import lz4.frame

try:
    from compression import zstd
except ImportError:  # before Python 3.14; clickhouse_connect brings it
    from backports import zstd

from yangfan.events.store.lanes import Answer, QueryFailed, Question

# Words of the transport: neither settings nor values.
TRANSPORT = frozenset({
    "query", "database", "default_format", "session_id", "session_timeout", "session_check", "query_id", "quota_key",
    "compress", "decompress", "wait_end_of_query", "client_protocol_version", "role", "buffer_size",
    "send_progress_in_http_headers", "http_headers_progress_interval_ms", "enable_http_compression", "user", "password",
})  # fmt: skip
NOT_FOUND = frozenset({60, 81})  # unknown table, unknown database
HERE = [("x-clickhouse-timezone", "UTC"), ("x-clickhouse-server-display-name", "yangfan")]


class BadRequest(Exception):
    """The request cannot be read; the message says why."""


def holds_key(headers, key: str) -> bool:
    """Say whether the request carries the store's key as ClickHouse's password."""
    given = headers.get("x-clickhouse-key") or ""
    scheme, _, credentials = (headers.get("authorization") or "").partition(" ")
    if scheme.lower() == "basic":
        try:
            given = base64.b64decode(credentials).decode().partition(":")[2]
        except ValueError:
            return False
    return hmac.compare_digest(given.encode(), key.encode())


def comes_from_loader(headers) -> bool:
    return "yangfan-load" in (headers.get("user-agent") or "")


def read_question(query_string: str, headers, body: bytes) -> Question:
    """Return what is asked; raise BadRequest when the request is not understood."""
    words = dict(parse_qsl(query_string, keep_blank_values=True))
    body = _decompress(body, headers.get("content-encoding") or "")
    content_type = headers.get("content-type") or ""
    if content_type.startswith("multipart/form-data"):
        words |= _read_form(content_type, body)
        body = b""
    statement = words.get("query", "").encode()
    sql = statement + b"\n" + body if statement and body else statement or body
    if not sql.strip():
        raise BadRequest("empty query")
    if headers.get("x-clickhouse-format"):
        words.setdefault("default_format", headers.get("x-clickhouse-format"))
    return Question(
        sql=sql,
        settings={
            word: value
            for word, value in words.items()
            if word not in TRANSPORT and not word.startswith("param_")
        },
        values={word[6:]: value for word, value in words.items() if word.startswith("param_")},
        database="" if words.get("database") in (None, "__default__") else words["database"],
        default_format=words.get("default_format") or "TabSeparated",
    )


def headers_of(answer: Answer) -> list[tuple[str, str]]:
    headers = [
        *HERE,
        ("content-type", "application/octet-stream"),
        ("x-clickhouse-summary", json.dumps(answer.summary)),
    ]
    if answer.format:
        headers.append(("x-clickhouse-format", answer.format))
    return headers


def failure_of(error: QueryFailed) -> tuple[int, list[tuple[str, str]], bytes]:
    """Return status, headers and body of the engine's refusal."""
    status = 404 if error.code in NOT_FOUND else 500
    return status, [*HERE, ("x-clickhouse-exception-code", str(error.code))], str(error).encode()


def _decompress(body: bytes, encoding: str) -> bytes:
    match encoding:
        case "":
            return body
        case "gzip":
            return gzip.decompress(body)
        case "lz4":
            return lz4.frame.decompress(body)
        case "zstd":
            return zstd.decompress(body)
    raise BadRequest(f"content-encoding {encoding} is not spoken here")


def _read_form(content_type: str, body: bytes) -> dict[str, str]:
    """Return the fields of a form: the client sends one when the parameters are too long for an address."""
    message = BytesParser(policy=HTTP).parsebytes(
        b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body
    )
    fields = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        if part.get_filename() is not None:
            raise BadRequest(f"external data ({name}) is not taken by the embedded store")
        fields[str(name)] = part.get_payload(decode=True).decode()
    return fields
