"""What the sender of an inquiry read: without consent this visit only, with it the whole way."""

from datetime import timedelta

import pytest

from yangfan.crm.inquiries.reasons import why_first
from yangfan.crm.models import Inquiry
from yangfan.events import public as events


@pytest.fixture
def visited(stream, site, now):
    """Send page views of one visitor: yesterday by an ad, today directly."""

    def send(cookie):
        words = {"visitor": cookie, "time_zone": "Asia/Dubai", "language": "ar"}
        pages = [
            (timedelta(days=1), "/en/?gclid=abc&utm_campaign=pallet", "Home | Tidelane"),
            (timedelta(minutes=9), "/en/products/tl-p180/", "TL-P180 | Tidelane"),
            (timedelta(minutes=8), "/en/products/tl-p180/spec/", "Sheet | Tidelane"),
            (timedelta(minutes=7), "/en/contact/", "Contact | Tidelane"),
        ]
        stream.send(
            *[
                stream.hit(
                    site, at=now - ago, url=f"https://tidelane.localhost{path}", title=title, trusted=True,
                    props={"title": title}, **words,
                )
                for ago, path, title in pages
            ]
        )  # fmt: skip
        stream.drain()
        return events.visitor_id_for(site=site, cookie=cookie, at=now)

    return send


def test_with_consent_the_whole_way_is_told(visited, inquire, stream, workspace, client_of, sales):
    inquire(visitor_id=visited("cookie-1"), consented=True, url="https://tidelane.localhost/en/contact/")
    stream.drain()
    inquiry = Inquiry.objects.of(workspace).get()
    assert inquiry.read["visits"] == 2 and inquiry.read["pages"] == 4
    assert inquiry.contact.first_touch["campaign"] == "pallet"
    assert any("TL-P180" in reason.text for reason in why_first(inquiry))
    page = client_of(sales).get("/console/tidelane/inquiries/1/path/").content.decode()
    assert "agreed to be remembered, 2 visits" in page and "TL-P180" in page


def test_an_inquiry_that_did_not_come_by_the_website_says_so(inquire, stream, client_of, sales):
    inquire(way="phone")
    stream.drain()
    page = client_of(sales).get("/console/tidelane/inquiries/1/path/").content.decode()
    assert "Came by Phone" in page
