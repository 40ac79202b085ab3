"""`yangfan up`: start the processes of one machine, keep them alive, merge their logs, stop them all together."""

import ctypes
import fcntl
import logging
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings

from yangfan.core.home import folder
from yangfan.core.live import place as live

logger = logging.getLogger("yangfan.up")
COLOURS = {
    "web": 36,
    "collect": 32,
    "store": 35,
    "load": 33,
    "work": 34,
    "live": 31,
    "demo": 37,
    "standin": 90,
}
SIGTERM_WHEN_PARENT_DIES = 1  # PR_SET_PDEATHSIG


class AlreadyUp(Exception):
    """This home is already being served by another `yangfan up`."""


@dataclass
class Service:
    """One process: how to start it, and how it is doing."""

    name: str
    command: list[str]
    process: subprocess.Popen | None = None
    started_at: float = 0.0
    failures: int = 0
    readers: list = field(default_factory=list)


def granian(app: str, *, interface: str, port: int, host: str = "127.0.0.1", threads: int = 0) -> list[str]:
    command = [
        sys.executable, "-m", "granian", "--interface", interface, "--host", host, "--port", str(port),
        "--workers", "1", "--http", "1", "--no-ws", "--log-level", "error", "--workers-kill-timeout", "5",
        "--respawn-failed-workers",
    ]  # fmt: skip
    if threads:
        command += ["--blocking-threads", str(threads)]
    return [*command, app]


# granian's own limits are for short requests; at the end it need not wait for lines that never end.
MANY_LINES = ["--backlog", "8192", "--backpressure", "20000", "--workers-kill-timeout", "1"]


def services() -> list[Service]:
    """Return what runs on this machine under the present settings."""
    host = os.environ.get("BIND", "127.0.0.1")
    this = [sys.executable, "-m", "yangfan.config.cli"]
    found = [
        Service("collect", granian("yangfan.events.collector.app:app", interface="rsgi", port=settings.COLLECT_PORT, host=host)),
        Service("load", [*this, "load"]),
        Service("work", [*this, "work"]),
        Service("web", granian("yangfan.config.wsgi:application", interface="wsgi", port=settings.WEB_PORT, host=host, threads=4)),
    ]  # fmt: skip
    if live.port():
        listen = granian("yangfan.core.live.app:app", interface="rsgi", port=live.port(), host=host)
        found.append(Service("live", [*listen, *MANY_LINES]))
    if settings.DEMO:
        from yangfan.demo.public import PHRASES

        standin = ["-m", "yangfan.intelligence.standin.server", str(settings.STANDIN_PORT), str(PHRASES)]
        found.append(Service("standin", [sys.executable, *standin]))
    if "CLICKHOUSE_URL" not in os.environ:
        found.insert(
            0,
            Service(
                "store", granian("yangfan.events.store.owner:app", interface="rsgi", port=settings.STORE_PORT)
            ),
        )
    return found


def _die_with_parent():
    ctypes.CDLL(None).prctl(SIGTERM_WHEN_PARENT_DIES, signal.SIGTERM)


class Supervisor:
    """Owns the children; `run` returns when asked to stop or when `until` says so."""

    def __init__(self, wanted: list[Service], *, out=sys.stderr):
        self.services = wanted
        self.out = out
        self.stopping = threading.Event()
        self._print_lock = threading.Lock()

    def say(self, name: str, line: str) -> None:
        """Print one line of one process."""
        colour = f"\033[{COLOURS.get(name, 37)}m" if self.out.isatty() else ""
        reset = "\033[0m" if colour else ""
        with self._print_lock:
            self.out.write(f"{time.strftime('%H:%M:%S')} {colour}{name:<7}{reset} {line.rstrip()}\n")
            self.out.flush()

    def start(self, service: Service) -> None:
        service.process = subprocess.Popen(
            service.command,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            start_new_session=True, preexec_fn=_die_with_parent if sys.platform == "linux" else None,
            text=True, errors="replace",
        )  # fmt: skip
        service.started_at = time.monotonic()
        threading.Thread(target=self._read, args=(service.name, service.process.stdout), daemon=True).start()

    def _read(self, name: str, pipe) -> None:
        for line in pipe:
            if line.strip():
                self.say(name, line)

    def watch(self) -> None:
        """Start again whatever died: at once the first time, then after 1, 2, 4 … 30 seconds."""
        for service in self.services:
            if service.process is None or service.process.poll() is None:
                continue
            if time.monotonic() - service.started_at > 60:
                service.failures = 0
            pause = min(30, 2 ** (service.failures - 1)) if service.failures else 0
            if time.monotonic() - service.started_at < pause:
                continue
            self.say(service.name, f"ended with code {service.process.returncode}, starting it again")
            service.failures += 1
            self.start(service)

    def stop(self) -> None:
        """Ask every process group to end; after eight seconds, insist."""
        self.stopping.set()
        self._signal(signal.SIGTERM)
        deadline = time.monotonic() + 8
        for service in self.services:
            if service.process is not None:
                try:
                    service.process.wait(max(0.1, deadline - time.monotonic()))
                except subprocess.TimeoutExpired:
                    self.say(service.name, "does not stop, killing it")
        self._signal(signal.SIGKILL)

    def _signal(self, number: int) -> None:
        for service in self.services:
            if service.process is not None:
                try:
                    os.killpg(service.process.pid, number)
                except ProcessLookupError:
                    continue


def lock_home():
    """Take this home for ourselves; raise AlreadyUp with the other's address when it is taken."""
    path = folder(".") / "up.lock"
    file = open(path, "a+")  # noqa: SIM115 - held for as long as we live
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        raise AlreadyUp(file.read().strip()) from None
    file.truncate(0)
    file.write(f"{settings.CONSOLE_URL} (process {os.getpid()})")
    file.flush()
    return file


def wait_until_answering(port: int, *, seconds: float = 60, stopping: threading.Event | None = None) -> bool:
    """Return True as soon as /healthz on this port answers, False when time is up."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not (stopping and stopping.is_set()):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):  # noqa: S310
                return True
        except OSError:
            time.sleep(0.15)
    return False


def run(*, when_ready: Callable[[Supervisor], None] | None = None) -> None:
    """Start everything and stay until Ctrl-C or SIGTERM; `when_ready(supervisor)` runs in a thread of its own."""
    lock = lock_home()
    supervisor = Supervisor(services())
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: supervisor.stopping.set())
    for service in supervisor.services:
        supervisor.start(service)

    def announce():
        if not (wait_until_answering(settings.WEB_PORT, stopping=supervisor.stopping) and when_ready):
            return
        try:
            when_ready(supervisor)
        except Exception as error:
            supervisor.say("web", f"what was to follow the start failed: {error!r}")
            logger.debug("after the start", exc_info=True)

    threading.Thread(target=announce, daemon=True).start()
    while not supervisor.stopping.wait(0.2):
        supervisor.watch()
    supervisor.stop()
    lock.close()
