"""Facts: what the company says of itself, how a text asks for them, and the mark that stands where one is missing."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from yangfan.scenarios.format.schema import Fact

STANDARD: dict[str, Fact] = {
    "company": Fact(label={"zh-hans": "公司名称", "en": "company name"}),
    "legal_name": Fact(label={"zh-hans": "公司全称（营业执照）", "en": "registered company name"}),
    "city": Fact(label={"zh-hans": "所在城市", "en": "city"}),
    "country": Fact(label={"zh-hans": "国家", "en": "country"}),
    "address": Fact(label={"zh-hans": "详细地址", "en": "street address"}, kind="address"),
    "phone": Fact(label={"zh-hans": "联系电话", "en": "phone number"}, kind="phone"),
    "email": Fact(label={"zh-hans": "联系邮箱", "en": "e-mail address"}, kind="mail"),
    "founded": Fact(label={"zh-hans": "成立年份", "en": "year of foundation"}, kind="year"),
    "employees": Fact(label={"zh-hans": "员工人数", "en": "number of employees"}, kind="number"),
    "business": Fact(label={"zh-hans": "主营业务（一句话）", "en": "what you do, in one line"}),
    "product_1": Fact(label={"zh-hans": "主打产品一", "en": "first product"}),
    "product_2": Fact(label={"zh-hans": "主打产品二", "en": "second product"}),
    "product_3": Fact(label={"zh-hans": "主打产品三", "en": "third product"}),
}
PRODUCT: dict[str, Fact] = {  # of a page with `each: product`, besides those above
    "product": Fact(label={"zh-hans": "产品名称", "en": "product name"}),
    "model": Fact(label={"zh-hans": "型号", "en": "model number"}),
    "product_summary": Fact(label={"zh-hans": "产品简介", "en": "what the product is, in one sentence"}),
    "product_kind": Fact(label={"zh-hans": "产品类别", "en": "kind of product"}),
}
PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
ASK = {"zh-hans": "【请补充：%s】", "en": "【Please add: %s】"}
BESIDE = {"zh-hans": "【待补充：%s】", "en": "【To be added: %s】"}
ASIDE = re.compile(r"\s*【(?:待补充：|待補充：|To be added: )([^】]*)】")
MARK = re.compile(r"【(?:请补充：|請補充：|Please add: |待补充：|待補充：|To be added: )([^】]*)】")
HAN = re.compile(r"[\u3400-\u9fff]")


def mark(fact: Fact, language: str) -> str:
    """Return what stands in a draft where the fact is missing."""
    spoken = language if language in ASK else "en"
    return ASK[spoken] % (fact.label.get(spoken) or next(iter(fact.label.values())))


def aside(fact: Fact, language: str) -> str:
    """Return the mark beside words whose link, code or day is missing: it goes alone, the words stay."""
    spoken = language if language in BESIDE else "en"
    return BESIDE[spoken] % (fact.label.get(spoken) or next(iter(fact.label.values())))


class Said(str):
    """A filled text that remembers what the pack wrote: a link or a day is made from the facts, not from the words."""

    template: str


def said(text: str, template: str) -> Said:
    made = Said(text)
    made.template = template
    return made


def cut(text: str, most: int) -> str:
    """Return the text in at most `most` characters; a mark is kept whole, or visitors would see half of one."""
    if len(text) <= most:
        return text
    broken = next((found for found in MARK.finditer(text) if found.start() < most - 1 < found.end()), None)
    if broken and len(broken[0]) < most:
        return text[: min(broken.start(), most - len(broken[0]) - 1)] + broken[0] + "…"
    return text[: most - 1] + "…"


def value_in(values: Mapping[str, Any], key: str, language: str) -> str:
    """Return the fact in this language, "" when unknown.

    `values` maps a key to {language: text}. What was said in one language counts in another only where it can be
    read there: numbers and Latin letters everywhere, Chinese characters in Chinese only.
    """
    said = values.get(key) or {}
    if said.get(language):
        return said[language]
    for text in said.values():
        if text and (language.startswith("zh") or not HAN.search(text)):
            return text
    return ""


class NothingLeft(Exception):
    """A list whose every row needs a fact that is missing."""


def fill(data: Any, *, value: Callable[[str], str], mark_of: Callable[[str], str]) -> Any:
    """Return `data` with every placeholder filled or marked, and without what a missing `needs` fact forbids.

    A row whose list of items comes out empty goes as well; raises NothingLeft when that leaves nothing at all.
    """
    if isinstance(data, str):
        filled = PLACEHOLDER.sub(lambda found: value(found[1]) or mark_of(found[1]), data)
        return said(filled, data) if PLACEHOLDER.search(data) else data
    if isinstance(data, list):
        kept = []
        for row in data:
            if isinstance(row, dict) and is_left_out(row, value):
                continue
            with suppress(NothingLeft):
                kept.append(fill(row, value=value, mark_of=mark_of))
        if data and not kept:
            raise NothingLeft
        return kept
    if isinstance(data, dict):
        return {key: fill(each, value=value, mark_of=mark_of) for key, each in data.items() if key != "needs"}
    return data


def is_left_out(row: dict, value: Callable[[str], str]) -> bool:
    wanted = row.get("needs")
    return bool(wanted) and not all(value(key) for key in str(wanted).split())


def placeholders(data: Any) -> set[str]:
    """Return every fact the data asks for, in texts and in `needs`."""
    if isinstance(data, str):
        return set(PLACEHOLDER.findall(data))
    if isinstance(data, list):
        return set().union(*map(placeholders, data)) if data else set()
    if isinstance(data, dict):
        named = set(str(data["needs"]).split()) if "needs" in data else set()
        return named.union(*(placeholders(each) for key, each in data.items() if key != "needs"))
    return set()
