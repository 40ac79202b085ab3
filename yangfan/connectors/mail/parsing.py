"""Read one mail as strangers really send it: wrong charsets, HTML alone, files, machines that answer machines.

Pure: bytes in, `ParsedMail` out; no database, no network. What it cannot read it leaves out; the raw mail is kept elsewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime

from yangfan.connectors.mail import machines
from yangfan.connectors.mail.html import text_of_html
from yangfan.connectors.mail.quotes import without_quote

MAX_FILES = 20
MAX_FILE = 20 * 1024 * 1024
MAX_TEXT = 100_000
TRACKING_PIXEL = 2048  # an inline picture below this many bytes shows nothing
# What Chinese programs call gb2312 is mostly gbk; its superset reads both.
WIDER = {
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030", "gb_2312-80": "gb18030",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "iso-8859-1": "cp1252", "big5": "big5hkscs", "us-ascii": "utf-8",
    "ascii": "utf-8", "unknown-8bit": "utf-8", "utf8": "utf-8",
}  # fmt: skip
GUESSES = ("utf-8", "gb18030", "cp1252", "latin-1")
MISLABELLED = re.compile(rb"=\?(?:gb2312|gbk|x-gbk|gb_2312-80)\?", re.IGNORECASE)
MESSAGE_ID = re.compile(r"<[^<>\s]+>")
UNREADABLE = (
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
)  # what the mail package raises over broken headers
DANGEROUS = frozenset(
    [
        "ade",
        "adp",
        "apk",
        "app",
        "bat",
        "chm",
        "cmd",
        "com",
        "cpl",
        "dll",
        "dmg",
        "docm",
        "dotm",
        "exe",
        "gadget",
        "hta",
        "htm",
        "html",
        "img",
        "inf",
        "ins",
        "iso",
        "isp",
        "jar",
        "js",
        "jse",
        "lib",
        "lnk",
        "mde",
        "msc",
        "msi",
        "msp",
        "mst",
        "pif",
        "pptm",
        "ps1",
        "reg",
        "scr",
        "sct",
        "sh",
        "shb",
        "svg",
        "sys",
        "vb",
        "vbe",
        "vbs",
        "vhd",
        "vxd",
        "wsc",
        "wsf",
        "wsh",
        "xlam",
        "xll",
        "xlsm",
    ]
)


@dataclass(frozen=True)
class MailFile:
    """A file that came with a mail; `is_dangerous` ones are kept, and said to be."""

    name: str
    content_type: str
    data: bytes
    is_inline: bool = False
    is_dangerous: bool = False

    @property
    def size(self) -> int:
        return len(self.data)


@dataclass(frozen=True)
class ParsedMail:
    """A mail in words. `text` is what its writer added; `full_text` has the quoted mail below it as well.

    `automatic` says why it is a machine's answer ("" for a person's), `mass` why it is mass mail; `bounce` is set for
    a report that a mail of ours did not arrive.
    """

    message_id: str
    references: tuple[str, ...]  # of In-Reply-To and References, nearest first
    from_name: str
    from_address: str
    reply_to: str
    recipients: tuple[str, ...]
    subject: str
    sent_at: datetime | None
    text: str
    full_text: str
    files: tuple[MailFile, ...]
    files_left_out: int
    automatic: str
    mass: str
    bounce: machines.Bounce | None
    loop: str  # X-Loop

    @property
    def answers_to(self) -> str:
        """The address an answer should go to."""
        return self.reply_to or self.from_address


def parse_mail(raw: bytes) -> ParsedMail:
    """Read a raw mail."""
    message = message_from_bytes(MISLABELLED.sub(b"=?gb18030?", raw), policy=policy.default)
    name, address = _first_address(message, "From")
    leaves = list(_leaves(message))
    full_text = _body(leaves)[:MAX_TEXT]
    files, left_out = _files(leaves)
    references = _references(message)
    return ParsedMail(
        message_id=_first_id(header_of(message, "Message-ID")),
        references=references,
        from_name=name,
        from_address=address.lower(),
        reply_to=_first_address(message, "Reply-To")[1].lower(),
        recipients=tuple(a.lower() for _n, a in _addresses(message, "To", "Cc", "Delivered-To", "X-Original-To") if a),
        subject=" ".join(header_of(message, "Subject").split())[:998],
        sent_at=_date(message),
        text=without_quote(full_text, is_answer=bool(references)),
        full_text=full_text,
        files=files,
        files_left_out=left_out,
        automatic=machines.why_automatic(message, header_of),
        mass=machines.why_mass(message, header_of),
        bounce=machines.read_bounce(message, header_of, full_text),
        loop=header_of(message, "X-Loop").strip(),
    )  # fmt: skip


# --- headers ------------------------------------------------------------------------------------------------------------


def header_of(message: EmailMessage, name: str) -> str:
    """Return a header in readable words, "" when there is none; raw 8-bit headers are read as UTF-8 or GB 18030."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), None)
    if raw is None:
        return ""
    text = str(raw)
    if any("\udc80" <= one <= "\udcff" for one in text):
        return " ".join(decoded(text.encode("utf-8", "surrogateescape"), "").split())
    try:
        return str(message[name])
    except UNREADABLE:
        return " ".join(_by_hand(text).split())


def _by_hand(text: str) -> str:
    try:
        pieces = decode_header(text)
    except UNREADABLE:
        return text
    return "".join(one if isinstance(one, str) else decoded(one, charset or "") for one, charset in pieces)


def _addresses(message, *names: str) -> list[tuple[str, str]]:
    return getaddresses([header_of(message, name) for name in names if message.get(name) is not None])


def _first_address(message, name: str) -> tuple[str, str]:
    found = [(who, address) for who, address in _addresses(message, name) if "@" in address]
    return found[0] if found else ("", "")


def _first_id(text: str) -> str:
    found = MESSAGE_ID.search(text)
    return found.group()[:255] if found else ""


def _references(message) -> tuple[str, ...]:
    answered = MESSAGE_ID.findall(header_of(message, "In-Reply-To"))
    earlier = MESSAGE_ID.findall(header_of(message, "References"))
    return tuple(dict.fromkeys(one[:255] for one in [*answered, *reversed(earlier)]))[:50]


def _date(message) -> datetime | None:
    try:
        moment = parsedate_to_datetime(header_of(message, "Date"))
    except UNREADABLE:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


# --- body and files -----------------------------------------------------------------------------------------------------


def decoded(data: bytes, charset: str) -> str:
    """Return bytes as text: by the charset named, if it fits, else by the first guess that does."""
    named = WIDER.get(charset.strip().lower(), charset.strip().lower())
    for one in (named, *GUESSES):
        try:
            return data.decode(one).replace("\x00", "")
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("utf-8", "replace")


def _leaves(message, depth: int = 0) -> Iterator[EmailMessage]:
    """Yield the parts that hold something; a mail inside a mail is one part."""
    if (
        message.get_content_maintype() == "multipart"
        and depth < 20
        and isinstance(message.get_payload(), list)
    ):
        for part in message.get_payload():
            yield from _leaves(part, depth + 1)
    else:
        yield message


def _is_file(part) -> bool:
    if part.get_content_disposition() == "attachment" or _name(part):
        return True
    return part.get_content_maintype() != "text"


def _body(leaves) -> str:
    texts = [part for part in leaves if not _is_file(part)]
    for kind, read in (("text/plain", str), ("text/html", text_of_html)):
        found = [read(_text(part)).strip() for part in texts if part.get_content_type() == kind]
        if any(found):
            return "\n\n".join(one for one in found if one).replace("\r\n", "\n")
    return ""


def _text(part) -> str:
    return decoded(part.get_payload(decode=True) or b"", part.get_content_charset("") or "")


def _files(leaves) -> tuple[tuple[MailFile, ...], int]:
    files, left_out = [], 0
    for part in leaves:
        if not _is_file(part) or part.get_content_type() in (
            "application/ms-tnef",
            "message/delivery-status",
        ):
            continue
        file = _file(part)
        if file.is_inline and file.size < TRACKING_PIXEL:
            continue
        if len(files) < MAX_FILES and file.size <= MAX_FILE:
            files.append(file)
        else:
            left_out += 1
    return tuple(files), left_out


def _file(part) -> MailFile:
    kind = part.get_content_type()
    if kind == "message/rfc822":
        data, fallback = b"".join(bytes(one) for one in part.get_payload()), "mail.eml"
    else:
        data, fallback = part.get_payload(decode=True) or b"", f"file.{kind.rpartition('/')[2][:8]}"
    name = _name(part) or fallback
    is_inline = (
        part.get_content_disposition() != "attachment"
        and bool(part.get("Content-ID"))
        and kind.startswith("image/")
    )
    return MailFile(name, kind[:120], data, is_inline, is_dangerous(name) or data[:2] == b"MZ")  # fmt: skip


def _name(part) -> str:
    try:
        name = part.get_filename() or ""
    except UNREADABLE:
        return "file"
    if any("\udc80" <= one <= "\udcff" for one in name):
        name = decoded(name.encode("utf-8", "surrogateescape"), "")
    if "=?" in name:
        name = _by_hand(name)
    name = re.sub(
        r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "", name
    )  # also what would turn "exe.pdf" round
    return re.split(r"[\\/]", name)[-1].strip()[-200:]


def is_dangerous(name: str) -> bool:
    """Tell whether a file of this name may run something when it is opened."""
    return name.rpartition(".")[2].lower() in DANGEROUS
