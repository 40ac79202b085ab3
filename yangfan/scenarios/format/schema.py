"""What a scenario pack is made of. docs/guides/scenario-packs.md explains each part with an example."""

from typing import Any, Literal

import msgspec

Words = dict[str, str]  # language code -> text


class Fact(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Something only the company knows; `{key}` in a text stands for it."""

    label: Words
    hint: Words = {}
    example: Words = {}
    kind: Literal[
        "words", "number", "year", "date", "time", "hours", "link", "mail", "phone", "address", "code"
    ] = "words"


class Look(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """The look the wizard proposes: a theme's key and colours."""

    theme: str = ""
    colour: str = "#0a4a5c"
    accent: str = "#ff6a13"


class Manifest(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """manifest.yaml"""

    format: Literal[1]
    key: str
    trade: str
    aim: Words
    name: Words
    summary: Words
    noun: str  # a key of accounts.NOUNS
    languages: list[str]
    look: Look = msgspec.field(default_factory=Look)
    facts: dict[str, Fact] = {}


class PageText(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A page in one language. `fields` holds what this type of page has besides a body."""

    title: str
    seo_title: str = ""
    seo_description: str
    fields: dict[str, Any] = {}
    body: list[dict[str, Any]] = []


class PageFile(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """pages/<number>-<name>.yaml: one page in all of the pack's languages."""

    type: str
    slug: str = ""
    parent: str = ""
    in_menu: bool = True
    each: Literal["", "product"] = ""
    texts: dict[str, PageText]


class Term(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One line of glossary.yaml. `keep`: stays as it is in every language."""

    term: str
    keep: bool = False
    words: Words = {}


class Keyword(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One line of keywords.yaml: what a customer types, and the page that answers it."""

    words: str
    language: str
    page: str
    intent: Literal["buy", "compare", "learn", "brand"] = "buy"


class Goal(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One line of goals.yaml: a figure the first months are measured by."""

    key: str
    name: Words
    target: float
    unit: Literal["count", "per_cent", "hours"] = "count"
    within_days: int = 90
    why: Words = {}


class Question(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One question of a form. `choices` has one list for each language."""

    key: str
    label: Words
    kind: Literal["text", "choice", "number", "date", "time"] = "text"
    choices: dict[str, list[str]] = {}
    hint: Words = {}
    needed: bool = False


class Form(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One entry of forms.yaml: what a form asks. A form block of a page names it: `asks: <key>`."""

    key: str
    name: Words
    without: list[Literal["company", "country", "product", "quantity", "file"]] = []
    phone_first: bool = False
    message_optional: bool = False
    product: Words = {}
    message: Words = {}
    message_hint: Words = {}
    ask: list[Question] = []


class Forbidden(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Words the law does not let this trade use."""

    law: Words
    words: dict[str, list[str]]


class Beside(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A notice that must stand on every page whose text says one of these words."""

    law: Words
    words: dict[str, list[str]]
    notice: Words


class Legal(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """legal.yaml: what the trade's law demands."""

    footer: Words = {}
    pages: list[str] = []
    beside: list[Beside] = []
    forbidden: list[Forbidden] = []
