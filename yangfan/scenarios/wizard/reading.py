"""What a company's old website or a text about it says of the company: guesses for a person to look over, never content."""

import contextlib
import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpx2
import msgspec
from bs4 import BeautifulSoup
from django.utils.translation import gettext as _

from yangfan.accounts.public import Workspace
from yangfan.connectors.public import HostRefused, guarded
from yangfan.intelligence import public as intelligence
from yangfan.scenarios.format.facts import HAN

LARGEST = 3 * 1024 * 1024
SECONDS = 15
MOVES = 3
MOST_TEXT = 20_000

MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
PHONE = re.compile(
    r"(?:电话|热线|手机|Tel(?:ephone)?|Phone|Mobile)[\s.:：]*((?:\+|00)?\d[\d\s()（）-]{6,18}\d)", re.I
)
ANY_PHONE = re.compile(r"(?:\+86[\s-]?)?(?:1[3-9]\d{9}|0\d{2,3}[\s-]\d{7,8}|400[\s-]\d{3}[\s-]\d{4})")
PATTERNS: dict[str, list[tuple[str, str]]] = {  # fact -> (pattern, language of what it finds; "" any)
    "legal_name": [
        (r"([\u4e00-\u9fff（）()]{4,28}(?:有限责任公司|股份有限公司|有限公司))", "zh-hans"),
        (r"\b([A-Z][\w&'-]*(?: [A-Z(][\w&'()-]*){0,6},? (?:Co\.,? ?Ltd\.?|Inc\.|GmbH|LLC|Limited|Corp\.))", "en"),
    ],
    "founded": [
        (r"((?:19|20)\d{2})\s*年?\s*(?:\d{1,2}月)?\s*(?:成立|创立|创建|建立)", ""),
        (r"(?:成立于|创立于|始建于|创建于|始于)\s*((?:19|20)\d{2})", ""),
        (r"(?:founded|established|since|incorporated)(?: in)?\s+((?:19|20)\d{2})", ""),
    ],
    "employees": [
        (r"(?:员工|职工)(?:总数|人数)?[^\d，。,.]{0,6}([\d,，]{2,8})\s*(?:余|多)?(?:人|名)", ""),
        (r"([\d,]{2,8})\s*(?:\+ )?(?:employees|people|staff|workers)", ""),
    ],
    "area": [
        (r"([\d,，.]{3,10})\s*(?:余|多)?\s*(?:平方米|平米|㎡|m²)", ""),
        (r"([\d,.]{3,10})\s*(?:m2|square met(?:er|re)s|sqm)", ""),
    ],
    "address": [
        (r"(?:地址|厂址|公司地址)[\s:：]*([\u4e00-\u9fff][^\n，。；;|]{5,60})", "zh-hans"),
        (r"(?:Address|Add\.?)\s*[:：]\s*([^\n;|]{10,120})", "en"),
    ],
    "city": [
        (r"(?:位于|坐落于|座落于|地处)\s*(?:中国)?(?:[\u4e00-\u9fff]{2,3}省)?([\u4e00-\u9fff]{2,4}?)(?:市|工业园|高新区|开发区)", "zh-hans"),
        (r"[\u4e00-\u9fff]{2,3}省([\u4e00-\u9fff]{2,4}?)市", "zh-hans"),
        (r"(?:located|based|situated) in ([A-Z][a-z]+(?: [A-Z][a-z]+)?),", "en"),
    ],
    "business": [
        (r"((?:专业|专注|主要|致力于)[^。！\n]{0,4}(?:从事|生产|制造|研发|提供|于)?[^。！\n]{6,60})", "zh-hans"),
        (r"(?:specializ\w+ in|manufactur\w+ of|produces?|makes?) ([^.\n]{10,110})", "en"),
    ],
    "certificate": [(r"((?:ISO|IATF|EN|GB/T)\s?\d{4,5}(?:[-:：]\d{1,4})?)", "")],
}  # fmt: skip


class NotRead(ValueError):
    """The address or the text gave nothing; the message says why, in the reader's language."""


@dataclass(frozen=True)
class Source:
    """A text and where it is from; `title` is that of the page, "" of a pasted text."""

    text: str
    title: str = ""


def fetch(address: str) -> Source:
    """Return what a website says on its front page and its page about the company. Raises NotRead."""
    address = address.strip()
    if not address.startswith(("http://", "https://")):
        address = f"https://{address}"
    if not urlsplit(address).hostname:
        raise NotRead(_("This is not the address of a website."))
    try:
        with guarded(), httpx2.Client(timeout=SECONDS, trust_env=False) as client:
            first, url = _get(client, address)
            pages = [first]
            if about := _about(first, url):
                with contextlib.suppress(NotRead):
                    pages.append(_get(client, about)[0])
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError, OSError) as error:
        if isinstance(error, NotRead):
            raise
        if _is_refused(error):
            raise NotRead(_("This address lies inside a private network and is not opened.")) from error
        raise NotRead(_("The website does not answer. Paste a text about the company instead.")) from error
    texts = [_words(soup) for soup in pages]
    title = first.title.get_text(" ", strip=True) if first.title else ""
    return Source("\n".join(texts)[:MOST_TEXT], title)


def _get(client, url: str) -> tuple[BeautifulSoup, str]:
    for _move in range(MOVES + 1):
        if not url.startswith(("http://", "https://")):
            raise NotRead(_("This is not the address of a website."))
        with client.stream("GET", url, headers={"User-Agent": "Mozilla/5.0 (Yangfan set-up)"}) as response:
            if response.is_redirect and "location" in response.headers:
                url = urljoin(url, response.headers["location"])
                continue
            if response.status_code != 200:
                raise NotRead(_("The website answers with error %(n)d.") % {"n": response.status_code})
            data = bytearray()
            for piece in response.iter_bytes():
                data += piece
                if len(data) > LARGEST:
                    raise NotRead(_("The page is too large."))
            return BeautifulSoup(bytes(data), "html.parser"), url
    raise NotRead(_("The website leads on too often."))


def _is_refused(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, HostRefused):
            return True
        error = error.__cause__ or error.__context__
    return False


def _about(soup: BeautifulSoup, url: str) -> str:
    """Return the address of the page about the company on the same host, "" when none is linked."""
    host = urlsplit(url).hostname
    for link in soup.find_all("a", href=True):
        said = f"{link.get_text(' ', strip=True)} {link['href']}".lower()
        if re.search(r"about|company|profile|关于|公司简介|企业简介", said):
            target = urljoin(url, link["href"])
            if urlsplit(target).hostname == host and target.partition("#")[0] != url:
                return target
    return ""


def _words(soup: BeautifulSoup) -> str:
    described = " ".join(
        str(meta.get("content") or "")
        for meta in soup.find_all("meta", attrs={"name": ["description", "Description"]})
    )
    for gone in soup(["script", "style", "noscript", "svg"]):
        gone.decompose()
    lines = (" ".join(line.split()) for line in soup.get_text("\n").splitlines())
    return "\n".join([described, *(line for line in lines if line)])


def read_facts(source: Source, *, workspace: Workspace, keys: set[str]) -> dict[str, dict[str, str]]:
    """Return {fact: {language: text}} for the facts of `keys` that the text names: by a model if there is one, else by rules."""
    found = by_rules(source)
    if intelligence.has_endpoint(workspace):
        with contextlib.suppress(intelligence.EndpointUnavailable):  # the rules have spoken already
            found = _merged(found, by_model(source, workspace))
    return {key: said for key, said in found.items() if key in keys and any(said.values())}


def by_rules(source: Source) -> dict[str, dict[str, str]]:
    """Return what patterns find."""
    text, found = source.text, {}
    if match := MAIL.search(text):
        found["email"] = {"en": match[0]}
    if match := PHONE.search(text) or ANY_PHONE.search(text):
        found["phone"] = {"en": match[match.lastindex or 0].strip()}
    for key, patterns in PATTERNS.items():
        for pattern, language in patterns:
            if match := re.search(pattern, text, re.I if language != "en" else 0):
                said = " ".join(match[1].split()).strip("，,：: ")
                found.setdefault(key, {}).setdefault(language or "en", said)
    for language, said in found.get("legal_name", {}).items():
        found.setdefault("company", {})[language] = short_name(said)
    if "company" not in found and source.title:
        name = re.split(r"[|_\-–—｜]", source.title)[0].strip()[:60]
        found["company"] = {"zh-hans" if HAN.search(name) else "en": name}
    return found


def short_name(legal: str) -> str:
    """Return 拓岚机器人 for 拓岚机器人（苏州）有限公司, and the same in English."""
    bare = re.sub(r"(?:有限责任|股份有限|有限)公司$|[（(][^）)]*[）)]", "", legal)
    return re.sub(r",? (?:Co\.,? ?Ltd\.?|Inc\.|GmbH|LLC|Limited|Corp\.)$", "", bare).strip()


class _Said(msgspec.Struct):
    key: str
    language: str
    text: str
    quote: str


class _Answer(msgspec.Struct):
    facts: list[_Said]


def by_model(source: Source, workspace: Workspace) -> dict[str, dict[str, str]]:
    """Return what a language model finds, each only if the text really holds the words it quotes."""
    answer = intelligence.ask(
        workspace=workspace, task="company_facts", schema=_Answer,
        system=(
            "You read a company's own text. Return only facts it states, as key, language (zh-hans or en), text, and the exact "
            "words of the text they stand in as quote. Keys: company, legal_name, city, address, phone, email, founded, employees, "
            "area, business (one clause: what it makes or does), certificate, product_1, product_2, product_3, markets. "
            "Invent nothing; leave out what is not said."
        ),
        user=source.text[:8000],
    )  # fmt: skip
    found: dict[str, dict[str, str]] = {}
    bare = re.sub(r"\s+", "", source.text)
    for said in answer.facts:
        if said.quote and re.sub(r"\s+", "", said.quote) in bare:
            found.setdefault(said.key, {})[said.language] = said.text[:300]
    return found


def _merged(one: dict, better: dict) -> dict:
    return {key: {**one.get(key, {}), **better.get(key, {})} for key in {*one, *better}}
