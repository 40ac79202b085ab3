"""What goes over the wire to the group robots."""

from datetime import UTC, datetime

import pytest

from yangfan.connectors.notify import robots
from yangfan.connectors.notify.sending import AddressRefused, check_address

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def test_dingtalk_signs_in_the_address_escaped_once():
    call = robots.dingtalk_call(
        address="https://oapi.dingtalk.com/robot/send?access_token=t", secret="SECx", text="hi", now=NOW
    )
    assert call.url.startswith(
        "https://oapi.dingtalk.com/robot/send?access_token=t&timestamp=1795420800000&sign="
    )
    assert "%25" not in call.url
    assert call.body == {"msgtype": "text", "text": {"content": "hi"}}


def test_feishu_signs_in_the_body():
    body = robots.feishu_call(address="https://open.feishu.cn/x", secret="s", text="hi", now=NOW).body
    assert body["timestamp"] == "1795420800" and len(body["sign"]) == 44
    assert (
        "sign"
        not in robots.feishu_call(address="https://open.feishu.cn/x", secret="", text="hi", now=NOW).body
    )


def test_wecom_text_is_cut_between_characters_below_its_limit():
    content = robots.wecom_call(address="https://x", text="询" * 2000).body["text"]["content"]
    assert len(content.encode()) <= 2048 and content.endswith("…")


@pytest.mark.parametrize(
    ("answer", "passing"),
    [({"errcode": 93000, "errmsg": "bad"}, False), ({"code": 9499}, True), ({"errcode": 45009}, True)],
)
def test_a_refusal_is_read_from_the_body(answer, passing):
    assert robots.refusal_in(answer).is_passing is passing
    assert robots.refusal_in({"errcode": 0}) is None and robots.refusal_in({"StatusCode": 0}) is None


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("wecom", "https://evil.example/cgi-bin/webhook/send?key=1"),
        ("dingtalk", "http://oapi.dingtalk.com/robot/send?access_token=1"),
        ("telegram", "json://example.com"),
        ("apprise", "syslog://"),
        ("apprise", "json://127.0.0.1:8002/"),
        ("apprise", "json://169.254.169.254/latest"),
        ("apprise", "jsons://[::1]/"),
        ("apprise", "no address"),
    ],
)
def test_an_address_that_cannot_be_is_refused(kind, address):
    with pytest.raises(AddressRefused):
        check_address(kind, address)


def test_the_webhooks_that_the_groups_show_are_accepted():
    check_address("wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6")
    check_address("feishu", "https://open.feishu.cn/open-apis/bot/v2/hook/abc")
    check_address("telegram", "tgram://123456789:AAabcdefghijklmnopqrstuvwxyz123456/12315544/")
