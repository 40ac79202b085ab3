"""What a contact or a company is found by: its words, cut as everywhere in the search of the CRM."""

import re

from django.db import connection

from yangfan.crm.search.words import ask, cut

LATIN = re.compile(r"[^\W_]+")
NO_DIGITS = re.compile(r"\D+")
LONGEST = 60
NUMBER = re.compile(r"[\d\s()+./-]{5,}")
ENDS = (8, 10, 11)  # how much of a number people remember


def contact_words(*, name="", email="", phone="", phone_key="", title="", company="") -> str:
    """Return the words of a contact."""
    text = f"{name} {email} {title} {company}"
    numbers = {number for given in (phone, phone_key) if given for number in _numbers(given)}
    return " ".join([plain_words(text), *sorted(numbers)]).strip()


def company_words(*, name="", domain="") -> str:
    """Return the words of a company."""
    return plain_words(f"{name} {domain}")


def plain_words(text: str) -> str:
    """Return `cut(text)`; plain letters, which most of a large file are, take a short way."""
    if not text.isascii():
        return cut(text)
    return " ".join(word[:LONGEST] for word in LATIN.findall(text.lower()))


def _numbers(text: str) -> list[str]:
    digits = NO_DIGITS.sub("", text)
    return [digits, *(digits[-end:] for end in ENDS if len(digits) > end)] if digits else []


def with_words(rows, text: str):
    """Keep the contacts or companies (a queryset) that hold all these words; the last letters may be missing."""
    if NUMBER.fullmatch(text):
        terms = [["".join(sign for sign in text if sign.isdigit())]]
        is_open = [True]
    else:
        asked = ask(text)
        terms, is_open = [list(term.words) for term in asked], [term.is_open for term in asked]
    if not any(word for term in terms for word in term):
        return rows.none()
    table = rows.model._meta.db_table
    if connection.vendor == "postgresql":
        question = " & ".join(
            f"'{word}'{':*' if goes_on else ''}"
            for term, goes_on in zip(terms, is_open, strict=True)
            for word in term
        )
        where = f"array_to_tsvector(string_to_array({table}.words, ' ')) @@ %s::tsquery"
        return rows.extra(where=[where], params=[question])  # noqa: S610
    for term, goes_on in zip(terms, is_open, strict=True):
        held = f"% {' '.join(term)}" + ("%" if goes_on else " %")
        rows = rows.extra(where=[f"(' ' || {table}.words || ' ') LIKE %s"], params=[held])  # noqa: S610
    return rows
