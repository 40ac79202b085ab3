"""Languages of buyers' messages."""

import pytest

from yangfan.intelligence.public import detect_language, is_right_to_left

SAMPLES = [
    ("Please send me your best price for five pieces.", "en"),
    ("Hola, quiero comprar 12 robots TL-P180", "es"),
    ("Guten Tag, wir suchen einen Palettierer.", "de"),
    ("Bonjour, nous cherchons un palettiseur.", "fr"),
    ("Precisamos de um orçamento para três máquinas", "pt"),
    ("您好，请报价", "zh-hans"),
    ("請問報價多少", "zh-hant"),
    ("TL-P180 机器人 price?", "zh-hans"),
    ("السلام عليكم نحن مصنع في دبي", "ar"),
    ("سلام، قیمت ربات چند است؟ پاسخ دهید", "fa"),
    ("Нам нужен робот", "ru"),
    ("Потрібен робот для складу", "uk"),
    ("お見積もりをお願いします", "ja"),
    ("견적 부탁드립니다", "ko"),
    ("12 TL-180", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "code"), SAMPLES)
def test_the_language_is_told(text, code):
    assert detect_language(text).code == code


def test_arabic_runs_from_right_to_left():
    assert is_right_to_left("ar") and not is_right_to_left("en")
