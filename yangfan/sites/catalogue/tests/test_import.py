"""Taking products in from a file, and taking them back."""

import io
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.utils import timezone, translation
from PIL import Image

from yangfan.core.ui.table_files import TableUnreadable
from yangfan.core.ui.table_imports import begin, put_aside
from yangfan.sites import public as sites
from yangfan.sites.catalogue import importing
from yangfan.sites.catalogue.models import Attribute, FetchedFile, ProductChange, ProductImport
from yangfan.sites.models import SiteImage
from yangfan.sites.pages.models import ProductCategoryPage, ProductPage
from yangfan.sites.testing import page_of, product

ARMS = """SKU,Name,Category,Summary,Payload (kg),Protection,Related,Weight
A12,A12 arm,Arms > Collaborative,Lifts 12 kg,12,IP67,T3,38 kg
T3,T3 gripper,Grippers,Holds 3 kg,3,IP54,,1.2 kg
"""


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def attribute(workspace, key, kind, **fields):
    return Attribute.objects.across_workspaces().create(
        workspace=workspace, key=key, kind=kind, names={"en": key.title()}, **fields
    )


def take(workspace, text, actor, **more):
    more.setdefault("language", "en")
    return sites.import_products(
        workspace=workspace,
        filename="products.csv",
        content=text.encode(),
        actor=actor,
        now=timezone.now(),
        **more,
    )


def found(workspace, model, language="en"):
    return ProductPage.objects.get(workspace=workspace, model_number=model, locale__language_code=language)


def picture(colour="red", size=(40, 30), kind="PNG"):
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, kind)
    return buffer.getvalue()


def box(**files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(f"pictures/{name.replace('_', '.')}", data)
    return buffer.getvalue()


def test_a_file_becomes_products_in_their_categories(built, workspace, owner):
    attribute(workspace, "payload", "number", unit="kg")
    attribute(
        workspace,
        "protection",
        "choice",
        choices=[{"key": "ip67", "names": {"en": "IP67"}}, {"key": "ip54", "names": {"en": "IP54"}}],
    )
    run = take(workspace, ARMS, owner, publish=True)
    assert (run.rows_new, run.rows_bad) == (2, 0)
    arm = found(workspace, "A12")
    assert arm.live and arm.attributes == {"payload": 12, "protection": "ip67"}
    assert [page.title for page in ProductCategoryPage.objects.ancestor_of(arm).order_by("path")] == [
        "Arms",
        "Collaborative",
    ]
    assert [block.value.specific.model_number for block in arm.related] == ["T3"]
    assert [(row["label"], row["value"]) for row in arm.specification[0].value["rows"]] == [
        ("Weight", "38 kg")
    ]


def test_the_same_file_again_changes_nothing(built, workspace, owner):
    take(workspace, ARMS, owner, publish=True)
    revisions = [page.revisions.count() for page in ProductPage.objects.filter(workspace=workspace)]
    again = take(workspace, ARMS, owner, publish=True)
    assert (again.rows_new, again.rows_changed, again.rows_same) == (0, 0, 2)
    assert [page.revisions.count() for page in ProductPage.objects.filter(workspace=workspace)] == revisions


def test_one_wrong_row_stops_everything_and_is_named_by_line_and_field(built, workspace, owner):
    attribute(workspace, "payload", "number", unit="kg")
    with pytest.raises(sites.ProductsRefused) as refused:
        take(workspace, ARMS.replace(",12,", ",heavy,"), owner)
    wrong = refused.value.wrong
    assert [(one.line, one.field, one.value) for one in wrong] == [(2, "Payload (kg)", "heavy")]
    assert not ProductPage.objects.filter(workspace=workspace).exists()
    assert not ProductCategoryPage.objects.filter(workspace=workspace).exists()


def test_the_good_rows_alone_are_taken_in_when_asked_for(built, workspace, owner):
    attribute(workspace, "payload", "number", unit="kg")
    run = take(
        workspace, ARMS.replace(",12,", ",12 lb,").replace("Related", "Goes with"), owner, skip_bad=True
    )
    assert (run.rows_new, run.rows_bad) == (1, 1)
    assert run.errors[0][:2] == [2, "Payload (kg)"] and "kg" in run.errors[0][2]
    assert [page.model_number for page in ProductPage.objects.filter(workspace=workspace)] == ["T3"]


def test_two_rows_of_one_number_are_refused(built, workspace, owner):
    with pytest.raises(sites.ProductsRefused) as refused:
        take(workspace, "SKU,Name\nA1,One\na1,Two\n", owner)
    assert [(one.line, one.field) for one in refused.value.wrong] == [(3, "SKU")]


def test_a_row_without_number_is_refused(built, workspace, owner):
    with pytest.raises(sites.ProductsRefused) as refused:
        take(workspace, "SKU,Name\n,One\n", owner)
    assert refused.value.wrong[0].line == 2


def test_a_file_that_is_no_table_is_refused(built, workspace, owner):
    with pytest.raises(TableUnreadable):
        take(workspace, "<html><table></table></html>", owner)


def test_an_unknown_choice_is_refused_unless_choices_may_be_added(built, workspace, owner):
    one = attribute(workspace, "protection", "choice", choices=[{"key": "ip67", "names": {"en": "IP67"}}])
    text = "SKU,Name,Protection\nA1,One,IP68\n"
    with pytest.raises(sites.ProductsRefused):
        take(workspace, text, owner)
    mapping = sites.ProductMapping({0: "model", 1: "title", 2: "a_protection"}, add_choices=True)
    take(workspace, text, owner, mapping=mapping)
    one.refresh_from_db()
    assert [choice["key"] for choice in one.choices] == ["ip67", "ip68"]
    assert found(workspace, "A1").attributes == {"protection": "ip68"}


def test_a_column_can_become_a_new_attribute(built, workspace, owner):
    mapping = sites.ProductMapping(
        {0: "model", 1: "title", 2: "new:number", 3: "new:choice", 4: "new:yes_no"}
    )
    run = take(
        workspace,
        'SKU,Name,Reach (mm),Colour,Indoor\nA1,One,"1,300",Red,yes\nA2,Two,900,red,否\n',
        owner,
        mapping=mapping,
    )
    reach, colour, indoor = Attribute.objects.of(workspace)
    assert (reach.names, reach.unit, colour.kind, indoor.kind) == ({"en": "Reach"}, "mm", "choice", "yes_no")
    assert found(workspace, "A1").attributes == {reach.key: 1300, colour.key: "red", indoor.key: True}
    assert found(workspace, "A2").attributes == {reach.key: 900, colour.key: "red", indoor.key: False}
    importing.undo_import(run=run, actor=owner, now=timezone.now())
    assert not Attribute.objects.of(workspace).exists()


def test_variants_stand_below_their_product(built, workspace, owner):
    text = "SKU,Name,Variant of,Length\nA1,One,,\nA1-S,Short,A1,10 cm\nA1-L,Long,A1,20 cm\n"
    take(workspace, text, owner)
    page = found(workspace, "A1")
    assert [block.value["number"] for block in page.variants] == ["A1-S", "A1-L"]
    assert page.variants[1].value["details"][0]["value"] == "20 cm"
    assert ProductPage.objects.filter(workspace=workspace).count() == 1
    with pytest.raises(sites.ProductsRefused) as refused:
        take(workspace, "SKU,Name,Variant of\nB-S,Short,B\n", owner)
    assert (refused.value.wrong[0].line, refused.value.wrong[0].field) == (2, "Variant of")


def test_the_file_of_another_language_is_tied_to_the_same_products(built, workspace, owner):
    attribute(workspace, "payload", "number", unit="kg")
    take(workspace, ARMS, owner, publish=True)
    run = take(
        workspace,
        "型号,名称,分类,Payload\nA12,A12 机械臂,机械臂 > 协作,14\n",
        owner,
        language="zh-hans",
        publish=True,
    )
    assert run.rows_new == 1
    chinese, english = found(workspace, "A12", "zh-hans"), found(workspace, "A12")
    assert chinese.translation_key == english.translation_key
    assert chinese.category.translation_key == english.category.translation_key
    assert chinese.attributes["payload"] == english.attributes["payload"] == 14
    assert chinese.slug == english.slug == "a12"


def test_what_a_person_edited_survives_an_undo(built, workspace, owner):
    product(workspace, "Old arm", model_number="A12", summary="By hand")
    run = take(workspace, ARMS, owner, publish=True)
    assert (run.rows_new, run.rows_changed) == (1, 1)
    gripper = found(workspace, "T3").get_latest_revision_as_object()
    gripper.summary = "Edited since"
    sites.save_page(page=gripper, actor=owner)
    importing.undo_import(run=run, actor=owner, now=timezone.now())
    assert run.undo_counts == {"removed": 0, "restored": 1, "kept": 1}
    arm = found(workspace, "A12")
    assert (arm.title, arm.summary, arm.live, arm.category) == ("Old arm", "By hand", True, None)
    assert found(workspace, "T3").summary == "Edited since"


def test_an_undo_takes_everything_away_that_the_import_made(built, workspace, owner):
    run = take(
        workspace, "SKU,Name,Category,Image\nA1,One,Arms,red.png\n", owner, pictures=box(red_png=picture())
    )
    assert found(workspace, "A1").picture.description == "One"
    importing.undo_import(run=run, actor=owner, now=timezone.now())
    assert not ProductPage.objects.filter(workspace=workspace).exists()
    assert not ProductCategoryPage.objects.filter(workspace=workspace).exists()
    assert not SiteImage.objects.filter(workspace=workspace).exists()


def test_a_failure_midway_leaves_nothing_behind(built, workspace, owner, monkeypatch):
    written = importing.Writer.write

    def breaks_at_the_second(self, product, **more):
        if product.row.model == "T3":
            raise RuntimeError("the machine broke")
        return written(self, product, **more)

    monkeypatch.setattr(importing.Writer, "write", breaks_at_the_second)
    with pytest.raises(RuntimeError):
        take(workspace, ARMS, owner, publish=True)
    assert not ProductPage.objects.filter(workspace=workspace).exists()
    assert not ProductChange.objects.of(workspace).exists()


def test_unpublished_work_of_a_person_is_not_published_by_an_import(built, workspace, owner):
    page = product(workspace, "Arm", model_number="A12")
    page.summary = "Not ready"
    sites.save_page(page=page, actor=owner, publish=False)
    take(workspace, "SKU,Key values in one line\nA12,12 kg\n", owner, publish=True)
    page = found(workspace, "A12")
    draft = page.get_latest_revision_as_object()
    assert (page.key_line, page.summary) == ("", "")
    assert (draft.key_line, draft.summary) == ("12 kg", "Not ready")


# --- pictures -------------------------------------------------------------------------------------------------------


class Pictures(BaseHTTPRequestHandler):
    asked: list[str] = []

    def do_GET(self):
        Pictures.asked.append(self.path)
        if self.path == "/inside":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.2:1/secret.png")
            self.end_headers()
            return
        body = {
            "/a.png": picture("blue"),
            "/fake.png": b"<script>alert(1)</script>",
            "/big.png": b"x" * (11 << 20),
        }
        self.send_response(200 if self.path in body else 404)
        self.end_headers()
        self.wfile.write(body.get(self.path, b"nothing"))

    def log_message(self, *_args):
        pass


@pytest.fixture
def pictures():
    Pictures.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pictures)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_pictures_are_fetched_once(built, workspace, owner, pictures, settings):
    settings.OUTBOUND_ALLOW = ["127.0.0.1"]
    text = f"SKU,Name,Image\nA1,One,{pictures}/a.png\nA2,Two,{pictures}/a.png\n"
    take(workspace, text, owner)
    assert found(workspace, "A1").picture == found(workspace, "A2").picture
    assert take(workspace, text, owner).rows_same == 2
    assert Pictures.asked == ["/a.png"]
    assert FetchedFile.objects.of(workspace).count() == 1


@pytest.mark.parametrize("path", ["/fake.png", "/big.png", "/gone.png", "/inside"])
def test_what_is_no_picture_is_refused_by_row_and_field(built, workspace, owner, pictures, settings, path):
    settings.OUTBOUND_ALLOW = ["127.0.0.1"]
    with pytest.raises(sites.ProductsRefused) as refused:
        take(workspace, f"SKU,Name,Image\nA1,One,{pictures}{path}\n", owner)
    assert [(one.line, one.field) for one in refused.value.wrong] == [(2, "Image")]
    assert not ProductPage.objects.filter(workspace=workspace).exists()


def test_an_address_of_our_own_network_is_never_asked(built, workspace, owner, pictures):
    with pytest.raises(sites.ProductsRefused) as refused:
        take(workspace, f"SKU,Name,Image\nA1,One,{pictures}/a.png\n", owner)
    assert "network" in refused.value.wrong[0].words and Pictures.asked == []


def test_a_picture_that_the_zip_lacks_is_refused(built, workspace, owner):
    with pytest.raises(sites.ProductsRefused) as refused:
        take(workspace, "SKU,Name,Image\nA1,One,blue.png\n", owner, pictures=box(red_png=picture()))
    assert refused.value.wrong[0].value == "blue.png"


def test_a_zip_that_is_none_is_refused(built, workspace, owner):
    with pytest.raises(sites.ProductsRefused):
        take(workspace, "SKU,Name\nA1,One\n", owner, pictures=b"no zip")


# --- companies ------------------------------------------------------------------------------------------------------


def test_another_companys_products_are_neither_matched_nor_touched(
    built, other_built, workspace, other_workspace, owner
):
    theirs = product(other_workspace, "Their arm", model_number="A12")
    run = take(workspace, ARMS, owner, publish=True)
    assert run.rows_new == 2
    theirs.refresh_from_db()
    assert theirs.title == "Their arm"
    assert page_of(workspace, "products").get_descendants().count() == 5


def test_pressed_twice_a_file_is_taken_in_once(built, workspace, owner):
    run = importing.keep_file(
        workspace=workspace, filename="p.csv", content=b"SKU,Name\nA1,Arm\n", language="en", actor=owner,
        now=timezone.now(),
    )  # fmt: skip
    assert begin(run, rows_read=1)
    assert not begin(ProductImport.objects.of(workspace).get())
    put_aside(run)
    assert begin(run), "not taken in, it may be tried again"


def test_a_file_in_two_languages_is_taken_in_as_each_of_them(built, workspace, owner):
    text = "型号,产品名称,产品名称(英文),简介,口径\nPH-200,泵壳,Pump housing,球墨铸铁,DN200\nVB-80,阀体,,铸钢,DN80\n".encode()
    run = sites.keep_product_file(
        workspace=workspace, filename="p.csv", content=text, language="zh-hans", actor=owner, now=timezone.now()
    )  # fmt: skip
    assert importing.mapping_from(run.mapping).columns == {0: "model", 1: "title", 3: "summary", 4: "spec"}
    english = sites.second_language_of_products(run=run, language="en")
    assert english.columns == {0: "model", 2: "title"}
    assert sites.second_language_of_products(run=run, language="de") is None
    take(workspace, text.decode(), owner, language="zh-hans")
    take(workspace, text.decode(), owner, language="en", mapping=english)
    chinese, page = found(workspace, "PH-200", "zh-hans"), found(workspace, "PH-200")
    assert (page.title, page.translation_key) == ("Pump housing", chinese.translation_key)


def test_a_file_without_model_numbers_knows_its_products_by_name(built, workspace, owner):
    text = "Course,Price,Name\nx,100,Business English\ny,120,\nz,140,business english\n"
    with pytest.raises(importing.ImportRefused) as refused:
        take(workspace, text, owner)
    assert [(one.line, one.field) for one in refused.value.wrong] == [(3, "Name"), (4, "Name")]
    run = take(workspace, text, owner, skip_bad=True)
    assert (run.rows_new, run.rows_bad) == (1, 2)
    assert take(workspace, text, owner, skip_bad=True).rows_same == 1
    assert sites.ProductPage.objects.filter(workspace=workspace, title="Business English").count() == 1


def test_what_a_file_leaves_open_may_be_added_to_new_pages_and_goes_with_them(built, workspace, owner):
    run = sites.keep_product_file(
        workspace=workspace, filename="p.csv", content=ARMS.encode(), language="en", actor=owner, now=timezone.now()
    )  # fmt: skip

    def complete(page):
        page.delivery_terms = page.delivery_terms or "FOB"

    sites.take_products_in(
        run=run,
        mapping=importing.mapping_from(run.mapping),
        actor=owner,
        now=timezone.now(),
        complete=complete,
    )
    assert found(workspace, "A12").delivery_terms == "FOB"
    assert take(workspace, ARMS, owner).rows_same == 2
    assert len(sites.pages_of_import(run=run)) == 5
    sites.take_products_back(run=run, actor=owner, now=timezone.now())
    assert not ProductPage.objects.filter(workspace=workspace).exists()
