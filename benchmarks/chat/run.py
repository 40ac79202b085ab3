"""Figure: open chats held by the `live` process, how fast a notice reaches them and what each costs in memory, against
the same Server-Sent Events held by an asynchronous Django view on the same server. Loopback only."""

import asyncio
import json
import os
import resource
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

CHATS = int(os.environ.get("CHATS", "1500"))
NOTICES = int(os.environ.get("NOTICES", "3000"))
PER_SECOND = 300  # 1,500 chats in which a line is written every five seconds
SERVER = [
    sys.executable, "-m", "granian", "--host", "127.0.0.1", "--workers", "1", "--http", "1", "--no-ws",
    "--log-level", "error", "--backlog", "8192", "--backpressure", "20000",
]  # fmt: skip


class Process:
    """One of the two servers, in a home of its own."""

    def __init__(self, app: str, interface: str, home: str):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.environment = os.environ | {
            "YANGFAN_HOME": home, "LIVE_KEY": "bench", "LIVE_PORT": str(self.port), "PYTHONPATH": str(ROOT), "BEHIND_PROXY": "1"
        }  # fmt: skip
        command = [*SERVER, "--port", str(self.port), "--interface", interface, app]
        self.process = subprocess.Popen(command, env=self.environment, start_new_session=True)
        for _attempt in range(300):
            try:
                self.health()
                return
            except OSError:
                time.sleep(0.1)
        raise TimeoutError(app)

    def health(self) -> dict:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
            return json.load(answer)

    def memory(self) -> int:
        """Return the private bytes of the server's processes."""
        total = 0
        for pid in self._family():
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith(("Private_Clean", "Private_Dirty")):
                    total += int(line.split()[1]) * 1024
        return total

    def _family(self) -> list[int]:
        found = [self.process.pid]
        for pid in found:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            found.extend(map(int, children))
        return found

    def stop(self) -> None:
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)


class Chat(asyncio.Protocol):
    """A visitor's page with its line open."""

    def __init__(self, number: int, tally: dict):
        self.number, self.tally, self.rest = number, tally, b""

    def connection_made(self, transport):
        self.transport = transport
        path = self.tally["path"](self.number)
        transport.write(
            f"GET {path} HTTP/1.1\r\nHost: x\r\n{self.from_()}Accept: text/event-stream\r\n\r\n".encode()
        )

    def from_(self) -> str:
        """Each page has an address of its own, as behind a proxy: one address may open 400 lines."""
        return f"X-Forwarded-For: 10.0.{self.number >> 8}.{self.number & 255}\r\n"

    def data_received(self, data):
        now = time.perf_counter()
        *lines, self.rest = (self.rest + data).split(b"\n")
        for line in lines:
            if line == b"event: open":
                self.tally["open"] += 1
            elif line.startswith(b"data: ") and b'"sent"' in line:
                self.tally["latencies"].append(now - json.loads(line[6:])["sent"])


async def press(process: Process, path) -> dict:
    """Open all chats, tell notices at an even pace and return what was seen."""
    loop = asyncio.get_running_loop()
    tally = {"open": 0, "latencies": [], "path": path}
    empty = process.memory()
    started = time.perf_counter()
    chats = []
    for first in range(0, CHATS, 100):
        numbers = range(first, min(first + 100, CHATS))
        made = [
            loop.create_connection(lambda n=n: Chat(n, tally), "127.0.0.1", process.port) for n in numbers
        ]
        chats += [transport for transport, _chat in await asyncio.gather(*made)]
    while tally["open"] < CHATS and time.perf_counter() - started < 60:
        await asyncio.sleep(0.05)
    opened_in = time.perf_counter() - started
    await asyncio.sleep(1)
    full = process.memory()
    await tell_all(process)
    waited = time.perf_counter()
    while len(tally["latencies"]) < NOTICES and time.perf_counter() - waited < 15:
        await asyncio.sleep(0.05)
    for transport in chats:
        transport.abort()
    return {
        "open": tally["open"], "opened in": opened_in, "bytes": (full - empty) / CHATS, "delivered": len(tally["latencies"]),
        "p50": statistics.median(tally["latencies"]) * 1000, "p95": statistics.quantiles(tally["latencies"], n=20)[-1] * 1000,
    }  # fmt: skip


async def tell_all(process: Process) -> None:
    """Tell one chat after another, at the pace of people, over one kept connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", process.port)
    started = time.perf_counter()
    for number in range(NOTICES):
        ahead = started + number / PER_SECOND - time.perf_counter()
        if ahead > 0:
            await asyncio.sleep(ahead)
        words = {"topic": f"chat-{number % CHATS}", "kind": "message", "data": {"sent": time.perf_counter()}}
        body = json.dumps(words).encode()
        head = f"POST /tell HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer bench\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
        answer = await reader.readuntil(b"\r\n\r\n")
        if not answer.startswith(b"HTTP/1.1 204"):
            raise RuntimeError(answer)
    writer.close()


def ours(number: int) -> str:
    from yangfan.core.live import passes

    return f"/live/{passes.issue(topics=[f'chat-{number}'], until=time.time() + 600, here=f'chat-{number}:staff')}"


def measure(app: str, interface: str, path) -> dict:
    with tempfile.TemporaryDirectory() as home:
        process = Process(app, interface, home)
        try:
            return asyncio.run(press(process, path))
        finally:
            process.stop()


def main() -> int:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    os.environ["LIVE_KEY"] = "bench"
    mine = measure("yangfan.core.live.app:app", "rsgi", ours)
    theirs = measure("benchmarks.chat.rival:application", "asgi", lambda number: f"/live/chat-{number}")
    print(f"{'':<38}{'live':>12}{'Django ASGI':>14}{'ratio':>8}")
    rows = [
        ("conversations open", "open", "{:,.0f}"), ("opened in, seconds", "opened in", "{:.2f}"),
        ("private memory of each, bytes", "bytes", "{:,.0f}"), ("notices delivered of " + f"{NOTICES:,}", "delivered", "{:,.0f}"),
        ("told to heard, ms, median", "p50", "{:.2f}"), ("told to heard, ms, p95", "p95", "{:.2f}"),
    ]  # fmt: skip
    for label, key, form in rows:
        ratio = theirs[key] / mine[key] if mine[key] else 0
        print(f"{label:<38}{form.format(mine[key]):>12}{form.format(theirs[key]):>14}{ratio:>8.1f}")
    is_whole = mine["open"] == CHATS and mine["delivered"] == NOTICES
    print("every chat was held and every notice arrived" if is_whole else "NOT ALL ARRIVED")
    return int(not is_whole)


if __name__ == "__main__":
    sys.exit(main())
