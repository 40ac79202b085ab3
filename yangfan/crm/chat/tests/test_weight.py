"""The widget stays light and its built form fits its source."""

import gzip
import hashlib
from pathlib import Path

import yangfan.crm

FOLDER = Path(yangfan.crm.__file__).parent / "static/crm/chat"
LIMIT = 10 * 1024


def test_the_widget_weighs_at_most_ten_kilobytes_gzipped():
    assert len(gzip.compress((FOLDER / "widget.min.js").read_bytes(), 9)) <= LIMIT


def test_the_built_widget_is_made_of_its_source():
    mark = hashlib.sha256((FOLDER / "widget.js").read_bytes()).hexdigest()[:12]
    assert mark in (FOLDER / "widget.min.js").read_text().splitlines()[0]
