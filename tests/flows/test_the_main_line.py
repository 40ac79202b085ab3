"""Site → exposure → visit → inquiry → deal → ROI, through the doors a customer and a visitor use."""

import json
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from yangfan.crm import public as crm
from yangfan.events import public as events
from yangfan.events.testing import SOME_BROWSER
from yangfan.insights import public as insights
from yangfan.promotion import public as promotion
from yangfan.sites import public as sites

HOST = "tidelane.localhost"
AD_CLICK = f"http://{HOST}/en/?utm_source=google&utm_medium=cpc&utm_campaign=palletizing&gclid=abc123"


@pytest.fixture
def site(workspace, stream):
    tracked = events.create_site(workspace=workspace, name=workspace.name, hosts=[HOST])
    sites.create_site_skeleton(workspace=workspace, site=tracked, now=timezone.now())
    stream.drain()
    return tracked


@pytest.fixture
def visitor():
    return Client(HTTP_HOST=HOST, HTTP_USER_AGENT=SOME_BROWSER, REMOTE_ADDR="203.0.113.20")


def sees(visitor, site, url, *, event_id):
    """The page is served, and its tracker says so."""
    path = url.removeprefix(f"http://{HOST}")
    assert visitor.get(path).status_code == 200
    hit = {
        "k": site.public_key,
        "i": event_id,
        "n": "page_view",
        "u": url,
        "r": "",
        "l": "ar-AE",
        "z": "Asia/Dubai",
    }
    assert visitor.post("/e", json.dumps(hit), content_type="text/plain").status_code == 202


def asks(visitor, contact_url):
    words = {
        "name": "Khalid Al Mansoori",
        "company": "Al Noor Packaging",
        "email": "khalid@alnoor-pack.example",
        "country": "AE",
        "message": "We need 12 palletizing robots, CIF Jebel Ali, before 31 December. Please quote.",
        "quantity": "12",
        "seconds": "41",
        "consent": "on",
    }
    return visitor.post(contact_url, words, headers={"Referer": f"http://{HOST}{contact_url}"})


def test_an_ad_click_becomes_an_order_that_moves_the_roi_of_its_channel(
    workspace, owner, site, visitor, stream, django_capture_on_commit_callbacks
):
    now = timezone.now()
    today = timezone.localdate(timezone=ZoneInfo(workspace.time_zone))
    bill = f"Day,Campaign,Currency code,Cost,Impr.,Clicks\n{today.isoformat()},palletizing,CNY,10000.00,1200,30\n"
    promotion.import_costs(
        workspace=workspace, file=BytesIO(bill.encode()), filename="google-ads.csv", actor=owner, now=now,
        mapping={"channel": "google_ads"},
    )  # fmt: skip

    contact_path = urlsplit(sites.contact_page_of(sites.home_of(workspace, "en")).full_url).path
    sees(visitor, site, AD_CLICK, event_id="first")
    sees(visitor, site, f"http://{HOST}{contact_path}", event_id="second")
    with django_capture_on_commit_callbacks(execute=True):
        assert asks(visitor, contact_path).status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        stream.drain()

    inquiry = crm.Inquiry.objects.of(workspace).get()
    assert (inquiry.channel, inquiry.country, inquiry.is_spam) == ("google_ads", "AE", False)
    assert crm.waiting(workspace, 3)[0].reasons
    assert any("khalid" in (letter.subject + letter.body).lower() for letter in mail.outbox)

    crm.reply(
        inquiry=inquiry, text="12 units can ship on 20 December.", subject="Quote", actor=owner, now=now
    )
    crm.win_deal(
        deal=crm.open_deal(workspace=workspace, inquiry=inquiry, amount=Decimal(50000), actor=owner, now=now),
        actor=owner, now=now,
    )  # fmt: skip
    stream.drain()

    day = events.Period(today, today)
    report = insights.funnel_report(workspace=workspace, period=day)
    counted = {
        key: report[key] for key in ("exposures", "visits", "inquiries", "deals", "cost", "revenue", "roi")
    }
    assert counted == {
        "exposures": 1200, "visits": 1, "inquiries": 1, "deals": 1, "cost": 10000, "revenue": 50000, "roi": 5.0,
    }  # fmt: skip
    channel = next(row for row in events.stats.by_channel(workspace, day) if row.key == "google_ads")
    assert channel.roi == Decimal(5)
    later = insights.funnel_report(
        workspace=workspace, period=events.Period(today - timedelta(days=9), today - timedelta(days=1))
    )
    assert later["visits"] == 0
