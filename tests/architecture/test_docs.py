"""Documents that fail when they lie."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from yangfan.config.cli import main

ROOT = Path(__file__).resolve().parents[2]
READS_ENVIRONMENT = re.compile(
    r'(?:\benv(?:\.\w+)?\(|environ(?:\.get\(|\.setdefault\(|\[))\s*\n?\s*"([A-Z][A-Z_]+)"'
)
NOT_SETTINGS = {"DJANGO_SETTINGS_MODULE", "PATH_INFO"}  # the second is part of a WSGI request


def variables():
    for file in ROOT.glob("yangfan/**/*.py"):
        if "tests" not in file.parts and file.name not in ("testing.py", "settings_test.py"):
            yield from READS_ENVIRONMENT.findall(file.read_text())


def test_every_environment_variable_is_in_the_reference():
    text = (ROOT / "docs/reference/settings.md").read_text()
    missing = {name for name in variables() if f"`{name}`" not in text} - NOT_SETTINGS
    assert missing == set()


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readme_names_commands_targets_and_files_that_exist(readme):
    text = (ROOT / readme).read_text()
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z-]+)", text)) <= targets
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / link).exists(), link
    for command in re.findall(r"yangfan ([a-z-]+)", text):
        assert CliRunner().invoke(main, [command, "--help"]).exit_code == 0, command
