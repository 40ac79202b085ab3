"""The whole product in a home of its own, for tests that need real processes."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def environment(home) -> dict[str, str]:
    """Return the environment of a product that shares nothing with the tests or another one."""
    names = ("WEB_PORT", "COLLECT_PORT", "STORE_PORT", "LIVE_PORT", "STANDIN_PORT")
    ports = {name: free_port() for name in names}
    not_ours = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "CLICKHOUSE_URL", "SPOOL", "SNAPSHOT", "SECRET_KEY")
    kept = {key: value for key, value in os.environ.items() if key not in not_ours}
    return {**kept, **ports, "YANGFAN_HOME": str(home), "PYTHONUNBUFFERED": "1"}


def yangfan(*words: str) -> list[str]:
    return [sys.executable, "-m", "yangfan.config.cli", *words]


def answers(port: str, seconds: float = 180) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as response:
                return response.status == 200
        except OSError:
            time.sleep(0.2)
    return False


class Product:
    """A running `yangfan …`; `stop` ends it as Ctrl-C would."""

    def __init__(self, home, *words: str):
        self.home, self.environment = home, environment(home)
        self.log = home / "log"
        self._out = self.log.open("w")
        self.process = subprocess.Popen(
            yangfan(*words), env=self.environment, stdout=self._out, stderr=self._out, start_new_session=True
        )

    def wait_until_ready(self) -> None:
        for port in ("WEB_PORT", "COLLECT_PORT", "STORE_PORT", "LIVE_PORT"):
            assert answers(self.environment[port]), self.log.read_text()

    def run(self, *words: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            yangfan(*words), env=self.environment, capture_output=True, text=True, timeout=120
        )

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)
        self._out.close()
