"""A site that offers its chat, and a visitor's page."""

import json
import secrets

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from yangfan.crm.chat.models import ChatSettings
from yangfan.sites.testing import open_site


class Page:
    """A visitor's page on a site; speaks as the widget does."""

    def __init__(self, workspace, token=None):
        self.host = f"{workspace.slug}.localhost"
        self.client = Client(HTTP_HOST=self.host)
        self.token = token or secrets.token_hex(16)
        self.words = {"lang": "en", "page": f"http://{self.host}/en/products/", "title": "Products"}

    def call(self, path, origin=None, **words):
        return self.client.post(
            f"/chat/{path}/", json.dumps({"token": self.token} | self.words | words), content_type="application/json",
            headers={"Origin": origin or f"http://{self.host}"},
        )  # fmt: skip

    def say(self, text="Hello, price for 12 arms?", id="line-1", **words):
        return self.call("say", text=text, id=id, **words)

    def send_file(self, file, id="file-1", **words):
        return self.client.post(
            "/chat/say/", {"token": self.token, "id": id, "text": "", "file": file} | self.words | words,
            headers={"Origin": f"http://{self.host}"},
        )  # fmt: skip


@pytest.fixture
def chat_on(workspace):
    """The first company's site, with the chat on at any hour."""
    cache.clear()
    open_site(workspace)
    return ChatSettings.objects.of(workspace).create(workspace=workspace, is_on=True, hours="always")


@pytest.fixture
def page(workspace, chat_on):
    return Page(workspace)


@pytest.fixture
def now():
    return timezone.now()


from yangfan.core.live.testing import live_here, live_process, told  # noqa: E402, F401
from yangfan.sites.testing import visit  # noqa: E402, F401
