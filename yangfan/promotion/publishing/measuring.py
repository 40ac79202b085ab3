"""How long a text is to a platform, and what of a post breaks its rules."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yangfan.promotion.publishing.base import PostRules

LINK = re.compile(r"https?://[^\s<>\"）)】」]+", re.I)
LINK_LENGTH = 23  # X and Mastodon count every link so
WIDE = re.compile(r"[ᄀ-ᇿ⺀-꓏가-힣豈-﫿︰-﹏＀-｠￠-￦\U0001f300-\U0001faff]")


@dataclass(frozen=True)
class Fault:
    """What is wrong with which field of a post; `stops`: it cannot go out so."""

    field: str
    words: str
    stops: bool = True


def length_of(text: str, counts: str) -> int:
    """Return the length of a text as the platform counts it."""
    if counts == "weighted":
        return len(LINK.sub("x" * LINK_LENGTH, text))
    if counts == "wide":  # a Latin letter is half of a Chinese character
        wide = len(WIDE.findall(text))
        return wide + (len(text) - wide + 1) // 2
    return len(text)


def tags_in_words(tags, form: str) -> str:
    """Write hashtags as the platform writes them."""
    closing = "#" if form.endswith("#") else ""
    return " ".join(f"#{tag}{closing}" for tag in tags) if form else ""


def whole_text(text: str, *, link: str, tags, rules: PostRules) -> str:
    """Put together what stands in the platform's text field: the text, the hashtags, the link where it belongs there."""
    parts = [text.strip(), tags_in_words(tags, rules.hashtags)]
    if link and rules.link in ("text", "required") and link not in text:
        parts.append(link)
    return "\n\n".join(part for part in parts if part)


def faults_of(
    *, text: str, title: str, summary: str, link: str, tags, pictures: int, rules: PostRules
) -> list[Fault]:
    """Return what of a post breaks the rules of its platform."""
    return [
        *_text_faults(whole_text(text, link=link, tags=tags, rules=rules), rules),
        *_title_faults(title, summary, rules),
        *_link_faults(text, link, rules),
        *_tag_faults(tags, rules),
        *_picture_faults(pictures, rules),
    ]


def _text_faults(whole: str, rules: PostRules) -> list[Fault]:
    length = length_of(whole, rules.counts)
    if not whole:
        return [Fault("text", _("The text is missing."))]
    if rules.text_max and length > rules.text_max:
        return [Fault("text", _("%(over)d too long: %(length)d of %(most)d.") % {"over": length - rules.text_max, "length": length, "most": rules.text_max})]  # fmt: skip
    if length < rules.text_min:
        return [Fault("text", _("Too short: at least %(least)d.") % {"least": rules.text_min})]
    return []


def _title_faults(title: str, summary: str, rules: PostRules) -> list[Fault]:
    faults = []
    if rules.has_title and not title.strip():
        faults.append(Fault("title", _("This platform needs a title.")))
    over = length_of(title, rules.counts) - rules.title_max if rules.title_max else 0
    if rules.has_title and over > 0:
        faults.append(Fault("title", _("The title is %(over)d too long: at most %(most)d.") % {"over": over, "most": rules.title_max}))  # fmt: skip
    if rules.has_summary and rules.summary_max and len(summary) > rules.summary_max:
        faults.append(
            Fault("summary", _("The summary is too long: at most %(most)d.") % {"most": rules.summary_max})
        )
    return faults


def _link_faults(text: str, link: str, rules: PostRules) -> list[Fault]:
    if rules.link == "required" and not (link or LINK.search(text)):
        return [Fault("link", _("This platform takes no post without a link."))]
    if rules.link == "none" and (link or LINK.search(text)):
        return [
            Fault(
                "link",
                _("Links cannot be clicked there: say the name to search for, or show a QR code."),
                stops=False,
            )
        ]
    return []


def _tag_faults(tags, rules: PostRules) -> list[Fault]:
    if tags and not rules.hashtags:
        return [Fault("tags", _("This platform has no hashtags; they are left out."), stops=False)]
    if rules.hashtags_max and len(tags) > rules.hashtags_max:
        return [Fault("tags", _("At most %(most)d hashtags.") % {"most": rules.hashtags_max})]
    return []


def _picture_faults(pictures: int, rules: PostRules) -> list[Fault]:
    if pictures < rules.images_min:
        words = ngettext("Needs at least one picture.", "Needs at least %(n)d pictures.", rules.images_min)
        return [Fault("pictures", words % {"n": rules.images_min})]
    if pictures > rules.images_max:
        return [Fault("pictures", _("Takes at most %(most)d pictures.") % {"most": rules.images_max})]
    return []


def price_of(*, text: str, link: str, rules: PostRules):
    """Return what this post costs at the platform, in the rules' currency."""
    return rules.price_with_link if link or LINK.search(text) else rules.price
