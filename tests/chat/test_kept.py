"""Chats that took place before, as the demo tells them."""

from types import SimpleNamespace

import pytest

from yangfan.crm.chat.models import ChatLine, ChatSession
from yangfan.crm.inquiries.models import Inquiry
from yangfan.demo.outdoor.chats import CHATS, tell_chats
from yangfan.events.public import Site

pytestmark = pytest.mark.django_db


def test_the_demos_chats_are_kept_once_and_only_one_waits(workspace, chat_on, sales, now):
    desk = SimpleNamespace(site=site_of(workspace), sales=sales)
    for _again in range(2):
        tell_chats(desk, now=now)
    assert ChatSession.objects.of(workspace).count() == len(CHATS)
    assert ChatLine.objects.of(workspace).count() == sum(len(chat["lines"]) for chat in CHATS)
    assert not ChatLine.objects.of(workspace).exclude(mail_at=None).exists()
    arabic = Inquiry.objects.of(workspace).get(contact__email="salma@waha-resorts.example")
    assert (arabic.way, arabic.language, arabic.first_answered_at) == ("chat", "ar", None)


def site_of(workspace):
    site = Site.objects.of(workspace).select_related("workspace").get()
    site.hosts = ["tidelane.localhost"]
    return site
