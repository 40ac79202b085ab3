"""Texts beside the pages (blocks, pictures, attributes, chat, 404, letters) under the rules of pages: no edit is lost."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.urls import reverse

from yangfan.crm.chat.models import ChatSettings
from yangfan.sites import public as sites
from yangfan.sites.hosts.models import RootSettings
from yangfan.sites.letters import actions as letters
from yangfan.sites.letters import queries as letter_queries
from yangfan.sites.letters.kinds import CONFIRM_INQUIRY, CONFIRM_NEWS
from yangfan.sites.models import SharedBlock
from yangfan.sites.testing import SVG, product
from yangfan.sites.translation import actions, queries
from yangfan.sites.translation.languages import locale_of
from yangfan.sites.translation.models import PageTranslation, Unit

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
PAIR = {"source": "zh-hans", "target": "zh-hant"}


@pytest.fixture
def chinese(built, workspace):
    """A company whose main language is Chinese, so that a picture's own description is Chinese."""
    workspace.language = "zh-hans"
    workspace.save()
    built.workspace = workspace
    return workspace


@pytest.fixture
def image(chinese):
    return sites.add_image(
        workspace=chinese, title="臂", filename="a.svg", data=SVG, description="机械臂在车间"
    )


def beside(workspace, **more):
    ids = [f"{each.page.kind}:{each.page.key}" for each in queries.texts_beside(workspace, "zh-hans")]
    return sites.translate_pages(
        workspace=workspace, **PAIR, pages=[], texts=ids, **{"publish": True, **more}
    )


def unit_of(workspace, source):
    rows = Unit.objects.of(workspace).select_related("translation", "workspace")
    return rows.get(source=source, translation__target="zh-hant")


def test_a_picture_is_described_in_the_readers_language_and_in_the_main_one_where_there_is_no_other(
    image, chinese
):
    assert image.description_in("zh-hant") == "机械臂在车间"
    assert beside(chinese).state == "done"
    image.refresh_from_db()
    assert (image.description_in("zh-hant"), image.description_in("fr")) == ("機械臂在車間", "机械臂在车间")


def test_without_publishing_the_words_wait_in_the_editor(image, chinese, marketer):
    beside(chinese, publish=False)
    image.refresh_from_db()
    assert image.descriptions == {} and unit_of(chinese, "机械臂在车间").text == "機械臂在車間"
    actions.publish_page(row=PageTranslation.objects.of(chinese).get(), actor=marketer, now=NOW)
    image.refresh_from_db()
    assert image.description_in("zh-hant") == "機械臂在車間"


def test_a_persons_words_stay_and_are_flagged_a_machines_are_made_anew(image, chinese, marketer):
    other = sites.add_image(workspace=chinese, title="厂", filename="b.svg", data=SVG, description="车间全景")
    beside(chinese)
    actions.edit_unit(unit=unit_of(chinese, "机械臂在车间"), words="廠裡的手臂", actor=marketer, now=NOW)
    for picture, words in ((image, "机械臂在仓库"), (other, "仓库全景")):
        picture.refresh_from_db()
        picture.description = words
        picture.save()
    begun = actions.texts_changed(workspace=chinese, kind="pictures", now=NOW)
    assert len(begun) == 1 and unit_of(chinese, "机械臂在仓库").state == "flagged"
    actions.carry_out(run_id=begun[0], now=NOW)
    for picture in (image, other):
        picture.refresh_from_db()
    assert (image.description_in("zh-hant"), other.description_in("zh-hant")) == ("廠裡的手臂", "倉庫全景")
    assert (
        actions.texts_changed(workspace=chinese, kind="pictures", now=NOW) == []
    )  # what it wrote begins nothing new


def test_what_a_person_wrote_there_before_or_since_is_theirs(chinese):
    row = sites.Attribute.objects.create(
        workspace=chinese, key="stuff", names={"zh-hans": "材质", "zh-hant": "材料"}, kind="choice",
        choices=[{"key": "steel", "names": {"zh-hans": "不锈钢"}}],
    )  # fmt: skip
    beside(chinese)
    row.refresh_from_db()
    assert row.names["zh-hant"] == "材料" and row.choices[0]["names"]["zh-hant"] == "不鏽鋼"
    assert unit_of(chinese, "材质").by_hand and not unit_of(chinese, "不锈钢").by_hand
    row.choices[0]["names"]["zh-hant"] = "白鐵"  # typed on the attribute's own screen
    row.save()
    beside(chinese)
    row.refresh_from_db()
    assert row.choices[0]["names"]["zh-hant"] == "白鐵" and unit_of(chinese, "不锈钢").by_hand


def test_running_text_of_an_attribute_is_a_text_of_its_product(chinese):
    sites.Attribute.objects.create(workspace=chinese, key="stuff", names={"zh-hans": "材质"}, kind="text")
    page = product(chinese, title="A12", language="zh-hans", attributes={"stuff": {"zh-hans": "阳极氧化铝"}})
    sites.translate_pages(workspace=chinese, **PAIR, pages=[page.pk], publish=True)
    twin = PageTranslation.objects.of(chinese).get(key=page.translation_key).page().specific
    assert twin.attributes["stuff"] == {"zh-hans": "阳极氧化铝", "zh-hant": "陽極氧化鋁"}
    page.attributes = {"stuff": {"zh-hans": "碳钢", "zh-hant": "碳素鋼"}}  # the product itself says it now
    sites.save_page(page=page)
    sites.translate_pages(workspace=chinese, **PAIR, pages=[page.pk], publish=True)
    twin.refresh_from_db()
    assert twin.attributes["stuff"]["zh-hant"] == "碳素鋼"


def test_a_reusable_block_gets_its_twin_and_one_made_by_hand_is_left_alone(chinese):
    body = sites.build_body([{"block": "notice", "text": "质保两年"}], workspace=chinese)
    block = SharedBlock.objects.create(workspace=chinese, name="质保", locale=locale_of("zh-hans"), body=body)
    beside(chinese)
    twin = SharedBlock.objects.get(translation_key=block.translation_key, locale=locale_of("zh-hant"))
    assert "質保兩年" in str(twin.body) and twin.workspace_id == chinese.pk
    PageTranslation.objects.of(chinese).all().delete()  # as if somebody had made the twin
    run = beside(chinese)
    assert len(run.held_ids) == 1 and not Unit.objects.of(chinese).exists()


def test_greeting_and_404_page_are_translated_and_saving_the_chat_keeps_them(
    chinese, built, client_of, owner
):
    ChatSettings.objects.create(workspace=chinese, greetings={"zh-hans": "请问要什么？"})
    root = RootSettings.objects.create(
        workspace=chinese, site=built.tracked, not_found_title={"zh-hans": "没有这页"}
    )
    beside(chinese)
    root.refresh_from_db()
    assert root.not_found_title["zh-hant"] == "沒有這頁"
    said = {
        "hours": "always",
        "ask": "after",
        "mail_after_minutes": "10",
        "side": "end",
        "greeting_zh-hans": "您好！",
    }
    assert client_of(owner).post(reverse("crm_chat_settings", args=["tidelane"]), said).status_code == 302
    greetings = ChatSettings.objects.of(chinese).get().greetings
    assert (greetings["zh-hans"], greetings["zh-hant"]) == ("您好！", "請問要什麼？")


@pytest.fixture
def post_box(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def test_a_letter_goes_out_in_the_readers_language_with_its_link(chinese, marketer, post_box):
    words = {"subject": "请确认订阅", "text": "请点击确认：{link}", "is_on": True}
    letters.write_letter(
        workspace=chinese, kind=CONFIRM_NEWS, language="zh-hans", actor=marketer, now=NOW, **words
    )
    beside(chinese)
    for language in ("zh-hans", "zh-hant", "en"):
        letters.send_letter(
            workspace=chinese, kind=CONFIRM_NEWS, to="a@b.example", language=language,
            values={"company": "Tidelane", "link": "https://t.example/n/1/"},
        )  # fmt: skip
    assert [each.subject for each in mail.outbox] == [
        "请确认订阅",
        "請確認訂閱",
        "Please confirm: news from Tidelane",
    ]
    assert all("https://t.example/n/1/" in each.body for each in mail.outbox)
    assert "請點選確認" in mail.outbox[1].body


def test_a_letter_without_its_link_is_refused_whoever_leaves_it_out(chinese, marketer, client_of):
    address = reverse("sites_letter", args=["tidelane", "newsletter"])
    answer = client_of(marketer).post(address, {"subject": "请确认", "text": "请点击确认"})
    assert answer.status_code == 422 and "{link}" in answer.content.decode()
    client_of(marketer).post(address, {"subject": "请确认", "text": "请点击 {link} 确认"})
    beside(chinese)
    with pytest.raises(actions.Refused):
        actions.edit_unit(
            unit=unit_of(chinese, "请点击 {link} 确认"), words="請點選確認", actor=marketer, now=NOW
        )


def test_an_inquiry_is_confirmed_only_if_wanted_once_a_day_and_without_what_a_stranger_smuggles_in(
    chinese, marketer, post_box, django_capture_on_commit_callbacks
):
    said = {"workspace": chinese, "email": "ana@metall.example", "company": "Tidelane", "language": "en"}
    assert not letters.confirm_inquiry_soon(name="Ana", **said)
    words = dict(zip(("subject", "text"), letter_queries.ours(CONFIRM_INQUIRY, "zh-hans"), strict=True))
    letters.write_letter(
        workspace=chinese,
        kind=CONFIRM_INQUIRY,
        language="zh-hans",
        is_on=True,
        actor=marketer,
        now=NOW,
        **words,
    )
    with django_capture_on_commit_callbacks(execute=True):
        assert letters.confirm_inquiry_soon(name="win.spam.example", **said)
        assert not letters.confirm_inquiry_soon(name="Ana", **said)  # once a day
        assert letters.confirm_inquiry_soon(name="Ana-María O’Neil", **said | {"email": "b@metall.example"})
    assert [each.to for each in mail.outbox] == [["ana@metall.example"], ["b@metall.example"]]
    assert [each.body.split("\n")[0] for each in mail.outbox] == ["Hello,", "Hello Ana-María O’Neil,"]


def test_the_overview_names_them_and_a_page_opens_for_each(image, chinese, client_of, marketer, outsider):
    beside(chinese)
    row = PageTranslation.objects.of(chinese).get()
    page = client_of(marketer).get(reverse("sites_translation", args=["tidelane"])).content.decode()
    assert "Descriptions of pictures" in page
    address = reverse("sites_translation_page", args=["tidelane", row.pk])
    assert "機械臂在車間" in client_of(marketer).get(address).content.decode()
    assert client_of(outsider).get(address).status_code == 404
