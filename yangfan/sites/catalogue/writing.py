"""From the rows of a file to product pages: what is there is compared first, so that nothing is written twice."""

import re
from dataclasses import dataclass, field

from django.utils import translation
from django.utils.html import escape, strip_tags
from django.utils.translation import gettext as _
from wagtail.actions.move_page import MovePageAction

from yangfan.accounts.public import Workspace
from yangfan.sites.catalogue import values, words
from yangfan.sites.catalogue.fetching import Library
from yangfan.sites.catalogue.models import Attribute, ProductChange, ProductImport
from yangfan.sites.catalogue.reading import Reader, Row, Wrong, slug_of
from yangfan.sites.pages import queries
from yangfan.sites.pages.actions import add_page, save_page
from yangfan.sites.pages.models import HomePage, ProductCategoryPage, ProductIndexPage, ProductPage

PLAIN = ("title", "kind", "summary", "key_line", "delivery_terms", "seo_title", "search_description")
PARAGRAPH = re.compile(r"\n\s*\n|\r?\n|<br\s*/?>|</p>|</li>|</h\d>|</div>", re.IGNORECASE)


@dataclass
class Counts:
    """What came, or would come, of the rows."""

    new: int = 0
    changed: int = 0
    same: int = 0


@dataclass
class Product:
    """A row with the rows of its variants; `page` is there already or None."""

    row: Row
    variants: list[Row] = field(default_factory=list)
    page: ProductPage | None = None


def index_of(workspace: Workspace, language: str) -> ProductIndexPage | None:
    """Return the product list of a language."""
    home = queries.home_of(workspace, language)
    return home and ProductIndexPage.objects.child_of(home).order_by("path").first()


def products_by_name(home: HomePage | None) -> dict[str, ProductPage]:
    """Return name -> page of every product of a language, drafts too."""
    rows = ProductPage.objects.descendant_of(home).select_related("locale", "workspace") if home else []
    return {(row.draft_title or row.title).casefold(): row for row in rows}


def products_by_model(home: HomePage | None) -> dict[str, ProductPage]:
    """Return model number -> page of every product of a language, drafts too."""
    if home is None:
        return {}
    rows = (
        ProductPage.objects.descendant_of(home).exclude(model_number="").select_related("locale", "workspace")
    )
    return {row.model_number.casefold(): row for row in rows.order_by("-path")}


class Writer:
    """Compares, and writes, the products of one file in one language."""

    def __init__(self, workspace: Workspace, reader: Reader, library: Library, language: str):
        self.workspace, self.reader, self.library, self.language = workspace, reader, library, language
        self.index = index_of(workspace, language)
        known = products_by_model if reader.by == "model" else products_by_name
        self.pages = known(queries.home_of(workspace, language))
        self.complete = None  # adds to a new page what the file leaves open
        self.twins = self._twins()
        self.attributes = {**reader.attributes, **{one.key: one for one in reader.new.values()}}

    def _twins(self) -> dict[str, ProductPage]:
        """Model number -> page in another language, the main one first."""
        found: dict[str, ProductPage] = {}
        for home in queries.homes_of(self.workspace):
            if home.locale.language_code != self.language:
                for model, page in products_by_model(home).items():
                    found.setdefault(model, page)
        return found

    # --- before anything is written -----------------------------------------------------------------------------------
    def products(self, rows: list[Row]) -> tuple[list[Product], list[Wrong]]:
        """Return the products with their variants, and what is wrong between rows."""
        wrong: list[Wrong] = []
        mains = {row.key: Product(row) for row in rows if not row.values.get("variant_of")}
        for row in rows:
            parent = row.values.get("variant_of", "").casefold()
            if not parent:
                continue
            if parent not in mains and parent in self.pages:
                mains[parent] = Product(Row(row.line, {"model": self.pages[parent].model_number}))
            if parent in mains:
                mains[parent].variants.append(row)
            else:
                words_ = _("neither in this file nor among your products")
                wrong.append(
                    Wrong(row.line, self.reader.column_of("variant_of"), words_, row.values["variant_of"])
                )
        for product in mains.values():
            product.page = self.pages.get(product.row.key)
            wrong += self._wrong_relations(product.row, mains)
        return list(mains.values()), wrong

    def _wrong_relations(self, row: Row, mains: dict) -> list[Wrong]:
        column = self.reader.column_of("related")
        unknown = [
            one for one in row.related if one.casefold() not in mains and one.casefold() not in self.pages
        ]
        said = _("neither in this file nor among your products")
        return [Wrong(row.line, column, said, one) for one in unknown]

    def wanted(self, products: list[Product]) -> list[tuple[str, bool]]:
        """Return (address or name, is a picture) of every file the products name."""
        return [
            (name, kind == "images")
            for product in products
            for kind, names in product.row.files.items()
            for name in names
        ]

    def wrong_files(self, product: Product) -> list[Wrong]:
        """Return what is wrong with the files of a product, as far as the library knows."""
        found = []
        for kind, names in product.row.files.items():
            for name in names:
                if said := self.library.refused.get((name, kind == "images")):
                    found.append(Wrong(product.row.line, self.reader.column_of(kind), said, name[:200]))
        return found

    def would(self, product: Product, rule: str) -> str:
        """Return what taking it in would do: new, changed or same."""
        if product.page is None:
            return "new"
        if rule == "skip":
            return "same"
        draft = product.page.get_latest_revision_as_object()
        before = frozen(draft)
        for name, is_picture in self.wanted([product]):
            if (name, is_picture) not in self.library.have and not self._stored(name, is_picture):
                return "changed"
        self.fill(draft, product, actor=None, looking=True)
        moved = product.row.category and self.chain_of(product.page) != product.row.category
        return "changed" if frozen(draft) != before or moved else "same"

    def _stored(self, name: str, is_picture: bool) -> bool:
        found = self.library.got.get((name, is_picture))
        same = found and self.library._same(found, is_picture)
        if same:
            self.library.have[(name, is_picture)] = same
        return bool(same)

    @staticmethod
    def chain_of(page: ProductPage) -> list[str]:
        """Return the titles of the categories a product stands in, from the top."""
        rows = ProductCategoryPage.objects.ancestor_of(page).order_by("path")
        return list(rows.values_list("title", flat=True))

    # --- writing ------------------------------------------------------------------------------------------------------
    def write(self, product: Product, *, run: ProductImport, rule: str, publish: bool, actor) -> str:
        """Write one product; return new, changed or same."""
        row, page = product.row, product.page
        if page is not None and rule == "skip":
            return "same"
        if page is None:
            return self._write_new(product, run, publish, actor)
        before = before_of(page)
        moved = self._move(page, row, run, publish, actor)
        draft = page.get_latest_revision_as_object()
        frozen_before = frozen(draft)
        self.fill(draft, product, actor=actor)
        if frozen(draft) == frozen_before and not moved:
            return "same"
        goes_live = publish and not page.has_unpublished_changes
        saved = save_page(page=draft, actor=actor, publish=goes_live)
        self._note(run, saved, before, is_new=False)
        self._share_attributes(saved, run, actor)
        return "changed"

    def _write_new(self, product: Product, run, publish: bool, actor) -> str:
        row, twin = product.row, self.twins.get(product.row.model.casefold())
        parent = self._category(row, twin, run, publish, actor) or self.index
        page = ProductPage(
            title=row.title, model_number=row.model, attributes=dict(twin.attributes) if twin else {}
        )
        page.workspace, page.locale = self.workspace, parent.locale
        page.slug = free_slug(parent, slug_of(row.model) or slug_of(row.title) or "product")
        self.fill(page, product, actor=actor)
        if self.complete:
            self.complete(page)
        translation_of = twin if twin and not self._has_translation(twin) else None
        saved = add_page(
            parent=parent, page=page, translation_of=translation_of, actor=actor, publish=publish
        )
        product.page = self.pages[row.key] = saved
        self._note(run, saved, {}, is_new=True)
        self._share_attributes(saved, run, actor)
        return "new"

    def _has_translation(self, twin: ProductPage) -> bool:
        return ProductPage.objects.filter(
            translation_key=twin.translation_key, locale=self.index.locale, workspace=self.workspace
        ).exists()

    def _note(self, run: ProductImport, page: ProductPage, before: dict, *, is_new: bool) -> None:
        change, made = ProductChange.objects.across_workspaces().get_or_create(
            workspace=self.workspace, run=run, page_id=page.pk, defaults={"is_new": is_new, "before": before}
        )
        change.after_revision = page.latest_revision_id or 0
        change.save(update_fields=["after_revision"])
        words.note(page)

    def _share_attributes(self, page: ProductPage, run: ProductImport, actor) -> None:
        """Attributes are the product's: its pages in the other languages say the same."""
        others = ProductPage.objects.filter(translation_key=page.translation_key, workspace=self.workspace)
        for other in others.exclude(pk=page.pk):
            draft = other.get_latest_revision_as_object()
            if draft.attributes == page.attributes:
                continue
            before = before_of(other)
            draft.attributes = page.attributes
            goes_live = other.live and not other.has_unpublished_changes
            self._note(run, save_page(page=draft, actor=actor, publish=goes_live), before, is_new=False)

    def relate(self, product: Product, *, run: ProductImport, publish: bool, actor) -> bool:
        """Set the related products, which must all be there by now; return whether that changed anything."""
        if not product.row.related or product.page is None:
            return False
        page = ProductPage.objects.get(pk=product.page.pk)
        before, draft = before_of(page), page.get_latest_revision_as_object()
        numbers = [
            self.pages[one.casefold()].pk for one in product.row.related if one.casefold() in self.pages
        ][:6]
        raw = [{"type": "product", "value": number} for number in numbers if number != page.pk]
        if not set_stream(draft, "related", raw):
            return False
        saved = save_page(page=draft, actor=actor, publish=publish and not page.has_unpublished_changes)
        self._note(run, saved, before, is_new=False)
        return True

    # --- the content of a page ----------------------------------------------------------------------------------------
    def fill(self, page: ProductPage, product: Product, *, actor, looking: bool = False) -> None:
        """Put what the row says onto the page; what the row leaves empty stays. `looking`: store no file."""
        row = product.row
        for name in PLAIN:
            if row.values.get(name):
                setattr(page, name, row.values[name])
        if row.values.get("description"):
            self._fill_description(page, row.values["description"])
        for key, value in row.attributes.items():
            one = self.attributes[key]
            kept = page.attributes.get(key)
            if one.kind == Attribute.Kind.TEXT:
                value = {**(kept if isinstance(kept, dict) else {}), self.language: value}
            page.attributes = {**page.attributes, key: value}
        if row.specification:
            self._fill_specification(page, row.specification)
        if product.variants:
            self._fill_variants(page, product.variants)
        self._fill_files(page, row, actor, looking)

    def _fill_description(self, page: ProductPage, text: str) -> None:
        """Only into a body that is empty or is such a text already: what a person has built stays."""
        blocks = list(page.body)
        if len(blocks) > 1 or (blocks and blocks[0].block_type != "text"):
            return
        parts = [" ".join(strip_tags(part).split()) for part in PARAGRAPH.split(text)]
        html = "".join(f"<p>{escape(part)}</p>" for part in parts if part)
        raw = page.body.get_prep_value()
        if raw and raw[0]["value"].get("text"):
            if strip_tags(raw[0]["value"]["text"]) == strip_tags(html):
                return
            raw[0]["value"]["text"] = html
        else:
            raw = [{"type": "text", "value": {"title": "", "text": html, "picture": None}}]
        set_stream(page, "body", raw)

    def _fill_specification(self, page: ProductPage, rows: list[tuple[str, str]]) -> None:
        groups = page.specification.get_prep_value()
        places = {}
        for group in groups:
            for item in group["value"]["rows"]:
                value = (
                    item["value"] if isinstance(item, dict) and "value" in item and "type" in item else item
                )
                places.setdefault(value["label"], value)
        fresh = []
        for label, value in rows:
            if label in places:
                places[label]["value"] = value
            else:
                fresh.append({"label": label, "value": value})
        if fresh:
            with translation.override(self.language):
                title = _("General")
            last = next((group for group in groups if group["value"]["title"] == title), None)
            if last is None:
                last = {"type": "group", "value": {"title": title, "rows": []}}
                groups.append(last)
            last["value"]["rows"] = [*last["value"]["rows"], *fresh]
        set_stream(page, "specification", groups)

    def _fill_variants(self, page: ProductPage, variants: list[Row]) -> None:
        raw = page.variants.get_prep_value()
        places = {block["value"]["number"].casefold(): block for block in raw}
        for row in variants:
            details = [*self._said(row), *row.specification]
            value = {
                "number": re.sub(r"\s+", "-", row.model),
                "name": row.values.get("title", "")[:120],
                "details": [{"label": a, "value": b} for a, b in details],
            }
            had = places.get(value["number"].casefold())
            if had is None:
                raw.append({"type": "variant", "value": value})
            else:
                had["value"] = {**had["value"], **{key: one for key, one in value.items() if one}}
        set_stream(page, "variants", raw)

    def _said(self, row: Row) -> list[tuple[str, str]]:
        with translation.override(self.language):
            return [
                (one.name_in(self.language), values.say(one, self._kept(one, value), self.language))
                for key, value in row.attributes.items()
                if (one := self.attributes[key])
            ]

    def _kept(self, one: Attribute, value):
        return {self.language: value} if one.kind == Attribute.Kind.TEXT else value

    def _fill_files(self, page: ProductPage, row: Row, actor, looking: bool) -> None:
        def kept(name, is_picture):
            if looking:
                return self.library.have.get((name, is_picture))
            return self.library.keep(name, is_picture=is_picture, title=page.title, actor=actor)

        if names := row.files.get("images"):
            images = [image for name in names if (image := kept(name, True))]
            page.picture = images[0] if images else page.picture
            old = {
                block["value"]["picture"]: block["value"]["caption"]
                for block in page.gallery.get_prep_value()
            }
            raw = [
                {"type": "picture", "value": {"picture": image.pk, "caption": old.get(image.pk, "")}}
                for image in images[1:]
            ]
            if raw:
                set_stream(page, "gallery", raw)
        if names := row.files.get("documents"):
            files = [document for name in names if (document := kept(name, False))]
            old = {block["value"]["document"]: block["value"] for block in page.documents.get_prep_value()}
            raw = [
                {
                    "type": "download",
                    "value": old.get(one.pk) or {"title": title_of(one), "document": one.pk, "note": ""},
                }
                for one in files
            ]
            set_stream(page, "documents", raw)

    # --- categories -----------------------------------------------------------------------------------------------------
    def _category(self, row: Row, twin, run: ProductImport, publish: bool, actor):
        """Return the category of a row, made where it is missing; None when the row names none and no twin has one."""
        if not row.category:
            return self._category_of_twin(twin)
        chain = list(ProductCategoryPage.objects.ancestor_of(twin).order_by("path")) if twin else []
        twins = chain if len(chain) == len(row.category) else [None] * len(row.category)
        parent = self.index
        for name, original in zip(row.category, twins, strict=True):
            parent = self._child(parent, name, original, run, publish, actor)
        return parent

    def _category_of_twin(self, twin):
        category = twin and twin.category
        rows = category and ProductCategoryPage.objects.filter(
            translation_key=category.translation_key, locale=self.index.locale, workspace=self.workspace
        )
        return rows.first() if rows is not None and category else None

    def _child(self, parent, name: str, original, run: ProductImport, publish: bool, actor):
        below = ProductCategoryPage.objects.child_of(parent)
        for category in below:
            if category.title.casefold() == name.casefold():
                return category
        if original is not None:
            twin = ProductCategoryPage.objects.filter(
                translation_key=original.translation_key, locale=self.index.locale, workspace=self.workspace
            ).first()
            if twin is not None:
                return twin
        slug = original.slug if original is not None else slug_of(name) or "category"
        page = ProductCategoryPage(title=name, slug=free_slug(parent, slug))
        made = add_page(parent=parent, page=page, translation_of=original, actor=actor, publish=publish)
        run.made.setdefault("categories", []).append(made.pk)
        run.save(update_fields=["made"])
        return made

    def _move(self, page: ProductPage, row: Row, run, publish: bool, actor) -> bool:
        """Put the product under the category its row names; return whether it moved."""
        if not row.category or [name.casefold() for name in self.chain_of(page)] == [
            n.casefold() for n in row.category
        ]:
            return False
        target = self._category(row, None, run, publish, actor)
        move = MovePageAction(
            page, ProductCategoryPage.objects.get(pk=target.pk), pos="last-child", user=actor
        )
        move.execute(skip_permission_checks=True)
        page.refresh_from_db()
        return True


def before_of(page: ProductPage) -> dict:
    """Return what an undo needs to know of a page as it is."""
    return {
        "live": page.live,
        "live_revision": page.live_revision_id,
        "latest_revision": page.latest_revision_id,
        "parent": page.get_parent().pk,
    }


def free_slug(parent, slug: str) -> str:
    taken = set(parent.get_children().values_list("slug", flat=True))
    return next(name for n in range(1, 10_000) if (name := slug if n == 1 else f"{slug}-{n}") not in taken)


def set_stream(page, name: str, raw: list) -> bool:
    """Put raw blocks into a stream; return whether that changes it."""
    stream_block = page._meta.get_field(name).stream_block
    if without_ids(getattr(page, name).get_prep_value()) == without_ids(
        stream_block.to_python(raw).get_prep_value()
    ):
        return False
    setattr(page, name, stream_block.to_python(raw))
    return True


STREAMS = ("body", "specification", "variants", "gallery", "documents", "related")


def frozen(page: ProductPage) -> tuple:
    """Return everything an import may change, comparable."""
    plain = tuple(getattr(page, name) for name in PLAIN)
    streams = tuple(repr(without_ids(getattr(page, name).get_prep_value())) for name in STREAMS)
    return (*plain, page.picture_id, repr(sorted(page.attributes.items())), *streams)


def without_ids(value):
    if isinstance(value, list):
        return [without_ids(one) for one in value]
    if isinstance(value, dict):
        return {key: without_ids(one) for key, one in value.items() if key != "id"}
    return value


def title_of(document) -> str:
    return document.title or document.filename
