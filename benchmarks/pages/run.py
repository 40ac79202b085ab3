"""Figure: a product page, kept and drawn afresh, beside bare Wagtail with the same page and nginx with the same bytes.

Then publish and read at once through the documented nginx: a reader must never get what was published over before it
asked. Everything runs with one worker process; the sender is a process of its own. Needs nginx (Debian: apt).
"""

import asyncio
import json
import os
import re
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from http.client import HTTPSConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
from tests.e2e.product import Product, answers, environment, free_port  # noqa: E402

SECONDS = float(os.environ.get("SECONDS", "5"))
RACES = int(os.environ.get("RACES", "1000"))
CONNECTIONS = 8
HOST, PATH = "tidelane.localhost", "/en/products/a12/"
NGINX = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
LIMITS = {"kept_cpu": 0.35, "drawn_cpu": 15.0, "queries": 12, "ratio": 50}


# --- the sender: keeps a few lines busy and times every answer ---------------------------------------------------------
class Line(asyncio.Protocol):
    def __init__(self, request, times):
        self.request, self.times, self.got, self.count = request, times, b"", 0

    def connection_made(self, transport):
        self.transport = transport
        self.send()

    def send(self):
        self.count += 1
        self.started = time.perf_counter()
        self.transport.write(self.request.replace(b"%N", str(id(self) + self.count).encode()))

    def data_received(self, data):
        self.got += data
        head, gap, body = self.got.partition(b"\r\n\r\n")
        if not gap:
            return
        if not head.startswith(b"HTTP/1.1 200"):
            raise SystemExit(f"not answered: {head[:300]!r}")
        if len(body) >= int(re.search(rb"content-length: (\d+)", head, re.IGNORECASE)[1]):
            self.times.append(time.perf_counter() - self.started)
            self.got = b""
            self.send()


async def press(port: int, path: str) -> dict:
    request = f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nAccept-Encoding: gzip\r\nConnection: keep-alive\r\n\r\n".encode()
    times, loop = [], asyncio.get_running_loop()
    for _ in range(CONNECTIONS):
        await loop.create_connection(lambda: Line(request, times), "127.0.0.1", port)
    await asyncio.sleep(1)
    times.clear()
    started = time.perf_counter()
    await asyncio.sleep(SECONDS)
    took, done = time.perf_counter() - started, sorted(times)
    return {"rate": len(done) / took, "p95": done[int(len(done) * 0.95)] * 1000}


def worked(group: int) -> float:
    """Return the seconds of processor that a process group has used so far."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group:
            total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def measure(port: str, path: str, group: int) -> dict:
    """Return requests a second, p95 in ms, and processor ms a request."""
    before, answered = worked(group), Path(tempfile.mkstemp()[1])
    subprocess.run([sys.executable, __file__, "press", port, path, str(answered)], check=True)
    found = json.loads(answered.read_text())
    answered.unlink()
    spent = worked(group) - before
    found["cpu"] = spent * 1000 / (found["rate"] * (SECONDS + 1))  # the second of warming up worked as well
    print(f"measured {path}: {found}", file=sys.stderr, flush=True)
    return found


# --- what is measured -----------------------------------------------------------------------------------------------
class Server:
    """One granian worker in a process group of its own."""

    def __init__(self, app: str, surroundings: dict):
        self.port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", self.port,
             "--workers", "1", "--blocking-threads", "4", "--http", "1", "--no-ws", "--log-level", "error", app],
            env={**surroundings, "PYTHONPATH": str(ROOT)}, cwd=ROOT, start_new_session=True,
        )  # fmt: skip

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(20)


def fetch(port: str, path: str, **headers) -> tuple[dict, bytes]:
    from http.client import HTTPConnection

    line = HTTPConnection("127.0.0.1", int(port), timeout=60)
    line.request("GET", path, headers={"Host": HOST, **headers})
    response = line.getresponse()
    return {name.lower(): value for name, value in response.getheaders()}, response.read()


def nginx(folder: Path, http: str) -> subprocess.Popen:
    whole = f"daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;\nevents {{}}\nhttp {{ access_log off; keepalive_requests 10000000;\n"
    for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"):
        whole += f"{kind}_temp_path {folder}/{kind};\n"
    (folder / "nginx.conf").write_text(f"{whole}{http}\n}}\n")
    command = [NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    return subprocess.Popen(command, start_new_session=True)


def built(home: Path) -> dict:
    """Build the demo's two sites in this home and return the environment they run in."""
    product = Product(home, "demo", "--bare")
    try:
        deadline = time.monotonic() + 900
        while "Ready:" not in product.log.read_text():
            if time.monotonic() > deadline or product.process.poll() is not None:
                raise SystemExit(f"the demo was not built: {product.log.read_text()[-2000:]}")
            time.sleep(0.5)
    finally:
        product.stop()
    return product.environment | {"DEMO": "1"}


def inside(surroundings: dict, word: str, **more) -> subprocess.Popen:
    """Run one of this file's own verbs with the product's Django."""
    command = [sys.executable, __file__, word]
    return subprocess.Popen(
        command, env={**surroundings, "PYTHONPATH": str(ROOT)}, cwd=ROOT, text=True, **more
    )


# --- verbs that run inside the product --------------------------------------------------------------------------------
def start_django():
    os.environ["DJANGO_SETTINGS_MODULE"] = "yangfan.config.settings"
    import django

    django.setup()


def the_page():
    from yangfan.sites import public as sites

    return next(
        page
        for page in sites.ProductPage.objects.filter(slug="a12", locale__language_code="en")
        if page.get_url_parts()[2] == PATH
    )


def count_queries() -> None:
    start_django()
    from django.db import connection
    from django.test import Client

    browser, asked = Client(HTTP_HOST=HOST), []
    for _ in range(2):
        browser.get(f"{PATH}?draw=1")
    with connection.execute_wrapper(lambda run, sql, *rest: asked.append(sql) or run(sql, *rest)):
        browser.get(f"{PATH}?draw=1")
    print(len(asked))


def tell_content() -> None:
    start_django()
    from yangfan.sites import public as sites

    page = the_page()
    home = page.home_page()
    products = sites.ProductPage.objects.filter(locale=page.locale, workspace=page.workspace).order_by("path")
    print(
        json.dumps(
            {
                "company": home.title,
                "menu": [item.title for item in home.get_children().live().in_menu()],
                "products": [page.title, *(one.title for one in products if one.pk != page.pk)],
                "summary": page.summary,
                "drawing": page.picture.inline_svg(),
                "specification": list(page.specification.raw_data),
                "questions": list(page.questions.raw_data),
            }
        )
    )


def publish() -> None:
    """Publish the page again and again, each time with the next number; say each number once it is public."""
    start_django()
    from yangfan.sites import public as sites

    page = the_page()
    for number in range(1, RACES + 1):
        page.summary = f"Version {number} of this text."
        sites.save_page(page=page)
        print(number, flush=True)


# --- publish and read at once -----------------------------------------------------------------------------------------
class Reader(threading.Thread):
    """Reads the page over and over and keeps what was too old; `published` is what the publisher had said before."""

    def __init__(self, port: int, race: dict):
        super().__init__(daemon=True)
        self.port, self.race, self.reads, self.stale = port, race, 0, 0
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        self.line = HTTPSConnection("127.0.0.1", port, context=context, timeout=60)

    def read(self) -> int:
        self.line.request("GET", PATH, headers={"Host": HOST})
        found = re.search(rb"Version (\d+) of this text", self.line.getresponse().read())
        return int(found[1]) if found else 0

    def look(self) -> None:
        before = self.race["published"]
        seen = self.read()
        self.reads += 1
        self.stale += seen < before

    def run(self):
        while not self.race["over"]:
            self.look()


def certificate(folder: Path) -> None:
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")],
        check=True, capture_output=True,
    )  # fmt: skip


def race(surroundings: dict, folder: Path) -> tuple[int, int]:
    """Return (reads, stale reads) of RACES publications, read through the documented nginx by four readers."""
    certificate(folder)
    plain, secure = free_port(), free_port()
    behind = surroundings | {"BEHIND_PROXY": "1"}
    with Server("yangfan.config.wsgi:application", behind) as server:
        text = (ROOT / "docs/examples/nginx.conf").read_text()
        for old, new in {
            "listen [::]:80;": "", "listen [::]:443 ssl;": "", "listen 80;": f"listen 127.0.0.1:{plain};",
            "listen 443 ssl;": f"listen 127.0.0.1:{secure} ssl;", "/etc/letsencrypt/live/yangfan": str(folder),
            "127.0.0.1:8000": f"127.0.0.1:{server.port}", ".sites.example.com": ".localhost",
        }.items():  # fmt: skip
            if old not in text:
                raise SystemExit(f"docs/examples/nginx.conf no longer holds {old!r}")
            text = text.replace(old, new)
        front = nginx(folder, text)
        try:
            answers(server.port)
            state = {"published": 0, "over": False}
            readers = [Reader(int(secure), state) for _ in range(3)]
            mine = Reader(int(secure), state)
            mine.look()
            for reader in readers:
                reader.start()
            publisher = inside(behind, "publish", stdout=subprocess.PIPE)
            for line in publisher.stdout:
                state["published"] = int(line)
                mine.look()
            state["over"] = True
            for reader in readers:
                reader.join(60)
            if publisher.wait() or state["published"] != RACES:
                raise SystemExit("the publisher broke off")
        finally:
            front.terminate()
            front.wait(10)
    return sum(one.reads for one in (mine, *readers)), sum(one.stale for one in (mine, *readers))


def main() -> int:
    if NGINX is None:
        print("nginx is not installed: apt-get install nginx")
        return 77
    print(f"load average at the start: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    rows = {}
    with tempfile.TemporaryDirectory() as name:
        home, rival_home, folder = Path(name, "home"), Path(name, "rival"), Path(name, "nginx")
        for each in (home, rival_home, folder):
            each.mkdir()
        Path(name).chmod(0o755)  # nginx's worker may be another user
        surroundings = built(home)
        queries = int(inside(surroundings, "count_queries", stdout=subprocess.PIPE).communicate()[0])
        content = inside(surroundings, "tell_content", stdout=subprocess.PIPE).communicate()[0]
        (rival_home / "content.json").write_text(content)
        with Server("yangfan.config.wsgi:application", surroundings) as server:
            answers(server.port)
            for path in (PATH, f"{PATH}?draw=0"):
                fetch(server.port, path)
            headers, page = fetch(server.port, PATH, **{"Accept-Encoding": "gzip"})
            if headers.get("x-page-cache") != "hit":
                raise SystemExit(f"the page is not kept: {headers}")
            whole = len(fetch(server.port, PATH)[1])
            rows["kept"] = measure(server.port, PATH, server.process.pid)
            rows["drawn"] = measure(server.port, f"{PATH}?draw=%N", server.process.pid)
        bare = {**environment(rival_home), "RIVAL_HOME": str(rival_home)}
        subprocess.run(
            [sys.executable, "-m", "benchmarks.pages.rival", "fill"],
            env={**bare, "PYTHONPATH": str(ROOT)}, cwd=ROOT, check=True,
        )  # fmt: skip
        with Server("benchmarks.pages.rival:application", bare) as server:
            address = f"/{slug_of(content)}/a12/"
            for _ in range(100):
                try:
                    theirs = len(fetch(server.port, address)[1])
                    break
                except OSError:
                    time.sleep(0.3)
            rows["bare"] = measure(server.port, address, server.process.pid)
        (folder / "page").write_bytes(page)
        port = free_port()
        static = nginx(
            folder,
            f"server {{ listen 127.0.0.1:{port}; location / {{ root {folder}; try_files /page =404; default_type text/html; }} }}",
        )
        time.sleep(1)
        rows["nginx"] = measure(port, PATH, static.pid)
        static.terminate()
        static.wait(10)
        report(rows, queries, whole, theirs, len(page))
        reads, stale = race(surroundings, folder)
    print(f"stale of {reads:,} reads during {RACES:,} publications through nginx: {stale}")
    print(f"load average at the end: {os.getloadavg()[0]:.1f}")
    return int(stale > 0 or queries > LIMITS["queries"])


def slug_of(content: str) -> str:
    from django.utils.text import slugify

    return slugify(json.loads(content)["menu"][0])


def report(rows, queries, whole, theirs, packed) -> None:
    titles = {
        "kept": "our page, kept", "drawn": "our page, drawn", "bare": "bare Wagtail, drawn", "nginx": "nginx, a file",
    }  # fmt: skip
    print(f"{'':<22}{'requests/s':>12}{'p95, ms':>10}{'CPU ms':>9}")
    for key, title in titles.items():
        row = rows[key]
        print(f"{title:<22}{row['rate']:>12,.0f}{row['p95']:>10.1f}{row['cpu']:>9.3f}")
    ratio = rows["kept"]["rate"] / rows["drawn"]["rate"]
    print(f"page: {whole:,} bytes ({packed:,} compressed); bare Wagtail's: {theirs:,}")
    print(f"kept against drawn           {ratio:8.1f} ×   (goal {LIMITS['ratio']})")
    print(f"drawn against bare Wagtail   {rows['drawn']['rate'] / rows['bare']['rate']:8.2f} ×")
    print(f"kept against nginx           {rows['kept']['rate'] / rows['nginx']['rate']:8.2f} ×")
    print(f"queries of a drawn page      {queries:8}     (goal {LIMITS['queries']})")
    missed = [
        words
        for words, is_missed in {
            "kept CPU": rows["kept"]["cpu"] > LIMITS["kept_cpu"],
            "drawn CPU": rows["drawn"]["cpu"] > LIMITS["drawn_cpu"],
            "ratio": ratio < LIMITS["ratio"],
        }.items()
        if is_missed
    ]
    if missed:
        print("missed on this machine:", ", ".join(missed), flush=True)


if __name__ == "__main__":
    verb = sys.argv[1] if len(sys.argv) > 1 else ""
    if verb == "press":
        Path(sys.argv[4]).write_text(json.dumps(asyncio.run(press(int(sys.argv[2]), sys.argv[3]))))
    elif verb:
        {"count_queries": count_queries, "tell_content": tell_content, "publish": publish}[verb]()
    else:
        sys.exit(main())
