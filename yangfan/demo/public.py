"""What the command line may use of the demo."""

import json
from datetime import date
from typing import TextIO

from django.utils import timezone

from yangfan.demo.build import build_case, build_living, build_sites
from yangfan.demo.outdoor.samples import FILE as PHRASES
from yangfan.demo.people import OWNER, PASSWORD
from yangfan.demo.replay import replay
from yangfan.demo.season.emit import emit, yesterday
from yangfan.demo.start import links

LOGIN_WORDS = f"log in as {OWNER} with the password {PASSWORD}, or pick a role on the start page"


def dump_season(file: TextIO, *, seed: int, last_day: date | None = None) -> int:
    """Write the season's raw requests as JSON lines; return how many."""
    count = 0
    for request in emit(seed, last_day=last_day or yesterday(timezone.now())):
        file.write(json.dumps(request, ensure_ascii=False) + "\n")
        count += 1
    return count


__all__ = [
    "LOGIN_WORDS",
    "PHRASES",
    "build_case",
    "build_living",
    "build_sites",
    "dump_season",
    "links",
    "replay",
]
