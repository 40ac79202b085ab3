"""Plain data into blocks: walks a page's block definitions beside the data, so that every fault knows its field.

The result is what `sites.build_stream` takes: a page or picture by its id, a link as page, address and anchor.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from yangfan.scenarios.format import facts

Fault = tuple[str, str]  # (field, words)
LINK = {"text", "page", "url", "anchor"}


@dataclass
class Builder:
    """`page` and `picture` return a primary key for a path or a file's name, or None; they may raise LookupError.

    With `must_fit` an overlong text is a fault; without, it is cut (a company's own words may be longer than planned).
    """

    page: Callable[[str], int | None]
    picture: Callable[[str], int | None]
    must_fit: bool = True
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
            if hasattr(child, "child_blocks"):
                made.append({"block": kind, **self.value(child, rest, f"{here}.{kind}")})
            else:  # a chooser or a text by itself
                made.append({"block": kind, "value": self.value(child, rest.get("value"), f"{here}.{kind}")})
        least, most = getattr(block.meta, "min_num", None), getattr(block.meta, "max_num", None)
        self._count(made, least, most, where)
        return made

    def value(self, block, data: Any, where: str) -> Any:
        """Return the plain value of one block."""
        from wagtail import blocks
        from wagtail.images.blocks import ImageChooserBlock

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

    def _link(self, data: dict, where: str) -> dict:
        """Turn `to` into page, address or place: /products/ (page of the pack), #quote, https://, mailto:, tel:."""
        made = {key: value for key, value in data.items() if key != "to"}
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

    def _rows(self, block, data: Any, where: str) -> list:
        if not isinstance(data, list):
            self.fault(where, "is a list")
            return []
        made = [self.value(block.child_block, row, f"{where}[{place}]") for place, row in enumerate(data)]
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
        most = getattr(getattr(block, "field", None), "max_length", None)
        if not self.must_fit and most and isinstance(data, str):
            data = facts.cut(data, most)
        if isinstance(data, (dict, list)):
            self.fault(where, "is a single value")
            return None
        try:
            value = block.to_python(data)
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
