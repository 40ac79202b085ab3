"""The customer book at size on PostgreSQL: how long the server works on a page, and how fast a file of contacts goes in.

    CONTACTS=100000   how many contacts (a full run: 1,000,000); three timeline rows each
    ONLY=inbox        only the kinds with this word in their name; ONLY=import for the import
    KEEP=1            keep the database yangfan_bench_crm for the next run of the same size

Server time: from the request's entry into Django's handler to its finished answer, all middleware, queries, templates;
in the process, as a member who is logged in. The first WARM_UP requests of each kind are not counted. The rival runs
its queries alone and renders nothing. Visits come from the event store and are no part of this.
"""

import csv
import hashlib
import io
import os
import platform
import random
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
import psycopg  # noqa: E402

from scripts.postgres import NO_POSTGRES, OwnServer, binaries, running_server  # noqa: E402

FULL = 1_000_000
CONTACTS = int(os.environ.get("CONTACTS") or (FULL if os.environ.get("BENCH_FULL") else 100_000))
NAME = "yangfan_bench_crm"
LIMIT = 150  # ms, at the 95th percentile
GOAL = 10_000  # rows a second taken in
REQUESTS, WARM_UP, RIVALS = int(os.environ.get("REQUESTS", "50")), 5, 5 if CONTACTS < FULL else 2
IMPORTED, LOOPED = min(CONTACTS, 100_000) // 2, 500


# --- the database -------------------------------------------------------------------------------------------------------


def digest() -> str:
    """Return what a kept database must have been made of."""
    parts = [Path(__file__).with_name(name) for name in ("data.py", "words.py", "bulk.py")]
    parts += sorted((ROOT / "yangfan/crm/migrations").glob("0*.py"))
    return f"{CONTACTS} {hashlib.sha256(b''.join(part.read_bytes() for part in parts)).hexdigest()[:16]}"


def is_kept(server) -> bool:
    row = server.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [NAME]
    ).fetchone()
    return bool(row) and row[0] == digest()


def make_database(server) -> None:
    """Make, migrate and fill the database; say how long it took."""
    from django.core.management import call_command
    from django.db import connection

    from benchmarks.crm import bulk, data

    server.execute(f"DROP DATABASE IF EXISTS {NAME}")
    server.execute(f"CREATE DATABASE {NAME} ENCODING 'UTF8' TEMPLATE template0")
    started = time.perf_counter()
    call_command("migrate", verbosity=0)
    filled = time.perf_counter()
    data.fill(CONTACTS)
    indexed = time.perf_counter()
    bulk.analyse()
    done = time.perf_counter()
    print(f"migrated in {filled - started:.0f} s, filled and indexed in {indexed - filled:.0f} s, analysed in {done - indexed:.0f} s")  # fmt: skip
    connection.close()
    server.execute(f"COMMENT ON DATABASE {NAME} IS '{digest()}'")


def start_django(address: str, home: str) -> None:
    os.environ |= {
        "DATABASE_URL": f"{address.rpartition('/')[0]}/{NAME}", "YANGFAN_HOME": home, "LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "yangfan.config.settings",
    }  # fmt: skip
    import django
    from django.core.management import call_command

    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)


def describe(server) -> None:
    from benchmarks.crm import data
    from yangfan.crm.contacts.models import Contact

    lines = sum(model.objects.across_workspaces().count() for model in data.TIMELINE)
    here = Contact.objects.across_workspaces().filter(workspace__slug="bench").count()
    size = server.execute("SELECT pg_size_pretty(pg_database_size(%s))", [NAME]).fetchone()[0]
    settings = {
        name: server.execute(f"SHOW {name}").fetchone()[0]
        for name in ("server_version", "shared_buffers", "work_mem")
    }
    total = Contact.objects.across_workspaces().count()
    print(f"{total:,} contacts ({here:,} in the workspace asked), {lines:,} timeline rows, {size}")
    print(f"PostgreSQL {settings['server_version'].split()[0]}, shared_buffers {settings['shared_buffers']}, work_mem {settings['work_mem']}; "
          f"Python {platform.python_version()}; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")  # fmt: skip


# --- what is asked ------------------------------------------------------------------------------------------------------


def questions(workspace) -> dict:
    """Return kind -> (address of one request with parameters at random, the rival's call with the same, a word on it)."""
    from benchmarks.crm import rival
    from benchmarks.crm import words as w
    from yangfan.crm.contacts.models import Contact
    from yangfan.crm.customers.models import Tag
    from yangfan.crm.deals.models import Pipeline

    base = f"/console/{workspace.slug}"
    tags = list(Tag.objects.of(workspace).values_list("pk", flat=True))
    ids = Contact.objects.of(workspace).filter(merged_into=None).order_by("pk").values_list("pk", flat=True)
    lowest, highest = ids.first(), ids.last()
    pipelines = list(Pipeline.objects.of(workspace).values_list("pk", flat=True))
    one = {
        "country": lambda: random.choice(("US", "DE", "SA", "BR", "CN", "VN", "KZ")), "tag": lambda: random.choice(tags),
        "language": lambda: random.choice(("en", "ar", "es", "zh-hans", "tr")), "channel": lambda: random.choice(w.CHANNELS),
        "score": lambda: random.choice((20, 40, 60)), "deal": lambda: random.choice(("won", "none")),
        "f_industry": lambda: random.choice(w.INDUSTRIES),
    }  # fmt: skip

    def three():
        asked = {name: one[name]() for name in random.sample(list(one), 3)}
        return asked | {
            "page": random.choice((1, 1, 1, 2, 5)),
            "sort": random.choice(("-last_seen_at", "-last_seen_at", "name")),
        }

    def latin():
        language = random.choice(("en", "es", "de"))
        words = random.choice(
            (f"{random.choice(w.FIRM_A)}{random.choice(w.FIRM_B)}", random.choice(w.LAST[language].split()))
        )
        return {
            "q": random.choice(
                (
                    words,
                    f"{random.choice(w.FIRST[language].split())} {words}",
                    words[: max(4, len(words) - 2)],
                )
            )
        }

    def chinese():
        surname, given = random.choice(w.LAST["zh-hans"].split()), random.choice(w.FIRST["zh-hans"].split())
        city, firm = random.choice(w.FIRM_ZH[0]), random.choice(w.FIRM_ZH[1])
        return {"q": random.choice((surname + given, firm, f"{city}{firm}", f"{surname}{given} {city}"))}

    def mail():
        number = random.randint(1, len(str(highest)) - 1)
        return {"q": random.choice((
            f"{random.choice(w.LATIN)}.{random.choice(w.LATIN)}{random.randint(1, 9)}", f"@{random.choice(w.FIRM_A).lower()}-{random.choice(w.FIRM_B)}",
            f"{random.choice(w.LATIN)}{str(random.randint(lowest, highest))[:number + 1]}",
        ))}  # fmt: skip

    def person():
        pk = lowest + int((highest - lowest) * random.random() ** 2)
        return {"pk": ids.filter(pk__gte=pk).first()}

    def inbox():
        asked = {
            "tab": random.choice(
                ("waiting", "waiting", "all", "mine", "unassigned", "answered", "closed", "spam")
            )
        }
        for name in random.sample(("country", "language", "channel"), random.randint(0, 2)):
            asked[name] = one[name]()
        return asked | (
            {"sort": random.choice(("-latest", "-received"))} if asked["tab"] != "waiting" else {}
        )

    def said():
        product, city = random.choice(w.PRODUCTS), random.choice(w.CITIES)
        number = str(random.randint(1, 500_000))
        return {
            "tab": "all",
            "q": random.choice(
                (
                    product,
                    f"{product} {city}",
                    f"{random.choice(w.LATIN)} {city}",
                    number,
                    "交货期",
                    "证书 CE",
                )
            ),
        }

    def address(path, make):
        def build():
            asked = make()
            return f"{base}/{path}?{urlencode(asked)}", asked

        return build

    def at_person():
        asked = person()
        return f"{base}/contacts/{asked['pk']}/", asked

    def call(function):
        return lambda asked: function(workspace, asked)

    return {
        "contact list, three filters": (address("contacts/", three), call(rival.contacts)),
        "contact search, Latin letters": (address("contacts/", latin), call(rival.find_contacts)),
        "contact search, Chinese": (address("contacts/", chinese), call(rival.find_contacts)),
        "contact search, part of a mail address": (address("contacts/", mail), call(rival.find_contacts)),
        "contact page with its timeline": (at_person, lambda asked: rival.timeline(workspace, asked["pk"])),
        "Kanban of deals": (
            address("deals/", lambda: {"pipeline": random.choice(pipelines)} | random.choice(({}, {"mine": 1}))), call(rival.board),
        ),
        "inbox list, views and filters": (address("inquiries/", inbox), call(rival.inbox)),
        "inbox search": (address("inquiries/", said), call(rival.find_inquiries)),
    }  # fmt: skip


# --- measuring ----------------------------------------------------------------------------------------------------------


class Clock:
    """Wall time, and the processor's time of this process and of its PostgreSQL backend: what a busy machine cannot stretch."""

    def __init__(self):
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self.backend = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
        self.can_look = self.backend.exists()

    def processor(self) -> float:
        theirs = int(self.backend.read_text().split()[0]) / 1e9 if self.can_look else 0.0
        return time.process_time() + theirs

    def time(self, call) -> tuple[float, float]:
        """Return milliseconds: passed, and worked."""
        worked, passed = self.processor(), time.perf_counter()
        call()
        return (time.perf_counter() - passed) * 1000, (self.processor() - worked) * 1000


def measure_kind(client, clock: Clock, build, rival) -> tuple[list, list]:
    ours = []
    for number in range(REQUESTS + WARM_UP):
        url, _asked = build()

        def ask(url=url):
            answer = client.get(url)
            if answer.status_code != 200:
                raise SystemExit(f"{url}: {answer.status_code}")

        taken = clock.time(ask)
        if os.environ.get("SLOW") and taken[0] > float(os.environ["SLOW"]):
            print(f"    {taken[0]:6.0f} ms passed, {taken[1]:6.0f} worked  {url}", flush=True)
        if number >= WARM_UP:
            ours.append(taken)
    theirs = [clock.time(lambda: rival(build()[1])) for _ in range(RIVALS)]
    return ours, theirs


def percentile(values: list[float], of: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[of - 1]


def measure_pages(workspace, user, only: str = "") -> list[str]:
    """Print the table; return the kinds that missed the limit."""
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    clock, missed = Clock(), []
    print(
        f"\n{'server time, ms':<40}{'p50':>8}{'p95':>8}{'limit':>8}{'worked p95':>12}{'rival p50':>11}{'ratio':>8}"
    )
    for kind, (build, rival) in questions(workspace).items():
        if only not in kind:
            continue
        random.seed(kind)
        ours, theirs = measure_kind(client, clock, build, rival)
        passed, worked = zip(*ours, strict=True)
        middle, high, rivals = (
            statistics.median(passed),
            percentile(passed, 95),
            statistics.median(one[0] for one in theirs),
        )
        print(f"{kind:<40}{middle:>8.0f}{high:>8.0f}{LIMIT:>8}{percentile(worked, 95):>12.0f}{rivals:>11,.0f}{rivals / middle:>8.1f}", flush=True)  # fmt: skip
        if high > LIMIT:
            missed.append(kind)
    print(
        f"{REQUESTS} requests a kind; rival: count(*), LIKE, OFFSET, sorting in Python, {RIVALS} a kind, queries only; ratio of the p50s"
    )
    print("worked: processor time of the process and its PostgreSQL backend, parallel workers not counted")
    return missed


def measure_import(workspace, user) -> bool:
    """Print the rate of the import beside a plain loop; tell whether the goal was missed."""
    from django.utils import timezone

    from benchmarks.crm import rival
    from benchmarks.crm import words as w
    from yangfan.accounts.public import Workspace
    from yangfan.crm.customers.imports.actions import import_contacts, undo_import

    def row(n):
        firm = n // 4  # four people each, as in the book
        name = f"{w.FIRM_A[firm % len(w.FIRM_A)]}{w.FIRM_B[firm % len(w.FIRM_B)]}"
        address = f"p{n}@{name.lower()}{firm}.example"
        return [f"{random.choice(w.LATIN)} {name}", address, f"+86177{n:08d}", f"{name} {firm}", "DE"]

    random.seed(5)
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow(["Name", "E-mail", "Phone", "Company", "Country"])
    out.writerows(row(n) for n in range(IMPORTED))
    content, now = text.getvalue().encode(), timezone.now()
    clock, runs = Clock(), []
    taken, worked = clock.time(
        lambda: runs.append(import_contacts(workspace=workspace, filename="contacts.csv", content=content, actor=user, now=now))
    )  # fmt: skip
    run = runs[0]
    if run.rows_new != IMPORTED:
        raise SystemExit(
            f"{run.rows_new} of {IMPORTED} rows were new: a kept database with an import cut short in it?"
        )
    undo_import(run=run, actor=user, now=now)
    other = Workspace.objects.get(slug="second")
    rows = [
        dict(zip(("name", "email", "phone", "title", "country"), row(n), strict=True)) for n in range(LOOPED)
    ]
    started = time.perf_counter()
    rival.take_in(other, rows)
    loop = LOOPED / (time.perf_counter() - started)
    rate = IMPORTED / taken * 1000
    print(f"\n{IMPORTED:,} contacts from a CSV file: {rate:,.0f} rows a second, {IMPORTED / worked * 1000:,.0f} a second of work "
          f"(goal {GOAL:,}); update_or_create row by row: {loop:,.0f} ({LOOPED} rows); ratio {rate / loop:.1f}")  # fmt: skip
    return rate < GOAL


def main() -> int:
    address = running_server()
    with ExitStack() as stack:
        if address is None:
            if binaries() is None:
                print("NOT RUN: no PostgreSQL on port 5432 and none installed (apt-get install postgresql)")
                return NO_POSTGRES
            address = stack.enter_context(OwnServer(binaries()))
        home = stack.enter_context(tempfile.TemporaryDirectory())
        server = stack.enter_context(psycopg.connect(address, autocommit=True))
        start_django(address, home)
        from django.db import connection

        if not is_kept(server):
            make_database(server)
        try:
            return measure(server)
        finally:
            connection.close()
            if not os.environ.get("KEEP"):
                server.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


def measure(server) -> int:
    from yangfan.accounts.public import User, Workspace

    workspace, user = Workspace.objects.get(slug="bench"), User.objects.get(email="bench1@bench.example")
    describe(server)
    missed = measure_pages(workspace, user, os.environ.get("ONLY", ""))
    if os.environ.get("ONLY", "import") == "import":
        missed += ["import"] * measure_import(workspace, user)
    print("missed: " + ", ".join(missed) if missed else "every limit is kept")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
