"""Accepted means stored, once: killed at every step of a chunk's way, torn, doubled, retried, left behind."""

import os
import signal
import subprocess
import sys
import time
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from yangfan.events import public as events
from yangfan.events.loader import dead
from yangfan.events.loader.load import Loader
from yangfan.events.loader.run import pass_over
from yangfan.events.loader.sequence import Sequence
from yangfan.events.records import encode
from yangfan.events.spool import Spool, ThreadSpool, Writer, recover_orphans
from yangfan.events.spool.chunks import Chunk

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def site(workspace):
    return events.create_site(workspace=workspace, name="Main", hosts=["tidelane.test"], now=NOW)


class Killed(BaseException):
    """What a SIGKILL is to the code under test: nothing it can catch."""


class Fate:
    """Lets the loader live until its nth step on disk or store, then kills it before or after that step."""

    def __init__(self, monkeypatch, store):
        self.steps, self.last, self.is_after = 0, None, False
        monkeypatch.setattr(Path, "rename", self._guard(Path.rename))
        monkeypatch.setattr(Path, "unlink", self._guard(Path.unlink))
        monkeypatch.setattr(store, "raw_insert", self._guard(store.raw_insert))

    def _guard(self, step):
        def guarded(*args, **words):
            self.steps += 1
            if self.steps == self.last and not self.is_after:
                raise Killed
            result = step(*args, **words)
            if self.steps == self.last:
                raise Killed
            return result

        return guarded


def spool_two_months(stream, site):
    """Spool two chunks: hits on both sides of a month's end, a robot, and a double."""
    edge = datetime(2026, 11, 1, tzinfo=UTC)
    hits = [stream.hit(site, at=edge + timedelta(minutes=minutes)) for minutes in (-20, -5, 5, 20)]
    robot = stream.hit(site, at=edge, user_agent="Mozilla/5.0 (compatible; Googlebot/2.1)")
    stream.send(*hits[:3])
    stream.send(hits[3], robot, hits[0])


def tally(store):
    """Return what is stored: events, distinct ids, events according to the visits, robots, facts."""

    def ask(query):
        return store.query(query).result_rows[0][0]

    return (
        ask("SELECT count() FROM yangfan.events"),
        ask("SELECT uniqExact(event_id) FROM yangfan.events"),
        ask("SELECT sum(events) FROM yangfan.visits"),
        ask("SELECT count() FROM yangfan.bot_hits"),
    )


WHOLE = (4, 4, 4, 1)
STEPS = 8  # rename into staged, three inserts, the sequence's rename, rename into stored, unlink two chunks


@pytest.mark.parametrize("is_after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", range(1, STEPS + 1))
def test_killed_at_any_step_every_event_is_stored_once(site, stream, monkeypatch, step, is_after):
    events.write_snapshot()
    spool_two_months(stream, site)
    with monkeypatch.context() as patch:
        fate = Fate(patch, stream.store)
        fate.last, fate.is_after = step, is_after
        with pytest.raises(Killed):
            pass_over(stream.loader, stream.spool)
    restarted(stream)
    assert tally(stream.store) == WHOLE
    assert not stream.spool.waiting()


def restarted(stream, loader_class=Loader):
    loader = loader_class(spool=stream.spool, store=stream.store, snapshot=stream._snapshot.look)
    pass_over(loader, stream.spool)
    return loader


def test_the_list_of_steps_is_complete(site, stream, monkeypatch):
    events.write_snapshot()
    spool_two_months(stream, site)
    with monkeypatch.context() as patch:
        fate = Fate(patch, stream.store)
        pass_over(stream.loader, stream.spool)
    assert fate.steps == STEPS


class Forgetful(Loader):
    """Trusts that nothing ever happens twice: another token for every insert, no look at the ids already stored."""

    def _fresh(self, lines):
        return lines

    def _insert(self, part, data):
        super()._insert(msgspec.structs.replace(part, token=uuid.uuid4().hex), data)


def test_without_tokens_and_ids_the_same_kill_doubles_events(site, stream, monkeypatch):
    """The tests above would see it if one of the two were missing."""
    events.write_snapshot()
    spool_two_months(stream, site)
    with monkeypatch.context() as patch:
        fate = Fate(patch, stream.store)
        fate.last, fate.is_after = 4, True
        with pytest.raises(Killed):
            restarted(stream, Forgetful)
    restarted(stream, Forgetful)
    stored, distinct, *_ = tally(stream.store)
    assert (stored, distinct) == (10, 4)


def test_a_retry_with_another_time_is_the_same_event(site, stream):
    first = stream.hit(site, at=NOW, id="e:same")
    again = stream.hit(site, at=NOW + timedelta(hours=30), id="e:same")
    for hit in (first, again):
        stream.send(hit)
        stream.drain()
    assert tally(stream.store)[:2] == (1, 1)


def test_the_same_id_in_another_workspace_is_another_event(site, other_workspace, stream):
    other = events.create_site(workspace=other_workspace, name="Other", hosts=["harbour.test"], now=NOW)
    stream.send(stream.hit(site, at=NOW, id="e:same"), stream.hit(other, at=NOW, id="e:same"))
    assert stream.drain() == 2


def test_a_torn_last_line_is_cut_and_the_rest_is_loaded(site, stream):
    events.write_snapshot()
    chunk = Chunk(stream.spool)
    chunk.append(encode(stream.hit(site, at=NOW)) + b"\n" + encode(stream.hit(site, at=NOW))[:40])
    chunk.abandon()
    assert recover_orphans(stream.spool) == 1
    assert stream.drain() == 1
    assert not list(stream.spool.dead.iterdir())


def test_a_chunk_that_is_being_written_is_left_alone(site, stream):
    writer = Writer(stream.spool)
    writer.append([encode(stream.hit(site, at=NOW)) + b"\n"])
    assert recover_orphans(stream.spool) == 0
    writer.seal()
    assert stream.drain() == 1


def test_what_a_killed_writer_had_acknowledged_is_recovered(site, stream, tmp_path):
    program = (
        "import sys, pathlib, time\n"
        "from yangfan.events.spool import Spool, ThreadSpool\n"
        "spool = ThreadSpool(Spool(pathlib.Path(sys.argv[1])))\n"
        "spool.append(sys.stdin.buffer.readline())\n"
        "print('acknowledged', flush=True)\n"
        "time.sleep(60)\n"
    )
    # Sealed after a third of a second: a large enough line shows the state before that.
    writer = subprocess.Popen(
        [sys.executable, "-c", program, str(stream.spool.root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    writer.stdin.write(encode(stream.hit(site, at=NOW)) + b"\n")
    writer.stdin.flush()
    assert writer.stdout.readline() == b"acknowledged\n"
    os.kill(writer.pid, signal.SIGKILL)
    writer.wait()
    assert stream.drain() == 1


def test_a_full_disk_is_told_to_the_sender_and_later_events_are_kept(site, stream, monkeypatch):
    spool = ThreadSpool(stream.spool)
    hits = [encode(stream.hit(site, at=NOW)) + b"\n" for _ in range(2)]
    with monkeypatch.context() as patch:
        patch.setattr(os, "fdatasync", full)
        with pytest.raises(OSError, match="No space"):
            spool.append(hits[0])
    spool.append(hits[1])
    spool.seal()
    # The first may have reached the disk all the same: its sender repeats it under the same id.
    assert stream.drain() in (1, 2)


def full(fd):
    raise OSError(28, "No space left on device")


def test_lines_that_are_none_are_set_aside_without_their_words(site, stream):
    path = stream.spool.ready / "00000000000000000001-1-0.ndjson"
    path.write_bytes(b'{"type": "hit", "ip": "203.0.113.9"\n' + encode(stream.hit(site, at=NOW)) + b"\n")
    assert stream.drain() == 1
    (letters,) = stream.spool.dead.iterdir()
    assert b"unreadable" in letters.read_bytes()
    assert b"203.0.113.9" not in letters.read_bytes()


def test_a_refused_hit_is_set_aside_without_its_address(site, stream):
    stream.send(msgspec.structs.replace(stream.hit(site, at=NOW), site=99))
    assert stream.drain() == 0
    (letters,) = stream.spool.dead.iterdir()
    assert b"unknown_site" in letters.read_bytes()
    assert b"203.0.113.7" not in letters.read_bytes()


def test_a_line_that_breaks_a_step_does_not_hold_up_the_others(site, stream, monkeypatch):
    from yangfan.events.pipeline import pipeline

    def stumble(passing, snapshot):
        if "stumble" in passing.line.url:
            raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "STEPS", [*pipeline.STEPS, stumble])
        stream.send(stream.hit(site, at=NOW, url="https://tidelane.test/stumble"), stream.hit(site, at=NOW))
        assert stream.drain() == 1
    assert dead.revive(stream.spool) == 1
    assert stream.drain() == 1


def test_stored_names_grow_although_the_clock_is_set_back(tmp_path, monkeypatch):
    spool = Spool(tmp_path)
    first = Sequence(spool).next()
    monkeypatch.setattr(time, "time_ns", lambda: 5)
    assert Sequence(spool).next() > first
