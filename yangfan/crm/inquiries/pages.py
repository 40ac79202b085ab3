"""What a visited page is called, for people: by the title the stream kept, else by whoever knows the page's address."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from urllib.parse import unquote

from django.utils.translation import gettext as _

from yangfan.accounts.public import Workspace
from yangfan.core.registry import Registry
from yangfan.events import public as events


@dataclass(frozen=True)
class PageSource:
    """`titles(workspace, paths)` returns path -> title for the pages it knows."""

    key: str
    titles: Callable[[Workspace, set[str]], dict[str, str]]
    order: int = 100


_LANGUAGE = re.compile(r"[a-z]{2}(?:-[a-z]{2,4})?", re.I)
page_sources: Registry[PageSource] = Registry("page source")


def named(workspace: Workspace, steps: Iterable[events.PathStep]) -> list[events.PathStep]:
    """Return the steps, each page with a title."""
    steps = list(steps)
    titles = page_titles(workspace, {step.path for step in steps if not step.title})
    return [step if step.title else replace(step, title=titles.get(step.path, "")) for step in steps]


def page_titles(workspace: Workspace, paths: set[str]) -> dict[str, str]:
    """Return path -> title for the pages that somebody knows."""
    titles: dict[str, str] = {}
    for source in page_sources if paths else ():
        titles |= source.titles(workspace, paths - titles.keys())
    return titles


def page_title(step: events.PathStep) -> str:
    """Return what a step's page is called."""
    return title_of_page(step.title, step.path)


def title_of_page(title: str, path: str) -> str:
    """Return a page's title without the site's name; a page nobody named goes by the words of its address."""
    for separator in (" | ", " · ", " – ", " - "):
        if separator in title:
            return title.rpartition(separator)[0].strip()
    return title or _by_address(path)


def _by_address(path: str) -> str:
    """Return "teak chair" for /en/products/teak-chair/; the root and a language's root are the home page."""
    parts = [part for part in unquote(path.partition("?")[0]).split("/") if part]
    if not parts or len(parts) == 1 and _LANGUAGE.fullmatch(parts[0]):
        return _("Home page")
    return re.sub(r"[-_]+", " ", re.sub(r"\.[a-z0-9]{2,5}$", "", parts[-1]))
