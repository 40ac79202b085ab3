"""Figure: accepted events lost or doubled by killing collector, loader and store under load. With a careless loader beside."""

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ["PYTHONPATH"] = str(ROOT)

from yangfan.events.tests.chaos import run_chaos  # noqa: E402

LOADERS = {"ours": "yangfan.events.loader.run", "careless": "benchmarks.chaos.careless"}


def main() -> int:
    kills = int(os.environ.get("KILLS", "40"))
    print(
        f"{'loader':<10}{'kills':>7}{'accepted':>10}{'sent again':>12}{'lost':>7}{'doubled':>9}{'visits right':>14}"
    )
    reports = {}
    for name, module in LOADERS.items():
        with tempfile.TemporaryDirectory() as home:
            report = reports[name] = run_chaos(Path(home), kills=kills, seed=7, load_module=module)
        is_right = "yes" if report.in_visits == report.with_visit else "no"
        print(
            f"{name:<10}{sum(report.kills.values()):>7}{len(report.accepted):>10,}{report.retried:>12,}"
            f"{report.lost:>7}{report.doubled:>9}{is_right:>14}",
            flush=True,
        )
    ours, careless = reports["ours"], reports["careless"]
    # The careless one must show doubles, or the test could not see ours.
    return int(ours.lost > 0 or ours.doubled > 0 or careless.doubled == 0)


if __name__ == "__main__":
    sys.exit(main())
