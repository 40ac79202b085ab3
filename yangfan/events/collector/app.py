"""The collect process (granian, RSGI): answers the doors without Django, and only when the events are on the disk."""

import asyncio
import dataclasses
import logging
import os
import time
from urllib.parse import parse_qsl

from yangfan.events.collector.door import (
    ASK_FIRST,
    LARGEST_PUBLIC,
    LARGEST_TRUSTED,
    Doors,
    Reply,
    Request,
    full_disk,
    too_large,
)
from yangfan.events.heartbeats import CollectBeat, write_beat
from yangfan.events.spool import AsyncSpool, Spool

log = logging.getLogger("collect")

BEAT_EVERY = 5.0


class Collector:
    """The RSGI application."""

    def __init__(self):
        self._is_behind_proxy = os.environ.get("BEHIND_PROXY", "").lower() in ("1", "true", "yes", "on")
        self._doors = Doors()
        self._spool: AsyncSpool | None = None
        self._routes = {
            ("POST", "/e"): (self._doors.collect, LARGEST_PUBLIC),
            ("GET", "/p.gif"): (self._doors.pixel, 0),
            ("GET", "/y.js"): (self._doors.tracker, 0),
            ("POST", "/v1/events"): (self._doors.trusted, LARGEST_TRUSTED),
        }

    def __rsgi_init__(self, loop):
        logging.basicConfig(level=logging.INFO, format="%(levelname).1s %(name)s: %(message)s")
        self._started = loop.create_task(self._start())

    def __rsgi_del__(self, loop):
        if self._spool:
            loop.run_until_complete(self._spool.close())

    async def __rsgi__(self, scope, protocol):
        if scope.path == "/healthz":
            return protocol.response_str(200, [], "ok")
        if scope.method == "OPTIONS":
            return protocol.response_empty(204, ASK_FIRST)
        route = self._routes.get((scope.method, scope.path))
        if route is None:
            return protocol.response_empty(404, [])
        reply = await self._reply(scope, protocol, *route)
        return protocol.response_bytes(reply.status, reply.headers, reply.body)

    async def _reply(self, scope, protocol, door, largest: int) -> Reply:
        body = await _read(scope, protocol, largest) if largest else b""
        if body is None:
            return too_large()
        reply = door(
            Request(
                header=scope.headers.get,
                ip=self._ip(scope),
                now=int(time.time() * 1000),
                body=body,
                query=dict(parse_qsl(scope.query_string)),
            )
        )
        if reply.lines:
            try:
                await self._spool.append(reply.lines)
            except OSError as error:
                log.error("the spool takes no events: %s", error)
                return full_disk()
        return reply

    def _ip(self, scope) -> str:
        """Return who asks; behind a proxy of ours, who asked the proxy."""
        if self._is_behind_proxy and (forwarded := scope.headers.get("x-forwarded-for")):
            return forwarded.rpartition(",")[2].strip()
        return scope.client.rpartition(":")[0].strip("[]")

    async def _start(self):
        self._spool = AsyncSpool(Spool.here())
        while True:
            beat = CollectBeat(**dataclasses.asdict(self._doors.counts))
            await asyncio.to_thread(write_beat, "collect", beat)
            await asyncio.sleep(BEAT_EVERY)


async def _read(scope, protocol, largest: int) -> bytes | None:
    """Return the body, or None when it is larger than allowed."""
    length = scope.headers.get("content-length")
    if length is not None:
        return await protocol() if length.isdigit() and int(length) <= largest else None
    body = bytearray()
    async for part in protocol:
        body += part
        if len(body) > largest:
            return None
    return bytes(body)


app = Collector()
