"""Answer these first: eight inquiries in the order anybody would take them, and rules that hold for all of them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from yangfan.crm import public as crm
from yangfan.crm.inquiries import reasons
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.scoring import ranking
from yangfan.crm.scoring.models import Yardstick
from yangfan.crm.scoring.refresh import refresh, refresh_what_changed
from yangfan.crm.scoring.yardstick import size_of

LIMIT = timedelta(hours=4)


@pytest.fixture
def orders(workspace, inquire, owner, now):
    """Four orders of the year before: the P180 at 20,000 apiece, and once a big line."""
    for n, (quantity, amount) in enumerate([(2, 40_000), (3, 60_000), (5, 100_000), (20, 400_000)]):
        got = inquire(
            f"We need {quantity} units", product="TL-P180", quantity=f"{quantity} units", country="MX",
            name=f"Buyer {n}", email=f"buyer{n}@works{n}.example", company=f"Works {n}", now=now - timedelta(days=200 + n),
        )  # fmt: skip
        deal = crm.open_deal(
            workspace=workspace, inquiry=got.inquiry, actor=owner, now=now - timedelta(days=150)
        )
        crm.win_deal(deal=deal, amount=Decimal(amount), actor=owner, now=now - timedelta(days=150))
    refresh(workspace=workspace, now=now)


def of_whom(workspace, now):
    return [one.name for one in crm.waiting(workspace, 20, now=now)]


def test_eight_inquiries_come_in_the_order_of_what_they_are_worth(orders, workspace, inquire, now):
    said = {"company": "", "country": ""}
    inquire(
        "Please quote 12 units of TL-P180 CIF Jebel Ali by 30 June.",
        name="Twelve",
        email="a@alnoor.example",
        product="TL-P180",
        quantity="12 units",
        **said,
    )
    inquire(
        "Please quote 2 units of TL-P180.",
        name="Two",
        email="b@beta.example",
        product="TL-P180",
        quantity="2 units",
        **said,
    )
    inquire(
        "Please quote 12 units of TL-P180.",
        name="Buyer 1",
        email="buyer1@works1.example",
        product="TL-P180",
        quantity="12 units",
        **said,
    )
    inquire(
        "Please quote 12 units of TL-P180.",
        name="Freemail",
        email="c@gmail.com",
        product="TL-P180",
        quantity="12 units",
        **said,
    )
    inquire("Hello, send catalogue", name="Catalogue", email="d@gmail.com", **said)
    inquire("I would like to work for you", name="Jobless", email="e@jobs.example", **said)
    inquire(
        "1 unit TL-P180 please",
        name="One",
        email="f@yahoo.com",
        product="TL-P180",
        quantity="1 unit",
        **said,
    )
    inquire("cheap seo", name="Spammer", email="g@seo.example", **said)
    row = Inquiry.objects.of(workspace)
    row.filter(contact__name="Jobless").update(intent="job", intent_confidence=0.95)
    crm.mark_spam(inquiry=row.get(contact__name="Spammer"), is_spam=True, actor=None, now=now)
    refresh(workspace=workspace, now=now)

    names = of_whom(workspace, now)
    assert names == ["Buyer 1", "Twelve", "Freemail", "Two", "One", "Catalogue", "Jobless"]
    assert row.order_by("-score").last().contact.name == "Spammer"


def test_each_reason_has_its_part_and_the_parts_add_up(orders, inquire, now):
    inquiry = inquire(email="a@alnoor.example", product="TL-P180", quantity="12 units", country="MX").inquiry
    with translation.override("en"):
        found = reasons.worth(inquiry)
        texts = [reason.text for reason in found.reasons]
    assert found.points == inquiry.score == sum(reason.points for reason in found.reasons)
    assert found.size.amount == 240_000
    assert found.expected == inquiry.expected_value == pytest.approx(Decimal(found.chance) * 240_000, abs=1)
    assert "12 units × CN¥20,000, your usual price = CN¥240,000" in texts
    assert "4 inquiries from Mexico became orders" in texts


def test_a_workspace_without_orders_is_ranked_by_points_and_shows_no_money(inquire):
    inquiry = inquire().inquiry
    assert inquiry.score > 0 and inquiry.expected_value is None


def test_a_deal_that_is_won_makes_its_buyer_a_customer_within_a_minute(workspace, inquire, owner, now):
    first = inquire(now=now - timedelta(days=40)).inquiry
    deal = crm.open_deal(workspace=workspace, inquiry=first, actor=owner, now=now - timedelta(days=30))
    again = inquire("We need four more", now=now - timedelta(days=1)).inquiry
    refresh_what_changed(now - timedelta(hours=2))
    again.refresh_from_db()
    before = again.score
    crm.win_deal(deal=deal, amount=Decimal(9000), actor=owner, now=now)
    refresh_what_changed(now + timedelta(minutes=1))
    again.refresh_from_db()
    assert again.score == before + 15


def test_waiting_lifts_an_inquiry_until_it_cools_down(workspace, inquire, now):
    ages = {"fresh": timedelta(0), "late": timedelta(hours=9), "cold": timedelta(days=40)}
    for name, age in ages.items():
        inquire("Please quote", name=name, email=f"{name}@{name}.example", now=now - age)
    assert of_whom(workspace, now) == ["late", "fresh", "cold"]


def test_python_and_sql_agree_on_what_time_adds(workspace, inquire, now):
    for hours in (0, 1, 3, 5, 9, 200, 400, 700, 1100, 1500):
        inquire(email=f"n{hours}@n{hours}.example", now=now - timedelta(hours=hours))
    rows = Inquiry.objects.of(workspace)
    for row in ranking.ranked(rows, now=now, limit=LIMIT, today=now.date()):
        waited = ranking.waiting_points(now - row.waiting_since, LIMIT)
        assert row.rank == row.score + waited + ranking.deadline_points(row.deadline_on, now.date())


def plain(**fields) -> Inquiry:
    from django.utils import timezone

    return Inquiry(received_at=timezone.now(), **fields)


MEASURES = st.builds(
    lambda usual, biggest, quantity, price: Yardstick(
        currency="CNY", base_chance=0.05, ordinary=2.5, usual_size=usual, biggest_size=usual and usual * biggest,
        usual_quantity=quantity, prices={"p180": price} if price else {},
    ),
    st.none() | st.decimals(1, 10**7, places=2), st.integers(1, 50), st.none() | st.floats(1, 10**5),
    st.none() | st.floats(0.01, 10**6),
)  # fmt: skip


@given(MEASURES, st.integers(1, 10**7), st.integers(1, 10**7))
def test_more_quantity_never_lowers(yardstick, one, other):
    less, more = sorted([one, other])
    small, big = (size_of(plain(product="P180", quantity=f"{n} units"), yardstick) for n in (less, more))
    assert big.ratio >= small.ratio
    assert (big.amount or 0) >= (small.amount or 0)


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_doubt_never_raises(one, other):
    less, more = sorted([one, other])
    points = [getattr(reasons._doubtful(plain(spam_score=s), None), "points", 0) for s in (less, more)]
    assert points[1] <= points[0]


def test_spam_comes_last_and_is_worth_nothing(inquire):
    inquiry = inquire().inquiry
    inquiry.is_spam = True
    reasons.rate(inquiry)
    assert inquiry.score == reasons.SPAM_LAST and inquiry.expected_value is None


def test_the_chances_of_all_inquiries_add_up_to_the_orders_that_came(workspace, inquire, owner, now):
    for n in range(60):
        got = inquire(
            f"Please quote {n}",
            email=f"n{n}@n{n}.example",
            quantity=f"{n % 7 + 1} units",
            now=now - timedelta(days=60),
        )
        if n % 10 == 0:
            deal = crm.open_deal(
                workspace=workspace, inquiry=got.inquiry, actor=owner, now=now - timedelta(days=30)
            )
            crm.win_deal(deal=deal, amount=Decimal(1000), actor=owner, now=now - timedelta(days=20))
    refresh(workspace=workspace, now=now)
    rows = list(Inquiry.objects.of(workspace).select_related("workspace", "contact__company"))
    known = reasons.known_of(rows)
    assert sum(reasons.worth(row, known).chance for row in rows) == pytest.approx(6, rel=0.35)


def test_what_waits_is_shown_in_the_readers_language(workspace, inquire, now):
    one = inquire("نحتاج 320 كرسي تشمس TF-350", company="", country="").inquiry
    Inquiry.objects.of(workspace).filter(pk=one.pk).update(
        language="ar", summaries={"zh-hans": "我们需要 320 张躺椅"}
    )
    with translation.override("zh-hans"):
        [shown] = crm.waiting(workspace, 3, now=now)
    assert (shown.wants, shown.wants_language) == ("我们需要 320 张躺椅", "zh-hans")
    with translation.override("en"):
        [shown] = crm.waiting(workspace, 3, now=now)
    assert shown.wants_language == "ar"


def test_what_the_form_said_is_not_asked_for_again(workspace, inquire):
    one = inquire("نحتاج كراسي تشمس، نرجو عرض السعر", product="TF-350", quantity="320", country="AE").inquiry
    assert one.next_question not in ("product", "quantity")


def test_a_changed_amount_moves_the_inquiry_and_its_contact_at_once(orders, workspace, inquire, owner, now):
    inquiry = inquire("Please quote TL-P180.", email="x@newfirm.example").inquiry
    deal = crm.open_deal(workspace=workspace, inquiry=inquiry, amount=Decimal(1000), actor=owner, now=now)
    inquiry.refresh_from_db()
    small, contact = inquiry.expected_value, inquiry.contact
    crm.change_deal(deal=deal, fields={"amount": Decimal(90_000)}, actor=owner, now=now)
    inquiry.refresh_from_db()
    assert inquiry.expected_value > small * 10
    before = contact.lead_score.score
    crm.win_deal(deal=deal, actor=owner, now=now)
    inquire("Please quote two more TL-P180.", email="x@newfirm.example", now=now + timedelta(days=20))
    crm.open_deal(workspace=workspace, contact=contact, actor=owner, now=now + timedelta(days=20))
    contact.lead_score.refresh_from_db()
    assert contact.lead_score.score > before  # bought before
