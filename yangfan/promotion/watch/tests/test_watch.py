"""What is told of money: once when it begins, once when it is well again, and never on too little."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from yangfan.connectors import public as connectors
from yangfan.events import public as events
from yangfan.events.stats import ChannelDay
from yangfan.promotion.budgets.actions import Cell, set_cells
from yangfan.promotion.budgets.pacing import Forecast, Pace
from yangfan.promotion.watch import actions, rules
from yangfan.promotion.watch.models import Episode, WatchDelivery, WatchSettings

NOW = datetime(2026, 11, 16, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 16)
YESTERDAY = date(2026, 11, 15)
NOVEMBER = date(2026, 11, 1)


def pace(spent, forecast, *, budget=1000, until=YESTERDAY):
    low, middle, high = forecast
    return Pace("linkedin", "", "LinkedIn", NOVEMBER, Decimal(budget), Decimal(spent), until, 0.5, Forecast(Decimal(middle), Decimal(low), Decimal(high)))  # fmt: skip


def said(findings):
    return {one.kind: one.is_bad for one in findings}


def judge(one):
    return said(rules.judge_pace(one, over_percent=10, under_percent=20, today=TODAY))


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (pace(600, (1150, 1250, 1350)), {"fast": True, "slow": False}),
        (
            pace(600, (1050, 1250, 1350)),
            {"slow": False},
        ),  # the range reaches into what is fine: nobody is told
        (pace(1001, (1001, 1001, 1001)), {"fast": True, "slow": False}),
        (pace(500, (950, 1000, 1050)), {"fast": False, "slow": False}),
        (pace(200, (500, 600, 700)), {"fast": False, "slow": True}),
        (pace(200, (500, 600, 850)), {"fast": False}),
        (pace(200, (500, 600, 700), until=date(2026, 11, 10)), {}),  # the figures are old
        (pace(20, (60, 100, 200), until=date(2026, 11, 13)), {"fast": False, "slow": True}),
        (pace(1, (1, 2, 3), budget=0), {}),
    ],
)
def test_a_budget_is_judged_only_when_the_whole_range_lies_outside(one, expected):
    assert judge(one) == expected


def test_the_first_days_of_a_month_tell_nothing():
    early = pace(20, (60, 100, 200), until=date(2026, 11, 3))
    assert said(rules.judge_pace(early, over_percent=10, under_percent=20, today=date(2026, 11, 4))) == {
        "fast": False
    }


def weeks(*figures):
    """ChannelDays: (cost, inquiries) of the newest week first."""
    return [
        ChannelDay(
            YESTERDAY - timedelta(weeks=n), "linkedin", cost=Decimal(cost), inquiries=inquiries, has_cost=True
        )
        for n, (cost, inquiries) in enumerate(figures)
    ]


USUAL = [(1000, 10), (1040, 10), (980, 10), (1000, 9), (1000, 11), (990, 10), (1010, 10), (1000, 10)]


def price_of(*newest, usual=USUAL, least=5):
    days = weeks(*newest, *usual)
    return said(rules.judge_cost("linkedin", days, until=YESTERDAY, rise_percent=30, least=least))


@pytest.mark.parametrize(
    ("newest", "expected"),
    [
        ((1000, 3), {"cost": True}), ((1000, 0), {"cost": True}), ((1000, 10), {"cost": False}),
        ((1000, 7), {}),  # dearer, but as many come by chance often enough
        ((300, 0), {}),  # too little money to expect five
        ((0, 0), {}),
    ],
)  # fmt: skip
def test_an_inquiry_is_dear_only_against_its_own_past_and_beyond_chance(newest, expected):
    assert price_of(newest) == expected


def test_a_past_of_few_weeks_or_few_inquiries_is_no_past():
    assert price_of((1000, 1), usual=USUAL[:4]) == {}
    assert price_of((1000, 1), usual=[(1000, 2)] * 8) == {}


def test_one_wild_week_does_not_move_what_is_usual():
    assert price_of((1000, 3), usual=[(9000, 3), *USUAL[1:]]) == {"cost": True}


def shown(*counts):
    """ChannelDays, the newest day first; None: nothing was reported."""
    return [
        ChannelDay(YESTERDAY - timedelta(days=n), "linkedin", exposures=count)
        for n, count in enumerate(counts)
    ]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((0, 0, *[100] * 14), {"silence": True}), ((None, None, *[100] * 14), {"silence": True}),
        ((0, 50, *[100] * 14), {"silence": False}), ((0, 0, *[3] * 14), {}), ((0, 0, *[100] * 5, *[None] * 9), {}),
        ((0, 0), {}),
    ],
)  # fmt: skip
def test_silence_is_told_only_of_a_channel_that_was_shown(counts, expected):
    assert said(rules.judge_silence("linkedin", shown(*counts), until=YESTERDAY, silent_days=2)) == expected


def test_poisson_chances_are_those_of_the_table():
    assert round(rules.chance_of_at_most(3, 10), 4) == 0.0103
    assert round(rules.chance_of_at_most(0, 3), 4) == 0.0498


# --- from the figures to the mail --------------------------------------------------------------------------------------


@pytest.fixture
def workspace(workspace, stream):
    events.seed_channels(workspace)
    return workspace


@pytest.fixture
def tidelane(workspace, owner, marketer, viewer, stream, settings):
    """A workspace with a budget and costs of 100 a day; mail goes out."""
    from yangfan.promotion.public import import_costs

    days = [date(2026, 10, 1) + timedelta(days=n) for n in range((YESTERDAY - date(2026, 10, 1)).days + 1)]
    lines = "\n".join(f"{day},LinkedIn,100,CNY,500" for day in days)
    import_costs(workspace=workspace, file=f"Date,Channel,Cost,Currency,Exposures\n{lines}\n".encode(), filename="c.csv", actor=owner, now=NOW)  # fmt: skip
    set_budget(workspace, owner, 2000)
    stream.drain()
    return workspace


def set_budget(workspace, owner, amount):
    set_cells(
        workspace=workspace,
        cells=[Cell(NOVEMBER, "linkedin", "amount", Decimal(amount))],
        actor=owner,
        now=NOW,
    )


def look(workspace, django_capture_on_commit_callbacks, now=NOW):
    with pytest.MonkeyPatch.context() as patch, django_capture_on_commit_callbacks(execute=True):
        patch.setattr(timezone, "now", lambda: now)
        return actions.look(workspace=workspace, now=now)


def test_an_episode_is_told_once_to_those_who_may_change_budgets(
    tidelane, owner, marketer, django_capture_on_commit_callbacks
):
    for hours in range(3):
        look(tidelane, django_capture_on_commit_callbacks, NOW + timedelta(hours=hours))
    told = WatchDelivery.objects.of(tidelane)
    assert {one.user for one in told} == {owner, marketer} and told.count() == 2
    assert {one.state for one in told} <= {WatchDelivery.State.SENT, WatchDelivery.State.OUTBOX}
    outbox = connectors.OutboxMail.objects.of(tidelane) if not mail.outbox else mail.outbox
    first = list(outbox)[0]
    text = getattr(first, "text", None) or first.body
    assert "too fast" in first.subject
    assert "CN¥1,500 of CN¥2,000" in text and "CN¥3,000" in text and "/promote/budgets/" in text


def test_getting_well_is_told_once_and_a_new_episode_may_follow(
    tidelane, owner, django_capture_on_commit_callbacks
):
    look(tidelane, django_capture_on_commit_callbacks)
    set_budget(tidelane, owner, 3000)
    look(tidelane, django_capture_on_commit_callbacks)
    look(tidelane, django_capture_on_commit_callbacks)
    one = Episode.objects.of(tidelane).get(kind="fast")
    assert one.closed_at and one.has_recovered
    assert WatchDelivery.objects.of(tidelane).filter(is_recovery=True).count() == 2
    set_budget(tidelane, owner, 1000)
    look(tidelane, django_capture_on_commit_callbacks)
    assert Episode.objects.of(tidelane).filter(kind="fast").count() == 2


def test_what_is_switched_off_is_neither_told_nor_left_open(tidelane, django_capture_on_commit_callbacks):
    look(tidelane, django_capture_on_commit_callbacks)
    WatchSettings.objects.create(workspace=tidelane, burn_on=False)
    look(tidelane, django_capture_on_commit_callbacks)
    one = Episode.objects.of(tidelane).get()
    assert one.closed_at and not one.has_recovered
    assert not WatchDelivery.objects.of(tidelane).filter(is_recovery=True).exists()


def test_each_is_told_in_the_own_language(tidelane, owner, marketer, django_capture_on_commit_callbacks):
    owner.language = "zh-hans"
    owner.save()
    look(tidelane, django_capture_on_commit_callbacks)
    subjects = {one.subject for one in (mail.outbox or connectors.OutboxMail.objects.of(tidelane))}
    assert any("too fast" in subject for subject in subjects)
    assert any("预算" in subject for subject in subjects)


def test_the_settings_keep_thresholds_and_who_is_told(
    tidelane, owner, marketer, client_of, django_capture_on_commit_callbacks
):
    form = {"burn_on": "on", "over_percent": "60", "under_percent": "20", "rise_percent": "30", "least_inquiries": "5", "silence_days": "2", "by_mail": [owner.pk]}  # fmt: skip
    page = reverse("promote_watch", args=["tidelane"])
    assert client_of(marketer).post(page, form).status_code == 302
    assert look(tidelane, django_capture_on_commit_callbacks) == []
    form["over_percent"] = "5"
    client_of(marketer).post(page, form)
    look(tidelane, django_capture_on_commit_callbacks)
    assert [one.user for one in WatchDelivery.objects.of(tidelane)] == [owner]
    assert client_of(marketer).post(page, form | {"rise_percent": "0"}).status_code == 422
    assert "¥1,500" in client_of(marketer).get(page).content.decode()


def test_a_silent_channel_of_a_connected_account_is_noticed(
    tidelane, stream, django_capture_on_commit_callbacks
):
    set_budget_none = WatchSettings.objects.create(workspace=tidelane, burn_on=False)
    assert set_budget_none.silence_on
    later = NOW + timedelta(days=3)
    zeros = [
        {"key": f"zero:{n}", "kind": "exposure", "day": TODAY + timedelta(days=n), "amount": Decimal(0), "source": "file",
         "channel": "linkedin"} for n in range(3)
    ]  # fmt: skip
    events.put_facts(tidelane, zeros)
    stream.drain()
    (one,) = look(tidelane, django_capture_on_commit_callbacks, later)
    assert (one.kind, one.channel, one.figures["before"]) == ("silence", "linkedin", 500)
