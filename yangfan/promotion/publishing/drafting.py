"""A platform's own version of a content, by rules: cut at sentences, within its lengths, with what its law demands."""

import re
from dataclasses import dataclass

from yangfan.promotion.publishing.base import PostRules
from yangfan.promotion.publishing.measuring import length_of, whole_text

_SENTENCE = re.compile(r"(?<=[。！？!?…])\s*|(?<=\.)\s+|\n+")
AD_LABEL = {"zh-hans": "广告", "zh-hant": "廣告", "en": "Ad"}


@dataclass(frozen=True)
class Variant:
    """What a post says there."""

    title: str
    text: str
    summary: str
    tags: tuple[str, ...]


def draft(*, title: str, text: str, link: str, tags, language: str, is_ad: bool, rules: PostRules) -> Variant:
    """Return a version that fits these rules, as long as the rules allow; whole sentences where possible."""
    kept = tuple(tags)[: rules.hashtags_max or None] if rules.hashtags else ()
    body = text.strip() if rules.has_title else _with_title(title, text)
    if is_ad and rules.ad_label:
        body = _labelled(body, language)
    return Variant(
        title=_cut(title, rules.title_max, rules.counts) if rules.has_title else "",
        text=_fitting(body, link, kept, rules),
        summary=_cut(_first_sentence(text), rules.summary_max or 120, "characters")
        if rules.has_summary
        else "",
        tags=kept,
    )


def _with_title(title: str, text: str) -> str:
    text = text.strip()
    return text if not title or text.startswith(title) else f"{title}\n\n{text}"


def _labelled(body: str, language: str) -> str:
    label = AD_LABEL.get(language, AD_LABEL["en"])
    return body if body.startswith(label) else f"{label}\n{body}" if "\n" in body else f"{label} · {body}"


def _fitting(body: str, link: str, tags, rules: PostRules) -> str:
    def is_within(text):
        return length_of(whole_text(text, link=link, tags=tags, rules=rules), rules.counts) <= rules.text_max

    if not rules.text_max or is_within(body):
        return body
    kept = ""
    for sentence in _sentences(body):
        if not is_within((kept + sentence).rstrip()):
            break
        kept += sentence
    if kept.strip():
        return kept.rstrip()
    low, high = 0, len(body)
    while low < high:  # the longest beginning that fits
        middle = (low + high + 1) // 2
        low, high = (middle, high) if is_within(body[:middle] + "…") else (low, middle - 1)
    return body[:low].rstrip() + "…"


def _sentences(text: str) -> list[str]:
    """Cut after the ends of sentences; together they are the text."""
    cuts = [0, *(match.end() for match in _SENTENCE.finditer(text) if match.end()), len(text)]
    return [text[start:end] for start, end in zip(cuts, cuts[1:], strict=False) if end > start]


def _first_sentence(text: str) -> str:
    return next((part.strip() for part in _sentences(text.strip()) if part.strip()), "")


def _cut(text: str, most: int, counts: str) -> str:
    if not most or length_of(text, counts) <= most:
        return text
    while text and length_of(text + "…", counts) > most:
        text = text[:-1]
    return text.rstrip() + "…"
