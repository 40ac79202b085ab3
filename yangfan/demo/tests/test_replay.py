"""Both stories told through the real doors, pipeline, store and subscribers, in this process: exactly the table."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from yangfan.accounts.public import ApiToken, Workspace
from yangfan.crm import public as crm
from yangfan.demo.build import build_sites
from yangfan.demo.models import DemoProgress
from yangfan.demo.replay import replay
from yangfan.demo.season.table import NOT_ALLOCATED, TABLE
from yangfan.events import public as events
from yangfan.events.collector.door import Doors, Request
from yangfan.events.snapshot import write_snapshot
from yangfan.events.spool.folders import Spool, new_chunk_name


class Killed(Exception):
    """The replay's process is gone."""


class DoorInProcess:
    """The doors without sockets: the same code as the collector's and the web's, the spool of the test."""

    stream = None

    def __init__(self, site, import_id):
        self.site, self.import_id = site, import_id
        write_snapshot()
        self.doors = Doors()

    def send(self, batch):
        body = json.dumps({"import_id": self.import_id, "events": batch}).encode()
        headers = {"authorization": f"Bearer {self.site.secret_key}"}
        reply = self.doors.trusted(
            Request(headers.get, "127.0.0.1", int(timezone.now().timestamp() * 1000), body)
        )
        assert reply.status == 202, reply.body
        (Spool.here().ready / f"{new_chunk_name()}.ndjson").write_bytes(reply.lines)

    def call(self, path, data, *, token):
        client = Client(headers={"Authorization": f"Bearer {token}"})
        reply = client.post(f"/api/v1/{path}", data, content_type="application/json")
        assert reply.status_code == 200, reply.content
        return reply.json()

    def wait_until_arrived(self, stopping):
        self.stream.drain()


class KilledOnTheWay(DoorInProcess):
    """The same, until the season's first letters have been taken: nobody hears the answer."""

    def call(self, path, data, *, token):
        super().call(path, data, token=token)
        if self.import_id.startswith("season"):
            raise Killed
        return super().call(path, data, token=token)


@pytest.fixture
def told(stream, settings):
    """Both stories, told once: half of it after a kill, with letters that were taken and not answered."""
    settings.DEMO = True
    build_sites(say=lambda words: None)
    DoorInProcess.stream = stream
    with pytest.raises(Killed):
        replay(seed=3, say=lambda words: None, door_of=KilledOnTheWay)
    replay(seed=3, say=lambda words: None, door_of=DoorInProcess)


def test_the_system_arrives_at_exactly_the_table(told):
    case = Workspace.objects.get(slug="tidelane")
    period = events.Period(case.counting_from, case.counting_to)
    rows = {row.key: row for row in events.stats.by_channel(case, period)}
    for channel, wanted in TABLE.items():
        row = rows[channel]
        assert (channel, row.visits, row.inquiries, row.deals) == (
            channel,
            wanted.visits,
            wanted.inquiries,
            len(wanted.deals),
        )
        assert (channel, row.exposures) == (channel, wanted.exposures)
        assert (channel, int(row.cost), int(row.revenue)) == (channel, wanted.cost, sum(wanted.deals))
    total = events.stats.totals(case, period)
    assert (total.exposures, total.visits, total.inquiries, total.deals) == (38_022, 29_075, 377, 12)
    assert (int(total.cost), int(total.revenue), round(total.roi, 1)) == (96_000, 288_000, 3)
    assert NOT_ALLOCATED == 37_328
    assert_every_letter_came_through_the_rest_door(case)
    assert_the_other_company_is_at_work()


def assert_every_letter_came_through_the_rest_door(case):
    received = crm.Message.objects.of(case).exclude(submission_id="")
    assert received.count() > 377
    assert not received.exclude(submission_id__startswith="api-").exists()
    assert not crm.Inquiry.objects.of(case).filter(is_spam=False).exclude(waiting_since=None).exists()
    deals = crm.Deal.objects.of(case)
    assert all(deal.owner.email == "shen.ruoxi@tidelane.example" for deal in deals)
    assert all(deal.created_at < deal.won_at for deal in deals)
    assert not ApiToken.objects.of(case).filter(revoked_at=None).exists()


def assert_the_other_company_is_at_work():
    living = Workspace.objects.get(slug="tingfield")
    inquiries = crm.Inquiry.objects.of(living)
    assert inquiries.count() >= 60
    assert len({each.language for each in inquiries if not each.is_spam}) >= 5
    assert inquiries.filter(is_spam=True).count() >= 5
    waiting = crm.waiting(living, 10)
    assert 3 <= len(waiting) <= 6
    assert all(each.waited.total_seconds() < 48 * 3600 for each in waiting)
    assert {deal.stage for deal in crm.Deal.objects.of(living)} >= set(crm.Stage.values) - {"new"}
    assert DemoProgress.objects.filter(finished_at=None).count() == 0
