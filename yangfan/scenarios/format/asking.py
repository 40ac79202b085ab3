"""The forms of a pack: `asks: booking` in a form block becomes what forms.yaml says of it, in the page's language."""

from collections.abc import Iterator
from typing import Any

from yangfan.scenarios.format import facts
from yangfan.scenarios.format.schema import Form, PageText
from yangfan.sites import public as sites

Fault = tuple[str, str]  # (field, words)


def block_of(form: Form, language: str) -> dict[str, Any]:
    """Return the fields of the form block; what is not said in this language is left out."""

    def said(**words) -> dict[str, str]:
        return {name: text[language] for name, text in words.items() if language in text}

    return {
        **{f"ask_{name}": False for name in form.without},
        "phone_first": form.phone_first,
        "message_optional": form.message_optional,
        **said(product_label=form.product, message_label=form.message, message_hint=form.message_hint),
        "questions": [
            {
                **said(label=asked.label, hint=asked.hint),
                "kind": asked.kind,
                "choices": "\n".join(asked.choices.get(language, [])),
                "is_needed": asked.needed,
            }
            for asked in form.ask
        ],
    }


def fill_in(text: PageText, forms: dict[str, Form], language: str) -> list[str]:
    """Put the forms into the page's blocks; return the names of forms that there are not."""
    unknown = []

    def walk(data: Any) -> None:
        if isinstance(data, list):
            for each in data:
                walk(each)
        elif isinstance(data, dict):
            if data.get("block") == "form" and "asks" in data:
                name = data.pop("asks")
                if name in forms:
                    own = dict(data)
                    data |= block_of(forms[name], language)
                    data |= own  # what the page says itself goes before
                else:
                    unknown.append(str(name))
            for each in list(data.values()):
                walk(each)

    walk(text.fields)
    walk(text.body)
    return unknown


def faults_of(forms: list[Form], languages: list[str]) -> Iterator[Fault]:
    """Return what is wrong with forms.yaml: languages that are missing, choices that are none, facts in questions."""
    for place, form in enumerate(forms):
        here = f"[{place}] {form.key}"
        if len(form.ask) > sites.MOST_QUESTIONS:
            yield f"{here}.ask", f"takes at most {sites.MOST_QUESTIONS}, has {len(form.ask)}"
        for name in ("product", "message", "message_hint"):
            yield from _missing(f"{here}.{name}", getattr(form, name), languages, may_be_empty=True)
        for number, asked in enumerate(form.ask):
            there = f"{here}.ask[{number}] {asked.key}"
            yield from _missing(f"{there}.label", asked.label, languages)
            yield from _missing(f"{there}.hint", asked.hint, languages, may_be_empty=True)
            if asked.kind == "choice":
                yield from _choices(there, asked.choices, languages)
            elif asked.choices:
                yield f"{there}.choices", "only a question of the kind choice has choices"
            if facts.placeholders([*asked.label.values(), *asked.hint.values(), *asked.choices.values()]):
                yield there, "a question cannot hold a fact: it would be asked without it"


def _missing(where: str, words: dict, languages: list[str], *, may_be_empty: bool = False) -> Iterator[Fault]:
    for language in languages if words or not may_be_empty else []:
        if not words.get(language):
            yield f"{where}.{language}", "is missing"


def _choices(where: str, choices: dict[str, list[str]], languages: list[str]) -> Iterator[Fault]:
    for language in languages:
        said = choices.get(language, [])
        if not 2 <= len(set(said)) <= sites.MOST_CHOICES:
            yield f"{where}.choices.{language}", f"has 2 to {sites.MOST_CHOICES} different choices"
    if len({len(said) for said in choices.values()}) > 1:
        yield f"{where}.choices", "has as many choices in each language"
