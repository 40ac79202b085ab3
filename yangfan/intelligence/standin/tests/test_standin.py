"""The stand-in over real HTTP: it translates what its book knows, keeps every figure, and says what it is."""

import json
import threading
from http.server import ThreadingHTTPServer

import httpx2
import pytest

from yangfan.intelligence.public import (
    EndpointUnavailable,
    ask,
    has_endpoint,
    translate,
    translator_for,
    use_standin,
)
from yangfan.intelligence.standin.book import Book
from yangfan.intelligence.standin.server import handler_of
from yangfan.intelligence.translation.providers.model import Units

RFQ = {
    "ar": "السلام عليكم، نجهز منتجعاً جديداً ونحتاج 320 كرسي تشمس TF-350، CIF ميناء جبل علي. نرجو عرض السعر قبل 15 يناير.",
    "zh-hans": "您好，我们正在筹备新度假村，需要 320 张 TF-350 躺椅，CIF 杰贝阿里港。请在 1 月 15 日前报价。",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    texts = tmp_path_factory.mktemp("book") / "texts.json"
    texts.write_text(json.dumps([RFQ], ensure_ascii=False))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(Book.open(texts)))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


@pytest.fixture
def standin(workspace, address, settings):
    settings.STANDIN_URL = address
    return use_standin(workspace=workspace)


def through(workspace, text, source, target):
    [made] = translate(workspace=workspace, texts=[text], source=source, target=target)
    return made


@pytest.mark.django_db
def test_an_arabic_request_is_read_in_chinese_and_labelled(workspace, standin):
    made = through(workspace, RFQ["ar"], "ar", "zh-hans")
    assert made.is_ok and made.text.replace(" ", "") == RFQ["zh-hans"].replace(" ", "")
    translator = translator_for(workspace=workspace, source="ar", target="zh-hans")
    assert translator.is_sample and "替身" in translator.title
    other = through(workspace, RFQ["ar"].replace("320", "75").replace("TF-350", "TF-210"), "ar", "zh-hans")
    assert other.is_ok and "75 张 TF-210" in other.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("ar", "مرحباً، شكراً لاستفساركم. 200 طاولة قابلة للطي، سعر الوحدة 18.5 دولار أمريكي FOB نينغبو، مدة التسليم 30 يوماً."),
        ("en", "Hello, thank you for your inquiry. 200 folding tables, unit price 18.5 US dollars FOB Ningbo, delivery time 30 days."),
        ("de", "Guten Tag, vielen Dank für Ihre Anfrage. 200 Klapptische, Stückpreis 18.5 US-Dollar FOB Ningbo, lieferzeit 30 Tage."),
    ],
)  # fmt: skip
def test_a_salespersons_chinese_comes_out_as_real_sentences(workspace, standin, target, said):
    text = "您好，感谢您的询价。200 张折叠桌 FOB 宁波单价 18.5 美元，交期 30 天。"
    made = through(workspace, text, "zh-hans", target)
    assert made.is_ok, made.problems
    assert made.text.casefold() == said.casefold()


@pytest.mark.django_db
def test_what_the_book_does_not_know_is_held_not_sent(workspace, standin):
    made = through(workspace, "昨天台风把仓库的屋顶掀了一角，货没有淋湿，请放心。", "zh-hans", "ar")
    assert not made.is_ok and "language" in {problem.kind for problem in made.problems}


@pytest.mark.django_db
def test_it_translates_and_does_nothing_else(workspace, standin):
    assert not has_endpoint(workspace)
    with pytest.raises(EndpointUnavailable) as refused:
        ask(workspace=workspace, task="reading", system="Read", user="{}", schema=Units)
    assert refused.value.kind == "none"


@pytest.mark.parametrize(
    ("key", "status"), [("wrong", 401), ("sample-busy", 429), ("sample-broken", 500), ("sample", 400)]
)
def test_it_speaks_the_protocols_errors(address, key, status):
    asked = {"model": "any", "messages": [{"role": "user", "content": "Tell me a story"}]}
    answer = httpx2.post(
        f"{address}/chat/completions", json=asked, headers={"Authorization": f"Bearer {key}"}
    )
    assert answer.status_code == status and answer.json()["error"]["message"]
