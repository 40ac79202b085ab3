"""Where an installation keeps its files. Needs no Django: the collector, loader and store import it."""

import os
import secrets
from pathlib import Path


def home() -> Path:
    """Return the folder of everything this installation writes: $YANGFAN_HOME, else ./var."""
    return Path(os.environ.get("YANGFAN_HOME") or "var").resolve()


def folder(name: str) -> Path:
    """Return (and make) a folder below home."""
    path = home() / name
    path.mkdir(parents=True, exist_ok=True)
    return path


def secret(name: str) -> str:
    """Return the secret of this name, made on first use and readable by the owner only.

    The environment variable of the same name in upper case wins over the file.
    """
    from_environment = os.environ.get(name.upper())
    if from_environment:
        return from_environment
    path = folder("secrets") / name
    if not path.exists():
        draft = path.with_suffix(f".{os.getpid()}")
        fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(fd, "w") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
