"""Kill collector, loader and store at random under load, while clients try again until they are answered; then count."""

import asyncio
import json
import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import clickhouse_connect

from yangfan.events.records import event_id_of
from yangfan.events.tests.processes import PUBLIC_KEY, SECRET_KEY, STORE_KEY, Machine

CLIENTS = 16
BATCH = 20
# How long each process lives before it is killed, in seconds.
LIVES = {"collect": (0.6, 2.0), "load": (1.5, 3.5), "store": (3.0, 6.0)}
ANSWER_WITHIN = 3
DRAIN_WITHIN = 60


@dataclass
class Report:
    """What was promised and what is there."""

    kills: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LIVES, 0))
    accepted: set[str] = field(default_factory=set)
    tries: int = 0
    retried: int = 0  # events that were sent again because an answer was lost
    stored: int = 0
    stored_once: int = 0
    lost: int = 0
    in_visits: int = 0
    with_visit: int = 0
    seconds: float = 0.0

    @property
    def doubled(self) -> int:
        return self.stored - self.stored_once


def run_chaos(home: Path, *, kills: int, seed: int, load_module: str = "yangfan.events.loader.run") -> Report:
    """Kill until `kills` processes are dead; return the count when all that was accepted has had time to arrive."""
    machine = Machine(home, extra={"BEHIND_PROXY": "1"}, load_module=load_module)
    report = Report()
    started = time.monotonic()
    try:
        for name in LIVES:
            machine.start(name)
        machine.wait_for("store")
        machine.wait_for("collect")
        storm = _Storm(machine, report, random.Random(seed))
        with ThreadPoolExecutor(1) as thread:  # of its own: the caller's may already run an event loop
            thread.submit(lambda: asyncio.run(storm.blow(kills))).result()
        _drain(machine)
        _count(machine, report)
    finally:
        machine.stop()
    report.seconds = time.monotonic() - started
    return report


class _Storm:
    def __init__(self, machine: Machine, report: Report, chance: random.Random):
        self.machine, self.report, self.chance = machine, report, chance
        self.is_over = False

    async def blow(self, kills: int) -> None:
        senders = [asyncio.create_task(self.send(number)) for number in range(CLIENTS)]
        killers = [asyncio.create_task(self.kill(name)) for name in LIVES]
        while sum(self.report.kills.values()) < kills:
            await asyncio.sleep(0.1)
        self.is_over = True
        await asyncio.gather(*killers)
        await asyncio.gather(*senders)

    async def kill(self, name: str) -> None:
        """Let the process live a while, kill it, start it again."""
        while not self.is_over:
            await asyncio.sleep(self.chance.uniform(*LIVES[name]))
            self.machine.kill(name)
            self.report.kills[name] += 1
            self.machine.start(name)
            if name != "load":
                await asyncio.to_thread(self.machine.wait_for, name)

    async def send(self, number: int) -> None:
        """Send events one after another, each again and again under its id until it is accepted."""
        connection = _Connection(self.machine.collect_port, ip=f"198.51.100.{number}")
        count = 0
        while not self.is_over:
            ids = [f"{number}-{count + step}" for step in range(BATCH if number % 4 == 0 else 1)]
            count += len(ids)
            await self._send_until_accepted(connection, ids, is_trusted=number % 4 == 0)
            await asyncio.sleep(self.chance.uniform(0.02, 0.08))
        connection.close()

    async def _send_until_accepted(self, connection, ids: list[str], *, is_trusted: bool) -> None:
        request = _trusted(ids) if is_trusted else _public(ids[0])
        prefix = "t:" if is_trusted else "e:"
        attempts = 0
        while True:
            attempts += 1
            self.report.tries += 1
            if await connection.post(*request):
                break
            await asyncio.sleep(0.05)
        self.report.retried += attempts > 1
        self.report.accepted.update(prefix + each for each in ids)


def _public(event_id: str):
    body = {"k": PUBLIC_KEY, "i": event_id, "n": "page_view", "u": f"https://tidelane.test/{event_id[-1]}"}
    return "/e", body, {}


def _trusted(ids: list[str]):
    rows = [
        {"name": "page_view", "id": each, "url": "https://tidelane.test/", "client_ip": f"203.0.113.{each[-1]}",
         "occurred_at": int(time.time() * 1000) - 1000 * int(each.partition("-")[2]), "user_agent": "Mozilla/5.0 Firefox/140.0"}
        for each in ids
    ]  # fmt: skip
    return "/v1/events", {"events": rows}, {"Authorization": f"Bearer {SECRET_KEY}"}


class _Connection:
    """A client that keeps its connection and does not trust silence."""

    def __init__(self, port: int, *, ip: str):
        self._port, self._ip = port, ip
        self._writer = None

    async def post(self, path: str, body, headers: dict[str, str]) -> bool:
        """Return whether the collector answered 202."""
        try:
            return await asyncio.wait_for(self._post(path, json.dumps(body).encode(), headers), ANSWER_WITHIN)
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            self.close()
            return False

    async def _post(self, path, body, headers) -> bool:
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        words = {
            "Host": "tidelane.test", "Content-Length": str(len(body)), "X-Forwarded-For": self._ip,
            "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", **headers,
        }  # fmt: skip
        head = "".join(f"{name}: {value}\r\n" for name, value in words.items())
        self._writer.write(f"POST {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
        answer = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        length = answer.partition(b"content-length:")[2].partition(b"\r\n")[0]
        await self._reader.readexactly(int(length or 0))
        return answer.startswith(b"http/1.1 202")

    def close(self) -> None:
        if self._writer:
            self._writer.close()
        self._writer = None


def _drain(machine: Machine) -> None:
    """Return when the loader has taken everything."""
    machine.kill("collect")
    machine.wait_for("store")
    deadline = time.monotonic() + DRAIN_WITHIN
    while not machine.is_empty():
        if time.monotonic() > deadline:
            raise TimeoutError((machine.home / "load.log").read_text()[-3000:])
        time.sleep(0.1)


def _count(machine: Machine, report: Report) -> None:
    with clickhouse_connect.get_client(
        host="127.0.0.1", port=machine.store_port, username="default", password=STORE_KEY, query_limit=0
    ) as client:
        found = client.query("SELECT event_id, count() FROM yangfan.events GROUP BY event_id").result_rows
        report.with_visit = _one(client, "SELECT count() FROM yangfan.events WHERE visit_id != 0")
        report.in_visits = _one(client, "SELECT sum(events) FROM yangfan.visits")
    stored = dict(found)
    report.stored, report.stored_once = sum(stored.values()), len(stored)
    report.lost = sum(event_id_of(1, each) not in stored for each in report.accepted)


def _one(client, query: str) -> int:
    return client.query(query).result_rows[0][0]
