"""Write quality/data/passages.tsv anew: what the demo's robotics site says, as the product cuts it into passages."""

import os
import tempfile
from pathlib import Path

OUT = Path(__file__).resolve().parent / "data" / "passages.tsv"


def main() -> None:
    os.environ["YANGFAN_HOME"], os.environ["DEMO"] = tempfile.mkdtemp(prefix="yangfan-quality-"), "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yangfan.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from yangfan.accounts.public import Workspace
    from yangfan.demo.build import build_sites
    from yangfan.sites.pages.passages import passages_of

    call_command("migrate", verbosity=0)
    build_sites()
    rows = passages_of(Workspace.objects.get(slug="tidelane"))
    lines = [
        "\t".join(" ".join(part.split()) for part in (one.language, one.title, one.text)) for one in rows
    ]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
