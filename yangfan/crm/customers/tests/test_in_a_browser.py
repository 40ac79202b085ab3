"""The customer book in a browser: reachable by everyone, at both widths, in both languages."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from yangfan.core.ui.testing import axe_problems, is_too_wide, picture
from yangfan.crm.companies.actions import change_company
from yangfan.crm.companies.models import Company
from yangfan.crm.contacts.actions import add_contact
from yangfan.crm.customers.fields import add_field
from yangfan.crm.customers.imports.actions import keep_file
from yangfan.crm.customers.tags import tag
from yangfan.crm.merging.doubles import find_doubles
from yangfan.crm.public import add_note, open_deal

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILE = "姓名,邮箱,手机,公司\n王小明,xm@qq.com,13800138000,青岛海洋\n李雷,不是邮箱,,\n"


@pytest.fixture
def story(workspace, inquire, owner, now):
    """A person with a history, a group of companies, a double, a file."""
    field = add_field(
        workspace=workspace,
        of="contact",
        label="行业",
        kind="choice",
        choices=["食品", "钢铁"],
        actor=owner,
        now=now,
    )
    received = inquire(
        consent_text="I agree that Tidelane answers me.", phone="+971 50 123 4567", country="AE"
    )
    inquire(message="Could you also send the datasheet?", now=now + timedelta(hours=2))
    add_note(
        inquiry=received.inquiry, text="Met at the fair in Dubai", actor=owner, now=now + timedelta(hours=3)
    )
    open_deal(
        workspace=workspace,
        inquiry=received.inquiry,
        title="12 × TL-P180",
        amount=84_000,
        currency="USD",
        actor=owner,
        now=now + timedelta(hours=4),
    )
    contact = received.contact
    contact.fields = {field.key: "食品"}
    contact.save()
    tag(workspace=workspace, rows=[contact], names=["VIP", "广交会"], actor=owner, now=now)
    add_contact(
        workspace=workspace,
        fields={"name": "Al Mansoori Khalid", "email": "khalid+fair@alnoor-pack.example"},
        actor=owner,
        now=now,
    )
    mother = Company.objects.create(workspace=workspace, name="Al Noor Holding")
    firm = Company.objects.of(workspace).get(domain="alnoor-pack.example")
    change_company(company=firm, fields={"parent": mother}, actor=owner, now=now)
    find_doubles(workspace=workspace, now=now)
    run = keep_file(
        workspace=workspace, filename="客户.csv", content=FILE.encode("gb18030"), actor=owner, now=now
    )
    return {"contact": f"contacts/{contact.pk}/", "company": f"companies/{firm.pk}/", "contacts": "contacts/",
            "doubles": "contacts/doubles/", "import": f"contacts/import/{run.pk}/"}  # fmt: skip


@pytest.mark.parametrize(("width", "language"), [(1280, "zh-hans"), (390, "en")])
def test_the_book_is_accessible_and_fits(
    chromium, live_server, client_of, settings, owner, workspace, story, event_store, width, language
):
    settings.CONSOLE_HOSTS = [*settings.CONSOLE_HOSTS, "localhost"]
    owner.language = language
    owner.save()
    session = client_of(owner).cookies["sessionid"].value
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, base_url=live_server.url, locale=language[:2]
    )
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    for name, path in story.items():
        page.goto(f"/console/{workspace.slug}/{path}")
        expect(page.locator("h1")).to_have_count(1)
        picture(page, f"customers-{name}-{width}-{language}")
        assert not is_too_wide(page), name
        assert axe_problems(page) == [], name
    if width == 1280:
        page.goto(f"/console/{workspace.slug}/{story['contact']}")
        page.locator(".cust-chips a[href*='kind=note']").click()
        expect(page.locator("#timeline li")).to_have_count(1)
        page.locator("#details .yf-card-h a").click()
        page.locator("#details input[name=title]").fill("采购总监")
        page.locator("#details button.yf-btn-1").click()
        expect(page.locator("#details")).to_contain_text("采购总监")
    context.close()
