"""Take the guides' pictures of each trade's site, the wizard and the translation editor, from an installation of their own.

The packs' own examples stand for a company's facts. Everything lives in a folder that is thrown away.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
NAMES = {
    "manufacturing": ("恒锐机床", "Hengrui Machines"), "consumer_goods": ("山野果铺", "Hillside Fruits"),
    "ecommerce": ("栖木咖啡", "Perch Coffee"), "education": ("晨星编程", "Morning Star Coding"),
    "healthcare": ("清禾口腔", "Qinghe Dental"), "finance": ("安澜理财", "Anlan Advisers"),
}  # fmt: skip
BUSINESS = {
    "manufacturing": (("精密车床与铣床", "precision lathes and mills"), ("CK50 数控车床", "CK50 lathe"), ("VM8 加工中心", "VM8 machining centre"), ("备件与改造", "spare parts and retrofits")),
    "consumer_goods": (("山地水果汁与果干", "mountain fruit juices and dried fruit"), ("沙棘汁 330 ml", "sea buckthorn juice 330 ml"), ("苹果脆片", "apple crisps"), ("礼盒", "gift boxes")),
    "ecommerce": (("手冲咖啡与咖啡课", "hand-brewed coffee and coffee lessons"), ("双人手冲体验", "brewing for two"), ("拉花课", "latte art lesson"), ("豆子烘焙", "roasting")),
    "education": (("青少年编程", "coding for the young"), ("Python 入门", "First steps in Python"), ("机器人搭建", "Building robots"), ("竞赛小组", "Competition group")),
    "healthcare": (("口腔门诊", "dental clinic"), ("洁治", "cleaning"), ("补牙", "fillings"), ("正畸", "orthodontics")),
    "finance": (("家庭财务规划", "financial planning for families"), ("退休规划", "retirement planning"), ("保险检视", "insurance review"), ("子女教育金", "education savings")),
}  # fmt: skip
MORE = {"consumer_goods": ["ar"]}
DESKTOP = {"width": 1280, "height": 860}
TRANSLATOR = "consumer_goods"  # whose site shows a text of a person with a source that has changed


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def prepare() -> int:
    """Make the six companies and their sites; return the id of a translation with a flagged text."""
    from django.core.management import call_command
    from django.utils import timezone

    from yangfan.accounts import public as accounts
    from yangfan.config import prepare as house
    from yangfan.scenarios import public as packs

    house.everything(say=print)
    call_command("collectstatic", interactive=False, verbosity=0)
    boss = accounts.User.objects.create_user(
        "boss@trades.example", "for-pictures-only", name="王岚", language="zh-hans"
    )
    for key, (name, english) in NAMES.items():
        workspace = accounts.create_workspace(
            name=name, industry=key, language="zh-hans", colour="#0a4d68", owner=boss, now=timezone.now(),
            slug=key.replace("_", "-"), locales=["zh-hans", "en"],
        )  # fmt: skip
        setup = packs.begin_setup(workspace=workspace, actor=boss, now=timezone.now())
        setup.pack, setup.languages = key, ["zh-hans", "en", *MORE.get(key, [])]
        setup.facts |= examples_of(key, name, english)
        setup.save()
        packs.build(setup=setup, actor=boss, now=timezone.now())
        packs.publish(setup=setup, actor=boss, now=timezone.now())
    return flag_a_text(boss)


def examples_of(key: str, name: str, english: str) -> dict:
    """Return the pack's own examples as facts, and the company's name."""
    from yangfan.scenarios import public as packs

    facts = {one: fact.example for one, fact in packs.pack_of(key).manifest.facts.items() if fact.example}
    business, *products = [{"zh-hans": one, "en": other, "ar": other} for one, other in BUSINESS[key]]
    said = {"zh-hans": name, "en": english, "ar": english}
    numbered = {f"product_{n}": words for n, words in enumerate(products, 1)}
    return facts | numbered | {
        "company": said, "brand": said, "legal_name": {**said, "zh-hans": f"{name}有限公司", "en": f"{english} Ltd."},
        "business": business, "city": {"zh-hans": "宁波", "en": "Ningbo", "ar": "Ningbo"}, "email": same("hello@trades.example"),
        "address": {"zh-hans": "宁波市江北区示例路 8 号", "en": "8 Sample Road, Jiangbei, Ningbo", "ar": "8 Sample Road, Jiangbei, Ningbo"},
        "phone": same("+86 574 5550 0100"), "founded": same("2011"), "employees": same("46"), "country": {"zh-hans": "中国", "en": "China", "ar": "الصين"},
    }  # fmt: skip


def same(words: str) -> dict:
    """Say the same in each language."""
    return dict.fromkeys(("zh-hans", "en", "ar"), words)


def flag_a_text(boss) -> int:
    """Let a person put one text into English in their own words, and change what it was translated from."""
    from django.utils import timezone

    from yangfan.accounts.public import Workspace
    from yangfan.sites import public as sites
    from yangfan.sites.translation import actions
    from yangfan.sites.translation.models import Unit

    workspace = Workspace.objects.get(slug=TRANSLATOR.replace("_", "-"))
    about = sites.pages_of(workspace).filter(locale__language_code="zh-hans", slug="about").first().specific
    sites.translate_pages(
        workspace=workspace, source="zh-hans", target="zh-hant", pages=[about.pk], publish=False
    )
    rows = Unit.objects.of(workspace).select_related("translation", "workspace")
    unit = rows.filter(translation__key=about.translation_key, path="title").first()
    actions.edit_unit(unit=unit, words="關於我們的果園", actor=boss, now=timezone.now())
    about.title = f"{about.title}与每年的溯源报告"
    sites.save_page(page=about)
    return unit.translation_id


def take(port: int, translation: int) -> None:
    """Photograph everything."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        page = browser.new_context(viewport=DESKTOP, locale="zh-CN").new_page()
        for key in NAMES:
            for language in ("zh-hans", "en", *MORE.get(key, [])):
                page.goto(f"http://{key.replace('_', '-')}.localhost:{port}/{language}/")
                refuse = page.locator("[data-consent='no'], .consent button").first
                if refuse.is_visible():
                    refuse.click()
                shoot(page, f"trade-{key.replace('_', '-')}-{language.partition('-')[0]}")
        console = f"http://localhost:{port}"
        page.goto(f"{console}/accounts/login/")
        page.fill("input[name=login]", "boss@trades.example")
        page.fill("input[name=password]", "for-pictures-only")
        page.locator("main form button, form.yf-form button").first.click()
        page.wait_for_load_state("networkidle")
        slug = TRANSLATOR.replace("_", "-")
        for name, path in (("wizard", "setup/step/1/"), ("wizard-result", "setup/result/")):
            page.goto(f"{console}/console/{slug}/{path}")
            shoot(page, f"{name}-zh")
        page.goto(f"{console}/console/{slug}/site/translation/")
        shoot(page, "translation-zh")
        page.goto(f"{console}/console/{slug}/site/translation/pages/{translation}/?state=flagged")
        shoot(page, "translation-flagged-zh")
        browser.close()


def shoot(page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"{name}.png")
    print(name, flush=True)


def main() -> None:
    port = free_port()
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {
            "YANGFAN_HOME": home, "WEB_PORT": str(port), "LIVE_PORT": "0", "DJANGO_SETTINGS_MODULE": "yangfan.config.settings",
        }  # fmt: skip
        import django

        django.setup()
        translation = prepare()
        server = [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
        ]
        web = subprocess.Popen(
            [*server, "yangfan.config.wsgi:application"], cwd=ROOT, stdin=subprocess.DEVNULL
        )
        try:
            for _ in range(240):
                time.sleep(0.5)
                try:
                    with urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=2):
                        break
                except OSError:
                    continue
            take(port, translation)
        finally:
            web.terminate()
            web.wait(20)


if __name__ == "__main__":
    main()
