"""Run every benchmark folder's run.py in turn and print its table: `make bench`, or with names, only those."""

import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
NOT_RUN = 77  # what it needs is not installed; it has said so


def main() -> int:
    wanted = sys.argv[1:] or sorted(path.parent.name for path in HERE.glob("*/run.py"))
    failed, left_out = [], []
    for name in wanted:
        started = time.monotonic()
        print(f"\n=== {name}", flush=True)
        code = subprocess.run([sys.executable, str(HERE / name / "run.py")], cwd=HERE.parent).returncode
        if code:
            (left_out if code == NOT_RUN else failed).append(name)
        print(f"    ({time.monotonic() - started:.0f} s)", flush=True)
    if left_out:
        print("not run:", ", ".join(left_out))
    if failed:
        print("failed:", ", ".join(failed))
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
