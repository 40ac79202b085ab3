"""The products of the console and of the site, through HTTP."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from yangfan.sites.catalogue.models import Attribute, ProductImport
from yangfan.sites.catalogue.tests.test_import import ARMS
from yangfan.sites.pages.models import ProductPage
from yangfan.sites.testing import page_of, product


@pytest.fixture
def console(client, marketer):
    client.force_login(marketer)
    return client


def upload(console, text=ARMS):
    file = SimpleUploadedFile("arms.csv", text.encode())
    answer = console.post("/console/tidelane/site/imports/", {"file": file, "language": "en"})
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def test_a_file_is_looked_at_taken_in_and_taken_back(console, built, workspace):
    run = upload(console)
    shown = console.get(run).content.decode()
    assert "A12 arm" in shown and not ProductPage.objects.exists()
    columns = {
        "col_0": "model",
        "col_1": "title",
        "col_2": "category",
        "col_4": "new:number",
        "col_6": "related",
    }
    console.post(run, {**columns, "rule": "replace", "publish": "on"})
    assert {page.model_number: page.live for page in ProductPage.objects.all()} == {"A12": True, "T3": True}
    assert Attribute.objects.of(workspace).get().unit == "kg"
    console.post(f"{run}undo/")
    assert not ProductPage.objects.exists()
    assert ProductImport.objects.of(workspace).get().state == "undone"


def test_a_wrong_row_keeps_the_whole_file_out_and_is_shown(console, built, workspace):
    run = upload(console, "SKU,Name\nA1,One\n,Two\n")
    answer = console.post(run, {"col_0": "model", "col_1": "title", "rule": "replace"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Line 3, SKU" in shown and not ProductPage.objects.exists()
    assert b"SKU" in b"".join(console.get(f"{run}errors/").streaming_content)


def test_what_is_exported_comes_back_as_it_was(console, built, workspace):
    console.post(
        upload(console),
        {
            "col_0": "model",
            "col_1": "title",
            "col_2": "category",
            "col_4": "new:number",
            "col_7": "spec",
            "rule": "replace",
        },
    )
    answer = console.get("/console/tidelane/site/products/export/?kind=xlsx&language=en")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[1][:3] == ["A12", "A12 arm", "Arms > Collaborative"]
    file = SimpleUploadedFile("again.xlsx", answer.content)
    again = console.post("/console/tidelane/site/imports/", {"file": file, "language": "en"}).url
    console.post(again, {**mapping_shown(console.get(again)), "rule": "replace"})
    run = ProductImport.objects.of(workspace).first()
    assert (run.state, run.rows_new, run.rows_changed, run.rows_same) == ("done", 0, 0, 2)


def mapping_shown(answer) -> dict:
    return {f"col_{column['number']}": column["field"] for column in answer.context["columns"]}


def test_picked_products_are_published_together(console, built, workspace):
    console.post(
        upload(console), {"col_0": "model", "col_1": "title", "col_2": "category", "rule": "replace"}
    )
    rows = list(ProductPage.objects.all())
    assert not any(row.live for row in rows)
    picks = {"pick": [row.pk for row in rows], "deed": "publish", "query": "language=en"}
    console.post("/console/tidelane/site/products/several/", picks)
    assert all(row.live and row.category.live for row in ProductPage.objects.filter(model_number="A12"))
    console.post("/console/tidelane/site/products/several/", {**picks, "deed": "unpublish"})
    assert not ProductPage.objects.filter(live=True).exists()


def test_an_attribute_that_products_use_keeps_its_type_and_choices(console, built, workspace):
    address = "/console/tidelane/site/attributes/"
    sent = {
        "kind": "choice",
        "name_en": "Material",
        "choices": "Steel | 钢\nBrass | 黄铜",
        "position": 0,
        "is_filterable": "on",
    }
    console.post(f"{address}new/", sent)
    one = Attribute.objects.of(workspace).get()
    product(workspace, attributes={"material": "steel"})
    renamed = {**sent, "choices": "Stainless steel | 钢\nBrass | 黄铜"}
    assert console.post(f"{address}{one.pk}/", renamed).status_code == 302
    one.refresh_from_db()
    assert one.choices[0] == {"key": "steel", "names": {"en": "Stainless steel", "zh-hans": "钢"}}
    assert console.post(f"{address}{one.pk}/", {**sent, "choices": "Brass"}).status_code == 422
    assert console.post(f"{address}{one.pk}/", {**sent, "kind": "text"}).status_code == 422


def test_the_list_is_searched_by_name_number_and_pinyin(console, built, workspace):
    product(workspace, "协作机械臂", language="zh-hans", model_number="A12")
    product(workspace, "移动底盘", language="zh-hans", model_number="M5")
    address = "/console/tidelane/site/products/?language=zh-hans&q="
    for query in ("机械臂", "a12", "jixiebi", "xzjxb"):
        shown = console.get(address + query).content.decode()
        assert "协作机械臂" in shown and "移动底盘" not in shown, query
    assert "协作机械臂" not in console.get(address + "chuansongdai").content.decode()


def test_strangers_viewers_and_other_companies_cannot_import(client, built, viewer, outsider):
    for person, status in ((viewer, 404), (outsider, 404)):
        client.force_login(person)
        assert client.get("/console/tidelane/site/imports/").status_code in (403, status)
    client.force_login(outsider)
    assert client.get("/console/tidelane/site/products/").status_code == 404


# --- the visitor ------------------------------------------------------------------------------------------------------


@pytest.fixture
def arms(built, workspace):
    rows = Attribute.objects.across_workspaces()
    rows.create(workspace=workspace, key="reach", kind="number", names={"en": "Reach"}, unit="mm")
    rows.create(workspace=workspace, key="indoor", kind="yes_no", names={"en": "Indoor"})
    choices = [{"key": "steel", "names": {"en": "Steel"}}, {"key": "brass", "names": {"en": "Brass"}}]
    rows.create(workspace=workspace, key="material", kind="choice", names={"en": "Material"}, choices=choices)
    for number in range(9):
        kept = {
            "reach": 500 + number * 100,
            "indoor": number < 3,
            "material": "steel" if number % 2 else "brass",
        }
        product(workspace, f"Arm A{number}", model_number=f"A{number}", attributes=kept, summary="协作机械臂")
    return built


def titles(answer) -> set[str]:
    return {page.title for page in answer.context["shelf"].products}


def test_visitors_filter_by_what_products_are_like(arms, workspace, visit):
    browser = visit(workspace)
    address = "/en/products/"
    assert len(titles(browser.get(address))) == 9
    assert titles(browser.get(f"{address}?n_reach_min=1200")) == {"Arm A7", "Arm A8"}
    assert titles(browser.get(f"{address}?n_reach_min=600&n_reach_max=800&a_material=steel")) == {
        "Arm A1",
        "Arm A3",
    }
    assert titles(browser.get(f"{address}?a_indoor=yes&a_material=brass")) == {"Arm A0", "Arm A2"}
    answer = browser.get(f"{address}?a_material=nonsense")
    assert titles(answer) == set() and "Nothing fits" in answer.content.decode()
    assert '<meta name="robots" content="noindex">' in answer.content.decode()


def test_visitors_search_in_words_chinese_and_pinyin(arms, workspace, visit):
    browser = visit(workspace)
    product(workspace, "Mobile base", model_number="M5", summary="移动底盘")
    assert titles(browser.get("/en/products/?q=a3")) == {"Arm A3"}
    for query in ("底盘", "移动的底盘", "yidong", "dipan", "base mobile"):
        assert titles(browser.get("/en/products/", {"q": query})) == {"Mobile base"}, query
    assert titles(browser.get("/en/products/?q=submarine")) == set()


def test_a_draft_is_not_found_by_visitors(arms, workspace, visit):
    page = ProductPage.objects.get(model_number="A3")
    page.unpublish()
    assert titles(visit(workspace).get("/en/products/?q=a3")) == set()


def test_a_product_says_its_attributes_and_variants_to_people_and_machines(built, workspace, visit):
    Attribute.objects.across_workspaces().create(
        workspace=workspace, key="reach", kind="number", names={"en": "Reach"}, unit="mm"
    )
    page = product(
        workspace,
        "Arm",
        model_number="A1",
        attributes={"reach": 1300},
        variants=[
            ("variant", {"number": "A1-L", "name": "Long", "details": [{"label": "Cable", "value": "5 m"}]})
        ],
    )
    shown = visit(workspace).get(page.get_url_parts()[2]).content.decode()
    assert "1,300 mm" in shown and "A1-L" in shown and "5 m" in shown
    assert '"sku": "A1"' in shown and '"name": "Reach"' in shown


def test_the_editor_takes_values_of_the_right_type_only(console, built, workspace):
    Attribute.objects.across_workspaces().create(
        workspace=workspace, key="reach", kind="number", names={"en": "Reach"}, unit="mm"
    )
    page = product(workspace, "Arm", model_number="A1")
    shown = console.get(f"/cms/pages/{page.pk}/edit/").content.decode()
    assert 'name="attributes-reach"' in shown


def test_a_category_lists_what_stands_below_it(console, built, workspace, visit):
    console.post(
        upload(console),
        {"col_0": "model", "col_1": "title", "col_2": "category", "rule": "replace", "publish": "on"},
    )
    answer = visit(workspace).get("/en/products/arms/")
    assert titles(answer) == {"A12 arm"}
    assert page_of(workspace, "products").get_children().count() == 2
