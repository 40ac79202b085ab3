"""Tells both companies' stories through the product's own doors, month by month; resumes after a kill."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import islice
from random import Random

from django.db import transaction
from django.utils import timezone

from yangfan.accounts.public import Membership, Role, Workspace
from yangfan.demo.build import PRESENT, SEASON
from yangfan.demo.content import Company
from yangfan.demo.doors import AT_ONCE, Desk, RunningDoors, lent_token, no_two_of_one_person
from yangfan.demo.models import DemoProgress
from yangfan.demo.outdoor.chats import tell_chats
from yangfan.demo.outdoor.company import OUTDOOR
from yangfan.demo.outdoor.present import Present
from yangfan.demo.robotics.company import ROBOTICS
from yangfan.demo.season.answers import answer_to
from yangfan.demo.season.emit import emit
from yangfan.events.public import Site

MONTHS = 6


def replay(
    *,
    seed: int,
    say: Callable[[str], None] = print,
    stopping: threading.Event | None = None,
    door_of: Callable = RunningDoors,
) -> None:
    """Tell what has not been told yet: first the company at work, which is short, then the season."""
    is_stopping = stopping.is_set if stopping else lambda: False
    for key, company, teller in ((PRESENT, OUTDOOR, tell_present), (SEASON, ROBOTICS, tell_season)):
        progress = DemoProgress.objects.get(key=key)
        if progress.finished_at is None and not is_stopping():
            if progress.began_at is None:
                progress.seed, progress.began_at = seed, timezone.now()
                progress.save(update_fields=["seed", "began_at"])
            with desk_of(company, progress, door_of) as desk:
                teller(progress, desk, say=say, is_stopping=is_stopping)


def tell_season(progress: DemoProgress, desk: Desk, *, say, is_stopping) -> None:
    """Send the season: each month's hits, then its bills, letters and deals."""
    requests = list(emit(progress.seed, last_day=progress.last_day, host=desk.site.hosts[0]))
    progress.total = len(requests)
    progress.save(update_fields=["total"])
    rng = Random(progress.seed)  # noqa: S311
    for month in range(progress.month, MONTHS):
        part = [request for request in requests if request["month"] == month]
        progress.sent = sum(1 for request in requests if request["month"] < month)
        say(f"Season: month {month + 1} of {MONTHS} {bar(progress.percent)} {len(part):,} requests")
        for batch in batches(through("events", part), AT_ONCE):
            if is_stopping():
                return
            desk.door.send([request["event"] for request in batch])
            step(progress, len(batch))
        desk.door.wait_until_arrived(is_stopping)
        pay(desk, part)
        for batch in no_two_of_one_person(through("inquiry", part)):
            if is_stopping():
                return
            correspond(desk, [request["inquiry"] for request in batch], rng)
            step(progress, len(batch))
        if deals := [request["deal"] for request in through("deal", part)]:
            desk.win(deals)
        desk.door.wait_until_arrived(is_stopping)
        if is_stopping():
            return
        progress.month = month + 1
        progress.save(update_fields=["month", "sent"])
    finish(progress)
    say(f"Season: six months told {bar(100)}")


def through(door: str, requests: Iterable[dict]) -> Iterator[dict]:
    """Return what goes through this door."""
    return (request for request in requests if request["door"] == door)


def pay(desk: Desk, requests: list[dict]) -> None:
    """Import the platforms' files and enter the other bills."""
    for request in through("cost_file", requests):
        desk.import_cost_file(request, now=timezone.now())
    for request in through("cost", requests):
        desk.enter_cost(request, now=timezone.now())


def correspond(desk: Desk, letters: list[dict], rng: Random) -> None:
    """Send letters in and answer them."""
    inquiries = desk.receive(letters)
    with transaction.atomic():
        for words, inquiry in zip(letters, inquiries, strict=True):
            text, after = answer_to(words, inquiry.language, rng)
            desk.answer(inquiry, text, at=datetime.fromisoformat(words["occurred_at"]) + after)


def tell_present(progress: DemoProgress, desk: Desk, *, say, is_stopping) -> None:
    """Send the last weeks of the company at work, up to this minute."""
    present = Present(progress.seed, now=progress.began_at, host=desk.site.hosts[0])
    hits = present.hits()
    progress.total = len(hits) + len(present.letters)
    say(f"Tingfield Outdoor: {len(hits):,} requests, {len(present.letters)} letters")
    for batch in batches(hits, AT_ONCE):
        if is_stopping():
            return
        desk.door.send(batch)
        step(progress, len(batch))
    desk.door.wait_until_arrived(is_stopping)
    pay(desk, present.costs())
    requests = ({"inquiry": words, "letter": letter} for letter, words in present.letters)
    for batch in no_two_of_one_person(requests):
        if is_stopping():
            return
        for request, inquiry in zip(
            batch, desk.receive([request["inquiry"] for request in batch]), strict=True
        ):
            letter, sent = request["letter"], datetime.fromisoformat(request["inquiry"]["occurred_at"])
            if letter.reply:
                desk.answer(inquiry, letter.reply, at=sent + timedelta(minutes=15 + len(letter.reply)))
            present.follow(desk, letter, inquiry, sent=sent)
            present.converse(desk, letter, inquiry, since=sent + timedelta(minutes=15 + len(letter.reply)))
        step(progress, len(batch))
    tell_chats(desk, now=progress.began_at)
    desk.door.wait_until_arrived(is_stopping)
    finish(progress)


@contextmanager
def desk_of(company: Company, progress: DemoProgress, door_of: Callable) -> Iterator[Desk]:
    """Open the company's desk: its doors, who owns it and who sells."""
    workspace = Workspace.objects.get(slug=company.slug)
    site = Site.objects.of(workspace).select_related("workspace").get()
    by_role = {member.role: member.user for member in Membership.objects.of(workspace).select_related("user")}
    owner = by_role[Role.OWNER]
    door = door_of(site, f"{progress.key}-{progress.seed}")
    with lent_token(workspace, actor=owner) as token:
        yield Desk(door, token=token, owner=owner, sales=by_role.get(Role.SALES, owner), progress=progress)


def batches(items: Iterable, size: int):
    items = iter(items)
    while batch := list(islice(items, size)):
        yield batch


def step(progress: DemoProgress, count: int) -> None:
    progress.sent += count
    progress.save(update_fields=["sent", "total"])


def finish(progress: DemoProgress) -> None:
    progress.sent, progress.finished_at = progress.total, timezone.now()
    progress.save()


def bar(percent: int) -> str:
    """Return a bar of twenty blocks for a log line."""
    full = percent // 5
    return f"[{'█' * full}{'·' * (20 - full)}] {percent:3d} %"
