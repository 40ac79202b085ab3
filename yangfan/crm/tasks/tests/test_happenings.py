"""What is done about a person, and what they ordered, in the timeline of that person."""

from datetime import timedelta
from decimal import Decimal

from yangfan.crm.customers.timeline import Of, timeline
from yangfan.crm.revenue.actions import PurchaseWords, record_purchase
from yangfan.crm.tasks.actions import add_task, tick_task


def test_tasks_and_orders_stand_in_the_timeline_of_their_person_only(workspace, inquire, owner, now):
    inquiry = inquire().inquiry
    other = inquire(email="other@firm.example").contact
    task = add_task(workspace=workspace, title="Send the drawing", actor=owner, now=now, inquiry=inquiry)
    tick_task(task=task, is_done=True, actor=owner, now=now + timedelta(hours=1))
    words = PurchaseWords(
        id="S-1001", amount=Decimal(1200), currency="USD", occurred_at=now, email=inquiry.contact.email
    )
    record_purchase(workspace=workspace, words=words, source="api", actor=owner, now=now)

    def lines(contact):
        return [
            (one.title, one.text)
            for one in timeline(Of(workspace, contact=contact)).happenings
            if one.kind in ("task", "order")
        ]

    assert lines(inquiry.contact)[0] == ("任务完成", "Send the drawing")
    assert {"记下任务", "订单 S-1001"} < {title for title, _text in lines(inquiry.contact)}
    assert lines(other) == []
    assert timeline(Of(workspace, contact=inquiry.contact), kind="order").happenings[0].text == "US$1,200"
