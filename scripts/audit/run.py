"""`make audit`: Lighthouse opens home, product and article of the demo, in Chinese and English, as a phone.

Needs 95 for performance and best practices, 100 for accessibility and search engines. Performance is the machine's too:
a page below its mark is measured again, up to three times, and the best counts. AUDIT=http://host:port takes a site
that is running; else the demo is built (`demo --bare`). Reports (HTML) go to var/audit.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
from conftest import CHROMIUM  # noqa: E402
from tests.e2e.product import Product  # noqa: E402

PAGES = [
    f"/{language}/{page}"
    for language in ("zh-hans", "en")
    for page in ("", "products/a12/", "articles/before-you-ask-for-a-quote/")
]
NEEDED = {"performance": 95, "accessibility": 100, "best-practices": 95, "seo": 100}
REPORTS = ROOT / "var" / "audit"


def look_at(url: str, name: str) -> dict:
    """Return {category: points of 100}, and under "why" what cost points in words."""
    place = REPORTS / name
    subprocess.run(
        [str(ROOT / "scripts/audit/node_modules/.bin/lighthouse"), url, "--quiet", "--output=json", "--output=html",
         f"--output-path={place}", "--only-categories=" + ",".join(NEEDED),
         "--chrome-flags=--headless=new --no-sandbox --disable-gpu"],
        env={**os.environ, "CHROME_PATH": CHROMIUM}, check=True, timeout=300, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    report = json.loads(Path(f"{place}.report.json").read_text())
    points = {key: round(report["categories"][key]["score"] * 100) for key in NEEDED}
    weak = [one for one in report["audits"].values() if one["score"] is not None and one["score"] < 0.9]
    points["why"] = [f"{one['title']} {one.get('displayValue', '')}".strip() for one in weak]
    return points


def is_enough(points: dict) -> bool:
    return all(points[key] >= least for key, least in NEEDED.items())


def audit(origin: str) -> int:
    REPORTS.mkdir(parents=True, exist_ok=True)
    failed = False
    print(f"{'':<48}" + "".join(f"{key:>16}" for key in NEEDED))
    for page in PAGES:
        best = {}
        for _try in range(3):
            found = look_at(origin + page, page.strip("/").replace("/", "-"))
            best = max(best, found, key=lambda one: one.get("performance", -1))
            if is_enough(best):
                break
        print(f"{page:<48}" + "".join(f"{best[key]:>16}" for key in NEEDED), flush=True)
        if not is_enough(best):
            failed = True
            for words in best["why"]:
                print(f"    {words}")
    return int(failed)


def main() -> int:
    if CHROMIUM is None:
        print("Chromium is not installed.")
        return 1
    if origin := os.environ.get("AUDIT"):
        return audit(origin.rstrip("/"))
    with tempfile.TemporaryDirectory() as home:
        product = Product(Path(home), "demo", "--bare")
        try:
            deadline = time.monotonic() + 900
            while "Ready:" not in product.log.read_text():
                if time.monotonic() > deadline or product.process.poll() is not None:
                    print(product.log.read_text()[-2000:])
                    return 1
                time.sleep(0.5)
            return audit(f"http://tidelane.localhost:{product.environment['WEB_PORT']}")
        finally:
            product.stop()


if __name__ == "__main__":
    sys.exit(main())
