"""The store process: sole owner of the embedded engine, answering ClickHouse's HTTP protocol on loopback with a key.

Started by `yangfan up` with granian (RSGI). With CLICKHOUSE_URL set to a cluster it is not started.
"""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from yangfan.core.home import secret
from yangfan.events import place
from yangfan.events.store import wire
from yangfan.events.store.lanes import READ_LANES, Engine, FolderInUse, QueryFailed, Question

log = logging.getLogger("store")

TRY_FOLDER_EVERY = 1.0
LARGEST_REQUEST = 256 * 2**20


class Owner:
    """The RSGI application. The engine is opened in the worker, never before a fork."""

    def __init__(self):
        self._engine: Engine | None = None
        self._trouble = "the store is starting"
        # One thread more than there are lanes for reading, so that the loader never waits for a thread.
        self._threads = ThreadPoolExecutor(READ_LANES, thread_name_prefix="read")
        self._load_thread = ThreadPoolExecutor(1, thread_name_prefix="load")

    def __rsgi_init__(self, loop):
        logging.basicConfig(level=logging.INFO, format="%(levelname).1s %(name)s: %(message)s")
        self._key = secret("store_key")
        self._opening = loop.create_task(self._open())

    def __rsgi_del__(self, loop):
        if self._engine:
            self._engine.close()

    async def __rsgi__(self, scope, protocol):
        if scope.path in ("/ping", "/healthz"):
            return self._say_alive(protocol)
        if not wire.holds_key(scope.headers, self._key):
            return protocol.response_str(403, wire.HERE, "the store's key is missing or wrong")
        if self._engine is None:
            return protocol.response_str(503, wire.HERE, self._trouble)
        if int(scope.headers.get("content-length") or 0) > LARGEST_REQUEST:
            return protocol.response_str(413, wire.HERE, "too much at once")
        try:
            question = wire.read_question(scope.query_string, scope.headers, await protocol())
        except (wire.BadRequest, ValueError, OSError) as error:
            return protocol.response_str(400, wire.HERE, str(error))
        try:
            answer = await self._ask(question, wire.comes_from_loader(scope.headers), protocol)
        except QueryFailed as error:
            return protocol.response_bytes(*wire.failure_of(error))
        return protocol.response_bytes(200, wire.headers_of(answer), answer.data)

    async def _ask(self, question: Question, is_loader: bool, protocol):
        is_loader = is_loader or question.is_insert
        threads = self._load_thread if is_loader else self._threads
        asked = asyncio.get_running_loop().run_in_executor(
            threads, lambda: self._engine.ask(question, is_loader=is_loader)
        )
        if is_loader:
            return await asked  # an insert is finished even if nobody waits for it any more
        gone = asyncio.ensure_future(protocol.client_disconnect())
        await asyncio.wait({asked, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not asked.done():
            self._engine.cancel(question)
        gone.cancel()
        return await asked

    def _say_alive(self, protocol):
        if self._engine is None:
            return protocol.response_str(503, [], self._trouble)
        return protocol.response_str(200, [], "Ok.\n")

    async def _open(self):
        """Open the engine, as soon as whoever holds the folder lets it go."""
        while self._engine is None:
            try:
                self._engine = await asyncio.to_thread(self._open_engine)
            except FolderInUse as error:
                if str(error) != self._trouble:
                    log.error("%s; waiting for it", error)
                self._trouble = str(error)
                await asyncio.sleep(TRY_FOLDER_EVERY)

    def _open_engine(self) -> Engine:
        folder = place.store_folder()
        folder.mkdir(parents=True, exist_ok=True)
        return Engine(folder)


app = Owner()
