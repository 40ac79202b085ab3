"""Figure: following a short link, each click durable on the disk before the answer, beside a bare Django redirect.

Our redirect finds the link without a question to the database, chooses the target, adds the tags and spools the event
with an fsync. The bare one does nothing but answer; nginx answers from its configuration. One worker process each; the
sender is a process of its own. Needs nginx (Debian: apt).
"""

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
from benchmarks.pages.run import NGINX, Server, nginx  # noqa: E402
from tests.e2e.product import environment, free_port  # noqa: E402

SECONDS = float(os.environ.get("SECONDS", "5"))
CONNECTIONS = 8
CALM = 100  # requests a second when nobody queues: what a visitor waits
HOST, PATH = "tidelane.localhost", "/go/fair26"
LIMIT_P95, LIMIT_RATIO = 10.0, 0.1
BROWSER = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"


class Line(asyncio.Protocol):
    """One connection that asks again as soon as it was answered, or after `pause` seconds."""

    def __init__(self, pause: float, times: list):
        self.pause, self.times, self.got = pause, times, b""
        self.request = f"GET {PATH} HTTP/1.1\r\nHost: {HOST}\r\nUser-Agent: {BROWSER}\r\nConnection: keep-alive\r\n\r\n".encode()

    def connection_made(self, transport):
        self.transport = transport
        self.send()

    def send(self):
        self.started = time.perf_counter()
        self.transport.write(self.request)

    def data_received(self, data):
        self.got += data
        if b"\r\n\r\n" not in self.got:
            return
        if not self.got.startswith(b"HTTP/1.1 302"):
            raise SystemExit(f"not led on: {self.got[:300]!r}")
        head, _gap, body = self.got.partition(b"\r\n\r\n")
        length = next(
            (
                int(line.split(b":")[1])
                for line in head.split(b"\r\n")
                if line.lower().startswith(b"content-length")
            ),
            0,
        )
        if len(body) < length:
            return
        self.times.append(time.perf_counter() - self.started)
        self.got = b""
        asyncio.get_running_loop().call_later(self.pause, self.send) if self.pause else self.send()


async def press(port: int, pause: float) -> dict:
    times, loop = [], asyncio.get_running_loop()
    for _ in range(CONNECTIONS):
        await loop.create_connection(lambda: Line(pause, times), "127.0.0.1", port)
        await asyncio.sleep(pause / CONNECTIONS)
    await asyncio.sleep(1)
    before = len(times)
    await asyncio.sleep(SECONDS)
    done = sorted(times[before:])
    return {"rate": len(done) / SECONDS, "p95": done[int(len(done) * 0.95)] * 1000, "all": len(times)}


def measure(port) -> dict:
    """Return requests a second with 8 busy connections, and the p95 in ms when a hundred a second come."""
    busy, calm = (
        json.loads(
            subprocess.run(
                [sys.executable, __file__, "press", str(port), str(pause)],
                check=True,
                capture_output=True,
                text=True,
            ).stdout
        )
        for pause in (0.0, CONNECTIONS / CALM)
    )
    return {"rate": busy["rate"], "p95": calm["p95"], "all": busy["all"] + calm["all"]}


def fill() -> None:
    """Make a company with a site and a short link in this home."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "yangfan.config.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    call_command("migrate", verbosity=0)
    from yangfan.accounts.public import Workspace
    from yangfan.events import public as events
    from yangfan.promotion.links import actions
    from yangfan.sites import public as sites

    workspace = Workspace.objects.create(name="Tidelane", slug="tidelane", locales=["en"], language="en")
    site = events.create_site(workspace=workspace, name="Tidelane", hosts=[])
    sites.create_site_skeleton(workspace=workspace, site=site, now=timezone.now())
    draft = actions.Draft(
        target="/en/products/", code="fair26", source="fair", medium="qr", campaign="hannover"
    )
    actions.make_link(workspace=workspace, draft=draft, actor=None, now=timezone.now())
    events.write_snapshot()


def spooled(home: Path) -> int:
    """Return how many clicks lie in the spool."""
    files = [path for path in (home / "spool").rglob("*") if path.is_file()]
    return sum(path.read_bytes().count(b'"link_click"') for path in files)


def wait_for(port) -> None:
    for _ in range(300):
        try:
            subprocess.run([sys.executable, __file__, "ask", str(port)], check=True, capture_output=True)
            return
        except subprocess.CalledProcessError:
            time.sleep(0.2)
    raise SystemExit("the server does not answer")


async def ask(port: int) -> None:
    await asyncio.wait_for(
        asyncio.get_running_loop().create_connection(lambda: Line(9.0, []), "127.0.0.1", port), 5
    )
    await asyncio.sleep(0.3)


def main() -> int:
    if NGINX is None:
        print("nginx is not installed: apt-get install nginx")
        return 77
    print(f"load average at the start: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    rows = {}
    with tempfile.TemporaryDirectory() as name:
        home, folder = Path(name, "home"), Path(name, "nginx")
        home.mkdir()
        folder.mkdir()
        Path(name).chmod(0o755)  # nginx's worker may be another user
        surroundings = environment(home)
        subprocess.run([sys.executable, __file__, "fill"], env={**surroundings, "PYTHONPATH": str(ROOT)}, cwd=ROOT, check=True)  # fmt: skip
        with Server("yangfan.config.wsgi:application", surroundings) as server:
            wait_for(server.port)
            before = spooled(home)
            rows["ours"] = measure(server.port)
        kept = spooled(home) - before
        with Server("benchmarks.links.bare:application", surroundings) as server:
            wait_for(server.port)
            rows["bare"] = measure(server.port)
        port = free_port()
        front = nginx(folder, f"server {{ listen 127.0.0.1:{port}; location / {{ return 302 https://target.example/page/; }} }}")  # fmt: skip
        try:
            wait_for(port)
            rows["nginx"] = measure(port)
        finally:
            front.terminate()
            front.wait(10)
    return report(rows, kept)


def report(rows: dict, kept: int) -> int:
    titles = {"ours": "our short link", "bare": "bare Django redirect", "nginx": "nginx, return 302"}
    print(f"{'':<24}{'requests/s':>12}{'p95, ms':>10}")
    for key, title in titles.items():
        print(f"{title:<24}{rows[key]['rate']:>12,.0f}{rows[key]['p95']:>10.1f}")
    ratio = rows["ours"]["rate"] / rows["bare"]["rate"]
    print(
        f"of a bare Django redirect: {ratio:.2f}; of nginx: {rows['ours']['rate'] / rows['nginx']['rate']:.3f}"
    )
    print(
        f"answered {rows['ours']['all']:,}, clicks on the disk {kept:,}; p95 at {CALM} requests a second, limit {LIMIT_P95:.0f} ms"
    )
    print(f"load average at the end: {os.getloadavg()[0]:.1f}")
    is_slow = rows["ours"]["p95"] > LIMIT_P95 and rows["ours"]["p95"] > 10 * rows["bare"]["p95"]
    return int(is_slow or ratio < LIMIT_RATIO or kept < rows["ours"]["all"])


if __name__ == "__main__":
    verb = sys.argv[1:2]
    if verb == ["press"]:
        print(json.dumps(asyncio.run(press(int(sys.argv[2]), float(sys.argv[3])))))
    elif verb == ["ask"]:
        asyncio.run(ask(int(sys.argv[2])))
    elif verb == ["fill"]:
        fill()
    else:
        sys.exit(main())
