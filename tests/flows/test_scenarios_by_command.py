"""Scenario packs on the command line: list, check, apply and take back."""

import json
import shutil

import pytest
from click.testing import CliRunner

from yangfan.config.cli import main
from yangfan.scenarios import public as scenarios
from yangfan.sites import public as sites
from yangfan.sites.testing import open_site


def run(*words):
    return CliRunner().invoke(main, ["scenario", *words])


def test_packs_are_listed_and_a_broken_one_is_named(tmp_path):
    assert "manufacturing" in run("list").output
    folder = shutil.copytree(scenarios.PACKS / "manufacturing", tmp_path / "manufacturing")
    manifest = folder / "manifest.yaml"
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace("trade: manufacturing", "trade: mining"), "utf-8"
    )
    checked = run("check", str(folder))
    assert checked.exit_code == 1 and "trade" in checked.output
    assert run("check", "nothing").exit_code == 1


@pytest.mark.django_db
def test_a_pack_is_applied_and_taken_back(workspace, tmp_path):
    open_site(workspace)
    facts = tmp_path / "facts.yaml"
    facts.write_text("business: makers of pump housings\ncity: {en: Suzhou}\n")
    base = ["apply", "manufacturing", "--workspace", "tidelane"]
    done = run(*base, "--facts", str(facts), "--language", "en", "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.output.splitlines()[-1])["pages"]["en"] >= 12
    home = sites.home_of(workspace, "en").get_latest_revision_as_object()
    assert "makers of pump housings" in str(home.body.get_prep_value())
    assert run(*base, "--undo").exit_code == 0
    assert not sites.home_of(workspace, "en").get_children().filter(slug="quality").exists()
    assert run("apply", "mining", "--workspace", "tidelane").exit_code == 1
