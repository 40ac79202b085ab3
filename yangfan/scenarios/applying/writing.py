"""One page of a pack in one language, filled with a company's facts, as the fields of a page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from yangfan.accounts.public import Workspace
from yangfan.scenarios.applying import marks
from yangfan.scenarios.format import facts, kinds, pages
from yangfan.scenarios.format.bodies import Builder
from yangfan.scenarios.format.checking import build_field
from yangfan.scenarios.format.reading import Pack
from yangfan.scenarios.format.schema import Fact, PageFile
from yangfan.sites import public as sites


@dataclass(frozen=True)
class Desk:
    """All that is needed to write pages: the pack, the facts, and where its pictures and pages are in this workspace."""

    workspace: Workspace
    pack: Pack
    facts: dict
    pictures: dict[str, int]
    today: date
    page_id: Callable[[str, str], int | None]  # (language, path) -> id

    def fact(self, key: str) -> Fact:
        return self.pack.manifest.facts.get(key) or facts.STANDARD.get(key) or facts.PRODUCT[key]

    def value(self, key: str, language: str, product: dict | None) -> str:
        """Return what a placeholder stands for, "" when nobody said."""
        if product and key in facts.PRODUCT:
            given = {
                "product": "name",
                "model": "model",
                "product_kind": "kind",
                "product_summary": "summary",
            }[key]
            said = product[given]
            return said if isinstance(said, str) else facts.value_in({key: said}, key, language)
        return kinds.say(self.fact(key).kind, facts.value_in(self.facts, key, language), language)

    def kept(self, key: str, language: str) -> str:
        """Return a fact for a link, a day or a code: as it is kept, "" when it is missing or none of its kind."""
        text = facts.value_in(self.facts, key, language)
        return text if kinds.holds(self.fact(key).kind, text) else ""


def fields_for(desk: Desk, page: PageFile, language: str, *, product: dict | None = None) -> dict:
    """Return the page's fields by name, ready to be set. Raises sites.BodyError."""
    text = page.texts[language]

    def value(key: str) -> str:
        return desk.value(key, language, product)

    def filled(data):
        try:
            return facts.fill(data, value=value, mark_of=lambda key: facts.mark(desk.fact(key), language))
        except facts.NothingLeft:
            return type(data)()

    made = {
        "title": filled(text.title)[:255],
        "seo_title": filled(text.seo_title)[:255],
        "search_description": filled(text.seo_description)[:500],
    }
    if page.type != "home":
        made["show_in_menus"] = page.in_menu and page.type not in ("product", "application", "article")
    builder = Builder(
        page=lambda path: desk.page_id(language, path.strip("/")),
        picture=lambda name: desk.pictures[name],
        must_fit=False,
        language=language,
        kind_of=lambda key: desk.fact(key).kind,
        kept=lambda key: desk.kept(key, language),
        label=lambda key, beside: (facts.aside if beside else facts.mark)(desk.fact(key), language),
    )
    known = pages.fields_of(page.type)
    said = filled(text.fields)
    if page.type == "product" and product:
        said |= own_of(product, language)
        if not product["model"]:
            said.pop("model_number", None)  # not every product has one: no mark for it
        if not product["kind"]:
            said.pop("kind", None)
    for name, data in said.items():
        made |= _set(desk, builder, page.type, known[name], data)
    body = filled(text.body)
    if body:
        made |= _set(desk, builder, page.type, pages.TYPES[page.type]._meta.get_field("body"), body)
    if page.type == "article" and not made.get("published_on"):
        made["published_on"] = desk.today
    if page.type == "home":
        made["legal_note"] = filled(desk.pack.legal.footer.get(language, ""))
    return made


def own_of(product: dict, language: str) -> dict:
    """Return what the owner said of a product beyond its names, where it can be read in this language."""
    rows = [
        row
        for row in product["specification"]
        if language == product["language"] or not facts.HAN.search("".join(row))
    ]
    if not rows:
        return {}
    title = {"zh-hans": "规格参数"}.get(language, "Specification")
    group = {
        "block": "group",
        "title": title,
        "rows": [{"label": label, "value": value} for label, value in rows],
    }
    values = [f"{label} {value}" for label, value in rows[:3]]
    return {"specification": [group], "key_line": " · ".join(values)[:160]}


PRODUCT_LABELS = {label for fact in facts.PRODUCT.values() for label in fact.label.values()}


def complete_product(desk: Desk, page: PageFile, language: str, made) -> None:
    """Put what the pack says of every product onto a page from the owner's file, where the file left it open."""
    product = {
        "name": {language: made.title}, "model": made.model_number, "specification": [], "language": language,
        "kind": {language: made.kind} if made.kind else {}, "summary": {language: made.summary} if made.summary else {},
    }  # fmt: skip
    for name, value in fields_for(desk, page, language, product=product).items():
        if name in ("title", "show_in_menus", "model_number", "kind"):
            continue
        if isinstance(value, str) and PRODUCT_LABELS & set(facts.MARK.findall(value)):
            value = marks.sentences_left(
                value
            )  # what the file does not say of a product is not asked for again
        present = getattr(made, name)
        if name == "body" and present:
            raw = [*present.get_prep_value(), *value.get_prep_value()]
            made.body = present.stream_block.to_python(raw)
        elif not present:
            setattr(made, name, value)


def _set(desk: Desk, builder: Builder, type_: str, field, data) -> dict:
    raw = build_field(builder, field, data, field.name)
    if hasattr(field, "stream_block"):
        model = pages.TYPES[type_]
        stream = sites.build_stream(raw, page_type=model, field=field.name, workspace=desk.workspace)
        return {field.name: stream}
    return {field.attname: raw}
