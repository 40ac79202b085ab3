"""Orders from a table file: which column is what, and what is wrong in which row."""

from datetime import datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from yangfan.accounts.public import Workspace
from yangfan.core.ui.table_files import moment_of, open_table
from yangfan.crm.revenue.actions import PurchaseWords
from yangfan.crm.revenue.models import Purchase

MAX_ROWS = 50_000
COLUMNS = {
    "id": ("id", "order", "order id", "order number", "order no", "name", "订单号", "订单编号", "单号"),
    "amount": ("amount", "total", "revenue", "金额", "订单金额", "实付金额", "总额"),
    "currency": ("currency", "币种", "货币"),
    "occurred_at": (
        "occurred_at",
        "date",
        "created at",
        "paid at",
        "order date",
        "日期",
        "下单时间",
        "付款时间",
    ),
    "kind": ("kind", "type", "类型"),
    "email": ("email", "e-mail", "customer email", "邮箱", "电子邮箱"),
    "phone": ("phone", "mobile", "电话", "手机", "手机号"),
    "name": ("customer", "customer name", "billing name", "姓名", "客户姓名", "收货人"),
    "company": ("company", "公司"),
    "country": ("country", "国家"),
    "channel": ("channel", "渠道"),
    "deal": ("deal", "商机"),
}
NEEDED = ("id", "amount", "occurred_at")
REFUNDS = {"refund", "refunded", "return", "退款", "退货"}


def read_purchases(content: bytes, *, workspace: Workspace) -> tuple[list[PurchaseWords], list[str]]:
    """Return the file's orders and what is wrong, each naming row and column. Raises TableUnreadable."""
    rows = list(open_table(content).rows())
    if not rows:
        return [], [_("The file is empty.")]
    places = _places(rows[0][1])
    missing = [column for column in NEEDED if column not in places]
    if missing:
        return [], [
            _("The first row must name the columns; missing: %(names)s.") % {"names": ", ".join(missing)}
        ]
    if len(rows) - 1 > MAX_ROWS:
        return [], [_("More than %(n)d rows: please cut the file in parts.") % {"n": MAX_ROWS}]
    found, wrong = [], []
    for number, cells in rows[1:]:
        said = {column: cells[at] if at < len(cells) else "" for column, at in places.items()}
        try:
            found.append(_words(said, workspace))
        except _Wrong as error:
            wrong.append(
                _("Row %(n)d, %(column)s: %(why)s") % {"n": number, "column": error.column, "why": error}
            )
    return found, wrong


class _Wrong(ValueError):
    def __init__(self, column: str, why: str):
        super().__init__(why)
        self.column = column


def _places(heads: list) -> dict[str, int]:
    said = [str(head or "").strip().lower() for head in heads]
    return {
        column: said.index(name) for column, names in COLUMNS.items() for name in names[::-1] if name in said
    }


def _words(said: dict, workspace: Workspace) -> PurchaseWords:
    text = {column: str(value or "").strip() for column, value in said.items()}
    if not text["id"]:
        raise _Wrong("id", _("is empty"))
    currency = text.get("currency", "").upper() or workspace.currency
    if len(currency) != 3 or not currency.isalpha():
        raise _Wrong("currency", _("“%(text)s” is no currency code such as USD") % {"text": currency})
    amount = _amount(text["amount"])
    is_refund = text.get("kind", "").lower() in REFUNDS or amount < 0
    return PurchaseWords(
        id=text["id"][:80], amount=abs(amount), currency=currency, occurred_at=_moment(said["occurred_at"], workspace),
        kind=Purchase.Kind.REFUND if is_refund else Purchase.Kind.ORDER,
        **{column: text.get(column, "") for column in ("email", "phone", "name", "company", "country", "channel", "deal")},
    )  # fmt: skip


def _amount(text: str) -> Decimal:
    bare = text.replace(",", "").replace(" ", "").lstrip("¥$€£")
    try:
        amount = Decimal(bare)
    except InvalidOperation as error:
        raise _Wrong("amount", _("“%(text)s” is no amount such as 1234.50") % {"text": text}) from error
    if not amount.is_finite() or abs(amount) >= Decimal(10) ** 14:
        raise _Wrong("amount", _("“%(text)s” is no amount such as 1234.50") % {"text": text})
    return amount.quantize(Decimal("0.01"))


def _moment(value, workspace: Workspace) -> datetime:
    try:
        return moment_of(value, ZoneInfo(workspace.time_zone))
    except ValueError as error:
        words = _("“%(text)s” is no date such as 2026-03-31 or 2026-03-31 09:30") % {"text": value}
        raise _Wrong("occurred_at", words) from error
