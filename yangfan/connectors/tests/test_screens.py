"""The settings of mail and platforms as people see them: in both languages, on a phone and on a desk."""

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from yangfan.connectors import public as connectors
from yangfan.connectors.mail.incoming import store_mail
from yangfan.connectors.testing import a_mail
from yangfan.core.ui.testing import axe_problems, complaints_of, is_too_wide, picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"


@pytest.fixture
def filled(workspace, owner):
    """A mailbox that works, one that does not, other mail, an account and a delivery that failed."""
    now = timezone.now()
    common = {"workspace": workspace, "host": "imap.tidelane.test", "password": "p"}
    connectors.Mailbox.objects.create(
        address="sales@tidelane.test", username="sales", fetched_at=now, uid_validity=1, **common
    )
    connectors.Mailbox.objects.create(
        address="info@tidelane.test",
        username="info",
        problem="login",
        said="[AUTHENTICATIONFAILED]",
        **common,
    )
    raw = a_mail(
        sender="News <news@shop.example>",
        subject="Autumn offers",
        Precedence="bulk",
        files=[("offer.exe", b"MZ")],
    )
    mail = store_mail(workspace=workspace, raw=raw, mailbox=None, now=now)
    plan = connectors.connectors_registry.get("xiaohongshu_leads")
    account = connectors.connect_account(
        workspace=workspace, connector=plan, name="聚光 · 咖啡机", values={"token": "t"}, actor=owner, now=now
    )
    connectors.WebhookDelivery.objects.create(
        workspace=workspace,
        account=account,
        key="k",
        body=b"{}",
        state="failed",
        attempts=1,
        error="the body is not JSON",
    )
    return {"mail": mail, "account": account}


@pytest.fixture
def open_page(chromium, live_server, owner):
    """Open a console page as the owner in this language and width."""
    opened = []

    def go(path, *, language="zh-hans", width=1280):
        owner.language = language
        owner.save()
        client = Client()
        client.force_login(owner)
        context = chromium.new_context(viewport={"width": width, "height": 900}, user_agent=AGENT)
        context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )
        opened.append(context)
        page = context.new_page()
        page.said = complaints_of(page)
        page.goto(live_server.url + path)
        return page

    yield go
    for context in opened:
        context.close()


@pytest.mark.parametrize(("language", "width"), [("zh-hans", 1280), ("en", 390)])
def test_the_screens_of_mail_and_platforms_are_sound(workspace, filled, open_page, language, width):
    base = f"/console/{workspace.slug}/"
    screens = {
        "mailboxes": "settings/mail/in/", "mailbox": "settings/mail/in/new/", "mails": "mails/", "mail": f"mails/{filled['mail'].pk}/",
        "platforms": "settings/platforms/", "platform": f"settings/platforms/{filled['account'].pk}/",
        "connect": "settings/platforms/new/postmark/", "deliveries": "settings/platforms/deliveries/",
    }  # fmt: skip
    for name, path in screens.items():
        page = open_page(base + path, language=language, width=width)
        expect(page.locator("h1")).to_be_visible()
        picture(page, f"{name}-{language}-{width}")
        assert axe_problems(page) == [], name
        assert page.said == [], name
        assert not is_too_wide(page), name


def test_other_mail_becomes_an_inquiry_by_one_click(workspace, filled, open_page):
    page = open_page(f"/console/{workspace.slug}/mails/", language="en")
    page.get_by_role("link", name="Autumn offers").first.click()
    page.get_by_role("button", name="Make it an inquiry").click()
    expect(page).to_have_url(f"{page.url.split('/console/')[0]}/console/{workspace.slug}/inquiries/1/")
