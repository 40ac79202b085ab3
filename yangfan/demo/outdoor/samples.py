"""The demo's translations, made beforehand and marked as samples; the stand-in learns its sayings from the same file."""

import json
from functools import cache
from pathlib import Path

from yangfan.crm import public as crm

FILE = Path(__file__).with_name("translations.json")
READERS = "zh-hans"


@cache
def translations() -> dict[str, str]:
    """Return {what was written: how the company's people read it}."""
    return {
        text: row[READERS]
        for row in json.loads(FILE.read_text())
        for language, text in row.items()
        if language != READERS
    }


def add_samples(inquiry: crm.Inquiry) -> None:
    """Put a sample translation beside every message of this inquiry that has one."""
    known = translations()
    for message in crm.Message.objects.of(inquiry.workspace).filter(inquiry=inquiry):
        message.workspace = inquiry.workspace
        if message.text in known:
            crm.add_sample_translation(message=message, language=READERS, text=known[message.text])
