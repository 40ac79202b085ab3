"""A server for tests that speaks the OpenAI protocol over real HTTP and answers as a test tells it to."""

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from yangfan.intelligence.endpoint import asking


class ScriptedEndpoint:
    """`script` holds what is said next, each a status with an error's words or the content of an answer; then `answer` is asked.

    `requests` are the bodies received. `answer` takes the body and returns the content (text, or what becomes json).
    """

    def __init__(self):
        self.script: list = []
        self.requests: list[dict] = []
        self.keys: list[str] = []
        self.answer: Callable[[dict], object] = lambda body: {}
        self.knows_schema = True
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def say(self, *contents) -> None:
        """Answer with these, one a call: text, something that becomes json, or (status, words)."""
        self.script.extend(contents)

    def user_json(self, number: int = -1) -> dict:
        """Return what the user's first message of a request said, as json."""
        return json.loads(self.requests[number]["messages"][1]["content"])

    def next(self, body: dict) -> tuple[int, dict]:
        """Return the status and the body of the answer to this request."""
        if not self.knows_schema and body.get("response_format", {}).get("type") == "json_schema":
            return 400, {"error": {"message": "This response_format type is unavailable now"}}
        said = self.script.pop(0) if self.script else self.answer(body)
        if isinstance(said, tuple):
            return said[0], {"error": {"message": said[1], "code": said[2] if len(said) > 2 else None}}
        content = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
        return 200, completion(content, body)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def completion(content: str, body: dict) -> dict:
    """Return an answer of the protocol."""
    asked = sum(len(message["content"]) for message in body["messages"])
    return {
        "id": "chatcmpl-1", "object": "chat.completion", "created": 0, "model": body["model"],
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}],
        "usage": {"prompt_tokens": asked, "completion_tokens": len(content), "total_tokens": asked + len(content)},
    }  # fmt: skip


def _handler(endpoint: ScriptedEndpoint):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            endpoint.requests.append(body)
            endpoint.keys.append(self.headers.get("Authorization", ""))
            status, answer = endpoint.next(body)
            data = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            if status == 429:
                self.send_header("Retry-After", "0.01")
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args):
            pass

    return Handler


@pytest.fixture
def scripted(settings):
    """The installation's language model: a ScriptedEndpoint."""
    endpoint = ScriptedEndpoint()
    settings.LLM_BASE_URL, settings.LLM_API_KEY, settings.LLM_MODEL = endpoint.url, "sk-test", "test-model"
    asking.forget_refusals()
    yield endpoint
    endpoint.close()
