"""How much a text is like rubbish, and what a company teaches."""

from yangfan.intelligence.public import SpamLesson, learn, shifted, spam_share

PITCH = (
    "Our studio rents inflatable castles and photo booths for company parties, ask for the summer brochure"
)
BUYER = "Need 300 pcs LED panel 60x60, CIF Mombasa, please send price list and warranty terms"


def test_rubbish_is_told_from_buyers_in_several_languages():
    assert (
        spam_share("We guarantee first page of Google, cheap SEO package and backlinks for your website")
        > 0.8
    )
    assert spam_share("代开各类增值税发票，税点优惠，需要的联系微信") > 0.5
    for text in (
        BUYER,
        "请报价100台码垛机器人，CIF汉堡",
        "نرجو إرسال عرض سعر لعدد 50 مضخة",
        "Нужно 40 насосов, цена?",
    ):
        assert spam_share(text) < 0.3


def test_a_lesson_changes_what_is_like_it_and_little_else():
    taught = learn([SpamLesson(PITCH, True, 0.2)])
    assert shifted(0.2, taught.shift(PITCH.replace("summer", "winter"))) > 0.8
    assert shifted(0.2, taught.shift(BUYER)) < 0.35


def test_a_genuine_message_is_learned_even_against_a_rule():
    taught = learn([SpamLesson(BUYER, False, 0.95)])
    assert shifted(0.95, taught.shift(BUYER.replace("300", "450"))) < 0.3
    assert shifted(0.95, taught.shift(PITCH)) > 0.85
