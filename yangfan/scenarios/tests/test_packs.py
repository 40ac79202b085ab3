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
        ("manifest.yaml", "noun: inquiry", "noun: 询盘", "manifest.yaml: noun: is one of inquiry, lead"),
        ("pages/100-contact.yaml", "asks: rfq", "asks: quiz", "pages/100-contact.yaml: texts.zh-hans: forms.yaml has no form 'quiz'"),
        ("forms.yaml", "kind: date", "kind: day", "forms.yaml: [0].ask[1].kind"),
        ("forms.yaml", "kind: date", "kind: choice", "ask[1] date.choices.zh-hans: has 2 to 30 different choices"),
        ("forms.yaml", "en: Date needed", "de: Termin", "ask[1] date.label.en: is missing"),
        ("forms.yaml", "en: Date needed", 'en: "Date for {company}"', "a question cannot hold a fact"),
        ("pages/040-quality.yaml", "seo_description: \"", "seo_description: \"" + "很长" * 50, "search engines show 90"),
    ],
)  # fmt: skip
def test_the_check_names_file_and_field(broken, file, old, new, said):
    faults = broken(file, old, new)
    assert any(said in fault for fault in faults), faults


def test_each_page_gets_the_forms_questions_in_its_own_language():
    pack, _faults = scenarios.check_pack(scenarios.PACKS / "ecommerce")
    for language, asked in (
        ("zh-hans", ["哪天来", "什么时段", "几个人"]),
        ("en", ["Which day", "Time of day", "How many people"]),
    ):
        (form,) = pack.pages["pages/100-booking.yaml"].texts[language].fields["form"]
        assert [one["label"] for one in form["questions"]] == asked
        assert form["ask_country"] is False and form["phone_first"] and "asks" not in form


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
