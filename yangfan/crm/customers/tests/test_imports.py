"""Files of contacts: read, looked at, taken in once, taken back."""

import io
from datetime import timedelta

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from yangfan.core.ui.table_files import TableUnreadable, open_table
from yangfan.core.ui.table_imports import begin, put_aside
from yangfan.crm.companies.models import Company
from yangfan.crm.contacts.actions import add_contact, change_contact
from yangfan.crm.contacts.identity import phone_key
from yangfan.crm.contacts.models import Contact
from yangfan.crm.customers.fields import add_field
from yangfan.crm.customers.imports import actions
from yangfan.crm.customers.imports.reading import Mapping, Reader
from yangfan.crm.customers.models import ImportRun, Tag

pytestmark = pytest.mark.django_db

CSV = """Name,E-mail,Phone,Company,Country,Tags,合同号
Khalid Al Mansoori,Khalid@AlNoor.example,+971 50 123 4567,Al Noor Packaging,United Arab Emirates,VIP,HT-1
王小明,xm@qq.com,138 0013 8000,青岛海洋,中国,"老客户, VIP",HT-2
Ana Souza,ana@moveis.example,+55 11 91234-5678,Moveis Ltda,BR,,
"""


def csv_of(text: str, encoding="utf-8") -> bytes:
    return text.encode(encoding)


@pytest.fixture
def take(workspace, owner, now):
    def run(content=CSV, filename="customers.csv", **more):
        content = content if isinstance(content, bytes) else content.encode()
        return actions.import_contacts(
            workspace=workspace,
            filename=filename,
            content=content,
            actor=owner,
            now=more.pop("now", now),
            **more,
        )

    return run


@pytest.fixture
def contract(workspace, owner, now):
    return add_field(workspace=workspace, of="contact", label="合同号", kind="text", actor=owner, now=now)


def people(workspace) -> dict:
    return {one.email: one for one in Contact.objects.of(workspace).select_related("company")}


@pytest.mark.postgres
def test_a_file_is_taken_in_once_however_often_it_is_imported(take, workspace, contract):
    run = take()
    assert (run.rows_read, run.rows_new, run.rows_changed, run.rows_bad) == (3, 3, 0, 0)
    found = people(workspace)
    khalid, ming = found["khalid@alnoor.example"], found["xm@qq.com"]
    assert (khalid.phone_key, khalid.country, khalid.company.domain) == (
        "+971501234567",
        "AE",
        "alnoor.example",
    )
    assert (ming.phone_key, ming.country, ming.company.name, ming.company.domain) == (
        "+8613800138000",
        "CN",
        "青岛海洋",
        "",
    )
    assert khalid.fields == {contract.key: "HT-1"}
    assert Tag.objects.of(workspace).get(name="VIP").contacts.of(workspace).count() == 2
    again = take()
    assert (again.rows_new, again.rows_changed, again.rows_same) == (0, 0, 3)
    assert Contact.objects.of(workspace).count() == 3 and Company.objects.of(workspace).count() == 3


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("rule", "title", "note", "counts"),
    [("fill", "Buyer", "old", (0, 1)), ("replace", "Buyer", "new", (0, 1)), ("skip", "", "old", (0, 0))],
)
def test_who_is_there_already_is_filled_overwritten_or_left(
    take, workspace, owner, now, rule, title, note, counts
):
    known = add_contact(
        workspace=workspace, fields={"email": "a@x.example", "note": "old"}, actor=owner, now=now
    )
    run = take("email,title,note\nA@X.example,Buyer,new\n", rule=rule)
    known.refresh_from_db()
    assert (known.title, known.note) == (title, note) and (run.rows_new, run.rows_changed) == counts


@pytest.mark.postgres
def test_one_person_twice_in_a_file_is_one_contact_by_address_or_number(take, workspace):
    run = take(
        "email,phone,name\na@x.example,,Ann\na@x.example,+971501234567,\n,+971 50 123 4567,Ann B\n,0,\n",
        skip_bad=True,
    )
    [ann] = Contact.objects.of(workspace)
    assert (ann.name, ann.phone_key) == ("Ann", "+971501234567")
    assert (run.rows_new, run.rows_same, run.rows_bad) == (1, 2, 1)


@pytest.mark.postgres
def test_an_undo_removes_what_was_made_and_restores_what_was_changed_unless_changed_since(
    take, workspace, owner, now, contract, inquire
):
    old = add_contact(
        workspace=workspace,
        fields={"email": "ana@moveis.example", "name": "A."},
        own={contract.key: "old"},
        actor=owner,
        now=now,
    )
    later = add_contact(workspace=workspace, fields={"email": "xm@qq.com"}, actor=owner, now=now)
    run = take(rule="replace", tags=("Fair",))
    change_contact(
        contact=Contact.plain.get(pk=later.pk),
        fields={"name": "王明"},
        actor=owner,
        now=now + timedelta(hours=1),
    )
    actions.undo_import(run=run, actor=owner, now=now + timedelta(hours=2))
    old.refresh_from_db()
    later.refresh_from_db()
    assert (old.name, old.phone, old.company_id, old.fields) == (
        "A.",
        "",
        old.company_id,
        {contract.key: "old"},
    )
    assert (later.name, later.phone_key) == ("王明", "")
    assert set(people(workspace)) == {"ana@moveis.example", "xm@qq.com"}
    assert run.undo_counts == {"removed": 1, "restored": 1, "kept": 1}
    assert not Company.objects.of(workspace).filter(name="Al Noor Packaging").exists()
    assert not Tag.objects.of(workspace).get(name="Fair").contacts.of(workspace).exists()
    again = take()
    inquire(email="khalid@alnoor.example")
    actions.undo_import(run=again, actor=owner, now=now + timedelta(hours=3))
    assert "khalid@alnoor.example" in people(workspace) and again.undo_counts["kept"] == 1


def test_wrong_cells_are_named_by_line_and_field_and_nothing_is_taken_in(take, workspace):
    text = "email,phone,country,known since\na@x.example,,Atlantis,\nno mail,,,\n,,China,\nb@x.example,,,2026-02-31\n"
    with translation.override("en"), pytest.raises(actions.ImportRefused) as refused:
        take(text)
    assert [(one.line, one.field, one.value) for one in refused.value.wrong] == [
        (2, "Country", "Atlantis"), (3, "E-mail", "no mail"), (4, "E-mail", ""), (5, "Known since", "2026-02-31"),
    ]  # fmt: skip
    assert not Contact.objects.of(workspace).exists() and not ImportRun.objects.of(workspace).exists()
    with pytest.raises(actions.ImportRefused):
        take("name,company\nAnn,Al Noor\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_a_file_is_read_in_the_encodings_people_have(take, workspace, encoding):
    take(csv_of("姓名;邮箱;手机\n王小明;xm@qq.com;13800138000\n", encoding))
    assert str(Contact.objects.of(workspace).get()) == "王小明"


def test_a_spreadsheet_is_read_with_its_numbers_and_dates(take, workspace):
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(
        [
            ["姓名", "手机号", "邮箱"],
            ["李雷", 13800138000, "'=x@y.example"],
            ["韩梅梅", "13900139000", "m@y.example"],
        ]
    ):
        sheet.write_row(number, 0, row)
    book.close()
    take(buffer.getvalue(), filename="客户.xlsx", skip_bad=True)
    assert people(workspace)["m@y.example"].phone_key == "+8613900139000"


@pytest.mark.parametrize(
    "content", [b"", b"  \n", b"<html><table></table>", b"PK\x03\x04broken", b"\xff\xfe\x00"]
)
def test_what_is_no_table_is_refused_in_words(content):
    with pytest.raises(TableUnreadable):
        open_table(content)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_no_file_whatever_it_holds_breaks_the_reader(content):
    try:
        for _line, cells in open_table(content).rows():
            assert isinstance(cells, list)
    except TableUnreadable:
        pass


def test_the_fast_way_of_reading_a_number_agrees_with_the_library(workspace):
    reader = Reader(workspace, Mapping({"phone": 0}))
    for phone in ("+8613800138000", "13800138000", "+1 415 555 2671", "+44 20 7946 0018", "+44 (0)20 7946 0018", "+971501234567",
                  "+55 11 91234-5678", "+7 921 123 45 67", "+61 412 345 678", "+86 10 6552 9988", "010-65529988", "+39 06 6982",
                  "00971501234567", "+49 151 23456789", "+49 1512 3456789", "+7 812 123 45 67", "abc", "12", "+999 1"):  # fmt: skip
        assert reader.number(phone, "") == phone_key(phone, country="", workspace=workspace), phone


# --- on screen ------------------------------------------------------------------------------------------------------------


def test_upload_preview_take_in_and_take_back_on_screen(client, sales, workspace, viewer):
    client.force_login(sales)
    start = reverse("crm_imports", args=[workspace.slug])
    text = "Kunde,Mailadresse,E-mail\nAnn,ann@x.example,\nBen,wrong,\n"
    page = client.post(start, {"file": SimpleUploadedFile("k.csv", text.encode())})
    run = ImportRun.objects.of(workspace).get()
    url = reverse("crm_import_run", args=[workspace.slug, run.pk])
    assert page["Location"] == url
    how = {"rule": "fill", "col_0": "name", "col_1": "email"}
    shown = client.get(url, how)
    assert shown.context["look"].counts.new == 1 and "wrong" in shown.content.decode()
    errors = b"".join(
        client.get(reverse("crm_import_errors", args=[workspace.slug, run.pk]), how).streaming_content
    ).decode()
    assert "3,E-mail" in errors
    assert client.post(url, how).status_code == 422 and not Contact.objects.of(workspace).exists()
    assert client.post(url, how | {"skip_bad": "1", "tags": "Fair"}).status_code == 302
    assert set(people(workspace)) == {"ann@x.example"}
    assert "1" in client.get(url).content.decode()
    client.post(start, {"file": SimpleUploadedFile("k2.csv", text.encode())})
    assert ImportRun.objects.of(workspace).first().mapping["columns"] == {"name": 0, "email": 1}  # remembered
    client.post(reverse("crm_import_undo", args=[workspace.slug, run.pk]))
    assert not people(workspace)
    client.force_login(viewer)
    assert client.post(start, {"file": SimpleUploadedFile("k.csv", text.encode())}).status_code == 403


def test_pressed_twice_a_file_is_taken_in_once(workspace, owner, now):
    run = actions.keep_file(workspace=workspace, filename="k.csv", content=CSV.encode(), actor=owner, now=now)
    assert begin(run)
    assert not begin(ImportRun.objects.of(workspace).get())
    put_aside(run)
    assert begin(run), "refused with nothing taken in, it may be tried again"
