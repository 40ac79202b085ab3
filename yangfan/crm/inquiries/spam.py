"""How doubtful an inquiry is, 0 to 1, with the reasons: rules, a content model, and what people of the workspace taught.

Three bands: fine; doubtful (kept apart, not counted, no alert, until somebody says so); clear rubbish. Nothing is deleted,
and one click turns it round and teaches. The words for the reasons are in `words`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from phonenumbers import timezone as phone_zones

from yangfan.accounts.public import Workspace
from yangfan.crm.companies.hosts import is_disposable
from yangfan.crm.conversations.models import Message
from yangfan.crm.inquiries.models import Inquiry
from yangfan.intelligence import public as intelligence

DOUBTFUL_FROM = 0.5
SURE_FROM = 0.61  # what the content model says counts in full; a genuine request in plain words reaches 0.6
TOO_FAST_SECONDS = 3
LESSONS = 120
ALIKE = 0.8
LINK = re.compile(r"https?://|www\.|\[url|<a\s", re.IGNORECASE)
PHRASES = re.compile(
    r"\bback ?links?\b|\bguest post|\bseo (?:service|expert|agency|package|rank)|rank(?:ing)? (?:higher )?(?:on|in) google|first page of google|"
    r"\bcasino\b|\bbetting\b|\bcrypto (?:invest|trading)|\bbitcoin\b|\bviagra\b|\bcialis\b|\bpayday loan|\bonlyfans\b|"
    r"increase your (?:website )?traffic|website redesign|buy (?:email )?(?:lists|leads)|"
    r"代开.{0,4}发票|发票代开|刷单|兼职日结|信用卡套现|贷款.{0,6}(?:秒批|放款|无抵押)|百度(?:排名|快照)优化|网站优化排名|"
    r"关键词排名|加微信.{0,10}(?:赚|领)|博彩|彩票|продвижение сайт|заработок в интернете",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Candidate:
    """What the rules look at; `reading` is what the message says it wants, `country` what the form says."""

    workspace: Workspace
    name: str
    email: str
    text: str
    seconds_to_fill: float | None
    now: datetime
    reading: intelligence.Reading | None = None
    phone: str = ""
    country: str = ""
    time_zone: str = ""


@dataclass(frozen=True)
class Verdict:
    """`reasons` are (code, number) pairs, weightiest first; `score` is 0..1."""

    is_spam: bool
    reasons: list[tuple[str, int]]
    score: float


def judge(candidate: Candidate) -> Verdict:
    """Weigh an inquiry by every rule, then by what was taught here."""
    findings = [(weight, code, number) for code, weight, rule in RULES if (number := rule(candidate))]
    score, content = _together(candidate, [weight for weight, _code, _number in findings])
    if content > SURE_FROM:
        findings.append((content, "content", round(100 * content)))
    shift = taught_by(candidate.workspace).shift(candidate.text)
    score = intelligence.shifted(score, shift) if shift else score
    if abs(shift) > 1:
        findings.append((0.0, "taught_spam" if shift > 0 else "taught_fine", 1))
    reasons = [(code, number) for _weight, code, number in sorted(findings, key=lambda one: -one[0])]
    return Verdict(score >= DOUBTFUL_FROM, reasons, round(score, 4))


def rate_text(candidate: Candidate) -> float:
    """Return the score of a text alone: content and the rules that look at nothing else."""
    weights = {code: weight for code, weight, _rule in RULES}
    return _together(candidate, [weights[code] for code, rule in TEXT_RULES.items() if rule(candidate)])[0]


def _together(candidate: Candidate, weights: list[float]) -> tuple[float, float]:
    """Return the joint score of independent signs, and the content's own part; unsure content counts a third."""
    content = _content(candidate)
    clean = 1 - (content if content > SURE_FROM else content / 3)
    for weight in weights:
        clean *= 1 - weight
    return 1 - clean, content


def _content(one: Candidate) -> float:
    """Return what the model thinks of the text, less for each thing only a buyer writes."""
    signs = 0.0
    if one.reading is not None:
        sure = {key for key, found in one.reading.found.items() if found.confidence >= 0.6}
        signs = 1.2 * len(sure & {"quantity", "terms", "product", "certificates"})
        intent = one.reading.found["intent"]
        signs += (
            4 * intent.confidence
            if intent.confidence >= 0.6 and intent.value not in ("pitch", "other")
            else 0
        )
    return intelligence.shifted(intelligence.spam_share(one.text), -signs) if len(one.text) >= 12 else 0.0


def taught_by(workspace: Workspace) -> intelligence.SpamWords:
    """Return what people of this workspace taught by marking; worked out anew when they decided anew."""
    decided = Inquiry.objects.of(workspace).filter(spam_decided_by_hand=True, spam_decided_at__isnull=False)
    latest = list(
        decided.order_by("-spam_decided_at", "-pk").values_list("pk", "is_spam", "spam_score")[:LESSONS]
    )
    key, stamp = f"spam-taught:{workspace.pk}", hash(tuple(latest))
    kept = cache.get(key)
    if kept and kept[0] == stamp:
        return kept[1]
    texts = dict(
        Message.objects.of(workspace)
        .filter(inquiry__in=[pk for pk, *_rest in latest], direction=Message.Direction.IN)
        .order_by("-pk")
        .values_list("inquiry_id", "text")
    )
    words = intelligence.learn(
        intelligence.SpamLesson(texts[pk][:2000], is_spam, score)
        for pk, is_spam, score in reversed(latest)
        if pk in texts
    )
    cache.set(key, (stamp, words), 3600)
    return words


def _links(one: Candidate) -> int:
    found = len(LINK.findall(one.text))
    return found if found >= 3 else 0


def _link_in_name(one: Candidate) -> int:
    return len(LINK.findall(one.name))


def _phrases(one: Candidate) -> int:
    return len(PHRASES.findall(f"{one.name} {one.text}"))


def _too_fast(one: Candidate) -> int:
    return int(one.seconds_to_fill is not None and 0 < one.seconds_to_fill < TOO_FAST_SECONDS)


def _robot(one: Candidate) -> int:
    """The form says 0 seconds when a field that people do not see was filled in."""
    return int(one.seconds_to_fill == 0)


def _disposable(one: Candidate) -> int:
    return int(is_disposable(one.email.rpartition("@")[2]))


def _gibberish(one: Candidate) -> int:
    """One "word" of mixed case and no sense, as form robots type it."""
    word = one.text.strip()
    if not re.fullmatch(r"[A-Za-z]{10,}", word):
        return 0
    return int(len(re.findall(r"[a-z][A-Z]", word)) >= 2)


def _repeated(one: Candidate) -> int:
    """The same text, or nearly, from other addresses within a day: a mass sending."""
    if len(one.text) < 40:
        return 0
    sent = Message.objects.of(one.workspace).filter(
        direction=Message.Direction.IN, created_at__gt=one.now - timedelta(days=1), created_at__lte=one.now,
    ).exclude(conversation__contact__email=one.email)  # fmt: skip
    others = {contact for text, contact in sent.order_by("-pk").values_list("text", "conversation__contact")[:100] if _is_alike(one.text, text)}  # fmt: skip
    return len(others) if len(others) >= 2 else 0


def _is_alike(text: str, other: str) -> bool:
    if text == other:
        return True
    if not 0.8 < len(text) / max(len(other), 1) < 1.25:
        return False
    return intelligence.likeness(intelligence.features(text, 18), intelligence.features(other, 18)) >= ALIKE


def _pitch(one: Candidate) -> int:
    """They want to sell us something."""
    intent = one.reading.found.get("intent") if one.reading else None
    return int(intent is not None and intent.value == "pitch" and intent.confidence >= 0.6)


def _mismatch(one: Candidate) -> int:
    """The country they give, their phone and their clock do not go together."""
    said = intelligence.country_of_phone(one.phone)
    wrong = int(bool(said and one.country and said != one.country))
    return wrong + int(_clock_differs(one.phone, one.time_zone, one.now))


def _clock_differs(phone: str, zone: str, now: datetime) -> bool:
    """Tell whether the browser's clock is more than five hours from every clock of the phone's country."""
    if not (phone.strip().startswith("+") and zone):
        return False
    try:
        mine = now.astimezone(ZoneInfo(zone)).utcoffset()
        zones = phone_zones.time_zones_for_number(phonenumbers.parse(phone, None))
        theirs = [
            now.astimezone(ZoneInfo(name)).utcoffset()
            for name in zones
            if "/" in name and name != "Etc/Unknown"
        ]
    except (phonenumbers.NumberParseException, ZoneInfoNotFoundError, ValueError):
        return False
    return bool(theirs) and min(abs(mine - one) for one in theirs) > timedelta(hours=5)


RULES: list[tuple[str, float, Callable[[Candidate], int]]] = [
    ("links", 0.7, _links),
    ("link_in_name", 0.8, _link_in_name),
    ("phrases", 0.9, _phrases),
    ("too_fast", 0.35, _too_fast),
    ("robot", 0.95, _robot),
    ("disposable", 0.7, _disposable),
    ("gibberish", 0.9, _gibberish),
    ("repeated", 0.8, _repeated),
    ("pitch", 0.45, _pitch),
    ("mismatch", 0.2, _mismatch),
]

TEXT_RULES = {"links": _links, "phrases": _phrases, "gibberish": _gibberish, "pitch": _pitch}


def words(reasons: list) -> list[str]:
    """Return the reasons in the reader's language."""
    return [_words_of(code, number) for code, number in reasons]


def _words_of(code: str, number: int) -> str:
    match code:
        case "links":
            return ngettext("%(n)d link in the text", "%(n)d links in the text", number) % {"n": number}
        case "link_in_name":
            return _("A link in the name")
        case "phrases":
            return _("Words of advertising mail")
        case "too_fast":
            return _("Filled in faster than a person types")
        case "robot":
            return _("Filled in by a robot")
        case "disposable":
            return _("A throw-away mail address")
        case "content":
            return _("Reads like advertising or fraud (%(n)d %%)") % {"n": number}
        case "pitch":
            return _("Wants to sell us something")
        case "mismatch":
            return _("Country, phone and clock do not go together")
        case "taught_spam":
            return _("Like what your people marked as spam")
        case "taught_fine":
            return _("Like what your people said is no spam")
        case "elsewhere":
            return _("Their visit came from another country than they give")
        case "no_mail_server":
            return _("Nobody takes mail at the domain of their address")
        case "gibberish":
            return _("Random letters")
        case "repeated":
            return ngettext(
                "Nearly the same text from %(n)d other address today",
                "Nearly the same text from %(n)d other addresses today",
                number,
            ) % {"n": number}
    return code
