"""Inquiries and contacts from a CSV or XLSX file; a file taken twice changes nothing."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from yangfan.accounts import public as accounts
from yangfan.accounts.public import Workspace
from yangfan.core.ui.table_files import TableUnreadable, moment_of, open_table
from yangfan.crm.contacts.actions import find_or_make_contact
from yangfan.crm.contacts.identity import country_code
from yangfan.crm.conversations.models import Way
from yangfan.crm.inquiries.actions import receive_inquiry
from yangfan.crm.words import channel_titles

COLUMNS = (
    "name", "email", "phone", "company", "country", "message", "product", "quantity", "way", "channel", "received_at",
)  # fmt: skip
MAX_ROWS = 10_000


# Headings as people write them.
HEADS = {
    "姓名": "name", "联系人": "name", "contact": "name", "邮箱": "email", "电子邮件": "email", "e-mail": "email", "mail": "email",
    "电话": "phone", "手机": "phone", "tel": "phone", "mobile": "phone", "公司": "company", "公司名称": "company", "国家": "country",
    "留言": "message", "内容": "message", "询盘内容": "message", "产品": "product", "数量": "quantity", "方式": "way", "来源方式": "way",
    "渠道": "channel", "日期": "received_at", "时间": "received_at", "date": "received_at", "received": "received_at",
}  # fmt: skip
SHOWN = 10


@dataclass
class Report:
    """What came of it, or (`is_check`) what would; with errors nothing was taken in."""

    inquiries: int = 0
    contacts: int = 0
    known: int = 0  # rows taken in before
    errors: list[str] = field(default_factory=list)
    rows: list[dict] = field(default_factory=list)  # the first ones, for a preview
    unread: list[str] = field(default_factory=list)  # headings nobody knows
    is_check: bool = False

    @property
    def words(self) -> str:
        said = _("%(inquiries)d inquiries and %(contacts)d contacts taken in") % {
            "inquiries": self.inquiries,
            "contacts": self.contacts,
        }
        return said + " · " + _("%(n)d rows were there already") % {"n": self.known} if self.known else said


def import_customers(
    *, workspace: Workspace, data: bytes, actor, now: datetime, is_check: bool = False
) -> Report:
    """Take in every row: with a message as an inquiry, without one as a contact. All or nothing; `is_check`: nothing."""
    report = Report(is_check=is_check)
    rows = [_check(workspace, number, row, now, report) for number, row in _rows(data, report)]
    report.rows = rows[:SHOWN]
    if is_check:
        report.inquiries = sum(bool(row["message"]) for row in rows)
        report.contacts = len(rows) - report.inquiries
    if report.errors or is_check:
        return report
    with transaction.atomic():
        for row in rows:
            _take(workspace, row, actor, report)
        accounts.record_audit(
            workspace=workspace, actor=actor, action="customers_imported", subject=_("File of inquiries"),
            after={"inquiries": report.inquiries, "contacts": report.contacts}, now=now,
        )  # fmt: skip
    return report


def _rows(data: bytes, report: Report) -> list[tuple[int, dict]]:
    """Return (line number, cells by column) of a CSV or XLSX file."""
    try:
        lines = list(open_table(data).rows())
    except TableUnreadable as error:
        report.errors.append(str(error))
        return []
    heads = [_head(cell) for cell in lines[0][1]] if lines else []
    report.unread = [head for head in heads if head and head not in COLUMNS]
    if not {"email", "phone"} & set(heads):
        report.errors.append(
            _("The first line must name the columns; “email” or “phone” must be among them.")
        )
        return []
    if len(lines) > MAX_ROWS + 1:
        report.errors.append(_("More than %(n)d rows: please cut the file in parts.") % {"n": MAX_ROWS})
        return []
    return [(number, dict(zip(heads, map(_text, cells), strict=False))) for number, cells in lines[1:]]


def _head(cell) -> str:
    words = _text(cell).lower()
    return HEADS.get(words, words)


def _text(cell) -> str:
    if isinstance(cell, float) and cell.is_integer():  # a phone number that a spreadsheet took for a number
        return str(int(cell))
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell if cell is not None else "").strip()


def _check(workspace, number: int, row: dict, now: datetime, report: Report) -> dict:
    clean = {key: row.get(key, "") for key in COLUMNS}

    def wrong(name: str, why: str):
        report.errors.append(_("Row %(n)d, %(field)s: %(why)s") % {"n": number, "field": name, "why": why})

    if not (clean["email"] or clean["phone"]):
        wrong("email", _("neither e-mail nor phone"))
    if clean["email"]:
        try:
            validate_email(clean["email"])
        except ValidationError:
            wrong("email", _("“%(email)s” is no mail address") % {"email": clean["email"]})
    clean["way"] = clean["way"] or Way.OTHER
    if clean["way"] not in Way.values:
        words = {"way": clean["way"], "known": ", ".join(Way.values)}
        wrong("way", _("unknown way in “%(way)s”; known: %(known)s") % words)
    if clean["channel"] and clean["channel"] not in channel_titles(workspace):
        wrong("channel", _("unknown channel “%(key)s”") % {"key": clean["channel"]})
    if clean["country"] and not country_code(clean["country"]):
        wrong("country", _("unknown country “%(name)s”") % {"name": clean["country"]})
    clean["now"] = _moment(clean.pop("received_at"), workspace, now, wrong)
    return clean


def _moment(text: str, workspace, now: datetime, wrong) -> datetime:
    if not text:
        return now
    try:
        moment = moment_of(text, ZoneInfo(workspace.time_zone))
    except ValueError:
        wrong(
            "received_at", _("“%(date)s” is no date such as 2026-03-31 or 2026-03-31T09:30") % {"date": text}
        )
        return now
    if moment > now:
        wrong("received_at", _("“%(date)s” lies in the future") % {"date": text})
    return moment


def _take(workspace, row: dict, actor, report: Report) -> None:
    if row["message"]:
        words = "\x1f".join(str(value) for key, value in row.items() if key != "now")
        row_id = "csv-" + hashlib.sha256(words.encode()).hexdigest()[:40]
        received = receive_inquiry(workspace=workspace, site=None, submission_id=row_id, actor=actor, **row)
        report.inquiries += received.is_new
        report.known += not received.is_new
        return
    find_or_make_contact(
        workspace=workspace, name=row["name"], email=row["email"], phone=row["phone"], company=row["company"],
        country=row["country"], language="", now=row["now"],
    )  # fmt: skip
    report.contacts += 1
