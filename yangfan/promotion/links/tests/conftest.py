"""A company with a site and a stream; people who click on its links."""

import pytest
from django.test import Client
from django.utils import timezone

from yangfan.events import public as events
from yangfan.events.testing import SOME_BROWSER
from yangfan.promotion.links import actions
from yangfan.sites.testing import built, other_built  # noqa: F401

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"


@pytest.fixture
def site(stream, built):  # noqa: F811
    """The first company's site, on tidelane.localhost, with a stream that takes its clicks."""
    from yangfan.promotion.links import kept

    kept._entries.clear()
    events.write_snapshot()
    return built


@pytest.fixture
def make(workspace, marketer, site, django_capture_on_commit_callbacks):
    """Make a short link and let every process know."""

    def made(target="/en/products/", **words):
        draft = actions.Draft(target=target, **words)
        with django_capture_on_commit_callbacks(execute=True):
            return actions.make_link(workspace=workspace, draft=draft, actor=marketer, now=timezone.now())

    return made


@pytest.fixture
def change(marketer, django_capture_on_commit_callbacks):
    """Change a link and let every process know."""

    def changed(link, **words):
        draft = actions.Draft(**({"target": link.target} | words))
        with django_capture_on_commit_callbacks(execute=True):
            return actions.change_link(link=link, draft=draft, actor=marketer, now=timezone.now())

    return changed


@pytest.fixture
def click():
    """Follow a short link as somebody's browser."""

    def clicked(code, *, slug="tidelane", query="", agent=SOME_BROWSER, ip="203.0.113.7", **headers):
        client = Client(HTTP_HOST=f"{slug}.localhost", HTTP_USER_AGENT=agent, REMOTE_ADDR=ip)
        return client.get(f"/go/{code}{query}", headers=headers)

    return clicked
