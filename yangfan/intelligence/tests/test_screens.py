"""The settings of languages and the glossary, as an owner, a salesperson and an outsider meet them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from yangfan.intelligence.endpoint.models import LanguageEndpoint
from yangfan.intelligence.public import translator_for
from yangfan.intelligence.translation.models import GlossaryTerm, TranslationService

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(workspace):
    return lambda name, *args: reverse(name, args=[workspace.slug, *args])


def page(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_which_pair_works_and_what_to_supply(client_of, owner, at):
    text = page(client_of(owner), at("language_settings"))
    assert "none set up" in text and "No language model is set up" in text
    assert "Portuguese" in text and "offline model on this machine" in text


def test_saving_a_language_model_asks_it_once_and_never_shows_the_key(
    client_of, owner, at, scripted, workspace, settings
):
    settings.OUTBOUND_ALLOW = ["127.0.0.1"]
    client = client_of(owner)
    scripted.say({"units": [{"n": 1, "text": "感谢您的询价。"}]}, (401, "bad key"))
    form = {"base_url": scripted.url, "key": "sk-secret", "model": "deepseek-chat", "monthly_tokens": ""}
    text = client.post(at("language_settings"), form, follow=True).content.decode()
    assert "感谢您的询价。" in text and "sk-secret" not in text
    own = LanguageEndpoint.objects.of(workspace).get()
    assert (own.key, own.model, bool(own.tested_at)) == ("sk-secret", "deepseek-chat", True)
    text = client.post(at("language_test"), follow=True).content.decode()
    assert "refuses the key" in text
    client.post(at("language_settings"), form | {"key": "********", "model": "other"})
    assert LanguageEndpoint.objects.of(workspace).get().key == "sk-secret"
    elsewhere = form | {"key": "********", "base_url": "https://elsewhere.example/v1"}
    assert client.post(at("language_settings"), elsewhere).status_code == 422
    client.post(at("language_forget"))
    assert not LanguageEndpoint.objects.of(workspace).exists()


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:11434/v1", "http://10.0.0.8/v1", "ftp://a.example", "deepseek"]
)
def test_an_address_inside_or_no_address_is_refused(client_of, owner, at, workspace, address):
    answer = client_of(owner).post(at("language_settings"), {"base_url": address, "model": "m"})
    assert answer.status_code == 422 and not LanguageEndpoint.objects.of(workspace).exists()


def test_a_service_gets_its_key_and_its_place(client_of, owner, at, workspace):
    client = client_of(owner)
    assert client.post(at("translation_service", "deepl"), {"key": ""}).status_code == 422
    client.post(at("translation_service", "deepl"), {"key": "abc:fx", "base_url": ""})
    assert TranslationService.objects.of(workspace).get().key == "abc:fx"
    assert translator_for(workspace=workspace, source="pt", target="en").key == "deepl"
    for _place in range(5):
        client.post(at("translation_order"), {"provider": "local", "do": "up"})
    assert translator_for(workspace=workspace, source="pt", target="en").key == "local"
    client.post(at("translation_order"), {"provider": "local", "do": "off"})
    assert translator_for(workspace=workspace, source="pt", target="en").key == "deepl"
    assert client.get(at("translation_service", "local")).status_code == 404


@pytest.mark.parametrize(
    ("provider", "first", "second"),
    [
        ("baidu", "App ID", "Key"),
        ("tencent", "SecretId", "SecretKey"),
        ("aliyun", "AccessKey ID", "AccessKey Secret"),
    ],
)
def test_a_service_with_two_keys_asks_for_both_by_their_names(
    client_of, owner, at, workspace, provider, first, second
):
    client = client_of(owner)
    text = page(client, at("translation_service", provider))
    assert f">{first}" in text and f">{second}" in text
    assert client.post(at("translation_service", provider), {"key": "k"}).status_code == 422
    assert translator_for(workspace=workspace, source="zh-hans", target="en") is None
    form = {"key_id": " one ", "key": "two", "calls_per_second": "10"}
    client.post(at("translation_service", provider), form)
    row = TranslationService.objects.of(workspace).get()
    assert (row.key_id, row.key, row.calls_per_second) == ("one", "two", 10)
    assert translator_for(workspace=workspace, source="zh-hans", target="en").key == provider
    text = page(client, at("translation_service", provider))
    assert 'value="one"' in text and 'value="two"' not in text


def test_terms_are_added_changed_found_and_deleted(client_of, sales, at, workspace):
    client = client_of(sales)
    client.post(at("glossary"), {"term": "躺椅", "word_en": "sun lounger", "word_ar": "كرسي تشمس"})
    term = GlossaryTerm.objects.of(workspace).get()
    assert term.words == {"en": "sun lounger", "ar": "كرسي تشمس"}
    assert "sun lounger" in page(client, at("glossary") + "?q=lounger")
    assert "sun lounger" in page(client, at("glossary") + "?q=كرسي")
    assert "Nothing matches these filters" in page(client, at("glossary") + "?q=pergola")
    assert client.post(at("glossary"), {"term": "躺椅", "word_en": "deck chair"}).status_code == 422
    assert client.post(at("glossary"), {"term": "凉亭"}).status_code == 422
    client.post(at("glossary_term", term.pk), {"term": "躺椅", "word_en": "lounger"})
    assert GlossaryTerm.objects.of(workspace).get().words == {"en": "lounger"}
    client.post(at("glossary_term", term.pk), {"delete": "1"})
    assert not GlossaryTerm.objects.of(workspace).exists()


def test_the_export_comes_back_by_the_import(client_of, sales, at, workspace):
    client = client_of(sales)
    GlossaryTerm.objects.create(workspace=workspace, term="躺椅", words={"en": "sun lounger"}, note="TF-350")
    GlossaryTerm.objects.create(workspace=workspace, term="Tingfield", is_kept=True)
    exported = b"".join(client.get(at("glossary") + "?export=csv"))
    GlossaryTerm.objects.of(workspace).delete()
    client.post(at("glossary_import"), {"file": SimpleUploadedFile("g.csv", exported)})
    rows = {term.term: term for term in GlossaryTerm.objects.of(workspace)}
    assert rows["躺椅"].words == {"en": "sun lounger"} and rows["Tingfield"].is_kept
    bad = SimpleUploadedFile("g.csv", "term,en\n椅子,chair\n桌子,\n".encode())
    text = client.post(at("glossary_import"), {"file": bad}, follow=True).content.decode()
    assert "line 3" in text and GlossaryTerm.objects.of(workspace).count() == 2


def test_an_outsider_finds_nothing_and_a_salesperson_no_keys(client_of, outsider, sales, workspace, at):
    term = GlossaryTerm.objects.create(workspace=workspace, term="躺椅", words={"en": "lounger"})
    for url in (
        at("language_settings"),
        at("glossary"),
        at("glossary_term", term.pk),
        at("translation_service", "deepl"),
    ):
        assert client_of(outsider).get(url).status_code == 404
    assert client_of(sales).get(at("language_settings")).status_code == 403
