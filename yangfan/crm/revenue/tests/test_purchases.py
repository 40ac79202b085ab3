"""Orders and refunds: counted once, on the right channel, and taken back whole."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import translation

from yangfan.accounts import public as accounts
from yangfan.crm import public as crm
from yangfan.crm.revenue.models import Purchase
from yangfan.crm.revenue.reading import read_purchases

SUMS = (
    "SELECT channel, source, toFloat64(sum(amount)) AS total FROM yangfan.facts FINAL "
    "WHERE workspace_id = {w:UInt32} AND deleted = 0 AND kind = 'revenue' GROUP BY channel, source ORDER BY channel"
)


@pytest.fixture
def sums(stream, workspace):
    def read():
        stream.drain()
        rows = stream.store.query(SUMS, parameters={"w": workspace.pk}).named_results()
        return {(row["channel"], row["source"]): row["total"] for row in rows}

    return read


@pytest.fixture
def order(workspace, now):
    def send(number="A-1", amount="100", **words):
        said = {"currency": "CNY", "occurred_at": now, "email": "khalid@alnoor-pack.example"} | words
        return crm.record_purchase(
            workspace=workspace, words=crm.PurchaseWords(id=number, amount=Decimal(amount), **said), source="test",
            actor=None, now=now,
        )  # fmt: skip

    return send


def test_an_order_counts_once_for_the_channel_of_its_customers_inquiry(inquire, order, sums, now):
    inquire(channel="direct", now=now - timedelta(days=3))
    for amount in ("100", "100", "120"):  # sent twice, then corrected
        order(amount=amount)
    assert sums() == {("direct", ""): 120}


def test_a_refund_is_subtracted_and_an_old_inquiry_counts_no_more(inquire, order, sums, now):
    inquire(channel="direct", now=now - timedelta(days=91))
    order()
    order("R-1", "30", kind="refund", channel="google_ads")
    assert sums() == {("", "hand"): 100, ("google_ads", ""): -30}


def test_an_order_that_fulfils_a_deal_is_not_counted_beside_it(workspace, inquire, order, sums, owner, now):
    inquiry = inquire(channel="direct").inquiry
    deal = crm.open_deal(workspace=workspace, inquiry=inquiry, external_id="D-1", actor=owner, now=now)
    order(deal="D-1")
    crm.win_deal(deal=deal, amount=Decimal(100), currency="CNY", actor=owner, now=now)
    assert sums() == {("direct", ""): 100}


def test_what_cannot_be_is_refused_by_field(order, now):
    for field, words in [
        ("amount", {"amount": "-1"}), ("channel", {"channel": "nowhere"}), ("kind", {"kind": "gift"}),
        ("occurred_at", {"occurred_at": now + timedelta(days=1)}),
    ]:  # fmt: skip
        with pytest.raises(crm.PurchaseRefused) as refusal:
            order(**words)
        assert refusal.value.field == field


CSV = '订单号,金额,币种,日期,类型,邮箱\nA-1,"1,200.50",CNY,2026-03-31 09:30,,khalid@alnoor-pack.example\nA-2,-20,usd,2026/04/01,,\n'


def test_a_chinese_file_is_read_and_errors_name_row_and_column(workspace):
    rows, errors = read_purchases(CSV.encode("gb18030"), workspace=workspace)
    assert errors == []
    assert [(row.id, row.amount, row.currency, row.kind) for row in rows] == [
        ("A-1", Decimal("1200.50"), "CNY", "order"), ("A-2", Decimal("20.00"), "USD", "refund"),
    ]  # fmt: skip
    with translation.override("en"):
        _rows, errors = read_purchases(b"id,amount,date\nA,x,2026-01-01\nB,1,31.3.\n", workspace=workspace)
    assert [error.partition(":")[0] for error in errors] == ["Row 2, amount", "Row 3, occurred_at"]


def test_a_file_is_taken_in_whole_or_not_at_all_and_can_be_undone(workspace, sales, client_of, sums, inquire):
    client, slug = client_of(sales), workspace.slug

    def upload(text):
        file = BytesIO(text.encode())
        file.name = "orders.csv"
        return client.post(reverse("crm_orders_import", args=[slug]), {"file": file})

    assert upload("id,amount,date\nA,1,2026-01-01\nB,?,2026-01-01\n").status_code == 422
    assert not Purchase.objects.of(workspace).exists()
    for _twice in range(2):
        assert upload("id,amount,date,currency\nA,1,2026-01-01,CNY\nB,2,2026-01-02,CNY\n").status_code == 302
    assert sums() == {("", "hand"): 3}
    assert "A" in client.get(reverse("crm_orders", args=[slug])).content.decode()
    run = Purchase.objects.of(workspace).first().revenue_import
    client.post(reverse("crm_orders_undo", args=[slug, run.pk]))
    assert sums() == {}


def test_the_rest_door_takes_all_or_none(workspace, owner, client, now):
    token, text = token_of(workspace, owner, now)
    head = {"Authorization": f"Bearer {text}"}
    good = {"id": "A-1", "amount": "10.00", "currency": "CNY", "occurred_at": now.isoformat()}
    bad = good | {"id": "A-2", "channel": "nowhere"}
    answer = client.post(
        "/api/v1/revenue/batch", {"purchases": [good, bad]}, "application/json", headers=head
    )
    assert answer.status_code == 422 and answer.json()["errors"][0]["field"] == "purchases.1.channel"
    assert not Purchase.objects.of(workspace).exists()
    assert client.post("/api/v1/revenue", good, "application/json", headers=head).json()["id"] == "A-1"
    assert client.get("/api/v1/revenue", headers=head).json()["items"][0]["amount"] == "10.00"


def token_of(workspace, owner, now):
    return accounts.create_api_token(
        workspace=workspace, name="shop", scopes=["deals:write", "deals:read"], actor=owner, now=now
    )
