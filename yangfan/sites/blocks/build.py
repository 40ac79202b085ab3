"""Turn plain data into the blocks of a page, and say exactly which field is wrong.

Plain data is what JSON or YAML can hold: a list of `{"block": "hero", "title": "…", …}`. A list field holds a list, a
nested block a dict, a column again a list of blocks; a page, picture or document is given by its id or as the object;
rich text is HTML and keeps only what the editor could have written; a date is "2026-12-31" or a date. A field left out
takes its default.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.blocks.base import get_error_json_data
from wagtail.blocks.stream_block import StreamValue
from wagtail.rich_text import RichText

from yangfan.accounts.public import Workspace
from yangfan.sites.blocks.body import BodyBlock
from yangfan.sites.gate import references


@dataclass(frozen=True)
class Problem:
    """What is wrong and where: `[2] faq.items[0].question`."""

    path: str
    message: str

    def __str__(self):
        return f"{self.path}: {self.message}"


class BodyError(ValueError):
    """The plain data make no blocks; `problems` lists every faulty field."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


def build_body(rows: list[dict], *, workspace: Workspace) -> StreamValue:
    """Return the value of a page's `body`. Raises BodyError; what belongs to another workspace is refused."""
    return _build(BodyBlock(required=False), rows, workspace)


def build_stream(
    rows: list[dict], *, page_type: type[Model], field: str, workspace: Workspace
) -> StreamValue:
    """The same for any other field of blocks, such as `footer` or `specification`. Raises BodyError."""
    return _build(page_type._meta.get_field(field).stream_block, rows, workspace)


def check_body(rows: list[dict]) -> list[Problem]:
    """Return what is wrong without asking the database: a reference counts as given, whatever it names."""
    reader = Reader(workspace=None)
    return _read(reader, BodyBlock(required=False), rows)[1]


def _build(block: blocks.StreamBlock, rows, workspace: Workspace) -> StreamValue:
    value, problems = _read(Reader(workspace=workspace), block, rows)
    if problems:
        raise BodyError(problems)
    return value


def _read(reader: "Reader", block, rows) -> tuple[StreamValue | None, list[Problem]]:
    raw = reader.raw(block, rows, "")
    if reader.problems:
        return None, reader.problems
    value = block.to_python(raw)
    try:
        return block.clean(value), []
    except ValidationError as error:
        found = faults(block, rows, get_error_json_data(error))
        return None, [problem for problem in found if problem.path not in reader.taken_on_trust]


class Reader:
    """Walks plain data along the blocks they should make; gathers problems instead of stopping at the first."""

    def __init__(self, *, workspace: Workspace | None):
        self.workspace = workspace
        self.problems: list[Problem] = []
        self.taken_on_trust: set[str] = set()

    def refuse(self, path: str, message: str):
        self.problems.append(Problem(path or "body", message))

    def raw(self, block, value, path: str):
        """Return the value as Wagtail keeps it (JSON); note what does not fit."""
        if isinstance(block, blocks.StreamBlock):
            return self.stream(block, value, path)
        if isinstance(block, blocks.StructBlock):
            return self.struct(block, value, path)
        if isinstance(block, blocks.ListBlock):
            return self.items(block, value, path)
        return self.leaf(block, value, path)

    def stream(self, block, rows, path):
        if not isinstance(rows, list):
            self.refuse(path, _("A list of blocks is needed here."))
            return []
        made = []
        for place, row in enumerate(rows):
            here = f"{path}[{place}]"
            if not isinstance(row, Mapping) or not isinstance(row.get("block"), str):
                self.refuse(here, _('Each block is an object that names its "block".'))
                continue
            child = block.child_blocks.get(row["block"])
            if child is None:
                self.refuse(here, _("There is no block “%(name)s” here.") % {"name": row["block"]})
                continue
            rest = {key: value for key, value in row.items() if key != "block"}
            given = rest if isinstance(child, blocks.StructBlock) else rest.get("value")
            value = self.raw(child, given, f"{here} {row['block']}")
            made.append({"type": row["block"], "value": value, "id": str(uuid.uuid4())})
        return made

    def struct(self, block, row, path):
        if not isinstance(row, Mapping):
            self.refuse(path, _("An object with fields is needed here."))
            return {}
        for name in row:
            if name not in block.child_blocks:
                self.refuse(f"{path}.{name}", _("There is no such field."))
        return {
            name: self.raw(child, row[name], f"{path}.{name}") if name in row else default_of(child)
            for name, child in block.child_blocks.items()
        }

    def items(self, block, rows, path):
        if not isinstance(rows, list):
            self.refuse(path, _("A list is needed here."))
            return []
        return [
            {
                "type": "item",
                "value": self.raw(block.child_block, row, f"{path}[{place}]"),
                "id": str(uuid.uuid4()),
            }
            for place, row in enumerate(rows)
        ]

    def leaf(self, block, value, path):
        if isinstance(block, blocks.RichTextBlock):
            return self.rich(block, value, path)
        if isinstance(block, blocks.ChooserBlock):
            return self.reference(block, value, path)
        if isinstance(block, blocks.BooleanBlock):
            fits = isinstance(value, bool)
        elif isinstance(block, blocks.IntegerBlock):
            fits = value is None or isinstance(value, int) and not isinstance(value, bool)
        elif isinstance(block, blocks.DecimalBlock):
            fits = isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
            value = str(value)  # 99.4 is meant, not the nearest binary number
        elif isinstance(block, blocks.FloatBlock):
            fits = value is None or isinstance(value, (int, float)) and not isinstance(value, bool)
        elif isinstance(block, (blocks.DateBlock, blocks.DateTimeBlock, blocks.TimeBlock)):
            return self.moment(block, value, path)
        else:
            fits = isinstance(value, str)
        if not fits:
            self.refuse(path, _("This is not the kind of value that belongs here."))
            return default_of(block)
        return value

    def moment(self, block, value, path):
        if isinstance(value, (date, time)):
            return block.get_prep_value(value)
        try:
            read = block.to_python(value) if isinstance(value, str) and value else None
        except ValueError:
            read = None
        if read is None and value:
            self.refuse(path, _("Write a date as 2026-12-31, a time as 18:30."))
        return read and block.get_prep_value(read)

    def rich(self, block, value, path):
        """Keep what the editor's own buttons could have made; check whose pages and files its links name."""
        if isinstance(value, RichText):
            value = value.source
        if not isinstance(value, str):
            self.refuse(path, _("This is not the kind of value that belongs here."))
            return ""
        converter = ContentstateConverter(block.features or [])
        html = converter.to_database_format(converter.from_database_format(value))
        if self.workspace is not None:
            for model, pk, *_rest in block.extract_references(RichText(html)):
                self.own(model, pk, path)
        return html

    def reference(self, block, value, path):
        if value in (None, ""):
            return None
        if self.workspace is None:
            self.taken_on_trust.add(path)
            return None
        if isinstance(value, Model):
            value = value.pk
        if not isinstance(value, int) or isinstance(value, bool):
            self.refuse(path, _("An id is needed here."))
            return None
        return value if self.own(block.model_class, value, path) else None

    def own(self, model, pk, path) -> bool:
        if references.is_customers(model) and references.owner_of(model, pk) != self.workspace.pk:
            self.refuse(path, _("This belongs to another company or no longer exists."))
            return False
        return True


def default_of(block):
    return block.get_prep_value(block.get_default())


def faults(block, rows, errors: dict, path: str = "") -> list[Problem]:
    """Turn Wagtail's nested errors into a list of problems, each with its path."""
    found = [Problem(path or "body", str(message)) for message in errors.get("messages", [])]
    for key, inner in errors.get("blockErrors", {}).items():
        if isinstance(block, blocks.StreamBlock):
            row = rows[int(key)]
            child, given = block.child_blocks[row["block"]], row
            here = f"{path}[{key}] {row['block']}"
        elif isinstance(block, blocks.ListBlock):
            child, given, here = block.child_block, rows[int(key)], f"{path}[{key}]"
        else:
            child, given, here = block.child_blocks[key], rows.get(key, {}), f"{path}.{key}"
        found += faults(child, given, inner, here)
    return found
