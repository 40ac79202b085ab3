"""Say into a topic that something is new, from any process."""

import http.client
import logging
import os
import queue
import threading
from functools import cache, partial

import msgspec
from django.db import transaction

from yangfan.core.live import place

log = logging.getLogger("live")

PATIENCE = 2.0  # seconds of the thread that posts; whoever tells does not wait for it
WAITING_AT_MOST = 2_000  # notices, while the live process does not answer; the rest is dropped


def tell(topic: str, kind: str, data: dict | None = None) -> None:
    """Tell every page that listens to `topic`, once the transaction is through. Never raises, never waits.

    `kind` is one lower-case word, `data` a few primitives: what is new, not the news itself.
    """
    transaction.on_commit(partial(_send, topic, kind, data or {}), robust=True)


def _send(topic: str, kind: str, data: dict) -> None:
    if not place.port():
        return
    try:
        words = msgspec.json.encode({"topic": topic, "kind": kind, "data": data})
        _post_office(os.getpid()).put_nowait(words)
    except (TypeError, queue.Full) as error:  # a notice is a courtesy: whoever missed it asks by himself
        log.debug("not told: %s %s: %r", topic, kind, error)


@cache
def _post_office(process: int) -> queue.Queue:
    """Return this process's queue, and start the thread that empties it; a forked child has its own."""
    waiting: queue.Queue = queue.Queue(WAITING_AT_MOST)
    threading.Thread(target=_deliver, args=(waiting,), name="live", daemon=True).start()
    return waiting


def _deliver(waiting: queue.Queue) -> None:
    while True:
        words = waiting.get()
        try:
            _publish(words) if place.redis_url() else _post(words)
        except Exception as error:
            log.debug("not told: %r", error)


def _post(words: bytes) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", place.port(), timeout=PATIENCE)
    try:
        headers = {"Authorization": f"Bearer {place.key()}", "Content-Type": "application/json"}
        connection.request("POST", "/tell", words, headers)
        connection.getresponse().read()
    finally:
        connection.close()


def _publish(words: bytes) -> None:
    _redis().publish(place.REDIS_CHANNEL, words)


@cache
def _redis():
    import redis  # only where several machines work together: requirements/scale.txt

    return redis.Redis.from_url(
        place.redis_url(), socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry_on_timeout=False
    )
