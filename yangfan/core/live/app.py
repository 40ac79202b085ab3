"""The `live` process (granian, RSGI): holds the lines of all open pages and passes notices on. No Django, no database."""

import asyncio
import hmac
import logging
import os
import re
import resource
import time
from collections import Counter

import msgspec

from yangfan.core.live import passes, place
from yangfan.core.live.hub import Hub, Listener

log = logging.getLogger("live")

PING_EVERY = 20.0  # seconds: below the minute after which proxies and phones drop a silent line
LARGEST = 16 * 1024
MOST_LISTENERS = 18_000
MOST_FROM_ONE_ADDRESS = 400  # a company behind one address has many desks
KIND = re.compile(r"[a-z_]{1,30}")
STREAM = [
    ("content-type", "text/event-stream; charset=utf-8"),
    ("cache-control", "no-store"),
    ("x-accel-buffering", "no"),
    ("access-control-allow-origin", "*"),  # the pass in the address is the permission; no cookie is looked at
]


class Told(msgspec.Struct):
    topic: str
    kind: str
    data: dict


class Live:
    """The RSGI application."""

    def __init__(self):
        self._is_behind_proxy = os.environ.get("BEHIND_PROXY", "").lower() in ("1", "true", "yes", "on")
        self.hub = Hub()
        self._addresses: Counter[str] = Counter()
        self._tasks: list[asyncio.Task] = []

    def __rsgi_init__(self, loop):
        logging.basicConfig(level=logging.INFO, format="%(levelname).1s %(name)s: %(message)s")
        _allow_many_files()
        self._tasks.append(loop.create_task(self._ping()))
        if place.redis_url():
            self._tasks.append(loop.create_task(self._hear_other_machines()))

    def __rsgi_del__(self, loop):
        for task in self._tasks:
            task.cancel()

    async def __rsgi__(self, scope, protocol):
        path, method = scope.path, scope.method
        if path.startswith("/live/") and method == "GET":
            await self._listen(scope, protocol, path.removeprefix("/live/"))
        elif path == "/tell" and method == "POST":
            protocol.response_empty(await self._take(scope, protocol), [])
        elif path == "/healthz":
            words = {"listeners": len(self.hub.listeners), "told": self.hub.told}
            protocol.response_bytes(200, [("content-type", "application/json")], msgspec.json.encode(words))
        else:
            protocol.response_empty(404, [])

    async def _listen(self, scope, protocol, token: str):
        """Hold one page's line until it goes, its pass runs out or it no longer takes what it is given."""
        address = self._address(scope)
        try:
            pass_ = passes.read(token)
        except passes.PassRefused:
            return protocol.response_empty(403, STREAM[-1:])
        if len(self.hub.listeners) >= MOST_LISTENERS or self._addresses[address] >= MOST_FROM_ONE_ADDRESS:
            return protocol.response_empty(503, [*STREAM[-1:], ("retry-after", "30")])
        listener = Listener(pass_)
        stream = protocol.response_stream(200, STREAM)
        left = asyncio.ensure_future(protocol.client_disconnect())
        left.add_done_callback(listener.end)
        self._addresses[address] += 1
        self.hub.join(listener)
        try:
            await stream.send_str("retry: 2000\nevent: open\ndata: {}\n\n")
            while not listener.is_over:
                text = await listener.next()
                if text:
                    await stream.send_str(text)
        except Exception as error:  # granian says in several ways that the other side has gone
            log.debug("a line broke: %r", error)
        finally:
            left.cancel()
            self.hub.leave(listener)
            self._addresses[address] -= 1
            if not self._addresses[address]:
                del self._addresses[address]

    async def _take(self, scope, protocol) -> int:
        """Pass on what a process of ours tells; return the status."""
        given = (scope.headers.get("authorization") or "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode(), place.key().encode()):
            return 401
        length = scope.headers.get("content-length") or ""
        if not length.isdigit() or int(length) > LARGEST:
            return 413
        return 204 if self._pass_on(await protocol()) else 400

    def _pass_on(self, words: bytes) -> bool:
        try:
            told = msgspec.json.decode(words, type=Told)
        except msgspec.DecodeError:
            return False
        if not KIND.fullmatch(told.kind):
            return False
        self.hub.tell(told.topic, told.kind, told.data)
        return True

    def _address(self, scope) -> str:
        if self._is_behind_proxy and (forwarded := scope.headers.get("x-forwarded-for")):
            return forwarded.rpartition(",")[2].strip()
        return scope.client.rpartition(":")[0]

    async def _ping(self):
        while True:
            await asyncio.sleep(PING_EVERY)
            self.hub.ping(time.time())

    async def _hear_other_machines(self):
        """Listen to what the processes of all machines tell, for ever; a lost Redis is asked for again."""
        import redis.asyncio as redis

        client = redis.from_url(place.redis_url())
        on_the_way = set()

        def announce(topic, kind, data):
            words = msgspec.json.encode({"topic": topic, "kind": kind, "data": data})
            task = asyncio.ensure_future(client.publish(place.REDIS_CHANNEL, words))
            on_the_way.add(task)
            task.add_done_callback(on_the_way.discard)

        self.hub.announce = announce
        while True:
            try:
                async with client.pubsub() as channel:
                    await channel.subscribe(place.REDIS_CHANNEL)
                    async for message in channel.listen():
                        if message["type"] == "message":
                            self._pass_on(message["data"])
            except (redis.RedisError, OSError) as error:
                log.warning("Redis does not answer: %s", error)
                await asyncio.sleep(1)


def _allow_many_files() -> None:
    """One line is one open file: take as many as the system allows this process."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


app = Live()
