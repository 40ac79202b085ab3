"""Which files a stranger may send us in a chat: of a known kind, by name and by content."""

from pathlib import PurePath

LARGEST = 10 * 1024 * 1024
ANY = (b"",)
KINDS = {
    "pdf": (b"%PDF-",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "gif": (b"GIF87a", b"GIF89a"),
    "webp": (b"RIFF",),
    "heic": ANY,
    "docx": (b"PK\x03\x04",),
    "xlsx": (b"PK\x03\x04",),
    "zip": (b"PK\x03\x04",),
    "step": (b"ISO-10303",),
    "stp": (b"ISO-10303",),
    "dwg": (b"AC10",),
    "dxf": ANY,
    "stl": ANY,
    "igs": ANY,
    "iges": ANY,
    "txt": ANY,
    "csv": ANY,
}  # what the first bytes must be
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<?php")


class FileRefused(ValueError):
    """This file is not taken; the text is a code: kind, size, content."""


def check_file(file) -> None:
    """Raise FileRefused unless this upload is of a known kind, not too large, and what its name says."""
    kind = PurePath(file.name).suffix.removeprefix(".").lower()
    if kind not in KINDS:
        raise FileRefused("kind")
    if not 0 < file.size <= LARGEST:
        raise FileRefused("size")
    start = file.read(64)
    file.seek(0)
    if (
        not start.startswith(KINDS[kind])
        or start.startswith(PROGRAMS)
        or start.lstrip().lower().startswith(MARKUP)
    ):
        raise FileRefused("content")
