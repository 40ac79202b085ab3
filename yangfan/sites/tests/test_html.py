"""Every kind of page, in Chinese and English, is read by the Nu HTML checker (scripts/audit): no error."""

import json
import subprocess

import pytest

from tests import checker
from yangfan.sites.blocks.tests.samples import page_with_everything
from yangfan.sites.testing import page_of_every_kind

pytestmark = [pytest.mark.django_db, pytest.mark.html]


def errors_in(folder) -> list[str]:
    run = subprocess.run(
        [*checker.command(), "--format", "json", "--exit-zero-always", "--skip-non-html", str(folder)],
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    found = json.loads(run.stderr)["messages"]
    return [
        f"{one['url'].rpartition('/')[2]}: {one['message']} {one.get('extract', '')!r}"
        for one in found
        if one["type"] == "error"
    ]


def test_the_checker_finds_no_error_on_any_kind_of_page(built, visit, tmp_path):
    browser = visit(built.workspace)
    paths = page_of_every_kind(built.workspace)
    page_with_everything(built.workspace)  # with every block
    answers = {path: browser.get(path) for path in [*paths, "/en/everything/"]}
    assert {response.status_code for response in answers.values()} == {200}
    for language in ("en", "zh-hans"):
        contact = f"/{language}/contact/"
        answers[f"{contact}refused"] = browser.post(contact, {"name": "<b>", "email": "no"})
        for path in (
            f"{contact}sent/",
            f"/{language}/nothing/",
            f"/{language}/products/?q=A12&n_reach_min=500",
        ):
            answers[path] = browser.get(path)
    for path, response in answers.items():
        name = "".join(sign if sign.isalnum() else "_" for sign in path)
        (tmp_path / f"{name}.html").write_bytes(response.content)
    assert len(list(tmp_path.iterdir())) == len(answers) > 30
    assert errors_in(tmp_path) == []


def test_the_checker_would_find_an_error(tmp_path):
    (tmp_path / "wrong.html").write_text(
        "<!doctype html><html lang=en><title>x</title><p id=a><p id=a><div></span>"
    )
    assert len(errors_in(tmp_path)) >= 2
