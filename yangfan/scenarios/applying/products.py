"""The owner's products: rows of a table file or of a form, as `Setup.products` keeps them.

A product is {"name": {language: text}, "model", "kind": {…}, "summary": {…}, "specification": [[label, value], …],
"language": of the specification}.
"""

import re
import unicodedata

from django.utils.text import slugify
from pypinyin import lazy_pinyin

from yangfan.core.ui.table_files import TableUnreadable, open_table

MOST = 200
COLUMNS = {
    "name": (
        "名称",
        "产品名称",
        "品名",
        "产品",
        "商品名称",
        "课程名称",
        "服务名称",
        "name",
        "title",
        "product",
        "product name",
    ),
    "model": (
        "型号",
        "产品型号",
        "货号",
        "编号",
        "sku",
        "model",
        "model number",
        "item",
        "item no",
        "part number",
    ),
    "kind": ("类别", "分类", "产品类别", "产品分类", "category", "kind", "type"),
    "summary": (
        "简介",
        "产品简介",
        "描述",
        "说明",
        "卖点",
        "summary",
        "description",
        "short description",
        "intro",
    ),
}
IN_ENGLISH = re.compile(r"\s*[(（\[]?\s*(en|english|英文)\s*[)）\]]?\s*$|^(en|english|英文)[\s_:：-]*", re.I)
IN_CHINESE = re.compile(
    r"\s*[(（\[]?\s*(zh|cn|chinese|中文)\s*[)）\]]?\s*$|^(zh|cn|chinese|中文)[\s_:：-]*", re.I
)

__all__ = ["MOST", "TableUnreadable", "read_table", "slug_of"]


def read_table(content: bytes, *, language: str) -> list[dict]:
    """Return the products of a CSV or XLSX file; raise TableUnreadable, in words, when there are none.

    Columns are told by their headings in Chinese or English, "名称(英文)" or "name zh" for another language than the
    file's. Every other column becomes a line of the specification.
    """
    rows = open_table(content).rows()
    _line, heads = next(rows, (0, []))
    columns = [column_of(_text(head), language) for head in heads]
    if not any(kind == "name" for kind, _language in columns):
        from django.utils.translation import gettext as _

        raise TableUnreadable(_("No column is headed “name” or “产品名称”."))
    products = [product_of(columns, [_text(cell) for cell in cells], language) for _line, cells in rows]
    return [product for product in products if any(product["name"].values())][:MOST]


def column_of(head: str, language: str) -> tuple[str, str]:
    """Return what a column holds and in which language; a specification's column is ("", its heading)."""
    spoken, bare = language, unicodedata.normalize("NFKC", head).strip()
    for pattern, code in ((IN_ENGLISH, "en"), (IN_CHINESE, "zh-hans")):
        if pattern.search(bare):
            spoken, bare = code, pattern.sub("", bare)
            break
    word = bare.casefold().replace("_", " ").strip()
    for kind, words in COLUMNS.items():
        if word in words:
            return kind, spoken
    return "", head.strip()


def product_of(columns: list[tuple[str, str]], cells: list[str], language: str) -> dict:
    product = {"name": {}, "model": "", "kind": {}, "summary": {}, "specification": [], "language": language}
    for (kind, spoken), cell in zip(columns, cells, strict=False):
        if not cell:
            continue
        if kind == "model":
            product["model"] = cell[:60]
        elif kind:
            product[kind][spoken] = cell[: 120 if kind == "kind" else 400]
        elif spoken:
            product["specification"].append([spoken[:120], cell[:200]])
    return product


def _text(cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def slug_of(product: dict, taken: set[str]) -> str:
    """Return an address part nobody of `taken` has: of the English name, the model, or the Chinese name in pinyin."""
    names = [product["name"].get("en", ""), product["model"], *product["name"].values()]
    texts = (slugify(text) or slugify(" ".join(lazy_pinyin(text))) for text in names if text)
    base = next((text[:60].strip("-") for text in texts if text), "product")
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    taken.add(slug)
    return slug
