"""The text of an HTML mail: what a person reads, quoted parts marked with ">" as in plain mail."""

import re
from html.parser import HTMLParser

SILENT = frozenset({"script", "style", "head", "title", "template", "noscript"})
BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines, self.line = [], []
        self.silent = self.quoted = 0
        self.link = ""

    def handle_starttag(self, tag, attrs):
        if tag in SILENT:
            self.silent += 1
        elif tag in ("td", "th"):
            self.line.append(" ")
        elif tag in BLOCKS:
            self.end_line(is_break=tag == "br")
        if tag == "blockquote":
            self.quoted += 1
        elif tag == "li":
            self.line.append("- ")
        elif tag == "a":
            self.link = dict(attrs).get("href") or ""

    def handle_endtag(self, tag):
        if tag in SILENT:
            self.silent = max(self.silent - 1, 0)
        elif tag == "a":
            self._end_link()
        elif tag in BLOCKS and tag not in ("td", "th", "br"):
            self.end_line()
            if tag in ("p", "table", "ul", "ol", "h1", "h2", "h3"):
                self.lines.append("")
        if tag == "blockquote":
            self.quoted = max(self.quoted - 1, 0)

    def handle_data(self, data):
        if not self.silent:
            self.line.append(re.sub(r"[ \t\r\n\xa0\u200b]+", " ", data))

    def end_line(self, *, is_break: bool = False):
        text = " ".join("".join(self.line).split())
        if text or is_break:
            self.lines.append("> " * min(self.quoted, 5) + text)
        self.line = []

    def _end_link(self):
        shown = "".join(self.line)
        bare = self.link.removeprefix("https://").removeprefix("http://").rstrip("/")
        if self.link.startswith(("http://", "https://")) and bare and bare not in shown:
            self.line.append(f" ({self.link[:300]})")
        self.link = ""


def text_of_html(html: str) -> str:
    """Return what an HTML document says as plain text."""
    reader = _Reader()
    reader.feed(html[:2_000_000])
    reader.close()
    reader.end_line()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(reader.lines)).strip()
