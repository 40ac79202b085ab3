"""From the cells of a file to products: which column is what, and what is wrong with a cell."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pypinyin import lazy_pinyin

from yangfan.accounts.public import Workspace
from yangfan.core.ui.table_files import Table
from yangfan.core.ui.table_imports import Wrong
from yangfan.sites.catalogue import values
from yangfan.sites.catalogue.models import Attribute

FIELDS = {
    "model": gettext_lazy("Model number (SKU)"), "title": gettext_lazy("Product name"),
    "category": gettext_lazy("Category (Arms > Collaborative)"), "kind": gettext_lazy("Kind of product"),
    "summary": gettext_lazy("Summary"), "description": gettext_lazy("Description"),
    "key_line": gettext_lazy("Key values in one line"), "delivery_terms": gettext_lazy("Delivery terms"),
    "images": gettext_lazy("Pictures (addresses or file names)"),
    "documents": gettext_lazy("Documents (addresses or file names)"),
    "related": gettext_lazy("Related products (model numbers)"), "variant_of": gettext_lazy("Variant of (model number)"),
    "seo_title": gettext_lazy("Title for search engines"),
    "search_description": gettext_lazy("Description for search engines"),
}  # fmt: skip
HEADS = {
    "model": "model,modelnumber,modelno,sku,itemno,itemnumber,itemcode,productcode,partnumber,partno,mpn,code,articleno,型号,产品型号,货号,编号,产品编号,商品编码,物料编码,料号,规格型号",
    "title": "title,name,productname,product,itemname,名称,产品名称,品名,商品名称,产品,标题,商品标题",
    "category": "category,categories,productcategory,collection,group,类别,分类,产品分类,类目,商品分类,品类,所属分类",
    "kind": "kind,type,producttype,产品类型,类型,种类",
    "summary": "summary,shortdescription,excerpt,intro,简介,摘要,产品简介,短描述,卖点",
    "description": "description,body,bodyhtml,details,longdescription,content,描述,详情,产品描述,详细描述,商品详情,产品详情",
    "key_line": "keyline,keyvalues,highlights,关键参数,主要参数,核心参数",
    "delivery_terms": "deliveryterms,delivery,leadtime,交货期,交期,供货周期,交货条款,发货时间",
    "images": "image,images,imageurl,imageurls,imagesrc,picture,pictures,photo,photos,mainimage,图片,产品图片,图片链接,图片地址,主图,图片url,商品图片",
    "documents": "document,documents,datasheet,file,files,downloads,manual,brochure,资料,文档,说明书,规格书,下载,附件",
    "related": "related,relatedproducts,crosssells,upsells,goeswellwith,相关产品,关联产品,推荐搭配,配套产品",
    "variant_of": "variantof,parent,parentsku,parentmodel,mainproduct,主型号,所属型号,父级sku,变体所属,所属产品",
    "seo_title": "seotitle,metatitle,pagetitle,seo标题,网页标题",
    "search_description": "seodescription,metadescription,searchdescription,seo描述,网页描述",
}  # fmt: skip
LONGEST = {
    "model": 60, "title": 255, "kind": 120, "summary": 400, "description": 20_000, "key_line": 160,
    "delivery_terms": 200, "seo_title": 255, "search_description": 500, "variant_of": 60,
}  # fmt: skip
SEVERAL = re.compile(r"[;；|\n]|,(?=\s*https?://)|，(?=\s*https?://)")
LEVEL = re.compile(r"\s*[>＞›»]\s*")
TONGUES = {
    "zh-hans": r"zh|cn|chinese|中文|简体中文", "en": r"en|english|英文|英语", "ar": r"ar|arabic|阿拉伯文|العربية",
    "zh-hant": r"繁體中文|繁体中文", "es": r"es|spanish|西班牙文|español", "fr": r"fr|french|法文|français",
    "de": r"german|德文|deutsch", "pt": r"pt|portuguese|葡萄牙文|português", "ru": r"ru|russian|俄文|русский",
    "ja": r"ja|japanese|日文|日本語", "ko": r"ko|korean|韩文|한국어",
}  # fmt: skip
MARKED = {
    code: re.compile(rf"^(.*?)\s*[(（\[]\s*(?:{words})\s*[)）\]]\s*$", re.I)
    for code, words in TONGUES.items()
}
EVERYWHERE = ("model", "images", "documents", "related", "variant_of")  # the same in every language
UNIT = re.compile(r"^(.*?)\s*[(（\[]([^()（）\[\]]{1,12})[)）\]]\s*$")
MAX_FILES = 12
MAX_LEVELS = 4
RULES = ("replace", "skip")
NEW = "new:"


@dataclass(frozen=True)
class Mapping:
    """What is decided about a file.

    `columns`: number of the column -> a field's name, "a_<key>" of an attribute, "spec" (a row of the specification
    table under the column's heading) or "new:<type>" (make an attribute of this heading). `rule` for a product that is
    there already: replace (the file is right; an empty cell changes nothing) or skip. `skip_bad`: leave wrong rows out
    and take in the others; else one wrong row stops everything. `add_choices`: a choice that is not there yet is made.
    """

    columns: dict[int, str] = field(default_factory=dict)
    rule: str = "replace"
    skip_bad: bool = False
    publish: bool = False
    add_choices: bool = False

    def as_dict(self) -> dict:
        return {
            "columns": {str(number): name for number, name in self.columns.items()},
            "rule": self.rule, "skip_bad": self.skip_bad, "publish": self.publish, "add_choices": self.add_choices,
        }  # fmt: skip


def mapping_from(kept: dict) -> Mapping:
    """Return the mapping that `as_dict` kept."""
    columns = {int(number): name for number, name in kept.get("columns", {}).items()}
    flags = {name: bool(kept.get(name)) for name in ("skip_bad", "publish", "add_choices")}
    return Mapping(columns, kept.get("rule", "replace"), **flags)


def column_choices(workspace: Workspace) -> list[tuple[str, str]]:
    """Return (name, words) of everything a column may hold in this workspace."""
    own = [(f"a_{one.key}", f"{one}") for one in Attribute.objects.of(workspace)]
    new = [
        (f"{NEW}{kind}", _("New attribute: %(kind)s") % {"kind": label})
        for kind, label in Attribute.Kind.choices
    ]
    return [*FIELDS.items(), *own, ("spec", _("A row of the specification")), *new]


def mapping_said(data, heads: list[str], workspace: Workspace) -> Mapping:
    """Return the mapping that a form with the fields col_<number>, rule, skip_bad, publish and add_choices says."""
    known = {name for name, _title in column_choices(workspace)}
    columns, taken = {}, set()
    for number in range(len(heads)):
        name = data.get(f"col_{number}", "")
        if name in known and (name not in taken or name == "spec" or name.startswith(NEW)):
            columns[number] = name
            taken.add(name)
    rule = data["rule"] if data.get("rule") in RULES else "replace"
    return Mapping(columns, rule, *(bool(data.get(name)) for name in ("skip_bad", "publish", "add_choices")))


@dataclass
class Row:
    """One product, or one variant, as a file says it. What the file leaves empty is not there."""

    line: int
    values: dict[str, str] = field(default_factory=dict)
    files: dict[str, list[str]] = field(default_factory=dict)  # "images", "documents": addresses or names
    related: list[str] = field(default_factory=list)
    category: list[str] = field(default_factory=list)
    attributes: dict = field(default_factory=dict)  # key -> value, texts as plain words
    specification: list[tuple[str, str]] = field(default_factory=list)

    @property
    def model(self) -> str:
        return self.values.get("model", "")

    @property
    def title(self) -> str:
        return self.values.get("title") or self.model

    @property
    def key(self) -> str:
        """By what the product is known again: its model number, in a file without those its name."""
        return (self.model or self.title).casefold()


def bare(head) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", str(head or "")).casefold())


def heads_of(sheet: Table) -> list[str]:
    """Return the headings: the cells of the first row."""
    _line, cells = next(sheet.rows(), (1, []))
    return [text_of(cell)[:120] for cell in cells]


def tongue_of(head: str) -> tuple[str, str]:
    """Return a heading without its language, and which that is: "名称（英文）" is ("名称", "en"), "Name" is ("Name", "")."""
    for code, marked in MARKED.items():
        if found := marked.match(head):
            return found[1], code
    return head, ""


def columns_of_language(heads: list[str], columns: dict[int, str], language: str) -> dict[int, str]:
    """Return what a file says in a second language: the columns marked so, and those that need no language.

    Empty when the file names no product in it.
    """
    marked = {number: name for number, name in columns.items() if tongue_of(heads[number])[1] == language}
    if "title" not in marked.values():
        return {}
    return {**{number: name for number, name in columns.items() if name in EVERYWHERE}, **marked}


def guess_columns(heads: list[str], attributes: list[Attribute], language: str = "") -> dict[int, str]:
    """Return what each column holds, by its heading; what nobody knows becomes a row of the specification.

    A column marked as another language ("Name (German)" in a Chinese file) is left out.
    """
    known = {word: name for name, words in HEADS.items() for word in words.split(",")}
    for (
        code,
        _name,
    ) in settings.CONSOLE_LANGUAGES:  # a file may have been exported in the console's other language
        with translation.override(code):
            for name, title in FIELDS.items():
                known.setdefault(bare(title), name)
    for one in attributes:
        for name in (*one.names.values(), one.key):
            known[bare(name)] = f"a_{one.key}"
            known[bare(f"{name} ({one.unit})")] = f"a_{one.key}"
    found: dict[int, str] = {}
    bared = [known.get(bare(head)) and (head, "") or tongue_of(head) for head in heads]
    doubled = {bare(head) for head, tongue in bared if tongue and tongue == language}
    for number, (head, tongue) in enumerate(bared):
        if tongue not in ("", language) or (not tongue and bare(head) in doubled):
            continue
        name = known.get(bare(head), "spec" if head else "")
        if name and (name == "spec" or name not in found.values()):
            found[number] = name
    return found


def new_attribute(head: str, kind: str, language: str) -> tuple[str, str, str]:
    """Return key, name and unit of an attribute made from a heading such as "Payload (kg)"."""
    match = UNIT.match(head) if kind == Attribute.Kind.NUMBER else None
    name, unit = (match[1], match[2]) if match else (head, "")
    return slug_of(name)[:40] or "attribute", name[:80], unit[:20]


def slug_of(text: str) -> str:
    """Return text as it may stand in an address: Chinese as pinyin."""
    return slugify(" ".join(lazy_pinyin(text)))[:80].strip("-")


def text_of(cell) -> str:
    """Return a cell as text; the apostrophe that keeps spreadsheets from calculating goes."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell).replace("\x00", "").strip()
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


class Reader:
    """Reads the rows of one file for one workspace and language."""

    def __init__(self, workspace: Workspace, heads: list[str], mapping: Mapping, language: str):
        self.heads, self.mapping, self.language = heads, mapping, language
        self.attributes = {one.key: one for one in Attribute.objects.of(workspace)}
        self.new = self._new_attributes()
        self.new_choices: dict[str, dict[str, str]] = {}  # attribute key -> {choice key: name}
        self.seen: dict[str, int] = {}

    def _new_attributes(self) -> dict[int, Attribute]:
        """Return column -> attribute that does not exist yet (unsaved)."""
        made: dict[int, Attribute] = {}
        for number, name in self.mapping.columns.items():
            if not name.startswith(NEW) or number >= len(self.heads):
                continue
            kind = name.removeprefix(NEW)
            key, title, unit = new_attribute(self.heads[number], kind, self.language)
            taken = {*self.attributes, *(one.key for one in made.values())}
            key = next(k for n in range(1, 1000) if (k := key if n == 1 else f"{key[:36]}-{n}") not in taken)
            made[number] = Attribute(key=key, kind=kind, names={self.language: title}, unit=unit)
        return made

    def attribute_at(self, number: int) -> Attribute | None:
        name = self.mapping.columns.get(number, "")
        return self.new.get(number) or (self.attributes.get(name[2:]) if name.startswith("a_") else None)

    def name_of(self, number: int) -> str:
        """Return what a column is called in errors: its own heading."""
        return self.heads[number] if number < len(self.heads) and self.heads[number] else f"#{number + 1}"

    def column_of(self, field_name: str) -> str:
        for number, name in self.mapping.columns.items():
            if name == field_name:
                return self.name_of(number)
        return str(FIELDS[field_name])

    def rows(self, sheet: Table) -> Iterator[Row | list[Wrong]]:
        """Yield a Row, or what is wrong with it, for every line below the headings."""
        lines = sheet.rows()
        next(lines, None)
        for line, cells in lines:
            yield self.read(line, cells)

    def read(self, line: int, cells: list) -> Row | list[Wrong]:
        """Return the product of one line, or what is wrong with it."""
        row, wrong = Row(line), []
        for number, name in sorted(self.mapping.columns.items()):
            cell = cells[number] if number < len(cells) else ""
            if cell in ("", None):
                continue
            self._take(row, number, name, cell, wrong)
        self._judge(row, wrong)
        return wrong or row

    def _take(self, row: Row, number: int, name: str, cell, wrong: list[Wrong]) -> None:
        text = text_of(cell)
        attribute = self.attribute_at(number)
        if attribute is not None:
            self._take_attribute(row, number, attribute, cell if not isinstance(cell, str) else text, wrong)
        elif name == "spec":
            if len(text) > 200:
                wrong.append(
                    Wrong(
                        row.line,
                        self.name_of(number),
                        _("longer than %(n)d characters") % {"n": 200},
                        text[:80],
                    )
                )
            elif text:
                row.specification.append((self.name_of(number)[:120], text))
        elif name in ("images", "documents", "related"):
            several = [
                part.strip()
                for part in (SEVERAL if name != "related" else re.compile(r"[,，;；|\n]")).split(text)
            ]
            several = [part for part in several if part]
            if len(several) > MAX_FILES:
                wrong.append(
                    Wrong(row.line, self.name_of(number), _("more than %(n)d") % {"n": MAX_FILES}, text[:80])
                )
            elif name == "related":
                row.related = several
            else:
                row.files[name] = several
        elif name == "category":
            row.category = [part[:120] for part in LEVEL.split(text) if part]
            if len(row.category) > MAX_LEVELS:
                words = _("more than %(n)d levels") % {"n": MAX_LEVELS}
                wrong.append(Wrong(row.line, self.name_of(number), words, text[:80]))
        elif name in LONGEST:
            if len(text) > LONGEST[name]:
                words = _("longer than %(n)d characters") % {"n": LONGEST[name]}
                wrong.append(Wrong(row.line, self.name_of(number), words, text[:80]))
            row.values[name] = text if name == "description" else " ".join(text.split())

    def _take_attribute(self, row: Row, number: int, one: Attribute, given, wrong: list[Wrong]) -> None:
        try:
            value = values.read(one, given, self.language)
        except values.ValueRefused as refusal:
            is_choice = one.kind == Attribute.Kind.CHOICE
            if not is_choice or not (self.mapping.add_choices or number in self.new):
                wrong.append(Wrong(row.line, self.name_of(number), str(refusal), str(given)[:80]))
                return
            value = self._add_choice(one, text_of(given))
        if value is not None:
            row.attributes[one.key] = value

    def _add_choice(self, one: Attribute, name: str) -> str:
        known = self.new_choices.setdefault(one.key, {})
        for key, had in known.items():
            if had.casefold() == name.casefold():
                return key
        taken = {*known, *(choice["key"] for choice in one.choices)}
        base = slug_of(name)[:36] or "choice"
        key = next(k for n in range(1, 10_000) if (k := base if n == 1 else f"{base}-{n}") not in taken)
        known[key] = name[:80]
        return key

    @property
    def by(self) -> str:
        """The field by which a product is known again."""
        return "model" if "model" in self.mapping.columns.values() else "title"

    def _judge(self, row: Row, wrong: list[Wrong]) -> None:
        model = row.values.get(self.by, "")
        if not model:
            wrong.append(
                Wrong(
                    row.line, self.column_of(self.by), _("must be filled in: by it a product is known again")
                )
            )
            return
        if self.by == "model" and re.search(r"[<>\x00-\x1f]", model):
            wrong.append(
                Wrong(
                    row.line, self.column_of("model"), _("letters, digits and simple signs only"), model[:80]
                )
            )
        first = self.seen.setdefault(model.casefold(), row.line)
        if first != row.line:
            words = _("stands in line %(n)d already") % {"n": first}
            wrong.append(Wrong(row.line, self.column_of(self.by), words, model[:80]))
        if row.values.get("variant_of", "").casefold() == model.casefold():
            wrong.append(
                Wrong(row.line, self.column_of("variant_of"), _("a product is no variant of itself"), model)
            )
