"""Contacts and companies as a file: any filter, with tags and own fields, written piece by piece."""

import tempfile
from collections.abc import Iterator
from itertools import chain

import xlsxwriter
from django.http import FileResponse
from django.utils.translation import gettext as _

from yangfan.accounts.public import Workspace
from yangfan.core.ui.exports import csv_response
from yangfan.crm.contacts.models import Contact
from yangfan.crm.customers.fields import fields_of, in_words
from yangfan.crm.customers.models import Kin
from yangfan.crm.customers.tags import tags_of
from yangfan.crm.words import channel_titles, country_name

AT_ONCE = 1000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def heads(workspace: Workspace, of: str) -> list[str]:
    """Return the names of the columns; the import knows each of them."""
    own = [field.label for field in fields_of(workspace, of)]
    if of == Kin.CONTACT:
        return [_("Name"), _("E-mail"), _("Phone"), _("Company"), _("Job title"), _("Country"), _("Language"), _("Tags"),
                _("First came by"), _("Known since"), _("Last wrote"), _("Note"), *own]  # fmt: skip
    return [_("Company"), _("Domain"), _("Country"), _("Part of"), _("Tags"), _("Note"), *own]


def lines(workspace: Workspace, rows, of: str) -> Iterator[list]:
    """Yield the cells of every row of this queryset, a thousand at a time, by primary key."""
    fields, titles, last = fields_of(workspace, of), channel_titles(workspace), 0
    rows = rows.select_related("company" if of == Kin.CONTACT else "parent").order_by("pk")
    while batch := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        tags = tags_of(workspace, rows.model, [row.pk for row in batch])
        for row in batch:
            names = ", ".join(tag.name for tag in tags[row.pk])
            own = [in_words(field, row.fields.get(field.key)) for field in fields]
            yield (_contact(row, names, titles) if of == Kin.CONTACT else _company(row, names)) + own
        last = batch[-1].pk


def _contact(row: Contact, tags: str, titles: dict) -> list:
    return [
        row.name, row.email, row.phone, row.company.name if row.company else "", row.title, country_name(row.country),
        row.language, tags, titles.get(row.first_touch.get("channel", ""), ""), f"{row.created_at:%Y-%m-%d}",
        f"{row.last_seen_at:%Y-%m-%d}", row.note,
    ]  # fmt: skip


def _company(row, tags: str) -> list:
    return [row.name, row.domain, country_name(row.country), str(row.parent or ""), tags, row.note]


def answer(*, workspace: Workspace, rows, of: str, kind: str, filename: str):
    """Answer with the file; `kind` is csv or xlsx."""
    header, body = heads(workspace, of), lines(workspace, rows, of)
    if kind != "xlsx":
        return csv_response(filename=filename, header=header, rows=body)
    file = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
    book = xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    )
    sheet = book.add_worksheet()
    for number, cells in enumerate(chain([header], body)):
        for column, cell in enumerate(cells):
            sheet.write_string(number, column, str(cell))
    book.close()
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{filename}.xlsx", content_type=XLSX)
