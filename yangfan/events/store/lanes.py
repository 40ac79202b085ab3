"""The embedded engine with several handles ("lanes"): one handle answers one query at a time."""

import contextlib
import logging
import os
import queue
import re
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import chdb

from yangfan.events.store import schema

log = logging.getLogger("store")

READ_LANES = 4
SECONDS_PER_QUERY = 30
LARGEST_SHARE_OF_A_QUERY = 0.6
_CODE = re.compile(r"Code: (\d+)")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_INSERT = re.compile(rb"\s*(INSERT\s+INTO\b.*?)\bFORMAT\s+(\w+)[ \t;]*\r?\n", re.I | re.S)
_FORMAT = re.compile(rb"\bFORMAT\s+(\w+)\s*;?\s*$", re.I)
_FOLDER_IN_USE = ("Code: 76", "Code: 36", "CANNOT_OPEN_FILE", "already")


class FolderInUse(Exception):
    """Another process owns the engine's folder."""


class QueryFailed(Exception):
    """The engine's own words, with its code."""

    def __init__(self, words: str):
        super().__init__(words[words.find("Code: ") :] if "Code: " in words else words)
        found = _CODE.search(words)
        self.code = int(found.group(1)) if found else 1


@dataclass
class Question:
    """One request: a statement with its data, settings and bound values."""

    sql: bytes
    settings: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    database: str = ""
    default_format: str = "TabSeparated"
    mark: str = field(default_factory=lambda: uuid.uuid4().hex)  # by which a running query is found

    @property
    def is_insert(self) -> bool:
        return _INSERT.match(self.sql) is not None


@dataclass
class Answer:
    data: bytes
    summary: dict[str, str]
    format: str = ""


class Engine:
    """Owns the folder. Thread-safe: every question takes a free lane, the loader's its own."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._address = f"{folder}?{_server_settings()}"
        self._read: queue.SimpleQueue = queue.SimpleQueue()
        self._load: queue.SimpleQueue = queue.SimpleQueue()
        self._steward = self._open()  # kills queries, and nothing else
        for statement in schema.STATEMENTS:
            self._steward.query(statement)
        for _ in range(READ_LANES):
            self._read.put(self._open())
        self._load.put(self._open())

    def ask(self, question: Question, *, is_loader: bool) -> Answer:
        """Return the engine's answer; raise QueryFailed with its words."""
        lanes = self._load if is_loader else self._read
        lane = lanes.get()
        try:
            return _ask(lane, question)
        except (RuntimeError, chdb.ChdbError) as error:
            raise QueryFailed(str(error)) from error
        finally:
            lanes.put(lane)

    def cancel(self, question: Question) -> None:
        """Stop a running question: who asked has gone."""
        with contextlib.suppress(RuntimeError, chdb.ChdbError):
            self._steward.query(f"KILL QUERY WHERE Settings['log_comment'] = '{question.mark}' ASYNC")

    def close(self) -> None:
        """Let go of the folder when the running questions are answered."""
        for lanes, count in ((self._read, READ_LANES), (self._load, 1)):
            for _ in range(count):
                with contextlib.suppress(queue.Empty):
                    lanes.get(timeout=3).close()
        self._steward.close()

    def _open(self):
        try:
            return chdb.connect(self._address)
        except Exception as error:
            if any(words in str(error) for words in _FOLDER_IN_USE):
                raise FolderInUse(f"another process owns {self._folder}: only one can") from error
            raise


def _server_settings() -> str:
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    most = int(os.environ.get("STORE_MEMORY") or min(4 * 2**30, memory // 2))
    words = {
        "max_server_memory_usage": most,
        "max_memory_usage": int(most * LARGEST_SHARE_OF_A_QUERY),
        "max_execution_time": SECONDS_PER_QUERY,
        "mark_cache_size": 64 * 2**20,
        "uncompressed_cache_size": 0,
        "background_pool_size": 2,
        "max_threads": os.cpu_count() or 1,
    }
    return "&".join(f"{word}={value}" for word, value in words.items())


def _ask(lane, question: Question) -> Answer:
    started = time.perf_counter()
    with _set(lane, question):
        insert = _INSERT.match(question.sql)
        if insert:
            return _insert(lane, insert, question.sql[insert.end() :], started)
        asked = _FORMAT.search(question.sql)
        name = asked.group(1).decode() if asked else question.default_format
        result = lane.query(question.sql.decode("utf-8", "surrogateescape"), name, params=question.values)
        data = result.bytes() or b""
        read = {"read_rows": str(result.rows_read()), "read_bytes": str(result.bytes_read())}
        return Answer(data, read | _elapsed(started), name if data or asked else "")


def _insert(lane, insert: re.Match, data: bytes, started: float) -> Answer:
    with lane.send_insert(insert.group(1).decode(), insert.group(2).decode()) as inserter:
        inserter.append(data)
        done = inserter.finish()
    written = {"written_rows": str(done.rows_written), "written_bytes": str(done.bytes_written)}
    return Answer(b"", written | _elapsed(started))


@contextlib.contextmanager
def _set(lane, question: Question):
    """Give the lane this question's settings, and take them away again."""
    settings = question.settings | {"log_comment": question.mark}
    changed = []
    try:
        for name, value in settings.items():
            if not _NAME.fullmatch(name):
                raise QueryFailed(f"Code: 115. DB::Exception: Unknown setting {name!r}")
            lane.query(f"SET {name} = {_quote(value)}")
            changed.append(name)
        if question.database:
            lane.query(f"USE {_identifier(question.database)}")
        yield
    finally:
        for name in changed:
            lane.query(f"SET {name} = DEFAULT")
        if question.database:
            lane.query("USE default")


def _quote(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _identifier(name: str) -> str:
    return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`"


def _elapsed(started: float) -> dict[str, str]:
    return {"elapsed_ns": str(int(1e9 * (time.perf_counter() - started)))}
