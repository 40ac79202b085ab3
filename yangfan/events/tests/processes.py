"""The stream's own processes, as `yangfan up` starts them, in a home of the test's: to be asked, and to be killed."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from yangfan.core.durable import write_whole
from yangfan.events.pipeline.snapshot import (
    ChannelRule,
    SiteInfo,
    Snapshot,
    derive_visitor_key,
    encode_snapshot,
    hash_secret,
)
from yangfan.events.pipeline.tables import CHANNELS

PUBLIC_KEY, SECRET_KEY, STORE_KEY = "pk_test", "sk_test", "store-key-of-the-test"
SITE = SiteInfo(
    id=1,
    workspace=1,
    public_key=PUBLIC_KEY,
    secret_hash=hash_secret(SECRET_KEY),
    visitor_key=derive_visitor_key(SECRET_KEY),
    hosts=["tidelane.test"],
)
READY_WITHIN = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Machine:
    """One home with its store, collector and loader."""

    home: Path
    extra: dict[str, str] = field(default_factory=dict)
    load_module: str = "yangfan.events.loader.run"
    store_port: int = field(default_factory=free_port)
    collect_port: int = field(default_factory=free_port)
    running: dict[str, subprocess.Popen] = field(default_factory=dict)

    def __post_init__(self):
        self.home.mkdir(parents=True, exist_ok=True)
        rules = [ChannelRule(each["key"], each["group"], each["rules"]) for each in CHANNELS]
        write_whole(self.home / "snapshot.json", encode_snapshot(Snapshot(sites=[SITE], channels={1: rules})))

    @property
    def environment(self) -> dict[str, str]:
        own = {
            "YANGFAN_HOME": str(self.home),
            "CLICKHOUSE_URL": f"http://127.0.0.1:{self.store_port}",
            "STORE_KEY": STORE_KEY,
        }
        inherited = {
            name: value
            for name, value in os.environ.items()
            if name not in ("SPOOL", "SNAPSHOT", "STORE_FOLDER")
        }
        return inherited | own | self.extra

    def start(self, name: str) -> None:
        """Start one of store, collect and load, in a process group of its own."""
        with (self.home / f"{name}.log").open("ab") as out:
            self.running[name] = subprocess.Popen(
                self._command(name), env=self.environment, stdout=out, stderr=out, start_new_session=True
            )

    def _command(self, name: str) -> list[str]:
        if name == "load":
            return [sys.executable, "-m", self.load_module]
        app, port = {
            "store": ("yangfan.events.store.owner:app", self.store_port),
            "collect": ("yangfan.events.collector.app:app", self.collect_port),
        }[name]
        return [
            sys.executable, "-m", "granian", "--interface", "rsgi", "--host", "127.0.0.1", "--port", str(port),
            "--workers", "1", "--http", "1", "--no-ws", "--log-level", "error", app,
        ]  # fmt: skip

    def kill(self, name: str) -> None:
        """SIGKILL the process with all its children, in the middle of whatever they do."""
        process = self.running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def wait_for(self, name: str) -> None:
        """Return when the process answers."""
        port = {"store": self.store_port, "collect": self.collect_port}[name]
        deadline = time.monotonic() + READY_WITHIN
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
                return
            except OSError:
                time.sleep(0.05)
        raise TimeoutError(f"{name} does not answer:\n{(self.home / f'{name}.log').read_text()[-2000:]}")

    def stop(self) -> None:
        for name in list(self.running):
            self.kill(name)

    def post(self, path: str, body, **headers) -> tuple[int, dict]:
        """Post JSON to the collector; return status and answer."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        words = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.collect_port}{path}", data=data, headers=words, method="POST"
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, json.loads(answer.read() or b"{}")
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"{}")

    def is_empty(self) -> bool:
        """Say whether all that was accepted is stored."""
        spool = self.home / "spool"
        return not any(list((spool / name).glob("*.*")) for name in ("open", "ready", "staged"))
