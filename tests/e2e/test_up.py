"""`yangfan up` as a person uses it: comes up, refuses a second start in words, takes everything down with it."""

import json
import os
import subprocess
import time

import pytest

from tests.e2e.product import Product, environment, yangfan

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("processes")]


def processes_of(home):
    """Every process that was started with this home, whoever its parent is now."""
    mark = f"YANGFAN_HOME={home}".encode()
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):  # noqa: PTH208
        try:
            with open(f"/proc/{pid}/environ", "rb") as file:
                if mark in file.read().split(b"\0"):
                    found.append(int(pid))
        except OSError:
            continue
    return found


def test_up_comes_up_refuses_a_second_start_and_leaves_nothing_behind(tmp_path):
    product = Product(tmp_path, "up")
    try:
        product.wait_until_ready()
        second = product.run("up")
        assert second.returncode == 1
        assert "already running" in second.stderr
        assert a_good_report(product) is not None
    finally:
        product.stop()
    assert processes_of(tmp_path) == []


def a_good_report(product):
    """Ask the doctor until all is well, for half a minute."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        report = json.loads(product.run("doctor", "--json").stdout)
        if report["ok"]:
            return report
    raise AssertionError(report)


def test_doctor_says_what_to_do_when_nothing_runs(tmp_path):
    done = subprocess.run(
        yangfan("doctor", "--json"), env=environment(tmp_path), capture_output=True, text=True
    )
    findings = {finding["part"]: finding for finding in json.loads(done.stdout)["findings"]}
    assert done.returncode == 1
    assert findings["database"]["advice"] == "run `yangfan migrate`"
    assert "yangfan up" in findings["event store"]["advice"]
