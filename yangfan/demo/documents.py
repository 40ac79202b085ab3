"""A product's data sheet as a PDF: one page of text in the viewer's own fonts, written without any library."""

from yangfan.demo.content import Company, Product, say

CHINESE_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font "
    b"/Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> "
    b"/DW 1000 /W [1 95 500] /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] "
    b"/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>] >>"
)
LATIN_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
LEFT, MIDDLE, TOP = 56, 300, 790


def data_sheet(company: Company, product: Product, language: str) -> bytes:
    """Return the PDF of one product in one language."""
    lines = [(LEFT, TOP, 20, say(product.title, language)), (LEFT, TOP - 22, 10, say(company.name, language))]
    y = TOP - 56
    for text in _wrapped(say(product.summary, language), 46 if language == "zh-hans" else 92):
        lines.append((LEFT, y, 10, text))
        y -= 15
    y -= 10
    for title, rows in product.specification:
        lines.append((LEFT, y, 12, say(title, language)))
        y -= 18
        for label, value in rows:
            lines += [(LEFT, y, 10, say(label, language)), (MIDDLE, y, 10, say(value, language))]
            y -= 15
        y -= 8
    for text in (
        say(product.measured, language),
        say(product.delivery, language),
        say(company.legal_name, language),
    ):
        lines.append((LEFT, y, 9, text))
        y -= 14
    return _pdf(lines, title=say(product.title, language))


def _wrapped(text: str, width: int) -> list[str]:
    """Cut `text` into lines: at spaces where it has them."""
    lines, rest = [], text
    while len(rest) > width:
        cut = rest.rfind(" ", 0, width + 1)
        cut = cut if cut > width // 2 else width
        lines.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    return [*lines, rest]


def _shown(x: int, y: int, size: int, text: str) -> bytes:
    """Return the operators that show one line; letters outside Latin-1 come from the Chinese font."""
    try:
        raw, font = text.encode("cp1252"), b"/L"
        words = b"(" + raw.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)") + b")"
    except UnicodeEncodeError:
        words, font = b"<" + text.encode("utf-16-be").hex().encode() + b">", b"/C"
    return b"BT %s %d Tf %d %d Td %s Tj ET\n" % (font, size, x, y, words)


def _pdf(lines: list[tuple[int, int, int, str]], *, title: str) -> bytes:
    content = b"".join(_shown(*line) for line in lines)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /L 5 0 R /C 6 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        LATIN_FONT,
        CHINESE_FONT,
        b"<< /Title <feff%s> >>" % title.encode("utf-16-be").hex().encode(),
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 7 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)
