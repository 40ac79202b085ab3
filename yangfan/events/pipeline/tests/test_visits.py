from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from yangfan.events.pipeline import KnownVisit
from yangfan.events.pipeline.tests.lines import MINUTE, NOON, business, hit, pipeline

GOOGLE = {"referrer": "https://www.google.com/"}
BAIDU = {"referrer": "https://www.baidu.com/"}


def visits(*hits):
    """Return for each hit, in order of time, the number of its visit: 0, 1, 2 ..."""
    rows = pipeline().process(list(hits)).events
    numbers = {}
    return [numbers.setdefault(row.visit_id, len(numbers)) for row in rows]


def test_a_gap_over_thirty_minutes_ends_a_visit():
    assert visits(hit(0), hit(30), hit(60.01)) == [0, 0, 1]


def test_a_new_source_starts_a_new_visit():
    assert visits(hit(0, **GOOGLE), hit(5), hit(6, **BAIDU)) == [0, 0, 1]


def test_a_new_campaign_starts_a_new_visit():
    tagged = "https://arm.example/?utm_source=mail&utm_medium=email&utm_campaign={}"
    assert visits(
        hit(0, url=tagged.format("a")), hit(1, url=tagged.format("a")), hit(2, url=tagged.format("b"))
    ) == [0, 0, 1]


def test_a_running_direct_visit_takes_a_source_on():
    rows = pipeline().process([hit(0), hit(5, **GOOGLE), hit(6)]).events
    assert len({row.visit_id for row in rows}) == 1
    assert [(row.channel, row.origin) for row in rows] == [
        ("direct", 1), ("google_organic", 2), ("google_organic", 2),
    ]  # fmt: skip


def test_only_page_views_cut_a_visit():
    assert visits(hit(0, **GOOGLE), hit(6, **BAIDU, name="engagement"), hit(7, **BAIDU, name="click")) == [
        0,
        0,
        0,
    ]


def test_engagement_opens_no_visit():
    rows = pipeline().process([hit(0), hit(10, name="engagement"), hit(45, name="engagement")]).events
    assert [bool(row.visit_id) for row in rows] == [True, True, False]


def test_wechats_hidden_referrer_does_not_cut_a_visit():
    from yangfan.events.pipeline.tests.lines import WECHAT

    from_article = hit(0, user_agent=WECHAT, referrer="https://mp.weixin.qq.com/s/1")
    rows = pipeline().process([from_article, hit(2, user_agent=WECHAT)]).events
    assert {row.channel for row in rows} == {"wechat_account"}
    assert len({row.visit_id for row in rows}) == 1


def test_a_late_event_joins_the_visit_it_falls_in_or_precedes():
    pipe = pipeline()
    first, second = pipe.process([hit(0, **GOOGLE), hit(40, **BAIDU)]).events
    within, before, long_before = (pipe.process([hit(minute)]).events[0] for minute in (29, -29, -31))
    assert within.visit_id == before.visit_id == first.visit_id
    assert (before.channel, before.origin) == ("google_organic", 2)
    assert long_before.visit_id not in (first.visit_id, second.visit_id)


def test_a_visits_id_is_that_of_its_visitor_and_start():
    assert (
        pipeline().process([hit(0)]).events[0].visit_id
        == pipeline().process([hit(0), hit(1)]).events[1].visit_id
    )


def test_a_restarted_loader_asks_the_store_for_open_visits():
    (row,) = pipeline().process([hit(0, **GOOGLE)]).events
    asked = []

    def lookup(workspace, wanted):
        asked.append((workspace, wanted))
        visit = KnownVisit(
            row.visit_id,
            row.visitor_id,
            NOON,
            NOON,
            row.channel,
            row.source,
            row.medium,
            row.campaign,
            row.origin,
        )
        return [visit] if row.visitor_id in dict(wanted) else []

    pipe = pipeline(lookup)
    (again,) = pipe.process([hit(20)]).events
    assert again.visit_id == row.visit_id
    assert again.channel == "google_organic"
    assert len(asked) == 1
    pipe.process([hit(25)])
    assert len(asked) == 1, "what is in memory is not asked again"


def test_business_attaches_to_the_visit_of_its_visitor_and_takes_its_words():
    pipe = pipeline()
    (view,) = pipe.process([hit(0, **GOOGLE)]).events
    line = business(3, visitor_id=view.visitor_id, url="https://arm.example/en/contact/?utm_source=x")
    (inquiry,) = pipe.process([line]).events
    assert (inquiry.visit_id, inquiry.channel, inquiry.country, inquiry.device) == (
        view.visit_id, "google_organic", "DE", "desktop",
    )  # fmt: skip
    assert inquiry.path == "/en/contact/"


def test_business_without_a_visit_is_sorted_by_its_own_address_and_opens_none():
    line = business(
        0, visitor_id=99, url="https://arm.example/en/?gclid=1", referrer="https://www.google.com/"
    )
    pipe = pipeline()
    (inquiry,) = pipe.process([line]).events
    assert (inquiry.visit_id, inquiry.visitor_id, inquiry.channel) == (0, 99, "google_ads")
    (later,) = pipe.process([business(1, visitor_id=99)]).events
    assert (later.visit_id, later.channel) == (0, "")


def test_business_of_nobody_has_no_channel():
    (deal,) = pipeline().process([business(0, name="deal_won", site=0)]).events
    assert (deal.visit_id, deal.channel, deal.visitor_id) == (0, "", 0)


# --- the rule, told independently and compared ----------------------------------------------------------------------------

SOURCES = ["", "https://arm.example/en/", "https://www.google.com/", "https://www.baidu.com/"]
steps = st.lists(
    st.tuples(
        st.integers(1, 45),  # minutes since the one before
        st.integers(1, 3),  # visitor
        st.sampled_from(SOURCES),
        st.sampled_from(["page_view", "page_view", "engagement"]),
    ),
    min_size=1, max_size=25,
)  # fmt: skip


def hits_of(steps):
    minute, hits = 0, []
    for number, (gap, visitor, referrer, name) in enumerate(steps):
        minute += gap
        hits.append(hit(minute, id=f"h{number}", visitor=f"c{visitor}", referrer=referrer, name=name))
    return hits


class Store:
    """What the visits table would answer: kept from rows, as its materialised view does."""

    def __init__(self):
        self.rows = []

    def lookup(self, workspace, asked):
        wanted = dict(asked)
        by_visit = defaultdict(list)
        for row in self.rows:
            by_visit[row.visit_id].append(row)
        by_visit.pop(0, None)
        for visit_id, rows in by_visit.items():
            best = min(rows, key=lambda row: (-row.origin, row.ts))
            end = round(max(row.ts for row in rows) * 1000)
            if best.visitor_id in wanted and end >= wanted[best.visitor_id] - 30 * MINUTE:
                yield KnownVisit(
                    visit_id, best.visitor_id, round(best.visit_start * 1000), end,
                    best.channel, best.source, best.medium, best.campaign, best.origin,
                )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(steps, st.lists(st.integers(0, 25)), st.booleans())
def test_any_chunking_and_any_restart_gives_the_same_visits(steps, cuts, restarts):
    hits = hits_of(steps)
    whole = {row.event_id: (row.visit_id, row.channel) for row in pipeline().process(hits).events}
    store = Store()
    pipe = pipeline(store.lookup)
    edges = sorted({0, len(hits), *(cut for cut in cuts if cut < len(hits))})
    for start, end in zip(edges, edges[1:], strict=False):
        if restarts:
            pipe = pipeline(store.lookup)
        store.rows += pipe.process(hits[start:end]).events
    assert {row.event_id: (row.visit_id, row.channel) for row in store.rows} == whole


@settings(max_examples=150, deadline=None)
@given(steps)
def test_visits_are_what_the_definition_says(steps):
    """Count visits once more, straight from the words of the definition."""
    running = {}
    count = 0
    for hit_ in hits_of(steps):
        last, source = running.get(hit_.visitor, (None, None))
        named = hit_.referrer if "arm.example" not in hit_.referrer else ""
        is_over = last is None or hit_.occurred_at - last > 30 * MINUTE
        if is_over and hit_.name == "engagement":
            continue
        is_new = is_over
        if hit_.name == "page_view" and named and source and named != source:
            is_new = True
        count += is_new
        if is_new:
            source = named
        elif hit_.name == "page_view":
            source = source or named
        running[hit_.visitor] = hit_.occurred_at, source
    assert len({row.visit_id for row in pipeline().process(hits_of(steps)).events} - {0}) == count


@settings(max_examples=100, deadline=None)
@given(steps)
def test_a_second_pass_over_the_same_lines_changes_nothing(steps):
    pipe = pipeline()
    first = pipe.process(hits_of(steps)).events
    second = pipe.process(hits_of(steps)).events
    for before, after in zip(first, second, strict=True):
        assert after.visit_id == before.visit_id or not before.visit_id
