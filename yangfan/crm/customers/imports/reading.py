"""From the cells of a file to rows of contacts: which column is what, and what is wrong with a cell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache, lru_cache

from babel import Locale
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yangfan.accounts.public import Workspace
from yangfan.core.ui.table_files import Table
from yangfan.core.ui.table_imports import Wrong
from yangfan.crm.companies.hosts import is_free_host
from yangfan.crm.contacts.identity import REGION_OF_CURRENCY, country_code, phone_key
from yangfan.crm.customers.fields import FieldRefused, fields_of, value_of
from yangfan.crm.customers.models import CustomField, Kin

FIELDS = {
    "name": gettext_lazy("Name"), "first_name": gettext_lazy("First name"), "last_name": gettext_lazy("Last name"),
    "email": gettext_lazy("E-mail"), "phone": gettext_lazy("Phone"), "company": gettext_lazy("Company"),
    "title": gettext_lazy("Job title"), "country": gettext_lazy("Country"), "language": gettext_lazy("Language"),
    "tags": gettext_lazy("Tags"), "note": gettext_lazy("Note"), "known_since": gettext_lazy("Known since"),
}  # fmt: skip
HEADS = {
    "name": "name,fullname,contact,contactname,contactperson,姓名,名字,联系人,联系人姓名,客户姓名,客户名称,名称",
    "first_name": "firstname,givenname,first,名",
    "last_name": "lastname,surname,familyname,last,姓,姓氏",
    "email": "email,emailaddress,mail,e邮件,邮箱,电子邮箱,电子邮件,邮件,邮箱地址,联系邮箱,email1value,email地址",
    "phone": "phone,phonenumber,mobile,mobilephone,tel,telephone,cell,whatsapp,电话,手机,手机号,手机号码,联系电话,电话号码,联系方式,移动电话,phone1value",
    "company": "company,companyname,organization,organisation,account,firm,公司,公司名称,单位,企业,企业名称,单位名称,客户公司,organization1name",
    "title": "title,jobtitle,position,role,职位,职务,岗位,头衔",
    "country": "country,countryregion,nation,国家,国家地区,国别,国家或地区",
    "language": "language,lang,语言,语种",
    "tags": "tags,tag,labels,label,标签,分组,groupmembership",
    "note": "note,notes,remark,remarks,comment,comments,description,备注,说明,描述",
    "known_since": "knownsince,createdat,created,createdate,datecreated,创建时间,创建日期,建档日期,录入时间,首次认识",
}  # fmt: skip
EMAIL = re.compile(r"[^\s@<>(),;:\"\[\]\\]{1,64}@[^\s@<>(),;:\"\[\]\\.]+(?:\.[^\s@<>(),;:\"\[\]\\.]+)+")
SEVERAL = re.compile(r"[,;，；、|\n]")
# Country code -> lengths of national numbers that are E.164 as they stand: no prefix to take off.
PLAIN = {"86": {11}, "1": {10}, "44": {10}, "33": {9}, "34": {9}, "91": {10}, "55": {10, 11}, "65": {8}, "966": {9},
         "971": {9}, "84": {9}, "66": {9}, "7": {10}, "90": {10}, "48": {9}, "31": {9}, "61": {9}, "27": {9}, "49": {10, 11}}  # fmt: skip
TRUNK = {"1": "01", "7": "08"}  # first digits of what may be a prefix to take off
NO_DIGITS = re.compile(r"\D+")
LONGEST = {"name": 120, "title": 120, "company": 200, "phone": 40, "note": 5000}
MAX_TAGS = 20


@dataclass(frozen=True)
class Mapping:
    """What is decided about a file. `columns` is field (own ones as "f_<key>") -> number of the column.

    `rule` for a contact that is there already: fill (what it lacks), replace (the file is right), skip.
    """

    columns: dict[str, int] = field(default_factory=dict)
    rule: str = "fill"
    tags: tuple[str, ...] = ()
    skip_bad: bool = False

    def as_dict(self) -> dict:
        return {
            "columns": self.columns,
            "rule": self.rule,
            "tags": list(self.tags),
            "skip_bad": self.skip_bad,
        }


RULES = ("fill", "replace", "skip")


def mapping_from(kept: dict) -> Mapping:
    """Return the mapping that `as_dict` kept."""
    return Mapping(
        kept.get("columns", {}),
        kept.get("rule", "fill"),
        tuple(kept.get("tags", ())),
        kept.get("skip_bad", False),
    )


@lru_cache(maxsize=20_000)
def _domain(email: str) -> str:
    """Return the host of an address when it may name a company."""
    host = email.rpartition("@")[2]
    return "" if is_free_host(host) else host


@dataclass(slots=True)
class Row:
    """One contact as a file says it, in the spelling it is kept in."""

    line: int
    email: str = ""
    phone: str = ""
    phone_key: str = ""
    name: str = ""
    title: str = ""
    company: str = ""
    country: str = ""
    language: str = ""
    note: str = ""
    known_since: datetime | None = None
    tags: tuple = ()
    own: dict = field(default_factory=dict)

    @property
    def domain(self) -> str:
        return _domain(self.email)


def bare(head) -> str:
    return re.sub(r"[\W_]+", "", str(head or "").casefold())


def guess_columns(heads: list, own: list[CustomField], remembered: dict[str, str]) -> dict[str, int]:
    """Return field -> column: as remembered for this heading, else by what headings usually say, else own fields' names."""
    known = {bare(field.label): f"f_{field.key}" for field in own}
    known |= {word: name for name, words in HEADS.items() for word in words.split(",")}
    known |= {bare(title): name for name, title in FIELDS.items()}
    known |= remembered
    found: dict[str, int] = {}
    for number, head in enumerate(heads):
        name = known.get(bare(head))
        if name and name not in found:
            found[name] = number
    return found


def heads_of(sheet: Table) -> tuple[int, list]:
    """Return line number and cells of the first row: the columns' headings."""
    return next(sheet.rows(), (1, []))


class Reader:
    """Reads the rows of one file for one workspace."""

    def __init__(self, workspace: Workspace, mapping: Mapping):
        self.home = REGION_OF_CURRENCY.get(workspace.currency, "CN")
        self.workspace = workspace
        own = {f"f_{one.key}": one for one in fields_of(workspace, Kin.CONTACT)}
        self.plain = {name: n for name, n in mapping.columns.items() if name in FIELDS}
        self.own = [(own[name], n) for name, n in mapping.columns.items() if name in own]
        self.missing = [one for name, one in own.items() if one.is_required and name not in mapping.columns]
        self.number = lru_cache(maxsize=50_000)(self._number)

    def rows(self, sheet: Table) -> Iterator[Row | list[Wrong]]:
        """Yield a Row, or what is wrong with it, for every line below the headings."""
        lines = sheet.rows()
        next(lines, None)
        for line, cells in lines:
            yield self.read(line, cells)

    def read(self, line: int, cells: list) -> Row | list[Wrong]:
        """Return the contact of one line, or what is wrong with it."""
        given = {name: _text(cells[n]) if n < len(cells) else "" for name, n in self.plain.items()}
        wrong: list[Wrong] = []
        row = Row(line, name=_name(given))
        self._plain(row, given, cells, wrong)
        for one, n in self.own:
            raw = cells[n] if n < len(cells) else ""
            try:
                value = value_of(one, _text(raw) if isinstance(raw, str) else raw)
            except FieldRefused as refusal:
                wrong.append(Wrong(line, one.label, str(refusal), str(raw)[:80]))
                continue
            if value is not None:
                row.own[one.key] = value
            elif one.is_required:
                wrong.append(Wrong(line, one.label, _("must be filled in"), ""))
        if not (row.email or row.phone_key) and not wrong:
            wrong.append(Wrong(line, _("E-mail"), _("neither an e-mail address nor a phone number"), ""))
        return wrong or row

    def _plain(self, row: Row, given: dict, cells: list, wrong: list) -> None:
        email = given.get("email", "").lower().removeprefix("mailto:")
        if email:
            if len(email) <= 254 and EMAIL.fullmatch(email):
                row.email = email
            else:
                wrong.append(Wrong(row.line, str(FIELDS["email"]), _("no mail address"), email[:80]))
        self._place(row, given, wrong)
        if phone := given.get("phone", ""):
            row.phone, row.phone_key = phone[:40], self.number(phone, row.country)
            if not row.phone_key and not row.email:
                wrong.append(Wrong(row.line, str(FIELDS["phone"]), _("no phone number"), phone[:80]))
        for name in ("title", "company", "note"):
            setattr(row, name, given.get(name, "")[: LONGEST[name]])
        if tags := given.get("tags"):
            row.tags = tuple(tag.strip() for tag in SEVERAL.split(tags)[:MAX_TAGS] if tag.strip())
        if given.get("known_since"):
            row.known_since = _moment(cells[self.plain["known_since"]])
            if row.known_since is None:
                words = _("no date such as 2026-03-31")
                wrong.append(Wrong(row.line, str(FIELDS["known_since"]), words, given["known_since"][:80]))

    def _place(self, row: Row, given: dict, wrong: list) -> None:
        if country := given.get("country"):
            row.country = country_code(country)
            if not row.country:
                wrong.append(Wrong(row.line, str(FIELDS["country"]), _("unknown country"), country[:80]))
        if language := given.get("language"):
            row.language = language_code(language)
            if not row.language:
                wrong.append(Wrong(row.line, str(FIELDS["language"]), _("unknown language"), language[:80]))

    def _number(self, phone: str, country: str) -> str:
        """Return E.164: plain ones at once, the others by the library, which is slow."""
        digits = NO_DIGITS.sub("", phone)
        if phone.startswith("+"):
            for size in (1, 2, 3):
                code, rest = digits[:size], digits[size:]
                if len(rest) in PLAIN.get(code, ()) and rest[0] not in TRUNK.get(code, "0"):
                    return f"+{digits}"
        elif (
            (country or self.home) == "CN"
            and len(digits) == 11
            and digits[0] == "1"
            and digits[1] in "3456789"
        ):
            return f"+86{digits}"
        return phone_key(phone, country=country, workspace=self.workspace)


def _text(cell) -> str:
    """Return a cell as text; the apostrophe that keeps spreadsheets from calculating goes."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = cell if isinstance(cell, str) else str(cell)
    text = text.strip()
    if "\x00" in text:
        text = text.replace("\x00", "")
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


def _name(given: dict) -> str:
    name = given.get("name", "")
    if not name:
        first, last = given.get("first_name", ""), given.get("last_name", "")
        name = f"{last}{first}" if last and not (first + last).isascii() else f"{first} {last}".strip()
    return name[: LONGEST["name"]]


def _moment(cell) -> datetime | None:
    if isinstance(cell, datetime):
        return cell if cell.tzinfo else cell.replace(tzinfo=UTC)
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day, tzinfo=UTC)
    match = re.match(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})", str(cell).strip())
    try:
        return datetime(*(int(part) for part in match.groups()), tzinfo=UTC) if match else None
    except ValueError:
        return None


def language_code(words: str) -> str:
    """Return our code of a language given by code or by name in English, Chinese or itself; empty when unknown."""
    return _languages().get(words.strip().casefold().replace("_", "-"), "")


@cache
def _languages() -> dict[str, str]:
    found = {"中文": "zh-hans", "chinese": "zh-hans", "zh": "zh-hans", "zh-cn": "zh-hans", "zh-hans": "zh-hans",
             "zh-tw": "zh-hant", "zh-hk": "zh-hant", "zh-hant": "zh-hant", "简体中文": "zh-hans", "繁体中文": "zh-hant",
             "汉语": "zh-hans", "en-us": "en", "en-gb": "en", "英文": "en", "pt-br": "pt"}  # fmt: skip
    for code in ("en", "es", "ar", "pt", "fr", "de", "ru", "ja", "ko", "it", "tr", "vi", "th", "id", "pl", "nl", "fa", "he",
                 "hi", "uk", "cs", "ro", "hu", "el", "sv", "da", "fi", "no", "ms", "bn"):  # fmt: skip
        found[code] = code
        for locale in ("en", "zh_Hans", code):
            name = Locale.parse(locale).languages.get(code)
            if name:
                found.setdefault(name.casefold(), code)
    return found
