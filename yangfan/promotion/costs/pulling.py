"""Costs that connectors fetch: a day fetched again replaces that day exactly; what is gone from it is taken back."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count, Max, Min, Q, Sum

from yangfan.accounts import public as accounts
from yangfan.connectors import public as connectors
from yangfan.events import public as events
from yangfan.promotion.costs.actions import BATCH, changed_facts
from yangfan.promotion.costs.base import CostLine, CostSource
from yangfan.promotion.costs.models import CostImport, CostPull, CostRow

FIRST_TIME = 30  # days back
AT_LEAST = 7  # days fetched each time, whatever is final: platforms do correct themselves
AT_MOST = 90  # days back after an outage
EVERY = timedelta(hours=6)
AGAIN_AFTER = {"transient": timedelta(minutes=30), "quota": timedelta(hours=2)}
AGAIN_LATER = timedelta(days=1)  # what only a person can mend
LEASE = timedelta(minutes=30)
UNIT = Decimal("0.0001")
COMPARED = (
    "amount", "currency", "impressions", "clicks", "conversions", "campaign", "channel", "level", "is_final",
)  # fmt: skip


class NotACostSource(TypeError):
    """This account's connector reports no costs (or its package is gone)."""


@dataclass
class Pulled:
    """What a fetch changed."""

    new: int = 0
    changed: int = 0
    same: int = 0
    removed: int = 0

    def add(self, other: "Pulled") -> None:
        for name in ("new", "changed", "same", "removed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def source_of(account) -> CostSource:
    """Return the account's connector as a source of costs; raise NotACostSource."""
    if not isinstance(account.plan, CostSource):
        raise NotACostSource(account.connector)
    return account.plan


def take_pulled_costs(account, lines: Iterable[CostLine], since: date, until: date, now: datetime) -> Pulled:
    """Make the account's costs of these days exactly these lines, in the records and in the facts.

    Raises ApiError("invalid") when a line lies outside of the days, says the same object and day twice with other
    figures, or has no currency code: then nothing changes.
    """
    source, workspace = source_of(account), account.workspace
    wanted = _checked(lines, since, until)
    with transaction.atomic():
        accounts.Workspace.objects.select_for_update().get(pk=workspace.pk)
        book = _book_of(account, now)
        channel = channel_of(account, source)
        old = {row.row_key: row for row in _rows_between(book, since, until)}
        new = {}
        for line in wanted:
            row = _row(book, line, channel=channel, level=source.level)
            new[row.row_key] = row
        before = old | {row.row_key: row for row in _orphans(book, wanted, since, until)}
        tally = _write(workspace, before, new)
        _sum_up(book, tally)
    return tally


def _checked(lines: Iterable[CostLine], since: date, until: date) -> list[CostLine]:
    seen: dict[tuple, CostLine] = {}
    for line in lines:
        if not since <= line.day <= until:
            raise connectors.ApiError("invalid", f"{line.day} was not asked for ({since} to {until})")
        code = line.currency
        if len(code) != 3 or not (code.isascii() and code.isalpha() and code.isupper()):
            raise connectors.ApiError("invalid", f"“{code}” is no currency code")
        if not line.object_id or not Decimal(line.amount).is_finite():
            raise connectors.ApiError("invalid", f"a line of {line.day} has no object or no amount")
        known = seen.setdefault((line.object_id, line.day), line)
        if known != line:
            raise connectors.ApiError(
                "invalid", f"{line.object_id} of {line.day} came twice, with other figures"
            )
    return list(seen.values())


def channel_of(account, source: CostSource) -> str:
    """Return the channel that this account's costs belong to; "" when the workspace has none of those suggested."""
    known = {channel.key for channel in events.channels_of(account.workspace)}
    wishes = (account.settings.get("channel", ""), *source.channels)
    return next((key for key in wishes if key in known), "")


def _book_of(account, now: datetime) -> CostImport:
    """Return the one entry that holds everything fetched from this account."""
    book, _is_new = CostImport.objects.of(account.workspace).get_or_create(
        workspace=account.workspace,
        way=CostImport.Way.API,
        account=account,
        defaults={"state": CostImport.State.KEPT, "connector": account.connector, "created_at": now},
    )
    book.note, book.settled_at = account.name[:200], now
    return book


def _rows_between(book: CostImport, since: date, until: date) -> list[CostRow]:
    rows = CostRow.objects.of(book.workspace).filter(cost_import=book, from_on__gte=since, from_on__lte=until)
    return _with_book(rows, book)


def _orphans(book: CostImport, wanted: list[CostLine], since: date, until: date) -> list[CostRow]:
    """Rows of the same objects and days, left by an account of this platform that was disconnected meanwhile."""
    left = CostImport.objects.of(book.workspace).filter(
        way=CostImport.Way.API, connector=book.connector, account=None
    )
    if not wanted or not left.exists():
        return []
    rows = CostRow.objects.of(book.workspace).filter(
        cost_import__in=left, from_on__gte=since, from_on__lte=until
    )
    named = {(line.object_id, line.day) for line in wanted}
    return [row for row in _with_book(rows, book) if (row.object_id, row.from_on) in named]


def _with_book(rows, book: CostImport) -> list[CostRow]:
    found = list(rows)
    for row in found:
        row.cost_import = book
    return found


def _row(book: CostImport, line: CostLine, *, channel: str, level: str) -> CostRow:
    conversions = None if line.conversions is None else Decimal(line.conversions).quantize(UNIT)
    return CostRow(
        workspace=book.workspace, cost_import=book, row_key=_key(book, line), is_current=True, channel=channel,
        campaign=line.campaign[:250], from_on=line.day, to_on=line.day, amount=Decimal(line.amount).quantize(UNIT),
        currency=line.currency, impressions=line.exposures, clicks=line.clicks, conversions=conversions,
        object_id=line.object_id[:120], level=level, is_final=line.is_final,
    )  # fmt: skip


def _key(book: CostImport, line: CostLine) -> str:
    parts = ("api", str(book.pk), line.object_id, line.day.isoformat())
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:40]


def _write(workspace, old: dict[str, CostRow], new: dict[str, CostRow]) -> Pulled:
    gone = [key for key in old if key not in new]
    fresh = [key for key in new if key not in old]
    changed = [key for key in new if key in old and not _is_same(old[key], new[key])]
    for key in changed:
        new[key].pk = old[key].pk
    CostRow.objects.of(workspace).filter(pk__in=[old[key].pk for key in gone]).delete()
    CostRow.objects.bulk_create([new[key] for key in fresh], batch_size=BATCH)
    CostRow.objects.of(workspace).bulk_update([new[key] for key in changed], COMPARED, batch_size=BATCH)
    events.put_facts(workspace, changed_facts(old, new, [*gone, *fresh, *changed]))
    same = len(new) - len(fresh) - len(changed)
    return Pulled(new=len(fresh), changed=len(changed), same=same, removed=len(gone))


def _is_same(one: CostRow, other: CostRow) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in COMPARED)


def _sum_up(book: CostImport, tally: Pulled) -> None:
    rows = CostRow.objects.of(book.workspace).filter(cost_import=book).order_by()
    sums = rows.values("currency").annotate(amount=Sum("amount"))
    whole = rows.aggregate(
        rows=Count("id"),
        first=Min("from_on"),
        last=Max("from_on"),
        shown=Sum("impressions"),
        clicked=Sum("clicks"),
    )
    book.totals = {line["currency"]: str(line["amount"]) for line in sums}
    book.rows_read = book.rows_to_write = whole["rows"]
    book.from_on, book.to_on = whole["first"], whole["last"]
    book.impressions, book.clicks = whole["shown"], whole["clicked"]
    book.rows_new, book.rows_changed, book.rows_same = tally.new, tally.changed, tally.same
    book.rows_removed = tally.removed
    book.save()


# --- choosing the days, one account at a time --------------------------------------------------------------------------


def pull_costs_for(account, now: datetime) -> Pulled:
    """Fetch the days of this account that are not final yet, oldest first; what was fetched before a failure stays.

    Raises ApiError (its kind stands on the account's CostPull, too) and NotACostSource.
    """
    source = source_of(account)
    pull = _begin(account, now)
    done = Pulled()
    try:
        today = now.astimezone(ZoneInfo(source.zone_of(account))).date()
        for since, until in windows_of(source, pull, today):
            lines = connectors.with_token(
                account=account,
                now=now,
                do=lambda ready: list(source.pull_costs(ready, since, until)),  # noqa: B023
            )
            done.add(take_pulled_costs(account, lines, since, until, now))
            _note_progress(pull, source, lines, since, until, today)
    except connectors.ApiError as error:
        _note_failure(pull, account, error, now)
        raise
    else:
        _note_success(pull, account, now)
    finally:
        CostPull.objects.of(account.workspace).filter(pk=pull.pk).update(leased_until=None)
    return done


def _begin(account, now: datetime) -> CostPull:
    pull, _is_new = CostPull.objects.of(account.workspace).get_or_create(
        workspace=account.workspace, account=account
    )
    free = CostPull.objects.of(account.workspace).filter(
        Q(leased_until=None) | Q(leased_until__lte=now), pk=pull.pk
    )
    if not free.update(leased_until=now + LEASE):
        raise connectors.ApiError("transient", "another worker is fetching these costs")
    pull.refresh_from_db()
    return pull


def windows_of(source: CostSource, pull: CostPull, today: date) -> list[tuple[date, date]]:
    """Return the days to fetch, cut to what one call may ask for."""
    first = today - timedelta(days=FIRST_TIME - 1)
    if pull.final_until:
        first = max(pull.final_until + timedelta(days=1), today - timedelta(days=AT_MOST - 1))
    first = min(first, today - timedelta(days=AT_LEAST - 1))
    windows, step = [], timedelta(days=source.max_days_per_call)
    while first <= today:
        windows.append((first, min(first + step - timedelta(days=1), today)))
        first += step
    return windows


def _note_progress(pull: CostPull, source: CostSource, lines, since: date, until: date, today: date) -> None:
    said: dict[date, bool] = {}
    for line in lines:
        said[line.day] = said.get(line.day, True) and line.is_final
    day = since
    while day <= until and (day <= today - timedelta(days=source.final_after_days) or said.get(day)):
        pull.final_until = max(pull.final_until or day, day)
        day += timedelta(days=1)
    pull.covered_until = max(pull.covered_until or until, until)
    pull.save(update_fields=["final_until", "covered_until"])


def _note_failure(pull: CostPull, account, error, now: datetime) -> None:
    wait = getattr(error, "retry_after", None) or AGAIN_AFTER.get(error.kind, AGAIN_LATER)
    pull.error_kind, pull.error, pull.next_at = error.kind, str(error)[:300], now + wait
    pull.save(update_fields=["error_kind", "error", "next_at"])
    State = connectors.Account.State
    states = {"auth": State.REAUTHORISE, "permission": State.TROUBLE, "invalid": State.TROUBLE}
    if error.kind in states:
        account.state, account.error = states[error.kind], pull.error
        account.save(update_fields=["state", "error"])


def _note_success(pull: CostPull, account, now: datetime) -> None:
    if pull.error and account.error == pull.error:
        account.state, account.error = connectors.Account.State.OK, ""
        account.save(update_fields=["state", "error"])
    pull.pulled_at, pull.next_at, pull.error_kind, pull.error = now, now + EVERY, "", ""
    pull.save(update_fields=["pulled_at", "next_at", "error_kind", "error"])


def due_accounts(now: datetime) -> list:
    """Return the accounts whose costs are to be fetched now."""
    keys = [one.key for one in connectors.connectors_registry if isinstance(one, CostSource)]
    found = connectors.Account.objects.across_workspaces().filter(connector__in=keys, is_on=True)
    waiting = CostPull.objects.across_workspaces().filter(next_at__gt=now).values("account_id")
    found = found.exclude(state=connectors.Account.State.REAUTHORISE).exclude(pk__in=waiting)
    return list(found.select_related("workspace"))
