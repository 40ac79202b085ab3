"""The packs that come along, and what the check says of a broken one."""

import shutil

import pytest

from yangfan.scenarios import public as scenarios
from yangfan.scenarios.format import facts


@pytest.mark.parametrize("key", scenarios.pack_keys())
def test_a_pack_that_comes_along_is_without_fault(key):
    pack, faults = scenarios.check_pack(scenarios.PACKS / key)
    assert not faults, "\n".join(map(str, faults))
    assert len(pack.pages) >= 12


@pytest.fixture
def broken(tmp_path):
    """Return a function that copies the manufacturing pack and changes a text in one of its files."""

    def change(file, old, new):
        folder = tmp_path / "manufacturing"
        if not folder.exists():
            shutil.copytree(scenarios.PACKS / "manufacturing", folder)
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return [str(fault) for fault in scenarios.check_pack(folder)[1]]

    return change


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("pages/040-quality.yaml", "block: steps", "block: stairs", "pages/040-quality.yaml: texts.zh-hans.body[1]: there is no block 'stairs'"),
        ("pages/040-quality.yaml", "{certificate_body}", "{issuer}", "{issuer} is no fact"),
        ("pages/040-quality.yaml", "gauge.svg", "gone.svg", "there is no picture 'gone.svg'"),
        ("pages/030-capability.yaml", "to: /contact/#quote", "to: /nowhere/", "there is no page '/nowhere/'"),
        ("pages/040-quality.yaml", "title: 质量与认证", "headline: 质量与认证", "pages/040-quality.yaml: texts[...]"),
        ("pages/040-quality.yaml", "title: 四道检验", "title: 行业第一的四道检验", "forbids"),
        ("pages/065-first-case.yaml", "parent: applications", "parent: quality", "cannot stand below"),
        ("manifest.yaml", "trade: manufacturing", "trade: mining", "manifest.yaml: trade: is one of"),
        ("keywords.yaml", "page: /products/", "page: /goods/", "keywords.yaml: [2].page: there is no page"),
        ("goals.yaml", "target: 20", "target: many", "goals.yaml: [0].target"),
        ("pages/040-quality.yaml", "seo_description: \"", "seo_description: \"" + "很长" * 50, "search engines show 90"),
    ],
)  # fmt: skip
def test_the_check_names_file_and_field(broken, file, old, new, said):
    faults = broken(file, old, new)
    assert any(said in fault for fault in faults), faults


def test_a_slot_nobody_takes_is_kept_and_reported(broken, tmp_path):
    assert broken("calendar.yaml", "week: 1", "week: 1") == []
    pack, _faults = scenarios.check_pack(tmp_path / "manufacturing")
    assert "journeys" in pack.unfilled_slots()


@pytest.mark.parametrize("most", range(12, 40))
def test_a_text_cut_to_its_length_never_breaks_a_mark(most):
    text = "ISO 9001, 【Please add: number】, since 2009"
    shorter = facts.cut(text, most)
    assert len(shorter) <= most
    assert facts.MARK.search(shorter) or "【" not in shorter or most < 21
