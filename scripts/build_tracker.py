"""Make tracker.min.js of tracker.js and widget.min.js of widget.js with esbuild. Run by hand after a change; all are committed."""

import hashlib
import subprocess
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "yangfan"
SCRIPTS = {
    PACKAGE / "events/collector/tracker.js": "es2017",
    PACKAGE / "crm/static/crm/chat/widget.js": "es2018",
}
ESBUILD = "esbuild@0.25.12"


def main() -> None:
    for script, target in SCRIPTS.items():
        source = script.read_bytes()
        minified = subprocess.run(
            ["npx", "--yes", ESBUILD, "--minify", f"--target={target}", "--charset=utf8", "--log-level=warning"],
            input=source, check=True, capture_output=True,
        ).stdout  # fmt: skip
        mark = hashlib.sha256(source).hexdigest()[:12]
        header = f"/*! Yangfan, of {script.name} {mark} */\n".encode()
        script.with_suffix(".min.js").write_bytes(header + minified)


if __name__ == "__main__":
    main()
