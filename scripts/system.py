"""Fetch what no Python package brings: Chromium and Chinese fonts for browser tests, gettext, PostgreSQL,
a mail server (Postfix, Dovecot), nginx, Java and npm for the HTML checker.

As root on Debian or Ubuntu it installs them; elsewhere it says in one line what to install. It never fails: a test
whose tool is missing is counted as not run, and that fails CI.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

SYSTEM_PATH = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"])
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def postgres_is_here() -> bool:
    return bool(shutil.which("initdb") or list(Path("/usr/lib/postgresql").glob("*/bin/initdb")))


def chinese_fonts_are_here() -> bool:
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, text=True).stdout.strip())


NEEDED = {
    "chromium": lambda: any(shutil.which(name) for name in CHROMIUM),
    "fonts-noto-cjk": chinese_fonts_are_here,
    "gettext": lambda: bool(shutil.which("msgfmt") and shutil.which("xgettext")),
    "postgresql": postgres_is_here,
    "openjdk-17-jre-headless": lambda: bool(shutil.which("java")),
    "npm": lambda: bool(shutil.which("npm")),
    "postfix": lambda: bool(shutil.which("postfix", path=SYSTEM_PATH)),
    "dovecot-imapd": lambda: bool(shutil.which("dovecot", path=SYSTEM_PATH)),
    "nginx": lambda: bool(shutil.which("nginx", path=SYSTEM_PATH)),
    "dovecot-lmtpd": lambda: Path("/usr/lib/dovecot/lmtp").exists(),
}


def main() -> int:
    missing = [package for package, is_here in NEEDED.items() if not is_here()]
    if not missing:
        return 0
    words = " ".join(missing)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print(f"Please install: {words}. Until then the tests that need them are not run.")
        return 0
    print(f"Installing: {words} (apt)…", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if "postfix" in missing and shutil.which(
        "debconf-set-selections"
    ):  # the tests bring their own configuration
        answer = "postfix postfix/main_mailer_type select No configuration\n"
        subprocess.run(["debconf-set-selections"], input=answer, text=True, check=False)
    subprocess.run(["apt-get", "update", "-qq"], env=environment, check=False)
    done = subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing],
        env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        print(f"apt could not install {words}: {done.stderr.strip().splitlines()[-1:]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
