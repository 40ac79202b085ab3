"""The platforms' side, for tests and trials: small servers that speak what a platform's description says.

A stand-in is a class with `key` and methods marked by `@route`. It keeps its state in memory, plays the faults it is asked to
(`fail_next`), and is served alone (`serving`, in a thread of the tests) or with all others (`python -m yangfan.connectors.standins
PORT CLASS…`, each below its key).
"""

import json
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.routing import Map, Rule
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.utils import import_string
from werkzeug.wrappers import Request, Response


def route(path: str, *methods: str):
    """Mark a method as the answer to this path: `answer(request, **parts)` returns a werkzeug Response or JSON data."""

    def mark(method):
        method.rule = (path, methods or ("GET",))
        return method

    return mark


class StandIn:
    """Base of all stand-ins: a WSGI application whose rules are its marked methods."""

    key = ""

    def __init__(self):
        marked = [
            getattr(self, name) for name in dir(type(self)) if hasattr(getattr(type(self), name), "rule")
        ]
        self._map = Map([Rule(one.rule[0], methods=one.rule[1], endpoint=one) for one in marked])
        self._lock = threading.RLock()
        self._faults: deque = deque()
        self.calls: list[tuple[str, str]] = []  # method and path

    def fail_next(self, *answers: Response) -> None:
        """Answer the next calls with these; `DROPPED` does what was asked and then breaks the line."""
        self._faults.extend(answers)

    def __call__(self, environ, start_response):
        request = Request(environ)
        with self._lock:
            self.calls.append((request.method, request.path))
            fault = self._faults.popleft() if self._faults else None
            answer = fault if fault not in (None, DROPPED) else self._answer(request)
        if fault is DROPPED:
            raise ConnectionAbortedError("the stand-in breaks the line after it did what was asked")
        return answer(environ, start_response)

    def _answer(self, request: Request):
        try:
            method, parts = self._map.bind_to_environ(request.environ).match()
            said = method(request, **parts)
        except HTTPException as error:
            return error
        return said if isinstance(said, Response) else json_answer(said)


DROPPED = object()


def json_answer(data, status: int = 200, **headers) -> Response:
    """Return JSON data as an answer."""
    text = json.dumps(data, ensure_ascii=False)
    return Response(text, status, headers={name.replace("_", "-"): value for name, value in headers.items()},
                    content_type="application/json; charset=utf-8")  # fmt: skip


class _Silent(WSGIRequestHandler):
    def log(self, *_args):
        """Say nothing."""

    def connection_dropped(self, error, environ=None):
        """Say nothing."""


def server_of(app, port: int = 0):
    """Return a threaded server on loopback; port 0 takes a free one (`server.server_port`)."""
    return make_server("127.0.0.1", port, app, threaded=True, request_handler=_Silent)


@contextmanager
def serving(app) -> Iterator[str]:
    """Serve a stand-in (any WSGI application) in a thread; yields its address."""
    server = server_of(app)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def main(port: int, classes: list[str]) -> None:
    """Serve these stand-ins, each below its key, until stopped."""
    apps = {f"/{one.key}": one for one in (import_string(path)() for path in classes)}
    server_of(DispatcherMiddleware(NotFound(), apps), port).serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
