"""A pushed lead in our words. The shape is that of the 聚光 landing page's data push (2024): no live account was asked."""

import json
import re
from dataclasses import dataclass

NAME = re.compile(r"姓名|称呼|名字|联系人|怎么称呼|^name", re.IGNORECASE)
PHONE = re.compile(r"电话|手机|联系方式|号码|phone|mobile", re.IGNORECASE)
MAIL = re.compile(r"邮箱|邮件|e-?mail", re.IGNORECASE)
COMPANY = re.compile(r"公司|企业|单位|门店|company", re.IGNORECASE)
PRODUCT = re.compile(r"产品|型号|款式|product", re.IGNORECASE)
CHINESE_MOBILE = re.compile(r"^(?:\+?86)?1[3-9]\d{9}$")


class NotALead(ValueError):
    """The body is no lead as the platform pushes them."""


@dataclass(frozen=True)
class Lead:
    """What a person filled in. `text` holds every line of the form that has no field of its own, else all."""

    id: str
    name: str
    phone: str
    email: str
    company: str
    product: str
    text: str
    page: str
    campaign: str

    @property
    def is_empty(self) -> bool:
        """The platform's trial push carries no person."""
        return not self.text

    @property
    def country(self) -> str:
        return "CN" if CHINESE_MOBILE.match(re.sub(r"[\s-]", "", self.phone)) else ""


def lead_id(body: bytes) -> str:
    """Return the platform's id of a pushed lead, "" when the body has none."""
    try:
        return str(_data(body).get("leads_id") or "")
    except NotALead:
        return ""


def decode_lead(body: bytes) -> Lead:
    """Read a pushed lead; raise NotALead."""
    data = _data(body)
    fields = {"name": "", "phone": "", "email": "", "company": "", "product": ""}
    rest, answers = [], _answers(data)
    for label, value in answers:
        key = _key_of(label)
        if key and not fields[key]:
            fields[key] = value
        else:
            rest.append(f"{label}：{value}")
    return Lead(
        id=str(data.get("leads_id") or ""), text="\n".join(rest or [f"{label}：{value}" for label, value in answers]), page=str(data.get("url") or "")[:500],
        campaign=str(data.get("campaign_name") or data.get("campaign_id") or "")[:200], **fields,
    )  # fmt: skip


def _data(body: bytes) -> dict:
    try:
        data = json.loads(body)["data"]
    except (ValueError, KeyError, TypeError) as error:
        raise NotALead("the body is not JSON with a “data” part") from error
    if not isinstance(data, dict):
        raise NotALead("“data” is no object")
    return data


def _answers(data: dict) -> list[tuple[str, str]]:
    given = data.get("data") or []
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise NotALead("the answers are no list")
    pairs = [(str(one.get("label") or "").strip(), _words(one.get("value"))) for one in given]
    return [(label, value) for label, value in pairs if value]


def _words(value) -> str:
    """Return an answer as text; of several choices all."""
    if isinstance(value, list):
        return "、".join(_words(one) for one in value)
    return str("" if value is None else value).strip()


def _key_of(label: str) -> str:
    for key, pattern in (
        ("email", MAIL),
        ("phone", PHONE),
        ("company", COMPANY),
        ("name", NAME),
        ("product", PRODUCT),
    ):
        if pattern.search(label):
            return key
    return ""
