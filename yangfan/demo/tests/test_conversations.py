"""The demo's conversations: believable in their languages, and every one readable in Chinese."""

import json
from functools import cache

import pytest

from yangfan.demo.outdoor import letters
from yangfan.demo.outdoor.canned import TEXTS
from yangfan.demo.outdoor.samples import FILE, translations
from yangfan.demo.outdoor.threads import IN, OUT, THREADS
from yangfan.intelligence.public import detect_language
from yangfan.intelligence.standin.book import Book
from yangfan.intelligence.translation.checks import check
from yangfan.intelligence.translation.units import cut, has_words, join

REAL = [letter for letter in letters.INQUIRIES if letter not in letters.SPAM]


@cache
def book():
    return Book.open(FILE)


def said(text, source, target):
    return join(
        [book().translate(unit, source, target) if has_words(unit) else unit for unit in cut(text)],
        target=target,
    )


def test_fifty_conversations_in_nine_languages():
    languages = {detect_language(letter.message).code for letter in REAL}
    assert len(REAL) >= 50 and languages >= {"zh-hans", "en", "es", "ar", "pt", "de", "fr", "ru", "ja"}


def test_everything_foreign_has_a_translation_that_passes_the_checks():
    spoken = [text for letter in REAL for text in (letter.message, letter.reply) if text]
    spoken += [text for thread in THREADS.values() for _hours, _who, text in thread]
    for text in spoken:
        language = detect_language(text).code
        if language != "zh-hans":
            assert (
                check(text, translations()[text], source=language, target="zh-hans", is_whole=True) == ()
            ), text


def test_every_thread_continues_a_letter_and_ends_with_our_answer():
    by_email = {letter.email: letter for letter in REAL}
    for email, thread in THREADS.items():
        letter = by_email[email]
        assert letter.reply and sum(hours for hours, _who, _text in thread) < min(letter.hours_ago, 7 * 24)
        assert [who for _hours, who, _text in thread] == [IN, OUT] * (len(thread) // 2)


def test_the_stand_in_reads_every_letter_as_the_sample_does():
    for row in json.loads(FILE.read_text()):
        [language] = set(row) - {"zh-hans"}
        made = said(row[language], language, "zh-hans")
        assert made.replace(" ", "") == row["zh-hans"].replace(" ", "")


@pytest.mark.parametrize("target", ["en", "ar", "es", "pt", "de", "fr", "ru"])
def test_the_texts_for_answers_come_out_whole(target):
    for _title, text in TEXTS:
        text = text.replace("{name}", "Lucía")
        made = said(text, "zh-hans", target)
        assert check(text, made, source="zh-hans", target=target, is_whole=True) == (), made
