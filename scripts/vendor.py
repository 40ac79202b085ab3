"""Fetch the front-end libraries from their npm tarballs, check them, and put the files we ship where they belong.

Run by hand when a version changes: `python scripts/vendor.py`. The files are committed; nothing is fetched at run time.
"""

import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "yangfan/core/ui/static"
PACKAGES = {
    "@tabler/core@1.6.1": {
        "sha256": "d02d679e51f6c179b21f035e154c13cdcb2ae8b18579e56ea606408ba7fc7a87",
        "files": {
            "dist/css/tabler.min.css": "vendor/tabler.min.css",
            "dist/js/tabler.min.js": "vendor/tabler.min.js",
        },
    },
    "htmx.org@2.0.11": {
        "sha256": "165a2655073e9e6e55e307a7c74e8ebcdb76afb7701f9c16cfd106a13add408e",
        "files": {"dist/htmx.min.js": "vendor/htmx.min.js"},
    },
    "echarts@6.1.0": {
        "sha256": "681aff88cc1038c3fa941a3a53d1b177a52250b05335efc607d6105ae13be481",
        "files": {"dist/echarts.min.js": "vendor/echarts.min.js"},
    },
    "@tabler/icons@3.51.0": {
        "sha256": "b30108713d3fa60aee862c2a133225da8e0f309be0708fe2925763ff810c766c",
        "files": {},
    },
}
ICONS = [
    "alert-triangle",
    "archive",
    "arrow-back-up",
    "arrow-down-right",
    "arrow-left",
    "arrow-right",
    "arrow-up-right",
    "at",
    "ban",
    "bell",
    "bolt",
    "brand-wechat",
    "building",
    "calendar",
    "chart-bar",
    "chart-line",
    "check",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "chevron-up",
    "circle-check",
    "clock",
    "cloud-upload",
    "coin",
    "copy",
    "currency-yuan",
    "dots",
    "dots-vertical",
    "download",
    "edit",
    "external-link",
    "eye",
    "file-spreadsheet",
    "file-text",
    "filter",
    "flag",
    "help",
    "help-circle",
    "home",
    "inbox",
    "info-circle",
    "key",
    "language",
    "link",
    "list",
    "logout",
    "mail",
    "map-pin",
    "menu-2",
    "message",
    "message-circle",
    "news",
    "note",
    "package",
    "paperclip",
    "pencil",
    "phone",
    "photo",
    "player-play",
    "plug",
    "plus",
    "refresh",
    "robot",
    "search",
    "selector",
    "send",
    "settings",
    "share",
    "shield-check",
    "sitemap",
    "sort-ascending",
    "sort-descending",
    "speakerphone",
    "star",
    "sunrise",
    "tag",
    "target",
    "template",
    "trash",
    "trending-up",
    "trophy",
    "upload",
    "user",
    "user-plus",
    "users",
    "world",
    "world-www",
    "x",
    "language-hiragana",
    "mood-empty",
    "history",
    "arrows-sort",
    "adjustments",
    "credit-card",
    "receipt",
    "palette",
    "brush",
    "qrcode",
    "lock",
    "device-mobile",
]


def fetch(package: str, into: Path) -> Path:
    name = subprocess.run(
        ["npm", "pack", "--silent", package], cwd=into, check=True, capture_output=True, text=True
    ).stdout.strip()
    return into / name.splitlines()[-1]


def sprite(tar: tarfile.TarFile) -> str:
    symbols = []
    for icon in sorted(set(ICONS)):
        svg = tar.extractfile(f"package/icons/outline/{icon}.svg").read().decode()
        paths = "".join(re.findall(r"<(?:path|circle|rect|line)\b[^>]*/>", svg))
        symbols.append(f'<symbol id="{icon}" viewBox="0 0 24 24">{paths}</symbol>')
    return (
        '<svg xmlns="http://www.w3.org/2000/svg"><!-- Tabler Icons, MIT -->\n'
        + "\n".join(symbols)
        + "\n</svg>\n"
    )


def main() -> int:
    with tempfile.TemporaryDirectory() as scratch:
        for package, wanted in PACKAGES.items():
            tarball = fetch(package, Path(scratch))
            found = hashlib.sha256(tarball.read_bytes()).hexdigest()
            if found != wanted["sha256"]:
                print(f"{package}: checksum is {found}, expected {wanted['sha256']}")
                return 1
            with tarfile.open(tarball) as tar:
                for inside, outside in wanted["files"].items():
                    data = tar.extractfile(f"package/{inside}").read()
                    data = re.sub(rb"\n?(//|/\*)# sourceMappingURL=.*?(\*/)?\s*$", b"\n", data)
                    (STATIC / outside).write_bytes(data)
                if package.startswith("@tabler/icons"):
                    (STATIC / "ui/icons.svg").write_text(sprite(tar))
            print(f"{package}: ok")
    return 0


if __name__ == "__main__":
    sys.exit(main())
