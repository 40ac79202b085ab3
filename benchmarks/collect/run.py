"""Figure: events a second that are on the disk before the answer, against a synchronous Django view on SQLite."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ["PYTHONPATH"] = str(ROOT)

from yangfan.events.records import decode  # noqa: E402
from yangfan.events.tests.processes import PUBLIC_KEY, Machine  # noqa: E402

SECONDS = float(os.environ.get("SECONDS", "5"))
CONNECTIONS = 64
AT_ONCE = (1, 10)


class Rival(Machine):
    """The same machine with the Django view in the collector's place."""

    @property
    def environment(self):
        return super().environment | {"RIVAL_HOME": str(self.home)}

    def _command(self, name):
        return [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
            "--port", str(self.collect_port), "--workers", "1", "--blocking-threads", "8", "--http", "1", "--no-ws",
            "--log-level", "error", "benchmarks.collect.rival:application",
        ]  # fmt: skip


class Sender(asyncio.Protocol):
    """Sends the next request when the last one is answered."""

    def __init__(self, number: int, at_once: int, tally):
        self.number, self.at_once, self.tally, self.count = number, at_once, tally, 0

    def connection_made(self, transport):
        self.transport = transport
        self.send()

    def send(self):
        events = [
            {"k": PUBLIC_KEY, "i": f"{self.at_once}-{self.number}-{self.count}-{step}", "n": "page_view",
             "u": "https://tidelane.test/products/?utm_source=linkedin", "l": "en", "z": "Europe/Berlin"}
            for step in range(self.at_once)
        ]  # fmt: skip
        self.count += 1
        body = json.dumps(events).encode()
        head = (
            f"POST /e HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n"
            f"X-Forwarded-For: 10.{self.count >> 8 & 255}.{self.count & 255}.{self.number}\r\nUser-Agent: bench\r\n\r\n"
        )
        self.transport.write(head.encode() + body)

    def data_received(self, data):
        if not data.startswith(b"HTTP/1.1 202"):
            self.tally["wrong"] = data[:200]
            self.transport.abort()
            return
        self.tally["events"] += self.at_once
        self.send()


async def press(port: int, at_once: int) -> float:
    """Return accepted events a second."""
    loop, tally = asyncio.get_running_loop(), {"events": 0}
    senders = [
        await loop.create_connection(lambda number=number: Sender(number, at_once, tally), "127.0.0.1", port)
        for number in range(CONNECTIONS)
    ]
    await asyncio.sleep(1)
    before, started = tally["events"], time.monotonic()
    await asyncio.sleep(SECONDS)
    rate = (tally["events"] - before) / (time.monotonic() - started)
    for transport, _ in senders:
        transport.abort()
    if "wrong" in tally:
        raise RuntimeError(f"not accepted: {tally['wrong']}")
    return rate


def measure(machine: Machine) -> list[float]:
    machine.start("collect")
    try:
        machine.wait_for("collect")
        return [
            float(
                subprocess.check_output([sys.executable, __file__, str(machine.collect_port), str(at_once)])
            )
            for at_once in AT_ONCE
        ]
    finally:
        machine.stop()


def spooled(home: Path) -> int:
    """Return how many events are in the spool: as many as were accepted, or more."""
    return sum(
        decode(line) is not None
        for path in (home / "spool").glob("*/*.ndjson")
        for line in path.read_bytes().splitlines()
    )


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        ours = measure(Machine(Path(home), extra={"BEHIND_PROXY": "1"}))
        kept = spooled(Path(home))
    with tempfile.TemporaryDirectory() as home:
        rival = measure(Rival(Path(home)))
    print(f"{'durable events a second':<26}{'collect':>10}{'Django + SQLite':>18}{'ratio':>8}")
    for at_once, mine, theirs in zip(AT_ONCE, ours, rival, strict=True):
        print(f"{f'{at_once} in a request':<26}{mine:>10,.0f}{theirs:>18,.0f}{mine / theirs:>8.1f}")
    is_kept = kept >= SECONDS * sum(ours)
    print(
        f"{kept:,} events found in the spool afterwards: {'all that were accepted' if is_kept else 'TOO FEW'}"
    )
    return int(not is_kept)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(asyncio.run(press(int(sys.argv[1]), int(sys.argv[2]))))
    else:
        sys.exit(main())
