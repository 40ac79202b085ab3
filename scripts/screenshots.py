"""Take the README's pictures from the running demo: one that runs already, or one started here."""

import os
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
CONSOLE = os.environ.get("CONSOLE_URL", "http://localhost:8000")
CASE, LIVING = "tidelane", "tingfield"
OWNER, SALES = "owner", "sales"
SCREENS = {
    "deals": "deals/",
    "forecast": "deals/forecast/",
    "contacts": "contacts/",
}
DESKTOP, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
LANGUAGES = {"zh": "zh-hans", "en": "en"}


def is_answering() -> bool:
    try:
        with urllib.request.urlopen(f"{CONSOLE}/healthz", timeout=2):
            return True
    except OSError:
        return False


def start_demo() -> subprocess.Popen | None:
    """Start the demo unless it runs already; return when its season has been told."""
    if is_answering():
        return None
    command = [sys.executable, "-m", "yangfan.config.cli", "demo"]
    demo = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    for line in demo.stderr:
        print(line, end="", file=sys.stderr)
        if " Ready: " in line:
            return demo
    raise SystemExit("the demo ended before it was ready")


class Camera:
    """One browser window in one language and size."""

    def __init__(self, browser, language: str, size: dict):
        self.language = language
        context = browser.new_context(viewport=size, device_scale_factor=1, locale=LANGUAGES[language])
        context.add_cookies([{"name": "yf_language", "value": LANGUAGES[language], "url": CONSOLE}])
        self.page: Page = context.new_page()

    def enter_as(self, role: str) -> None:
        self.page.goto(f"{CONSOLE}/")
        self.page.locator(f"form[action$='/demo/{role}/'] button").first.click()
        self.page.wait_for_load_state("networkidle")

    def go(self, address: str) -> None:
        self.page.goto(address if address.startswith("http") else CONSOLE + address)
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_timeout(800)  # charts draw themselves in

    def shoot(self, name: str) -> None:
        self.page.screenshot(path=PICTURES / f"{name}.png")
        print(f"{name}.png")


def take_console(browser, language: str) -> None:
    desk = Camera(browser, language, DESKTOP)
    desk.enter_as(OWNER)
    desk.go(f"/console/{CASE}/overview/")
    desk.shoot(f"overview-{language}")
    desk.go(f"http://{CASE}.localhost:{CONSOLE.rpartition(':')[2]}/{LANGUAGES[language]}/")
    hide_consent(desk.page)
    desk.shoot(f"site-{language}")
    desk.go(f"/console/{CASE}/site/")
    edit = desk.page.locator("a[href*='/cms/pages/'][href$='/edit/']").first
    desk.go(edit.get_attribute("href"))
    desk.shoot(f"editor-{language}")


def take_desk(browser, language: str) -> None:
    desk = Camera(browser, language, DESKTOP)
    desk.enter_as(SALES)
    desk.go(f"/console/{LIVING}/")
    desk.shoot(f"today-{language}")
    first = desk.page.locator(".yf-inq h3 a").first.get_attribute("href")
    desk.go(first)
    desk.shoot(f"inquiry-{language}")
    desk.go(f"/console/{LIVING}/inquiries/")
    desk.shoot(f"inbox-{language}")
    desk.go(arabic_inquiry(desk))
    desk.shoot(f"conversation-{language}")
    for name, path in SCREENS.items():
        desk.go(f"/console/{LIVING}/{path}")
        desk.shoot(f"{name}-{language}")


def arabic_inquiry(camera: Camera) -> str:
    """Return the address of the latest inquiry in Arabic that waits for an answer."""
    camera.go(f"/console/{LIVING}/inquiries/?language=ar")
    return camera.page.locator(".crm-rows a[href*='/inquiries/']").first.get_attribute("href")


def take_phone(browser, language: str) -> None:
    phone = Camera(browser, language, PHONE)
    phone.enter_as(SALES)
    phone.go(f"/console/{LIVING}/")
    phone.shoot(f"today-{language}-phone")
    phone.go(arabic_inquiry(phone))
    phone.shoot(f"conversation-{language}-phone")
    phone.go(f"http://{LIVING}.localhost:{CONSOLE.rpartition(':')[2]}/{LANGUAGES[language]}/")
    hide_consent(phone.page)
    open_chat(phone.page)
    phone.shoot(f"chat-{language}-phone")
    phone.go(f"http://{CASE}.localhost:{CONSOLE.rpartition(':')[2]}/{LANGUAGES[language]}/")
    hide_consent(phone.page)
    phone.shoot(f"site-{language}-phone")


def open_chat(page: Page) -> None:
    page.locator("#yf-chat button").first.click()
    page.wait_for_timeout(800)


def hide_consent(page: Page) -> None:
    refuse = page.locator("[data-consent='no'], .consent button").first
    if refuse.count():
        refuse.click()
        page.wait_for_timeout(200)


def main() -> int:
    PICTURES.mkdir(parents=True, exist_ok=True)
    demo = start_demo()
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium,
                args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            )
            for language in LANGUAGES:
                take_console(browser, language)
                take_desk(browser, language)
                take_phone(browser, language)
            browser.close()
    finally:
        if demo:
            demo.terminate()
            demo.wait(20)
    return 0


if __name__ == "__main__":
    sys.exit(main())
