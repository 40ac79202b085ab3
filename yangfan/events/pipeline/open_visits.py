"""The visits the loader remembers between chunks, filled up from the store by one question per chunk and workspace."""

from collections import OrderedDict
from dataclasses import dataclass, field

from yangfan.events.pipeline.visits import GAP, KnownVisit, VisitsLookup

MOST_VISITORS = 50_000
MOST_VISITS = 12  # of one visitor

NOTHING = 2**63  # ms: complete from never on

Key = tuple[int, int]  # workspace, visitor


@dataclass(slots=True)
class Remembered:
    """A visitor's visits, sorted by start; complete from `since` (ms) on."""

    since: int
    visits: list[KnownVisit] = field(default_factory=list)
    called: int = 0  # the visitor's former name, while a visit runs on over midnight or after consent

    def keep_the_last(self) -> None:
        """Forget the oldest of very many visits."""
        if len(self.visits) > MOST_VISITS:
            self.visits = self.visits[-MOST_VISITS:]
            self.since = self.visits[0].start - GAP


class OpenVisits:
    """Visits by visitor, the most recently used ones."""

    def __init__(self, lookup: VisitsLookup, most_visitors: int = MOST_VISITORS):
        self.lookup = lookup
        self.most_visitors = most_visitors
        self._by_visitor: OrderedDict[Key, Remembered] = OrderedDict()

    def fill(self, wanted: dict[Key, int]) -> None:
        """Make the visits of every visitor in `wanted` complete from its time (ms) on; call at the start of a chunk."""
        self._forget_the_oldest()
        missing: dict[int, list[tuple[int, int]]] = {}
        for key, ts in wanted.items():
            known = self._by_visitor.setdefault(key, Remembered(NOTHING))
            self._by_visitor.move_to_end(key)
            known.keep_the_last()
            if ts - GAP < known.since:
                known.since = ts - GAP
                missing.setdefault(key[0], []).append((key[1], ts))
        for workspace, asked in missing.items():
            for visit in self.lookup(workspace, asked):
                self._add(workspace, visit)

    def _forget_the_oldest(self) -> None:
        while len(self._by_visitor) > self.most_visitors:
            self._by_visitor.popitem(last=False)

    def _add(self, workspace: int, visit: KnownVisit) -> None:
        visits = self._by_visitor[workspace, visit.visitor_id].visits
        if all(each.visit_id != visit.visit_id for each in visits):
            visits.append(visit)
            visits.sort(key=lambda each: each.start)

    def of(self, workspace: int, visitor: int) -> Remembered:
        """Return what is remembered of a visitor: all of it, when `fill` was asked for this visitor."""
        return self._by_visitor.get((workspace, visitor)) or Remembered(NOTHING)
