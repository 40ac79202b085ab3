"""Files of inquiries: what they may look like, and how they are refused."""

import io

import pytest
from django.utils import translation
from openpyxl import Workbook

from yangfan.crm.inquiries.imports import import_customers
from yangfan.crm.models import Inquiry


@pytest.fixture
def take(workspace, owner, now):
    def take_in(data, **more):
        with translation.override("en"):
            return import_customers(workspace=workspace, data=data, actor=owner, now=now, **more)

    return take_in


def test_a_row_that_is_wrong_is_named_by_its_line_and_field_and_nothing_is_taken_in(take, workspace):
    report = take("邮箱,国家,渠道,留言\n\nli@a.example,Atlantis,tv,hi\nno-address,,,hi\n".encode())
    assert [error.partition(": ")[0] for error in report.errors] == [
        "Row 3, channel",
        "Row 3, country",
        "Row 4, email",
    ]
    assert not Inquiry.objects.of(workspace).exists()


def test_a_spreadsheet_with_chinese_headings_is_checked_first_and_taken_in_once(take, workspace):
    book, file = Workbook(), io.BytesIO()
    for row in (["姓名", "电话", "留言", "备注"], ["Li", 8613800138000, "需要5台", "x"]):
        book.active.append(row)
    book.save(file)
    report = take(file.getvalue(), is_check=True)
    assert (report.inquiries, report.unread, report.errors) == (1, ["备注"], [])
    assert not Inquiry.objects.of(workspace).exists()
    assert take(file.getvalue()).inquiries == 1
    again = take(file.getvalue())
    assert (again.inquiries, again.known) == (0, 1)
    assert Inquiry.objects.of(workspace).get().contact.phone_key == "+8613800138000"


def test_a_file_that_is_too_large_is_refused_before_it_is_read(monkeypatch):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from yangfan.core.ui import table_files
    from yangfan.crm.inquiries.forms import ImportForm
    from yangfan.crm.revenue.views import OrdersForm

    class Unread(SimpleUploadedFile):
        def read(self, *_size):
            raise AssertionError("its size is known without reading it")

    monkeypatch.setattr(table_files, "MAX_BYTES", 1 << 20)
    for form in (ImportForm, OrdersForm):
        large, small = Unread("a.csv", b"x" * ((1 << 20) + 1)), SimpleUploadedFile("a.csv", b"x")
        assert not form({}, {"file": large}).is_valid()
        assert form({}, {"file": small}).is_valid()
