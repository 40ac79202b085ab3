"""From the bytes of a file to rows of cells: text of several encodings and delimiters, XLSX, XLS, ODS."""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 600 * 1024 * 1024
DELIMITERS = ("\t", ",", ";", "|")
csv.field_size_limit(1_000_000)


class TableUnreadable(Exception):
    """The file is no table we can read; the message says why, in the reader's language."""


@dataclass(frozen=True)
class Table:
    """Numbered rows of cells (text, or Python values from a spreadsheet); `rows()` starts anew each time."""

    encoding: str
    delimiter: str = ""
    text: str = field(default="", repr=False)
    sheet: list | None = field(default=None, repr=False)

    def rows(self) -> Iterator[tuple[int, list]]:
        """Yield (line number from 1, cells) of every row that is not empty; raise TableUnreadable."""
        for number, cells in self._numbered():
            if any(cell not in ("", None) for cell in cells):
                yield number, cells

    def _numbered(self):
        if self.sheet is not None:
            yield from enumerate(self.sheet, start=1)
            return
        reader = csv.reader(io.StringIO(self.text, newline=""), delimiter=self.delimiter)
        start = 1
        try:
            for cells in reader:
                yield start, [cell.strip() for cell in cells]
                start = reader.line_num + 1
        except csv.Error as error:
            words = {"n": start, "why": error}
            raise TableUnreadable(_("Line %(n)d cannot be read: %(why)s") % words) from error


def moment_of(cell, zone: ZoneInfo) -> datetime:
    """Return the moment a cell names: a spreadsheet's date, or text such as 2026-03-31, 2026/3/31 or 2026-03-31 09:30.

    A day without a time is its beginning; a time without a zone is that of `zone`. Raises ValueError.
    """
    if isinstance(cell, datetime):
        moment = cell
    elif isinstance(cell, date):
        moment = datetime.combine(cell, time.min)
    else:
        moment = _written(str(cell).strip())
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _written(text: str) -> datetime:
    found = _DAY.match(text)
    if found is None:
        raise ValueError(text)
    day = date(*map(int, found.groups()))
    rest = text[found.end() :].lstrip(" T")
    return datetime.fromisoformat(f"{day.isoformat()}T{rest}") if rest else datetime.combine(day, time.min)


def check_size(file) -> None:
    """Refuse an upload by its size, before a byte of it is read: a validator of form fields."""
    if file.size > MAX_BYTES:
        raise ValidationError(
            _("The file is larger than %(mb)d MB. Cut it into parts.") % {"mb": MAX_BYTES >> 20}
        )


def open_table(content: bytes, *, max_bytes: int = MAX_BYTES) -> Table:
    """Return the table in `content`, told by what it holds, not by its name; raise TableUnreadable."""
    if not content.strip():
        raise TableUnreadable(_("The file is empty."))
    if len(content) > max_bytes:
        raise TableUnreadable(
            _("The file is larger than %(mb)d MB. Cut it into parts.") % {"mb": max_bytes >> 20}
        )
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _open_workbook(content)
    text, encoding = _decode(content)
    if text.lstrip()[:200].lower().startswith(("<html", "<!doctype", "<table", "<?xml")):
        raise TableUnreadable(_("This is a web page saved as a table. Export it as CSV or XLSX."))
    return Table(encoding=encoding, delimiter=_delimiter(text), text=text)


def _open_workbook(content: bytes) -> Table:
    if content.startswith(b"PK"):
        _refuse_bomb(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
        largest = max(sheets, key=lambda sheet: sheet.height * sheet.width)
        rows = largest.to_python(skip_empty_area=False)
    except (CalamineError, ValueError, OSError) as error:
        raise TableUnreadable(_("The spreadsheet is damaged or protected by a password.")) from error
    return Table(
        encoding="xlsx",
        sheet=[[cell.strip() if isinstance(cell, str) else cell for cell in row] for row in rows],
    )


def _refuse_bomb(content: bytes) -> None:
    try:
        unpacked = sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(content)).infolist())
    except zipfile.BadZipFile as error:
        raise TableUnreadable(_("The spreadsheet is damaged or protected by a password.")) from error
    if unpacked > MAX_UNPACKED:
        raise TableUnreadable(_("The spreadsheet unpacks to more than we read. Cut it into parts."))


def _decode(content: bytes) -> tuple[str, str]:
    """UTF-8, UTF-16 (only with its mark or its zero bytes: any text would pass as UTF-16), then GB 18030."""
    head = content[:2000]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        attempts = ["utf-16"]
    elif b"\x00" in head:
        attempts = ["utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"]
    else:
        attempts = ["utf-8-sig", "gb18030"]
    for encoding in attempts:
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise TableUnreadable(_("The file is neither UTF-8, UTF-16 nor GBK text, nor a spreadsheet."))


def _delimiter(text: str) -> str:
    """The one that cuts most of the first lines into the same number of cells."""
    sample = [line for line in text[:20000].splitlines()[:40] if line.strip()]

    def agreement(delimiter):
        try:
            widths = Counter(len(row) for row in csv.reader(sample, delimiter=delimiter) if len(row) > 1)
        except csv.Error:
            return 0
        width, times = widths.most_common(1)[0] if widths else (0, 0)
        return times * (width - 1)

    return max(DELIMITERS, key=agreement)
