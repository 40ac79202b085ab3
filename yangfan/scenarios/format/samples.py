"""Facts as a company with long names would give them: a pack is checked with these, so that no headline runs over."""

import msgspec

from yangfan.scenarios.format import facts, kinds
from yangfan.scenarios.format.bodies import Builder
from yangfan.scenarios.format.reading import Pack
from yangfan.scenarios.format.schema import PageText

LONG = {
    "company": {"zh-hans": "拓岚智能装备科技", "en": "Tidelane Intelligent Equipment"},
    "legal_name": {"zh-hans": "拓岚智能装备科技（苏州）有限公司", "en": "Tidelane Intelligent Equipment (Suzhou) Co., Ltd."},
    "city": {"zh-hans": "呼和浩特", "en": "Shijiazhuang"},
    "country": {"zh-hans": "中国", "en": "China"},
    "address": {
        "zh-hans": "江苏省苏州市工业园区星湖街道示例路 328 号创意产业园 5 幢 201 室",
        "en": "Room 201, Building 5, 328 Example Road, Industrial Park, Suzhou, Jiangsu",
    },
    "business": {
        "zh-hans": "专注泵阀壳体的压铸与精密机械加工", "en": "die-cast and machined housings for pumps and valves",
    },
    "product_1": {"zh-hans": "不锈钢多级离心泵", "en": "Stainless multistage pumps"},
    "product_2": {"zh-hans": "法兰式调节阀阀体", "en": "Flanged control valves"},
    "product_3": {"zh-hans": "高温磁力驱动泵壳", "en": "Magnetic drive housings"},
    "product": {"zh-hans": "不锈钢立式多级离心泵", "en": "Vertical multistage pump, stainless"},
    "model": {"en": "PH-200/DN80-316L"},
    "product_kind": {"zh-hans": "多级离心泵", "en": "Multistage pumps"},
    "product_summary": {
        "zh-hans": "适用于楼宇供水和工业循环的立式多级离心泵", "en": "Vertical multistage pump for buildings and industrial circuits",
    },
}  # fmt: skip
WORDS = {"zh-hans": "符合合同约定的书面说明", "en": "as agreed in writing in the contract"}


def value(key: str, pack: Pack, language: str) -> str:
    """Return a long fact: of its kind, as the pack's own example, or as long words are."""
    fact = pack.manifest.facts.get(key) or facts.STANDARD.get(key) or facts.PRODUCT.get(key)
    kind = fact.kind if fact else "words"
    if kind in kinds.SAMPLES:
        return kinds.SAMPLES[kind]
    example = fact.example if fact else {}
    said = LONG.get(key) or example or WORDS
    return said.get(language) or said.get("en") or WORDS["en"]


def filled(data, pack: Pack, language: str):
    """Return a text, or the fields of a page, with long facts in every place."""

    def said(key: str) -> str:
        fact = pack.manifest.facts.get(key) or facts.STANDARD.get(key)
        return kinds.say(fact.kind if fact else "words", value(key, pack, language), language)

    return facts.fill(data, value=said, mark_of=said)


def text(page: PageText, pack: Pack, language: str) -> PageText:
    """Return the page with long facts."""
    fields, body = filled(page.fields, pack, language), filled(page.body, pack, language)
    return msgspec.structs.replace(page, fields=fields, body=body)


def builder(pack: Pack, language: str, **more) -> Builder:
    """Return a builder that knows the long facts and their kinds."""

    def kind_of(key: str) -> str:
        fact = pack.manifest.facts.get(key) or facts.STANDARD.get(key)
        return fact.kind if fact else "words"

    return Builder(language=language, kind_of=kind_of, kept=lambda key: value(key, pack, language), **more)
