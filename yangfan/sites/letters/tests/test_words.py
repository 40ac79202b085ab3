"""A letter that the company has not put into words of its own is there in every language a site may be read in."""

import re

import pytest
from django.conf import settings

from yangfan.sites.letters.kinds import letters
from yangfan.sites.letters.queries import filled, ours

OTHERS = [code for code, _name in settings.SITE_LANGUAGES if code != "en"]


@pytest.mark.parametrize("code", OTHERS)
def test_our_words_are_there_in_every_language_with_what_has_to_stay_and_nothing_unknown(code):
    for kind in letters:
        for words, english in zip(ours(kind, code), ours(kind, "en"), strict=True):
            assert words and words != english
            assert set(re.findall(r"{\w*}", words)) <= set(kind.placeholders)
        assert all(name in ours(kind, code)[1] for name in kind.must)


def test_a_name_that_is_not_known_leaves_no_gap():
    assert filled("Hello {name},", {"name": ""}) == "Hello,"
    assert filled("Hello {name},", {"name": "Ana {company}"}) == "Hello Ana {company},"
