"""A person finds, mends and forgets remembered sentences, and carries them to other tools and back."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from yangfan.intelligence import public as intelligence
from yangfan.intelligence.translation import memory_file
from yangfan.intelligence.translation.models import TranslationMemory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
PAIR = {"source": "zh-hans", "target": "en"}


@pytest.fixture
def known(workspace, owner):
    for before, after in (("交期 30 天", "Delivery in 30 days"), ("质保两年 <&>", "Two years' warranty <&>")):
        intelligence.remember_correction(
            workspace=workspace, before=before, after=after, actor=owner, now=NOW, **PAIR
        )
    return {row.before: row for row in TranslationMemory.objects.of(workspace)}


def at(*args, name="translation_memory"):
    return reverse(name, args=["tidelane", *args])


def test_it_is_searched_in_both_languages_and_filtered(known, client_of, owner):
    browser = client_of(owner)
    for query in ("q=warranty", "q=质保", "q=质保&pair=zh-hans%3Een&by=hand"):
        page = browser.get(f"{at()}?{query}").content.decode()
        assert "质保两年" in page and "交期 30 天" not in page
    assert "质保两年" not in browser.get(f"{at()}?by=machine").content.decode()


def test_a_sentence_is_put_right_and_forgotten(known, workspace, client_of, owner):
    browser, row = client_of(owner), known["交期 30 天"]
    address = at(row.pk, name="translation_memory_sentence")
    assert browser.post(address, {"after": ""}).status_code == 422
    browser.post(address, {"after": "30 days' delivery"})
    said = {"workspace": workspace, "texts": ["交期 30 天"], **PAIR}
    assert intelligence.remembered_by_hand(**said) == {"交期 30 天": "30 days' delivery"}
    browser.post(address, {"delete": "1"})
    assert intelligence.remembered_by_hand(**said) == {}


def test_it_leaves_as_tmx_and_comes_back_as_it_was_twice(known, workspace, client_of, owner):
    content = client_of(owner).get(f"{at()}?export=tmx").content
    assert b'xml:lang="zh-Hans"' in content and "30 天".encode() in content
    TranslationMemory.objects.of(workspace).all().delete()
    for taken, same in ((2, 0), (0, 2)):
        assert memory_file.import_memory(workspace=workspace, content=content, actor=owner, now=NOW) == (
            taken,
            same,
        )
    assert {row.before: row.after for row in TranslationMemory.objects.of(workspace)} == {
        before: row.after for before, row in known.items()
    }


def test_a_file_of_another_tool_is_taken_in_but_no_machines_work_and_no_trick(workspace, client_of, owner):
    tmx = """<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header srclang="en-US"/><body>
      <tu><tuv xml:lang="ZH-CN"><seg>机械<bpt i="1">b</bpt>臂</seg></tuv><tuv xml:lang="en-US"><seg>arm</seg></tuv></tu>
      <tu><prop type="x-by">opencc</prop><tuv xml:lang="en"><seg>two</seg></tuv><tuv xml:lang="fr"><seg>deux</seg></tuv></tu>
    </body></tmx>"""
    browser = client_of(owner)
    browser.post(at(name="translation_memory_import"), {"file": SimpleUploadedFile("a.tmx", tmx.encode())})
    row = TranslationMemory.objects.of(workspace).get()
    assert (row.source, row.target, row.before, row.by_hand) == ("en", "zh-hans", "arm", True)
    bomb = tmx.replace('SYSTEM "tmx14.dtd"', '[<!ENTITY a "b">]').encode()
    for content in (b"no xml", b"<a/>", bomb):
        with pytest.raises(memory_file.MemoryUnreadable):
            memory_file.import_memory(workspace=workspace, content=content, actor=owner, now=NOW)


def test_a_stranger_sees_and_changes_nothing(known, workspace, client_of, outsider):
    row = known["交期 30 天"]
    assert client_of(outsider).get(at()).status_code == 404
    address = at(row.pk, name="translation_memory_sentence")
    assert client_of(outsider).post(address, {"delete": "1"}).status_code == 404
    assert TranslationMemory.objects.of(workspace).filter(pk=row.pk).exists()
