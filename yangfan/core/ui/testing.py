"""For browser tests of screens: axe's verdict, what the console complained about, and pictures on demand."""

import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

WORTH_FAILING = {"serious", "critical"}


def axe_problems(page) -> list[str]:
    """Return axe's serious and critical findings on this page, one line each with the elements meant."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {'; '.join(' '.join(map(str, node['target'])) for node in one['nodes'][:4])}"
        for one in found
        if one["impact"] in WORTH_FAILING
    ]


def complaints_of(page) -> list[str]:
    """Return a list that fills with the page's script errors and refused resources, such as breaches of the policy."""
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on(
        "console",
        lambda message: (
            said.append(f"{message.text} {message.location}") if message.type == "error" else None
        ),
    )
    return said


def picture(page, name: str) -> None:
    """Keep a full-page picture in the folder $PICTURES; without it do nothing."""
    folder = os.environ.get("PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def is_too_wide(page) -> bool:
    """True when the page scrolls sideways."""
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
