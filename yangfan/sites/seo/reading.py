"""A page as a search engine reads it: rendered as a visitor gets it, then taken apart."""

import json
import re
import unicodedata
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from django.conf import settings
from django.core.files.storage import default_storage
from django.test import RequestFactory
from django.utils import translation

from yangfan.sites.hosts import addresses
from yangfan.sites.hosts.arrival import enter_site

WIDE = frozenset("WF")


@dataclass
class View:
    """What stands on a page."""

    html: str
    title: str = ""
    description: str = ""
    canonical: str = ""
    robots: str = ""
    h1: list[str] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)  # of all headings, in order
    links: list[tuple[str, str]] = field(default_factory=list)  # (address, text) in the main part
    anchors: set[str] = field(default_factory=set)
    images: list[str] = field(default_factory=list)  # addresses
    images_without_alt: int = 0
    text: str = ""
    data: list[dict] = field(default_factory=list)  # nodes of JSON-LD
    data_broken: bool = False
    alternates: dict[str, str] = field(default_factory=dict)  # hreflang -> address

    @property
    def first_words(self) -> str:
        return self.text[:300]


def render(page) -> str:
    """Return the live page's HTML as its visitors get it."""
    root = addresses.root_of(page.workspace_id)
    host = urlsplit(root.url).netloc
    path = page.get_url_parts()[2]
    request = RequestFactory().get(path, headers={"host": host})
    request.on_console = False
    request.urlconf = settings.SITE_URLCONF
    enter_site(request, host.partition(":")[0])
    language = page.locale.language_code
    request.LANGUAGE_CODE = language
    with translation.override(language):
        response = page.serve(request)
        if hasattr(response, "render"):
            response.render()
    return response.content.decode()


def take_apart(html: str) -> View:
    """Return what stands in a page's HTML."""
    soup = BeautifulSoup(html, "html.parser")
    view = View(html)
    view.title = text_in(soup.title)
    view.description = content_of(soup, "description")
    view.robots = content_of(soup, "robots")
    if link := soup.find("link", rel="canonical"):
        view.canonical = link.get("href", "")
    for link in soup.find_all("link", rel="alternate", hreflang=True):
        view.alternates[link["hreflang"]] = link.get("href", "")
    view.h1 = [text_in(one) for one in soup.find_all("h1")]
    view.levels = [int(one.name[1]) for one in soup.find_all(re.compile(r"^h[1-6]$"))]
    view.anchors = {one["id"] for one in soup.find_all(id=True)}
    read_data(soup, view)
    main = soup.find("main") or soup.body or soup
    for image in main.find_all("img"):
        view.images.append(image.get("src", ""))
        view.images_without_alt += image.get("alt") is None
    for one in main.find_all("a", href=True):
        view.links.append((one["href"].strip(), text_in(one)))
    for one in main.find_all(["script", "style", "form", "nav", "svg"]):
        one.decompose()
    view.text = text_in(main)
    return view


def text_in(node) -> str:
    return " ".join(node.get_text(" ").split()) if node else ""


def content_of(soup, name: str) -> str:
    found = soup.find("meta", attrs={"name": name})
    return " ".join(found.get("content", "").split()) if found else ""


def read_data(soup, view: View) -> None:
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            read = json.loads(script.string or "")
        except ValueError:
            view.data_broken = True
            continue
        nodes = read.get("@graph", [read]) if isinstance(read, dict) else read
        view.data += [node for node in nodes if isinstance(node, dict)]


def width(text: str) -> int:
    """Return how wide a text is in results: a Chinese sign takes the room of two letters."""
    return sum(2 if unicodedata.east_asian_width(sign) in WIDE else 1 for sign in text)


def is_chinese(text: str) -> bool:
    signs = sum("\u4e00" <= sign <= "\u9fff" for sign in text)
    return signs * 3 > len(text)


def bytes_of_images(view: View) -> int:
    """Return how many bytes the page's own pictures have."""
    total = 0
    for address in set(view.images):
        path = urlsplit(address).path
        if path.startswith("/media/"):
            try:
                total += default_storage.size(path.removeprefix("/media/"))
            except (FileNotFoundError, OSError):
                continue
    return total
