"""Translation held against people's: chrF and BLEU of every engine that is set up, what was kept and what was refused.

`make eval-translation XQUAD=folder`: the paragraphs of XQuAD's xquad.zh.json and xquad.en.json. The engines: offline models
that are installed, OpenCC, and the language model of LLM_BASE_URL. Without a folder the pairs of quality/data alone.
"""

import json
import os
import re
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAIRS = HERE / "data" / "pairs.en-pt.tsv"
WHERE = "https://github.com/google-deepmind/xquad (xquad.zh.json and xquad.en.json, CC BY-SA 4.0)"
SUPPLY = f"XQuAD is not measured: give the folder that holds both files, XQUAD=folder. The files: {WHERE}"
HEAD = "| engine | from | into | texts | chrF | BLEU | refused | kept in those accepted | pieced |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
_NUMBER = re.compile(r"(?<![A-Za-z\d])\d[\d.,]*\d|(?<![A-Za-z\d])\d")


@dataclass(frozen=True)
class Pair:
    """A text, a person's translation of it, and what must stand in any translation, letter by letter."""

    before: str
    after: str
    keep: tuple[str, ...] = ()

    @property
    def turned(self) -> "Pair":
        return Pair(self.after, self.before, self.keep)


@dataclass(frozen=True)
class Score:
    """What came of one engine and one direction. `kept` and `to_keep` count the accepted texts alone."""

    engine: str
    source: str
    target: str
    texts: int
    chrf: float
    bleu: float
    refused: Counter
    kept: int
    to_keep: int
    pieced: int
    lost: tuple[str, ...] = ()

    def line(self) -> str:
        refused = sum(self.refused.values())
        why = (
            f" ({', '.join(f'{kind} {count}' for kind, count in self.refused.most_common())})"
            if refused
            else ""
        )
        kept = f"{self.kept} of {self.to_keep}" if self.to_keep else "nothing to keep"
        return (
            f"| {self.engine} | {self.source} | {self.target} | {self.texts} | {self.chrf:.1f} | {self.bleu:.1f} | "
            f"{refused}{why} | {kept} | {self.pieced} |"
        )


def read_pairs(path: Path = PAIRS) -> list[Pair]:
    """Return the pairs of a file of three columns: English, Portuguese, what must be kept, divided by semicolons."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [Pair(en, pt, tuple(filter(None, keep.split(";")))) for en, pt, keep in rows]


def read_xquad(folder: Path) -> list[Pair]:
    """Return the paragraphs of XQuAD in Chinese with their English; raise OSError or ValueError for what is none."""
    both = []
    for code in ("zh", "en"):
        data = json.loads((folder / f"xquad.{code}.json").read_text("utf-8"))["data"]
        both.append([paragraph["context"] for article in data for paragraph in article["paragraphs"]])
    if len(both[0]) != len(both[1]):
        raise ValueError("xquad.zh.json and xquad.en.json do not have as many paragraphs")
    return [Pair(zh, en, tuple(_NUMBER.findall(zh))) for zh, en in zip(*both, strict=True)]


def measure(workspace, provider, pairs: list[Pair], source: str, target: str) -> Score:
    """Let one engine translate them as the pages of a site are translated, with masks, checks and pieces."""
    from sacrebleu.metrics import BLEU, CHRF

    from yangfan.intelligence.public import translate

    made = translate(
        workspace=workspace,
        texts=[pair.before for pair in pairs],
        source=source,
        target=target,
        purpose="page",
    )
    said, wanted = [each.text for each in made], [[pair.after for pair in pairs]]
    bleu = BLEU(tokenize="zh" if target.startswith("zh") else "13a", effective_order=False)
    refused = Counter(each.problems[0].kind for each in made if each.problems)
    accepted = [(pair, each) for pair, each in zip(pairs, made, strict=True) if each.is_ok]
    lost = [words for pair, each in accepted for words in pair.keep if not is_kept(words, each.text)]
    to_keep = sum(len(pair.keep) for pair, _each in accepted)
    return Score(
        str(provider.title(workspace)), source, target, len(pairs), CHRF().corpus_score(said, wanted).score,
        bleu.corpus_score(said, wanted).score, refused, to_keep - len(lost), to_keep, sum(each.is_pieced for each in made), tuple(lost),
    )  # fmt: skip


def is_kept(words: str, text: str) -> bool:
    """Say whether it stands there: letter by letter, a number also with the other language's points and commas."""
    if words in text:
        return True
    bare = re.sub(r"[.,\s]", "", words)
    return bool(re.search(r"\d", words)) and bare in re.sub(
        r"(?<=\d)[.,\u00a0\u202f ](?=\d)", "", text
    ).replace(" ", "")


def there_and_back(pairs: list[Pair]) -> str:
    """Convert Simplified Chinese to Traditional and back; nobody's translation is needed to see what was lost."""
    from sacrebleu.metrics import CHRF

    from yangfan.intelligence.translation.base import Job, providers

    convert = providers.get("opencc").translate_units
    texts = [pair.before for pair in pairs]
    there = convert(None, texts, Job("zh-hans", "zh-hant"))
    back = convert(None, there, Job("zh-hant", "zh-hans"))
    same = sum(one == other for one, other in zip(texts, back, strict=True))
    changed = sum(one != other for one, other in zip(texts, there, strict=True))
    return (
        f"OpenCC, Simplified → Traditional → Simplified: {same} of {len(texts)} paragraphs come back letter by letter "
        f"({changed} were changed on the way), chrF against themselves {CHRF().corpus_score(back, [texts]).score:.1f}."
    )


def evaluate(xquad: str = "") -> str:
    """Return everything measured, as Markdown. The database is ready."""
    from django.utils import translation

    translation.activate("en")
    lines = [HEAD, *(score.line() for score in scores(read_pairs(), "en", "pt"))]
    said = f"Data: `quality/data/{PAIRS.name}`, {len(read_pairs())} pairs written for this.\n\n" + "\n".join(
        lines
    )
    if not xquad:
        return f"{said}\n\n{SUPPLY}"
    pairs = read_xquad(Path(xquad))
    rows = [score.line() for score in scores(pairs, "zh-hans", "en")]
    table = (
        "\n".join([HEAD, *rows])
        if rows
        else "No engine is set up for Chinese and English: install a model (`yangfan models install`) or set LLM_BASE_URL."
    )
    return f"{said}\n\nData: XQuAD, {len(pairs)} paragraphs.\n\n{table}\n\n{there_and_back(pairs)}"


def scores(pairs: list[Pair], source: str, target: str) -> list[Score]:
    """Measure both directions with every engine that can."""
    from yangfan.accounts.public import Workspace
    from yangfan.intelligence.translation.base import providers
    from yangfan.intelligence.translation.models import TranslationService

    found = []
    for provider in providers:
        workspace, _made = Workspace.objects.get_or_create(
            slug=f"quality-{provider.key}", name="Quality", language="en", locales=["en"]
        )
        for other in providers:
            TranslationService.objects.of(workspace).get_or_create(
                workspace=workspace, provider=other.key, defaults={"is_on": other is provider}
            )
        if provider.can(workspace, source, target):
            found.append(measure(workspace, provider, pairs, source, target))
        if provider.can(workspace, target, source):
            found.append(measure(workspace, provider, [pair.turned for pair in pairs], target, source))
    return found


def prepare() -> None:
    """Make an empty database in a folder that goes when nobody looks."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yangfan.config.settings_test")
    os.environ["YANGFAN_HOME"] = tempfile.mkdtemp(prefix="yangfan-quality-")
    sys.path[:0] = [str(HERE), str(HERE.parent)]
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def main() -> int:
    xquad = (sys.argv[1] if len(sys.argv) > 1 else "") or os.environ.get("XQUAD", "")
    missing = [
        name for name in ("xquad.zh.json", "xquad.en.json") if xquad and not (Path(xquad) / name).is_file()
    ]
    if missing:
        print(f"{xquad} does not hold {' and '.join(missing)}. {SUPPLY}")
        return 1
    prepare()
    began = time.monotonic()
    print(evaluate(xquad))
    print(f"\n({time.monotonic() - began:.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
