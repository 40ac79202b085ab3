"""Pictures and documents of an import: from an address, past the guard of our own network, or out of a ZIP."""

import hashlib
import io
import warnings
import zipfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

import httpx2
from django.utils.translation import gettext as _
from PIL import Image

from yangfan.accounts.public import Workspace
from yangfan.connectors.public import HostRefused, guarded
from yangfan.sites.catalogue.models import FetchedFile
from yangfan.sites.hosts import addresses
from yangfan.sites.media import svg
from yangfan.sites.media.actions import add_document, add_image
from yangfan.sites.media.forms import DOCUMENT_TYPES
from yangfan.sites.media.models import SiteDocument, SiteImage

PICTURE_LIMIT = 10 * 1024 * 1024
DOCUMENT_LIMIT = 50 * 1024 * 1024
ZIP_LIMIT = 200 * 1024 * 1024
MOST_PIXELS = 50_000_000
SECONDS = 20
MOVES = 3
AT_ONCE = 4
FORMATS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "GIF": ".gif", "AVIF": ".avif"}
MAGIC = {"pdf": b"%PDF", "zip": b"PK", "docx": b"PK", "xlsx": b"PK", "pptx": b"PK"}


class FileRefused(Exception):
    """There is no such file, or it is not what it should be; the text says which, in the reader's language."""


@dataclass(frozen=True)
class Found:
    """A file that passed the checks."""

    name: str
    data: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha1(self.data, usedforsecurity=False).hexdigest()  # as Wagtail keeps it


def is_address(text: str) -> bool:
    return text.lower().startswith(("http://", "https://"))


def fetch(url: str, *, is_picture: bool) -> Found:
    """Return the file at an address; raise FileRefused. Never follows into our own network."""
    limit = PICTURE_LIMIT if is_picture else DOCUMENT_LIMIT
    try:
        with guarded(), httpx2.Client(timeout=SECONDS, trust_env=False) as client:
            url, data = follow(client, url, limit)
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError, OSError) as error:
        if is_refused(error):
            raise FileRefused(_("an address inside our own network is never fetched")) from error
        raise FileRefused(_("cannot be fetched: the server does not answer")) from error
    name = PurePosixPath(unquote(urlsplit(url).path)).name or "file"
    return checked(name, data, is_picture=is_picture)


def is_refused(error: BaseException | None) -> bool:
    """Say whether the guard stands behind an error: the client wraps it several times."""
    while error is not None:
        if isinstance(error, HostRefused):
            return True
        error = error.__cause__ or error.__context__
    return False


def follow(client, url: str, limit: int) -> tuple[str, bytes]:
    """Return the last address and what it gives, reading no more than `limit` bytes."""
    for _move in range(MOVES + 1):
        if not is_address(url):
            raise FileRefused(_("only addresses that begin with https:// or http://"))
        with client.stream("GET", url, headers={"User-Agent": "Yangfan product import"}) as response:
            if response.is_redirect and "location" in response.headers:
                url = urljoin(url, response.headers["location"])
                continue
            if response.status_code != 200:
                raise FileRefused(
                    _("cannot be fetched: the server answers %(n)d") % {"n": response.status_code}
                )
            data = bytearray()
            for piece in response.iter_bytes():
                data += piece
                if len(data) > limit:
                    raise FileRefused(_("larger than %(n)d MB") % {"n": limit >> 20})
            return url, bytes(data)
    raise FileRefused(_("leads on too often"))


def checked(name: str, data: bytes, *, is_picture: bool) -> Found:
    """Return the file under a name that fits what it holds; raise FileRefused."""
    name = name.replace("\\", "_")[-120:]
    if not is_picture:
        return checked_document(name, data)
    if len(data) > PICTURE_LIMIT:
        raise FileRefused(_("larger than %(n)d MB") % {"n": PICTURE_LIMIT >> 20})
    if name.lower().endswith(".svg") or data.lstrip()[:5] in (b"<svg ", b"<?xml"):
        try:
            return Found(f"{PurePosixPath(name).stem}.svg", svg.clean(data))
        except svg.UnsafeDrawing as error:
            raise FileRefused(_("no safe SVG drawing")) from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as picture:
                kind, size = picture.format, picture.size
                picture.verify()
    except Exception as error:  # Pillow raises whatever its decoders raise
        raise FileRefused(_("no picture that we can read")) from error
    if kind not in FORMATS:
        raise FileRefused(_("no JPEG, PNG, WebP, GIF, AVIF or SVG"))
    if size[0] * size[1] > MOST_PIXELS:
        raise FileRefused(_("more than %(n)d million pixels") % {"n": MOST_PIXELS // 1_000_000})
    return Found(f"{PurePosixPath(name).stem}{FORMATS[kind]}", data)


def checked_document(name: str, data: bytes) -> Found:
    kind = name.rpartition(".")[2].lower()
    if kind not in DOCUMENT_TYPES:
        raise FileRefused(_("files of this kind are not offered for download"))
    if len(data) > DOCUMENT_LIMIT:
        raise FileRefused(_("larger than %(n)d MB") % {"n": DOCUMENT_LIMIT >> 20})
    if not data or (kind in MAGIC and not data.startswith(MAGIC[kind])):
        raise FileRefused(_("not what its name says"))
    return Found(name, data)


class Box:
    """The files of a ZIP, found by name, whatever folder they lie in."""

    def __init__(self, file=None):
        self.archive, self.members = None, {}
        if file is None:
            return
        try:
            self.archive = zipfile.ZipFile(file)
        except zipfile.BadZipFile as error:
            raise FileRefused(_("The ZIP file is damaged.")) from error
        for info in self.archive.infolist():
            if not info.is_dir():
                self.members.setdefault(bare_name(readable_name(info)), info)

    def read(self, name: str, *, is_picture: bool) -> Found:
        """Return a member; raise FileRefused."""
        info = self.members.get(bare_name(name))
        if info is None:
            raise FileRefused(
                _("not in the ZIP") if self.archive else _("neither an address nor a file of a ZIP")
            )
        limit = PICTURE_LIMIT if is_picture else DOCUMENT_LIMIT
        try:
            with self.archive.open(info) as member:
                data = member.read(limit + 1)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
            raise FileRefused(_("cannot be unpacked")) from error
        return checked(PurePosixPath(name).name, data, is_picture=is_picture)


def readable_name(info: zipfile.ZipInfo) -> str:
    """Windows in China writes names in GBK and says nothing of it."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def bare_name(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).name.casefold()


class Library:
    """Gives each address or name its picture or document in the workspace, storing only what is not there yet.

    `look` asks for nothing from the network; `bring` fetches, several at once, and says what could not be had.
    """

    def __init__(self, workspace: Workspace, box: Box):
        self.workspace, self.box = workspace, box
        self.have: dict[tuple[str, bool], object] = {}
        self.got: dict[tuple[str, bool], Found] = {}
        self.refused: dict[tuple[str, bool], str] = {}
        self.made_images: list[int] = []
        self.made_documents: list[int] = []

    def look(self, wanted: Iterable[tuple[str, bool]]) -> None:
        """Note what is there already and what cannot be, without fetching."""
        for key in wanted:
            if key in self.have or key in self.got or key in self.refused:
                continue
            name, is_picture = key
            if known := self._known(name, is_picture):
                self.have[key] = known
            elif not is_address(name):
                try:
                    self.got[key] = self.box.read(name, is_picture=is_picture)
                except FileRefused as refusal:
                    self.refused[key] = str(refusal)

    def _known(self, name: str, is_picture: bool):
        if not is_address(name):
            return None
        if own := self._own(name, is_picture):
            return own
        row = (
            FetchedFile.objects.of(self.workspace)
            .filter(url=name[:1000])
            .select_related("image", "document")
            .first()
        )
        return row and (row.image if is_picture else row.document)

    def _own(self, url: str, is_picture: bool):
        """Return the file of this very site that an exported address names."""
        parts = urlsplit(url)
        root = addresses.root_of(self.workspace.pk)
        if root is None or f"{parts.scheme}://{parts.netloc}" != root.url:
            return None
        path = unquote(parts.path)
        if is_picture and path.startswith("/media/"):
            return SiteImage.objects.filter(
                workspace=self.workspace, file=path.removeprefix("/media/")
            ).first()
        number = path.split("/")[2] if path.startswith("/documents/") else ""
        if number.isdigit() and not is_picture:
            return SiteDocument.objects.filter(workspace=self.workspace, pk=number).first()
        return None

    def bring(self, wanted: Iterable[tuple[str, bool]]) -> None:
        """Fetch what `look` did not find."""
        wanted = list(dict.fromkeys(wanted))
        self.look(wanted)
        missing = [
            key for key in wanted if key not in self.have and key not in self.got and key not in self.refused
        ]

        def one(key):
            try:
                return key, fetch(key[0], is_picture=key[1]), ""
            except FileRefused as refusal:
                return key, None, str(refusal)

        from django.utils import translation

        language = translation.get_language()

        def in_language(key):
            with translation.override(language):
                return one(key)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            for key, found, words in pool.map(in_language, missing):
                if found is None:
                    self.refused[key] = words
                else:
                    self.got[key] = found

    def keep(self, name: str, *, is_picture: bool, title: str, actor):
        """Return the picture or document, stored now if it was not before."""
        key = (name, is_picture)
        if key in self.have:
            return self.have[key]
        found = self.got[key]
        stored = self._same(found, is_picture) or self._store(found, is_picture, title, actor)
        if is_address(name):
            FetchedFile.objects.across_workspaces().update_or_create(
                workspace=self.workspace, url=name[:1000],
                defaults={"image": stored} if is_picture else {"document": stored},
            )  # fmt: skip
        self.have[key] = stored
        return stored

    def _same(self, found: Found, is_picture: bool):
        model = SiteImage if is_picture else SiteDocument
        return model.objects.filter(workspace=self.workspace, file_hash=found.digest).first()

    def _store(self, found: Found, is_picture: bool, title: str, actor):
        add, made = (add_image, self.made_images) if is_picture else (add_document, self.made_documents)
        more = {"description": title} if is_picture else {}
        stored = add(
            workspace=self.workspace,
            title=title[:200],
            filename=found.name,
            data=found.data,
            actor=actor,
            **more,
        )
        made.append(stored.pk)
        return stored
