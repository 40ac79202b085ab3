"""Collector, loader and store die again and again under load: what was accepted is there, once."""

import pytest

from yangfan.events.tests.chaos import run_chaos


@pytest.mark.processes
def test_no_accepted_event_is_lost_or_doubled_by_killing_processes(tmp_path):
    report = run_chaos(tmp_path, kills=22, seed=20261123)
    assert sum(report.kills.values()) >= 20
    assert all(report.kills.values())
    assert report.retried, "no answer was ever lost: the storm was too mild to prove anything"
    assert len(report.accepted) > 2000
    assert (report.lost, report.doubled) == (0, 0)
    assert report.stored >= len(report.accepted)
    assert report.in_visits == report.with_visit
