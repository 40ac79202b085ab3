"""Products as a file that can be taken in again as it is."""

import io
from collections.abc import Iterator

import xlsxwriter
from django.utils.translation import gettext as _

from yangfan.accounts.public import Workspace
from yangfan.core.ui.exports import safe_cell
from yangfan.sites.catalogue import values
from yangfan.sites.catalogue.models import Attribute
from yangfan.sites.catalogue.reading import FIELDS
from yangfan.sites.catalogue.writing import Writer
from yangfan.sites.hosts import addresses
from yangfan.sites.pages.models import ProductPage

MOST_PROPERTIES = 80  # columns for rows of specifications


def head_of(one: Attribute, language: str) -> str:
    name = one.name_in(language)
    return f"{name} ({one.unit})" if one.unit else name


def table(workspace: Workspace, pages, language: str) -> tuple[list[str], Iterator[list]]:
    """Return headings and rows of the products `pages` (a queryset), variants below theirs."""
    attributes = list(Attribute.objects.of(workspace))
    pages = list(pages.select_related("locale", "picture", "workspace"))
    labels = list(dict.fromkeys(label for page in pages for label, _value in properties(page)))[
        :MOST_PROPERTIES
    ]
    heads = (
        [str(title) for title in FIELDS.values()] + [head_of(one, language) for one in attributes] + labels
    )
    return heads, (row for page in pages for row in rows_of(page, attributes, labels, language))


def properties(page: ProductPage) -> list[tuple[str, str]]:
    return [(row["label"], row["value"]) for group in page.specification for row in group.value["rows"]]


def rows_of(
    page: ProductPage, attributes: list[Attribute], labels: list[str], language: str
) -> Iterator[list]:
    kept, said = page.attributes or {}, dict(properties(page))
    own = {
        "model": page.model_number, "title": page.title, "category": " > ".join(Writer.chain_of(page)),
        "description": description_of(page), "images": "\n".join(pictures_of(page)),
        "documents": "\n".join(documents_of(page)),
        "related": ", ".join(block.value.specific.model_number for block in page.related if block.value),
    }  # fmt: skip
    plain = [own[name] if name in own else getattr(page, name, "") for name in FIELDS]
    yield [
        *plain,
        *(cell(one, kept.get(one.key), language) for one in attributes),
        *(said.get(label, "") for label in labels),
    ]
    names = {head_of(one, language): one for one in attributes} | {
        one.name_in(language): one for one in attributes
    }
    for block in page.variants:
        details = {row["label"]: row["value"] for row in block.value["details"]}
        fields = {
            "model": block.value["number"],
            "title": block.value["name"],
            "variant_of": page.model_number,
        }
        yield [
            *(fields.get(name, "") for name in FIELDS),
            *(details.get(one.name_in(language), "") for one in attributes),
            *("" if label in names else details.get(label, "") for label in labels),
        ]


def cell(one: Attribute, value, language: str):
    """Return a value as the import reads it: a number as a number."""
    if one.kind == Attribute.Kind.NUMBER:
        return "" if value is None else value
    return values.say(one, value, language)


def description_of(page: ProductPage) -> str:
    """Return the text block that an import would replace; what else a person has built is not for a table."""
    blocks = list(page.body)
    if len(blocks) != 1 or blocks[0].block_type != "text":
        return ""
    from django.utils.html import strip_tags

    return strip_tags(str(blocks[0].value["text"].source).replace("</p>", "\n")).strip()


def pictures_of(page: ProductPage) -> list[str]:
    images = [page.picture, *(block.value["picture"] for block in page.gallery)]
    return [address(page, f"/media/{image.file.name}") for image in images if image]


def documents_of(page: ProductPage) -> list[str]:
    files = [block.value["document"] for block in page.documents]
    return [address(page, f"/documents/{file.pk}/{file.filename}") for file in files if file]


def address(page: ProductPage, path: str) -> str:
    root = addresses.root_of(page.workspace_id)
    return (root.url if root else "") + path


def workbook(heads: list[str], rows) -> bytes:
    """Return an XLSX file; text that looks like a formula stays text."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet(_("Products")[:31])
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, heads, bold)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(heads), 18)
        for number, row in enumerate(rows, start=1):
            sheet.write_row(
                number, 0, [one if isinstance(one, int | float) else str(safe_cell(one)) for one in row]
            )
    return buffer.getvalue()
