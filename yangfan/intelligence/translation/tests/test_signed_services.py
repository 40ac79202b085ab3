"""Baidu, Tencent and Alibaba Cloud against stand-ins that check every signature from what arrives; nothing here was recorded."""

import hashlib
import time
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
from django.utils import translation

from yangfan.connectors.standins import serving
from yangfan.intelligence.public import TranslationUnavailable, translate, translator_for
from yangfan.intelligence.standin.clouds import Account, AliyunStandIn, BaiduStandIn, TencentStandIn
from yangfan.intelligence.translation.base import Job, providers
from yangfan.intelligence.translation.models import TranslationService, TranslationUsage
from yangfan.intelligence.translation.providers import aliyun, baidu, tencent
from yangfan.intelligence.translation.usage import characters_used

KINDS = {"baidu": BaiduStandIn, "tencent": TencentStandIn, "aliyun": AliyunStandIn}
BOOK = {
    "您好。": "Hello.",
    "请报价 XZQ1，200 张。": "Please quote XZQ1, 200 pieces.",
    "交期 30 天。": "Delivery in 30 days.",
}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def cloud(workspace, settings):
    """Run a stand-in and set the workspace up for it; `change` alters the row."""
    settings.OUTBOUND_ALLOW = ["127.0.0.1"]
    with ExitStack() as stack:

        def start(kind, *, trouble="", say=lambda text, _source, _target: BOOK.get(text, text), **how):
            change = how.pop("change", {})
            accounts = {f"{kind}-app": Account("s3cret", trouble)}
            stand_in = KINDS[kind](accounts, say, **how)
            row = {
                "provider": kind,
                "key_id": f"{kind}-app",
                "key": "s3cret",
                "calls_per_second": 500,
                "base_url": stack.enter_context(serving(stand_in)),
            }
            TranslationService.objects.create(workspace=workspace, **(row | change))
            return stand_in

        yield start


def into_english(workspace, *texts):
    return translate(workspace=workspace, texts=list(texts), source="zh-hans", target="en")


# --- signatures -----------------------------------------------------------------------------------------------------------


def test_baidu_signs_as_its_documents_show():
    """The example of the general translation's page: apple, app 2015063000000001, key 12345678."""
    made = baidu.sign("2015063000000001", "apple", "1435660288", "12345678")
    assert made == "f89f9594663708c1605f3d736d01d2d4"


def test_tencent_signs_as_its_documents_show():
    """The example of "Signature v3" (product/267/37447), step by step there."""
    payload = b'{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}'
    said = "35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064"  # the payload's hash in the example
    assert hashlib.sha256(payload).hexdigest() == said
    made = tencent.authorization(
        secret_id="AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE",
        secret_key="Gu5t9xGARNpq86cd98joQYCN3EXAMPLE",
        service="cvm",
        headers={"content-type": "application/json; charset=utf-8", "host": "cvm.tencentcloudapi.com"},
        payload=payload,
        timestamp=1551113065,
    )
    assert made == (
        "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, "
        "SignedHeaders=content-type;host, Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168"
    )


def test_aliyun_signs_as_its_documents_show():
    """The example of "V3 request structure and signature": RunInstances with parameters in the query."""
    made = aliyun.authorization(
        key_id="YourAccessKeyId",
        key_secret="YourAccessKeySecret",
        query={
            "RegionId": "cn-shanghai",
            "ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
        },
        headers={
            "host": "ecs.cn-shanghai.aliyuncs.com",
            "x-acs-action": "RunInstances",
            "x-acs-content-sha256": hashlib.sha256(b"").hexdigest(),
            "x-acs-date": "2023-10-26T10:22:32Z",
            "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
            "x-acs-version": "2014-05-26",
        },
        payload=b"",
    )
    assert made == (
        "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,"
        "SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,"
        "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    )


# --- asking ---------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_texts_are_translated_in_one_call_with_marks_in_place_and_characters_counted(workspace, cloud, kind):
    stand_in = cloud(kind)
    made = into_english(workspace, "您好。", "请报价 TF-350，200 张。", "交期 30 天。")
    assert [each.text for each in made] == [
        "Hello.",
        "Please quote TF-350, 200 pieces.",
        "Delivery in 30 days.",
    ]
    assert all(each.is_ok and each.provider == kind for each in made)
    usage = TranslationUsage.objects.of(workspace).get()
    assert (usage.provider, usage.calls, usage.characters) == (kind, 1, sum(map(len, BOOK)))
    assert stand_in.asked == list(BOOK)
    now = datetime.combine(usage.month, datetime.min.time(), UTC)
    assert characters_used(workspace, now=now) == {kind: sum(map(len, BOOK))}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("wrong", "kind_of_refusal", "words"),
    [
        ({"change": {"key": "another"}}, "auth", "refuses the key"),
        ({"change": {"key_id": "nobody"}}, "auth", "refuses the key"),
        ({"trouble": "quota"}, "quota", "used up"),
        ({"trouble": "permission"}, "permission", "does not allow"),
        ({"per_second": 0}, "failed", "busy"),
    ],
)
def test_a_refusal_is_told_by_its_kind_and_shown_beside_the_service(
    workspace, cloud, kind, wrong, kind_of_refusal, words
):
    cloud(kind, **wrong)
    with pytest.raises(TranslationUnavailable) as refused:
        into_english(workspace, "您好。")
    assert refused.value.kind == kind_of_refusal and words in refused.value.words
    assert words in TranslationService.objects.of(workspace).get().last_error
    assert not TranslationUsage.objects.of(workspace).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "off"), [("tencent", 301), ("aliyun", 901)])
def test_a_clock_that_is_wrong_is_refused_as_a_wrong_key_is(workspace, cloud, kind, off):
    cloud(kind, clock=lambda: time.time() + off)
    with pytest.raises(TranslationUnavailable) as refused:
        into_english(workspace, "您好。")
    assert refused.value.kind == "auth" and "xpire" in refused.value.words


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_one_call_too_many_in_a_second_is_asked_again_with_a_new_signature(workspace, cloud, kind):
    stand_in = cloud(kind)
    turns = iter([True])
    stand_in.is_too_fast = lambda account: next(turns, False)
    [made] = into_english(workspace, "您好。")
    assert made.text == "Hello." and not TranslationService.objects.of(workspace).get().last_error


@pytest.mark.django_db
def test_calls_wait_for_their_turn(workspace, cloud):
    stand_in = cloud("baidu", per_second=4, change={"calls_per_second": 4})
    row = TranslationService.objects.of(workspace).get()
    provider = providers.get("baidu")
    for _call in range(6):
        assert provider.batch(row, ["您好。"], Job("zh-hans", "en")) == ["Hello."]
    assert len(stand_in.asked) == 6  # none refused: the fifth waited


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_much_text_is_spread_over_calls_and_one_that_is_too_long_is_cut(workspace, cloud, kind):
    stand_in = cloud(kind)
    row = TranslationService.objects.of(workspace).get()
    row.workspace = workspace
    long = "，".join(["这批躺椅可以在年底之前装柜发运"] * 500)  # 7,500 characters, 23,500 bytes
    units = [f"第{number}句，" + "我们检验每一件产品" * 20 for number in range(60)] + [long, "您好。"]
    made = providers.get(kind).translate_units(workspace, units, Job("zh-hans", "ja"))
    assert made[:60] == units[:60] and made[60].replace(" ", "") == long and made[61] == "Hello."
    assert max(map(len, stand_in.asked)) < 6000


@pytest.mark.django_db
def test_a_service_that_puts_lines_together_is_asked_line_by_line(workspace, cloud):
    stand_in = cloud("baidu")
    usual = stand_in.answer

    def in_one(request):
        said = usual(request)
        return said | {"trans_result": [{"dst": " ".join(each["dst"] for each in said["trans_result"])}]}

    stand_in.answer = in_one
    made = providers.get("baidu").translate_units(workspace, ["您好。", "交期 30 天。"], Job("zh-hans", "en"))
    assert made == ["Hello.", "Delivery in 30 days."] and len(stand_in.asked) == 4


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "source", "target", "is_able"),
    [
        ("baidu", "zh-hant", "ar", True),
        ("baidu", "fa", "zh-hans", False),
        ("tencent", "zh-hans", "ar", True),
        ("tencent", "ar", "zh-hans", True),
        ("tencent", "ar", "de", False),
        ("tencent", "en", "zh-hant", True),
        ("tencent", "zh-hans", "hi", False),
        ("aliyun", "de", "zh-hant", True),
        ("aliyun", "zh-hans", "eo", False),
    ],
)
def test_a_pair_that_the_service_does_not_have_is_not_offered(
    workspace, cloud, kind, source, target, is_able
):
    cloud(kind)
    found = translator_for(workspace=workspace, source=source, target=target)
    assert (found is not None and found.key == kind) == is_able


@pytest.mark.django_db
def test_codes_are_each_services_own(workspace, cloud):
    seen = []

    def say(text, source, target):
        seen.append((source, target))
        return text

    for kind in KINDS:
        cloud(kind, say=say)
        providers.get(kind).translate_units(workspace, ["見積書"], Job("zh-hant", "ja"))
        providers.get(kind).translate_units(workspace, ["Angebot"], Job("de", "zh-hans"))
    assert seen == [("cht", "jp"), ("de", "zh"), ("zh-TW", "ja"), ("de", "zh"), ("zh-tw", "ja"), ("de", "zh")]


@pytest.mark.django_db
def test_a_pair_or_text_that_the_service_refuses_all_the_same_is_invalid(workspace, cloud):
    for kind in KINDS:
        stand_in = cloud(kind)
        stand_in.languages = frozenset({"zh"})
        with pytest.raises(TranslationUnavailable) as refused:
            providers.get(kind).translate_units(workspace, ["您好。"], Job("zh-hans", "en"))
        assert refused.value.kind == "invalid"


@pytest.mark.parametrize(
    ("service", "said", "kind"),
    [
        (baidu.Baidu, {"error_code": "54005"}, "busy"),
        (baidu.Baidu, {"error_code": 52001}, "busy"),
        (baidu.Baidu, {"error_code": "99999"}, "failed"),
        (aliyun.Aliyun, {"Code": 10001}, "busy"),
        (aliyun.Aliyun, {"Code": "Throttling.Api"}, "busy"),
        (tencent.Tencent, {"Response": {"Error": {"Code": "InternalError.BackendTimeout"}}}, "busy"),
        (tencent.Tencent, {"Response": {"Error": {"Code": "LimitExceeded"}}}, "quota"),
        (tencent.Tencent, {"Response": {"Error": {"Code": "LimitExceeded.LimitedAccessFrequency"}}}, "busy"),
    ],
)
def test_a_code_says_what_to_do(service, said, kind):
    assert service().refusal_in(200, said, "").kind == kind
