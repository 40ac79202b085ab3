"""Platforms that people post on: connected by a name alone, and drafted within their limits."""

import pytest
from django.utils import timezone

from yangfan.connectors import public as connectors
from yangfan.promotion import public as promotion

KEYS = ("xiaohongshu", "zhihu", "toutiao", "wechat_channels", "douyin")


@pytest.mark.django_db
@pytest.mark.parametrize("key", KEYS)
def test_a_name_is_all_it_takes(key, workspace, owner, client_of):
    base = f"/console/{workspace.slug}/settings/platforms/"
    client_of(owner).post(f"{base}new/{key}/", {"name": "Ours"})
    account = connectors.Account.objects.of(workspace).get()
    assert account.state == "ok" and isinstance(account.plan, promotion.HandOff)


@pytest.mark.django_db
@pytest.mark.parametrize("key", KEYS)
def test_a_long_chinese_text_is_drafted_within_the_limits(key, workspace, owner):
    now, plan = timezone.now(), connectors.connectors_registry.get(key)
    account = connectors.connect_account(
        workspace=workspace, connector=plan, name="Ours", values={}, actor=owner, now=now
    )
    saying = promotion.Saying(
        title="二十四箱一分钟的码垛机器人，只占两个托盘的地方，三天装好", text="它每分钟码 24 箱。" * 200, language="zh-hans", tags=("码垛", "机器人"),
        link="https://tidelane.example/zh/",
    )  # fmt: skip
    content = promotion.write_content(workspace=workspace, saying=saying, actor=owner, now=now)
    post = promotion.add_post(content=content, account=account, now=now)
    fields = {fault.field for fault in promotion.faults_in(post) if fault.stops}
    assert fields <= {"pictures"} and post.text.endswith("。") and post.title
