"""A translation that changes what a deal hangs on is found out; one that only writes it differently is not."""

import pytest

from yangfan.intelligence.translation.checks import check
from yangfan.intelligence.translation.glossary import Term

QUOTE = "200 张折叠桌 FOB 宁波单价 18.5 美元，交期 30 天。"
IN_ARABIC = "200 طاولة قابلة للطي، سعر الوحدة 18.5 دولار أمريكي FOB نينغبو، مدة التسليم 30 يوماً."


@pytest.mark.parametrize(
    ("source", "target", "before", "after"),
    [
        ("zh-hans", "ar", QUOTE, IN_ARABIC),
        ("zh-hans", "ar", QUOTE, IN_ARABIC.translate(str.maketrans("0123456789.", "٠١٢٣٤٥٦٧٨٩٫"))),
        ("en", "de", "1,200 chairs at $18.50 before 20 April", "1.200 Stühle zu $18.50 vor dem 20. April"),
        ("en", "pt", "We need 1,200.50 m of rope", "Precisamos de 1.200,50 m de corda"),
        ("zh-hans", "en", "两把 TF-210，1月15日前", "Two TF-210 before 15 January"),
        ("ar", "zh-hans", "نحتاج 600 قطعة قبل 15 يناير", "我们需要 600 件，1 月 15 日前。"),
        ("zh-hans", "en", "模具费 4.8 万元", "The mould costs 48,000 yuan"),
        ("zh-hans", "en", "四百一十张躺椅", "410 loungers"),
        ("zh-hans", "ar", "2 周内寄样", "نرسل العينة خلال أسبوعين"),
        (
            "en",
            "zh-hans",
            "See https://a.example/p, reply to a@b.example",
            "见 https://a.example/p，回复 a@b.example",
        ),
    ],
)
def test_the_same_in_another_way_of_writing_is_fine(source, target, before, after):
    assert check(before, after, source=source, target=target, is_whole=True) == ()


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("number", QUOTE, IN_ARABIC.replace("200", "250")),
        ("number", QUOTE, IN_ARABIC.replace("200 ", "")),
        ("price", QUOTE, IN_ARABIC.replace("دولار أمريكي", "يورو")),
        ("price", QUOTE, IN_ARABIC.replace("18.5", "185")),
        ("unit", QUOTE, IN_ARABIC.replace("يوماً", "أسبوعاً")),
        ("glossary", QUOTE, IN_ARABIC.replace("FOB ", "")),
        ("model", "TF-350 有货", "TF-530 متوفر"),
        ("model", "TF-350 有货", "متوفر"),
        ("link", "见 https://a.example/p", "انظر https://evil.example/p"),
        ("placeholder", "您好 {{ name }}，", "مرحباً الاسم،"),
        ("empty", "您好", " "),
        ("length", "这批躺椅我们可以在十二月底之前全部装柜发运，请您放心。", "حسناً"),
        (
            "language",
            "这批躺椅我们可以在年底之前全部装柜发运，请您放心。",
            "这批躺椅我们可以在年底之前全部装柜发运，请您放心。",
        ),
    ],
)
def test_what_changed_is_named(kind, before, after):
    assert kind in {
        problem.kind for problem in check(before, after, source="zh-hans", target="ar", is_whole=True)
    }


def test_thousands_are_read_as_the_language_writes_them():
    assert not check("1,200 chairs", "1.200 Stühle", source="en", target="de")
    assert check("1.200 kg", "1200 kg", source="en", target="zh-hans")  # 1.2 kg is not 1,200 kg
    assert not check("1.200 kg", "1200 kg", source="de", target="zh-hans")


def test_terms_of_the_glossary_are_insisted_on():
    terms = (Term("躺椅", words={"en": "sun lounger"}), Term("Tingfield", is_kept=True))
    assert not check("Tingfield 躺椅", "Tingfield sun loungers", source="zh-hans", target="en", terms=terms)
    kinds = [
        each.kind
        for each in check("Tingfield 躺椅", "Tingfeld deck chair", source="zh-hans", target="en", terms=terms)
    ]
    assert kinds == ["glossary", "glossary"]
