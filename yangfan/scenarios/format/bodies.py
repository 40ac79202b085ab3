"""Plain data into blocks: walks a page's block definitions beside the data, so that every fault knows its field.

The result is what `sites.build_stream` takes: a page or picture by its id, a link as page, address and anchor.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from yangfan.scenarios.format import facts, kinds

Fault = tuple[str, str]  # (field, words)
LINK = {"text", "page", "url", "anchor"}
MOMENTS = (blocks.DateBlock, blocks.TimeBlock, blocks.DateTimeBlock)
WORDS = ("title", "label", "text", "name", "value", "question", "address")  # where a mark may stand beside


class Lacking(Exception):
    """A block that cannot be without these facts."""

    def __init__(self, keys: list[str]):
        super().__init__(", ".join(keys))
        self.keys = list(keys)


def kind_for(block) -> str:
    """Return the kind of fact that a field takes; "" for one that takes words."""
    if isinstance(block, blocks.URLBlock) or (isinstance(block, blocks.CharBlock) and block.name == "url"):
        return "address"
    if isinstance(block, blocks.EmailBlock):
        return "mail"
    if isinstance(block, (blocks.DateBlock, blocks.DateTimeBlock)):
        return "date"
    if isinstance(block, blocks.TimeBlock):
        return "time"
    if isinstance(block, blocks.RegexBlock):
        return "code"
    if isinstance(block, (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock, blocks.RawHTMLBlock)):
        return ""
    return "nothing"  # a choice, a number, a tick: the pack decides


@dataclass
class Builder:
    """`page` and `picture` return a primary key for a path or a file's name, or None; they may raise LookupError.

    With `must_fit` an overlong text is a fault; without, it is cut (a company's own words may be longer than planned).
    """

    page: Callable[[str], int | None]
    picture: Callable[[str], int | None]
    must_fit: bool = True
    language: str = "en"
    kind_of: Callable[[str], str] = lambda key: "words"
    kept: Callable[[str], str] = lambda key: (
        ""
    )  # a fact as it is kept, "" when it is missing or of another kind
    label: Callable[[str, bool], str] = lambda key, beside: (
        f"【Please add: {key}】"
    )  # its mark, in the words or beside them
    lacking: list[str] = field(default_factory=list)  # facts that the block being built waits for
    faults: list[Fault] = field(default_factory=list)

    def fault(self, where: str, words: str) -> None:
        self.faults.append((where, words))

    def stream(self, block, data: Any, where: str) -> list[dict]:
        """Return plain blocks from a list of {"block": name, ...}, references resolved."""
        if not isinstance(data, list):
            self.fault(where, "is a list of blocks")
            return []
        known, made = block.child_blocks, []
        for place, row in enumerate(data):
            here = f"{where}[{place}]"
            if not isinstance(row, dict) or "block" not in row:
                self.fault(here, 'names its kind: "block: …"')
                continue
            kind = row["block"]
            if kind not in known:
                self.fault(here, f"there is no block {kind!r} here; there are {', '.join(sorted(known))}")
                continue
            rest = {key: value for key, value in row.items() if key not in ("block", "needs")}
            child = known[kind]
            try:
                if hasattr(child, "child_blocks"):
                    made.append({"block": kind, **self.value(child, rest, f"{here}.{kind}")})
                else:  # a chooser or a text by itself
                    made.append(
                        {"block": kind, "value": self.value(child, rest.get("value"), f"{here}.{kind}")}
                    )
            except Lacking as waits:
                made += self._instead(known, rest, waits.keys)
        least, most = getattr(block.meta, "min_num", None), getattr(block.meta, "max_num", None)
        self._count(made, least, most, where)
        return made

    def value(self, block, data: Any, where: str) -> Any:
        """Return the plain value of one block."""
        if isinstance(block, blocks.StreamBlock):
            return self.stream(block, data, where)
        if isinstance(block, blocks.ListBlock):
            return self._rows(block, data, where)
        if isinstance(block, blocks.StructBlock):
            return self._struct(block, data, where)
        if isinstance(block, blocks.PageChooserBlock):
            return self._find(self.page, data, where, "page")
        if isinstance(block, ImageChooserBlock):
            return self._find(self.picture, data, where, "picture")
        if isinstance(block, blocks.ChooserBlock):
            self.fault(where, "a pack cannot bring this kind of file")
            return None
        return self._leaf(block, data, where)

    def _struct(self, block, data: Any, where: str) -> dict:
        known = block.child_blocks
        if not isinstance(data, dict):
            self.fault(where, f"has the fields {', '.join(known)}")
            return {}
        data = {key: value for key, value in data.items() if key != "needs"}
        outside, self.lacking = self.lacking, []
        try:
            made = self._fields(known, data, where)
            self._mark(known, made)
        finally:
            self.lacking = outside
        return made

    def _fields(self, known, data: dict, where: str) -> dict:
        if set(known) >= LINK and "to" in data:
            data = self._link(data, where)
        for name in data:
            if name not in known:
                self.fault(f"{where}.{name}", f"is no field of this block; it has {', '.join(known)}")
        made = {}
        for name, child in known.items():
            if name in data:
                made[name] = self.value(child, data[name], f"{where}.{name}")
            elif is_needed(child):
                self.fault(f"{where}.{name}", "is missing")
        return made

    def _mark(self, known, made: dict) -> None:
        """Put the marks of missing links, days and codes beside the first words of the block. Raises Lacking without any."""
        if not self.lacking:
            return
        name = next(
            (name for name in WORDS if name in known and isinstance(made.get(name), str) and made[name]), None
        )
        if name is None:
            raise Lacking(self.lacking)
        marks = "".join(self.label(key, True) for key in dict.fromkeys(self.lacking))
        most = getattr(getattr(known[name], "field", None), "max_length", None)
        words = f"{made[name]} {marks}"
        made[name] = (
            f"{made[name][: most - len(marks) - 2]}… {marks}" if most and len(words) > most else words
        )

    def _instead(self, known, data: dict, keys: list[str]) -> list[dict]:
        """Return what stands in a draft for a block that cannot be without its facts: its headline and what is missing."""
        if "text" not in known:
            return []
        title = data.get("title")
        marks = " ".join(self.label(key, False) for key in dict.fromkeys(keys))
        title = str(title) if isinstance(title, str) and not facts.MARK.search(title) else ""
        return [{"block": "text", "title": title, "text": f"<p>{marks}</p>"}]

    def _link(self, data: dict, where: str) -> dict:
        """Turn `to` into page, address or place: /products/ (page of the pack), #quote, https://, mailto:, tel:."""
        made = {key: value for key, value in data.items() if key != "to"}
        if isinstance(data["to"], facts.Said):
            return {**made, "url": self._address(data["to"].template, f"{where}.to")}
        to = str(data["to"])
        path, _hash, anchor = to.partition("#")
        if to.startswith(("https://", "http://", "mailto:", "tel:")):
            return {**made, "url": to}
        if anchor:
            made["anchor"] = anchor
        if path.startswith("/"):
            made["page"] = path
        elif path:
            self.fault(f"{where}.to", "begins with /, #, https://, mailto: or tel:")
        return made

    def _known(self, template: str) -> bool:
        """Note the facts of a text that are missing; tell whether there are none."""
        missing = [key for key in facts.PLACEHOLDER.findall(template) if not self.kept(key)]
        self.lacking += missing
        return not missing

    def _address(self, template: str, where: str) -> str:
        """Return an address made from facts: {a link}, mailto:{mail}, tel:{phone}, or https://…?q={any fact}; "" if one is missing."""
        keys = facts.PLACEHOLDER.findall(template)
        wanted = {"{": "link", "mailto": "mail", "tel": "phone"}.get(
            "{" if template[0] == "{" else template.partition(":")[0]
        )
        if template.startswith(("https://", "http://")):
            if not self._known(template):
                return ""
            return facts.PLACEHOLDER.sub(lambda found: quote(self.kept(found[1]), safe=""), template)
        fits = wanted is not None and self.kind_of(keys[0]) == wanted and len(keys) == 1
        if not fits or (wanted == "link" and template != f"{{{keys[0]}}}"):
            self.fault(
                where,
                f"{template!r} is no address: write {{a link}}, mailto:{{a mail}}, tel:{{a phone}} or https://…?q={{any}}",
            )
            return ""
        if not self._known(template):
            return ""
        said = self.kept(keys[0])
        if wanted == "phone":
            said = re.sub(r"[^\d+]", "", re.split(r"ext|转|分机", said, flags=re.IGNORECASE)[0])
        return template.replace(f"{{{keys[0]}}}", said)

    def _typed(self, block, kind: str, template: str, where: str) -> str | None:
        """Return the fact that a field of this kind takes, None when it is missing. Raises Lacking where it must not be."""
        key = template[1:-1]
        if facts.PLACEHOLDER.fullmatch(template) is None or self.kind_of(key) != kind:
            named = ", ".join(
                f"{{{each}}} is {self.kind_of(each)}" for each in facts.PLACEHOLDER.findall(template)
            )
            self.fault(where, f"takes one fact of the kind {kind} and nothing else; {named}")
            return None
        if self._known(template):
            return self.kept(key)
        if block.required:
            raise Lacking([key])
        return None

    def _hours(self, block, template: str, where: str) -> list:
        said = self._typed(block, "hours", template, where)
        if said is None:
            if block.meta.min_num and facts.PLACEHOLDER.fullmatch(template):
                raise Lacking([template[1:-1]])
            return []
        fields = set(getattr(block.child_block, "child_blocks", {}))
        rows = kinds.rows_in(said, self.language)
        if "first_day" in fields:
            rows = [{name: each for name, each in row.items() if each} for row in kinds.block_rows(said)]
        elif not fields >= {"label", "value"}:
            self.fault(where, "takes no opening hours")
        return rows

    def _rows(self, block, data: Any, where: str) -> list:
        if isinstance(data, facts.Said):
            data = self._hours(block, data.template, where)
        if not isinstance(data, list):
            self.fault(where, "is a list")
            return []
        made = []
        for place, row in enumerate(data):
            try:
                made.append(self.value(block.child_block, row, f"{where}[{place}]"))
            except Lacking as waits:  # half a row says something else: no hours read as closed
                self.lacking += waits.keys
        if data and not made and block.meta.min_num:
            raise Lacking(self.lacking)
        self._count(made, block.meta.min_num, block.meta.max_num, where)
        return made

    def _count(self, made: list, least: int | None, most: int | None, where: str) -> None:
        if least and len(made) < least:
            self.fault(where, f"needs at least {least}, has {len(made)}")
        if most and len(made) > most:
            if self.must_fit:
                self.fault(where, f"takes at most {most}, has {len(made)}")
            else:
                del made[most:]

    def _find(self, look: Callable, data: Any, where: str, what: str) -> int | None:
        if data in (None, ""):
            return None
        if isinstance(data, int):
            return data
        try:
            return look(str(data))
        except LookupError:
            self.fault(where, f"there is no {what} {data!r} in this pack")
            return None

    def _leaf(self, block, data: Any, where: str) -> Any:
        if isinstance(data, facts.Said):
            kind = kind_for(block)
            if kind == "address":
                address = self._address(data.template, where)
                if not address and block.required:
                    raise Lacking(facts.PLACEHOLDER.findall(data.template))
                return address
            if kind:
                data = self._typed(block, kind, data.template, where)
                if data and isinstance(block, blocks.DateTimeBlock):
                    data = f"{data} 23:59"
                if data is None:
                    return None if isinstance(block, MOMENTS) else ""
            else:
                data = str(data)
        most = getattr(getattr(block, "field", None), "max_length", None)
        if not self.must_fit and most and isinstance(data, str):
            data = facts.cut(data, most)
        if isinstance(data, (dict, list)):
            self.fault(where, "is a single value")
            return None
        try:
            value = block.to_python(data)
            if value is None and data and isinstance(block, MOMENTS):  # Wagtail takes it for an empty field
                self.fault(where, f"{data!r} is none: write a day as 2026-12-31, a time as 18:30")
            block.clean(value)
        except ValidationError as error:
            self.fault(where, " ".join(error.messages))
        except (TypeError, ValueError) as error:
            self.fault(where, str(error))
        return data


def is_needed(block) -> bool:
    """Tell whether a field has to be written: it may not stay empty and has no default."""
    is_plain = not hasattr(block, "child_blocks") and not hasattr(block, "child_block")
    return bool(block.required) and is_plain and block.get_default() in (None, "")
