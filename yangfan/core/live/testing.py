"""For tests: hear what is told, and the real process."""

import os
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from yangfan.core.live import place, telling


@pytest.fixture
def told(monkeypatch):
    """Return the notices that are told from now on, as (topic, kind, data)."""
    heard: list[tuple[str, str, dict]] = []
    monkeypatch.setattr(telling, "_send", lambda *notice: heard.append(notice))
    monkeypatch.setattr(telling.transaction, "on_commit", lambda tell, **_how: tell())
    return heard


@pytest.fixture(scope="session")
def live_process():
    """Start the real process on a free port; `live_here` points a test to it."""
    port = _free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "rsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1",
        "--http", "1", "--no-ws", "--log-level", "error", "--backlog", "4096", "--backpressure", "5000", "--workers-kill-timeout", "1",
        "yangfan.core.live.app:app",
    ]  # fmt: skip
    environment = os.environ | {"LIVE_PORT": str(port), "LIVE_KEY": place.key()}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    process = subprocess.Popen(command, env=environment)
    _wait_for(port)
    yield port
    process.terminate()
    process.wait(15)


@pytest.fixture
def live_here(live_process, monkeypatch):
    """Let this test's process tell, and its pages listen to, the real live process."""
    monkeypatch.setenv("LIVE_PORT", str(live_process))
    return live_process


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port: int) -> None:
    for _attempt in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the live process does not answer")
