"""Read a pack's folder. Whatever is wrong is said with file and field, all of it at once."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import yaml

from yangfan.scenarios.format import asking, schema
from yangfan.scenarios.slots import pack_slots

PACKS = Path(__file__).resolve().parent.parent / "packs"
OWN_FILES = {"manifest", "glossary", "legal", "forms"}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: in which file of the pack, at which field, in words."""

    file: str
    field: str
    words: str

    def __str__(self):
        return f"{self.file}: {self.field}: {self.words}" if self.field else f"{self.file}: {self.words}"


class PackUnreadable(ValueError):
    """The pack has faults; `faults` lists them all."""

    def __init__(self, key: str, faults: list[Fault]):
        super().__init__(f"{key}: {len(faults)} faults, the first: {faults[0]}")
        self.faults = faults


@dataclass(frozen=True)
class Pack:
    """A pack as it was read. `pages` are in menu order; `slots` holds every further file by its name."""

    folder: Path
    manifest: schema.Manifest
    pages: dict[str, schema.PageFile]  # file name -> page
    glossary: list[schema.Term] = field(default_factory=list)
    legal: schema.Legal = field(default_factory=schema.Legal)
    forms: list[schema.Form] = field(default_factory=list)
    slots: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return self.manifest.key

    @property
    def pictures(self) -> dict[str, Path]:
        """Return the drawings of the pack by file name."""
        return {path.name: path for path in sorted((self.folder / "pictures").glob("*.*"))}

    def words(self, words: schema.Words, language: str) -> str:
        """Return a text of the pack in this language, else in the pack's first one."""
        base = "zh-hans" if language.startswith("zh") else language
        return words.get(language) or words.get(base) or words.get("en") or next(iter(words.values()), "")

    def unfilled_slots(self) -> list[str]:
        """Return the parts of the pack that no capability of this installation takes."""
        return [name for name in self.slots if name not in pack_slots]


def path_of(page: schema.PageFile) -> str:
    """Return where the page stands below the home page: "products/a12", "" for the home page, "products/*" for each."""
    return "" if page.type == "home" else f"{page.parent}/{'*' if page.each else page.slug}".strip("/")


def installed() -> list[str]:
    """Return the packs that come with this installation."""
    return sorted(path.parent.name for path in PACKS.glob("*/manifest.yaml"))


def read(folder: Path) -> Pack:
    """Return the pack in this folder; raise PackUnreadable when a file is missing or not of its form."""
    faults: list[Fault] = []
    manifest = _file(folder, "manifest.yaml", schema.Manifest, faults)
    pages = {}
    for path in sorted((folder / "pages").glob("*.yaml")):
        page = _file(folder, f"pages/{path.name}", schema.PageFile, faults)
        if page is not None:
            pages[f"pages/{path.name}"] = page
    glossary = _file(folder, "glossary.yaml", list[schema.Term], faults, default=[])
    legal = _file(folder, "legal.yaml", schema.Legal, faults, default=schema.Legal())
    forms = _file(folder, "forms.yaml", list[schema.Form], faults, default=[])
    _fill_forms(pages, {form.key: form for form in forms or []}, faults)
    slots = {
        path.stem: _file(folder, path.name, TYPED.get(path.stem, Any), faults)
        for path in sorted(folder.glob("*.yaml"))
        if path.stem not in OWN_FILES
    }
    if faults or manifest is None:
        raise PackUnreadable(folder.name, faults)
    slots = {name: msgspec.to_builtins(data) for name, data in slots.items()}
    return Pack(folder, manifest, pages, glossary, legal, forms, slots)


def _fill_forms(
    pages: dict[str, schema.PageFile], forms: dict[str, schema.Form], faults: list[Fault]
) -> None:
    for file, page in pages.items():
        for language, text in page.texts.items():
            for name in asking.fill_in(text, forms, language):
                faults.append(Fault(file, f"texts.{language}", f"forms.yaml has no form {name!r}"))


def pack_of(key: str) -> Pack:
    """Return the installed pack of this key; raise KeyError or PackUnreadable."""
    if key not in installed():
        raise KeyError(key)
    return read(PACKS / key)


TYPED = {"keywords": list[schema.Keyword], "goals": list[schema.Goal]}


def _file(folder: Path, name: str, form, faults: list[Fault], default=None):
    path = folder / name
    if not path.exists():
        if default is None:
            faults.append(Fault(name, "", "the file is missing"))
        return default
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        return msgspec.convert(data, form, strict=True)
    except UnicodeDecodeError:
        faults.append(Fault(name, "", "is not written in UTF-8"))
    except yaml.YAMLError as error:
        place = getattr(error, "problem_mark", None)
        line = f"line {place.line + 1}" if place else ""
        faults.append(Fault(name, line, str(getattr(error, "problem", "") or error)))
    except msgspec.ValidationError as error:
        words, _at, where = str(error).partition(" - at ")
        faults.append(Fault(name, where.strip("`").removeprefix("$").lstrip("."), words))
    return default
