"""The stand-in's server: chat completions of the OpenAI protocol, translations only, on loopback.

Run as `python -m yangfan.intelligence.standin.server PORT [FILE…]`. The key is `sample`; `sample-busy` is answered 429,
`sample-broken` 500, any other 401.
"""

import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from yangfan.intelligence.standin.book import Book

MODEL = "yangfan-standin"
TITLE = "演示替身 / demo stand-in, not a real translator"
REFUSED = {
    "sample-busy": (429, "Too many requests", "rate_limit_exceeded"),
    "sample-broken": (500, "The stand-in plays broken", "server_error"),
}
LARGEST = 1_000_000  # bytes of a question


def answer(body: dict, book: Book) -> dict:
    """Return a chat completion; raise ValueError for what the stand-in cannot do."""
    said = [message["content"] for message in body["messages"] if message["role"] == "user"]
    question = json.loads(said[0])
    units = [
        {"n": unit["n"], "text": book.translate(unit["text"], question["source"], question["target"])}
        for unit in question["units"]
    ]
    content = json.dumps({"units": units}, ensure_ascii=False)
    asked = sum(len(message["content"]) for message in body["messages"]) // 3
    return {
        "id": f"chatcmpl-{time.time_ns()}", "object": "chat.completion", "created": int(time.time()), "model": MODEL,
        "system_fingerprint": TITLE,
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}],
        "usage": {"prompt_tokens": asked, "completion_tokens": len(content) // 3, "total_tokens": asked + len(content) // 3},
    }  # fmt: skip


def handler_of(book: Book) -> type[BaseHTTPRequestHandler]:
    """Return the request handler of a server that answers from this book."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            if self.path == "/healthz":
                self.reply(200, {"ok": True, "title": TITLE, "sayings": book.size})
            elif self.path == "/v1/models":
                self.reply(
                    200, {"object": "list", "data": [{"id": MODEL, "object": "model", "owned_by": TITLE}]}
                )
            else:
                self.refuse(404, "Not found", "not_found")

        def do_POST(self):
            size = int(self.headers.get("Content-Length") or 0)
            data = self.rfile.read(min(size, LARGEST))
            key = self.headers.get("Authorization", "").removeprefix("Bearer ")
            if key in REFUSED:
                self.refuse(*REFUSED[key])
            elif key != "sample":
                self.refuse(401, "Incorrect API key provided", "invalid_api_key")
            elif self.path != "/v1/chat/completions":
                self.refuse(404, "Not found", "not_found")
            else:
                self.complete(data)

        def complete(self, data: bytes):
            try:
                self.reply(200, answer(json.loads(data), book))
            except (ValueError, KeyError, TypeError, IndexError):
                self.refuse(400, f"{TITLE}: it translates and does nothing else", "invalid_request_error")

        def refuse(self, status: int, words: str, code: str):
            self.reply(status, {"error": {"message": words, "type": code, "code": code}})

        def reply(self, status: int, body: dict):
            data = json.dumps(body, ensure_ascii=False).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args):
            pass

    return Handler


def main() -> None:
    port, *files = sys.argv[1:]
    book = Book.open(*map(Path, files))
    ThreadingHTTPServer(("127.0.0.1", int(port)), handler_of(book)).serve_forever()


if __name__ == "__main__":
    main()
