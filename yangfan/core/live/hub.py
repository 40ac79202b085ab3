"""Who listens to what, and who is here."""

import asyncio
from collections import Counter, defaultdict, deque

import msgspec

from yangfan.core.live.passes import Pass

WAITING_AT_MOST = 64  # notices; a reader that slow is let go, comes back and asks what it missed
GONE_AFTER = 5.0  # seconds: a page that follows a link is not gone
PING = ": \n\n"


class Listener:
    """One open page."""

    __slots__ = ("is_over", "pass_", "_waiting", "_woken")

    def __init__(self, pass_: Pass):
        self.pass_ = pass_
        self.is_over = False
        self._waiting: deque[str] = deque()
        self._woken = asyncio.Event()

    def give(self, text: str) -> None:
        """Put one notice into its queue."""
        if len(self._waiting) >= WAITING_AT_MOST:
            self.end()
        self._waiting.append(text)
        self._woken.set()

    def end(self, *_) -> None:
        self.is_over = True
        self._woken.set()

    async def next(self) -> str:
        """Wait for something to send and return all of it."""
        await self._woken.wait()
        self._woken.clear()
        text = "".join(self._waiting)
        self._waiting.clear()
        return text


class Hub:
    """All listeners of one process."""

    def __init__(self):
        self._by_topic: dict[str, set[Listener]] = defaultdict(set)
        self._here: Counter[str] = Counter()
        self.listeners: set[Listener] = set()
        self.told = 0
        self.announce = self.tell  # told across machines where there are several

    def join(self, listener: Listener) -> None:
        """Let a page listen; it hears at once who is here already."""
        self.listeners.add(listener)
        for topic in listener.pass_.topics:
            self._by_topic[topic].add(listener)
            if self._here[topic] > 0:
                listener.give(notice(topic, "here", {}))
        here = listener.pass_.here
        if here:
            self._here[here] += 1
            if self._here[here] == 1:
                self.announce(here, "here", {})

    def leave(self, listener: Listener) -> None:
        self.listeners.discard(listener)
        for topic in listener.pass_.topics:
            self._by_topic[topic].discard(listener)
            if not self._by_topic[topic]:
                del self._by_topic[topic]
        if listener.pass_.here:
            asyncio.get_running_loop().call_later(GONE_AFTER, self._count_out, listener.pass_.here)

    def _count_out(self, topic: str) -> None:
        self._here[topic] -= 1
        if self._here[topic] <= 0:
            del self._here[topic]
            self.announce(topic, "gone", {})

    def tell(self, topic: str, kind: str, data: dict) -> None:
        """Give a notice to all who listen to this topic."""
        self.told += 1
        listeners = self._by_topic.get(topic)
        if listeners:
            text = notice(topic, kind, data)
            for listener in listeners:
                listener.give(text)

    def ping(self, now: float) -> None:
        """Keep the lines open; those whose pass has run out are closed."""
        for listener in self.listeners:
            listener.end() if listener.pass_.until < now else listener.give(PING)


def notice(topic: str, kind: str, data: dict) -> str:
    """Return a notice as EventSource reads it: the event is `kind`, its data a JSON object with the topic in it."""
    words = msgspec.json.encode({"topic": topic, **data}).decode()
    return f"event: {kind}\ndata: {words}\n\n"
