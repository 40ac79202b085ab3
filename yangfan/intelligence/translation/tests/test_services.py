"""DeepL and LibreTranslate, against stand-ins that answer as their documentation says; nothing here was recorded."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import translation

from yangfan.intelligence.public import TranslationUnavailable, translate
from yangfan.intelligence.translation.models import TranslationService

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


class Service:
    """Answers with `answers` in turn: (status, body)."""

    def __init__(self, *answers):
        self.answers, self.requests = list(answers), []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                service.requests.append((self.path, dict(self.headers), body))
                status, answer = service.answers.pop(0)
                self.send_response(status)
                self.end_headers()
                self.wfile.write(json.dumps(answer).encode())

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()


@pytest.fixture
def service(settings):
    settings.OUTBOUND_ALLOW = ["127.0.0.1"]
    made = []

    def make(*answers):
        made.append(Service(*answers))
        return made[-1]

    yield make
    for each in made:
        each.server.shutdown()
        each.server.server_close()


def deepl(workspace, url):
    return TranslationService.objects.create(workspace=workspace, provider="deepl", key="k:fx", base_url=url)


def test_deepl_gets_marks_as_tags_and_brings_them_back(workspace, service):
    stand_in = service(
        (
            200,
            {
                "translations": [
                    {"detected_source_language": "DE", "text": '<x id="1"/> &amp; parasol please.'}
                ]
            },
        )
    )
    deepl(workspace, stand_in.url)
    [made] = translate(workspace=workspace, texts=["Bitte TF-350 & Schirm."], source="de", target="en")
    path, headers, body = stand_in.requests[0]
    assert made.text == "TF-350 & parasol please." and made.title == "DeepL"
    assert (path, headers["Authorization"]) == ("/v2/translate", "DeepL-Auth-Key k:fx")
    assert body["text"] == ['Bitte <x id="1"/> &amp; Schirm.'] and body["target_lang"] == "EN-US"


def test_a_moment_too_busy_is_tried_again_and_a_used_up_quota_is_told(workspace, service):
    stand_in = service(
        (429, {}), (200, {"translations": [{"text": "Good morning."}]}), (456, {"message": "Quota exceeded"})
    )
    deepl(workspace, stand_in.url)
    assert (
        translate(workspace=workspace, texts=["Guten Morgen."], source="de", target="en")[0].text
        == "Good morning."
    )
    with pytest.raises(TranslationUnavailable) as refused:
        translate(workspace=workspace, texts=["Guten Abend."], source="de", target="en")
    assert refused.value.kind == "quota"


def test_libretranslate_answers_for_its_languages(workspace, service):
    stand_in = service((200, {"translatedText": ["请报价 XZQ1，200 张。"]}))
    TranslationService.objects.create(workspace=workspace, provider="libretranslate", base_url=stand_in.url)
    [made] = translate(
        workspace=workspace, texts=["Пожалуйста, цена TF-210, 200 штук."], source="ru", target="zh-hans"
    )
    assert made.text == "请报价 TF-210，200 张。" and made.provider == "libretranslate"
    assert stand_in.requests[0][2]["target"] == "zh-Hans"


def test_an_address_in_the_inner_network_is_refused(workspace, service, settings):
    stand_in = service()
    settings.OUTBOUND_ALLOW = []
    TranslationService.objects.create(workspace=workspace, provider="libretranslate", base_url=stand_in.url)
    with pytest.raises(TranslationUnavailable) as refused:
        translate(workspace=workspace, texts=["Привет."], source="ru", target="zh-hans")
    assert "inner network" in refused.value.words and not stand_in.requests


@pytest.mark.parametrize("answer", [{"error": "?"}, {"translations": [{}]}, "hello", None])
def test_an_answer_that_is_no_translation_is_refused_in_words(workspace, service, answer):
    stand_in = service((200, answer))
    deepl(workspace, stand_in.url)
    with pytest.raises(TranslationUnavailable) as refused:
        translate(workspace=workspace, texts=["Guten Morgen."], source="de", target="en")
    assert refused.value.kind == "failed" and "no translation" in refused.value.words
