"""`make eval-translation`: the whole way on a few paragraphs in XQuAD's format, and the line that says what is missing."""

import importlib.util
import json
from pathlib import Path

import pytest

from yangfan.intelligence import testing

SCRIPT = Path(__file__).resolve().parents[2] / "quality" / "translation.py"
spec = importlib.util.spec_from_file_location("quality_translation", SCRIPT)
quality = importlib.util.module_from_spec(spec)
spec.loader.exec_module(quality)

scripted = testing.scripted
ZH = ["这家工厂成立于1998年，有120名员工。", "机器人的电池可以用八个小时。"]
EN = ["The factory was founded in 1998 and has 120 employees.", "The robot's battery lasts eight hours."]


@pytest.fixture
def folder(tmp_path):
    """XQuAD's two files: articles of paragraphs, each with a context and its questions."""
    for code, contexts in (("zh", ZH), ("en", EN)):
        data = [{"title": "x", "paragraphs": [{"context": text, "qas": []}]} for text in contexts]
        (tmp_path / f"xquad.{code}.json").write_text(json.dumps({"data": data, "version": "1.1"}))
    return tmp_path


def test_paragraphs_are_paired_and_files_that_do_not_fit_are_refused(folder):
    pairs = quality.read_xquad(folder)
    assert [(pair.before, pair.after) for pair in pairs] == list(zip(ZH, EN, strict=True))
    assert pairs[0].keep == ("1998", "120")
    (folder / "xquad.en.json").write_text(json.dumps({"data": []}))
    with pytest.raises(ValueError, match="as many"):
        quality.read_xquad(folder)


@pytest.mark.django_db
def test_every_engine_that_can_is_measured_on_xquad_and_opencc_there_and_back(folder, scripted):
    book = dict(zip(ZH, EN, strict=True)) | {ZH[0]: "The factory was founded in 1989 and has 120 employees."}

    def answer(body):
        units = json.loads(body["messages"][1]["content"])["units"]
        return {"units": [{"n": each["n"], "text": book.get(each["text"], each["text"])} for each in units]}

    scripted.answer = answer
    scores = quality.scores(quality.read_xquad(folder), "zh-hans", "en")
    [there, _back] = [score for score in scores if score.engine.startswith("test-model")]
    assert there.texts == 2 and there.chrf > 40
    assert sum(there.refused.values()) == 1  # 1989 for 1998; the other paragraph is taken
    assert "2 of 2 paragraphs come back" in quality.there_and_back(quality.read_xquad(folder))


@pytest.mark.django_db
def test_real_weights_keep_whatever_they_are_not_refused_for():
    pairs = quality.read_pairs()
    assert len(pairs) == 60 and len({pair.before for pair in pairs}) == 60
    chosen = [pair for pair in pairs if pair.keep][:8]
    both = [score for score in quality.scores(chosen, "en", "pt") if score.texts]
    assert {(score.source, score.target) for score in both} == {("en", "pt"), ("pt", "en")}
    for score in both:
        assert score.chrf > 40 and (score.kept, score.lost) == (score.to_keep, ())


def test_without_a_folder_or_with_another_it_says_what_to_supply(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("sys.argv", ["translation.py", str(tmp_path)])
    assert quality.main() == 1
    said = capsys.readouterr().out.strip()
    assert "xquad.zh.json and xquad.en.json" in said and "XQUAD=folder" in said and "\n" not in said


def test_a_number_is_kept_in_the_other_languages_writing_and_not_by_half():
    assert quality.is_kept("1,250.00", "custa 1.250,00") and quality.is_kept("<b>", "um <b>x</b>")
    assert not quality.is_kept("1,250.00", "custa 1.250") and not quality.is_kept("TF-350", "TF 350")
