"""Which contacts may be one person. A pair is only looked for inside a block of contacts that share a key, so that a
large book takes time in proportion to its size.

Names are compared in one spelling: small letters, no accents, the commonest Chinese family names in pinyin beside them.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from itertools import combinations

from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import Workspace
from yangfan.core.jobs.autopilot import Result
from yangfan.crm.companies.hosts import is_free_host
from yangfan.crm.contacts.models import Contact
from yangfan.crm.merging.models import PossibleDouble

JOB = "doubles"
LARGEST_BLOCK = 12  # a key that more share says nothing
MOST = 5_000
AT_ONCE = 5_000
ALIKE = 0.86
CHANGED_WITHIN = timedelta(days=2)
REASONS = {
    "email": (95, _("the same mailbox, written differently")),
    "phone": (90, _("the same phone number")),
    "name_company": (70, _("the same name at the same company")),
    "near_domain": (65, _("the same name at a domain that differs by a letter")),
    "name_like": (50, _("a similar name at the same company")),
}  # fmt: skip
DOTLESS = frozenset({"gmail.com", "googlemail.com"})  # where dots in an address mean nothing
# Family names that travellers and exporters meet most, in the spelling of passports.
SIGNS = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程苏魏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤"
SPELLED = """
wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo
zheng liang xie song tang xu han feng deng cao peng zeng xiao tian dong pan yuan cai jiang yu
yu du ye cheng su wei lv ding ren lu yao shen zhong jiang cui tan lu fan wang liao
shi jin wei jia xia fu fang zou xiong bai meng qin qiu hou jiang yin xue yan duan lei
long li shi tao he mao hao gu gong shao wan qin wu qian dai yan mo kong xiang chang
tang
"""
PINYIN = dict(zip(SIGNS, SPELLED.split(), strict=True))


def plain_name(name: str) -> str:
    """Return a name as it is compared: small letters, no accents or signs, words in order of the alphabet."""
    spread = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(sign for sign in spread if unicodedata.category(sign)[0] != "M")
    return " ".join(sorted(re.findall(r"[^\W_]+", letters)))


def family_name(name: str) -> str:
    """Return the first sign of a Chinese name in pinyin, else the longest word."""
    plain = plain_name(name)
    if plain and plain[0] in PINYIN and not plain.isascii():
        return PINYIN[plain[0]]
    return max(plain.split(), key=len, default="")


def mailbox(email: str) -> str:
    """Return the mailbox behind an address: without what follows a plus, without dots where they mean nothing."""
    name, _at, host = email.rpartition("@")
    name = name.partition("+")[0]
    return f"{name.replace('.', '') if host in DOTLESS else name}@{host}" if name else ""


def _keys(contact) -> Iterator[tuple[str, str]]:
    """Yield (reason, key) of the blocks this contact lies in."""
    pk, name, email, phone, phone_key, company, _company_name = contact
    plain, host = plain_name(name), email.rpartition("@")[2]
    if email:
        yield "email", mailbox(email)
    digits = "".join(sign for sign in phone_key or phone if sign.isdigit())
    if len(digits) >= 8:
        yield "phone", digits[-8:] if not phone_key else digits[-9:]
    if plain and company:
        yield "name_company", f"{company}:{plain}"
        if family_name(name):
            yield "name_like", f"{company}:{family_name(name)[:4]}"
    if plain and host and not is_free_host(host):
        yield "near_domain", f"{plain}:{host.partition('.')[0][:3]}"


def _is_true(reason: str, one, other) -> bool:
    """Tell whether two of one block really are alike in this way."""
    if reason == "name_like":
        first, second = plain_name(one[1]), plain_name(other[1])
        return first != second and SequenceMatcher(None, first, second).ratio() >= ALIKE
    if reason == "near_domain":
        first, second = one[2].rpartition("@")[2], other[2].rpartition("@")[2]
        return first != second and SequenceMatcher(None, first, second).ratio() >= ALIKE
    if reason == "phone" and one[4] and other[4]:
        return one[4] == other[4] or one[4].lstrip("+")[-9:] == other[4].lstrip("+")[-9:]
    return True


def find_doubles(*, workspace: Workspace, now: datetime) -> int:
    """Look through the whole book and keep the pairs found; return how many are open. Decided pairs stay decided."""
    blocks: dict[tuple[str, str], list] = defaultdict(list)
    rows = Contact.objects.of(workspace).filter(merged_into=None).order_by("pk")
    fields = ("pk", "name", "email", "phone", "phone_key", "company_id", "company__name")
    for contact in rows.values_list(*fields).iterator(chunk_size=AT_ONCE):
        for key in _keys(contact):
            blocks[key].append(contact)
    pairs: dict[tuple[int, int], list[str]] = defaultdict(list)
    for (reason, _key), members in blocks.items():
        if 1 < len(members) <= LARGEST_BLOCK:
            for one, other in combinations(members, 2):
                if _is_true(reason, one, other):
                    pairs[(one[0], other[0])].append(reason)
    return _keep(workspace, pairs, now)


def _keep(workspace: Workspace, pairs: dict, now: datetime) -> int:
    weighed = sorted(pairs.items(), key=lambda pair: -_weight(pair[1]))[:MOST]
    kept = PossibleDouble.objects.of(workspace)
    decided = set(kept.exclude(state=PossibleDouble.State.OPEN).values_list("first_id", "second_id"))
    rows = [
        PossibleDouble(
            workspace=workspace, first_id=first, second_id=second, reasons=reasons, weight=_weight(reasons), found_at=now
        )
        for (first, second), reasons in weighed
        if (first, second) not in decided
    ]  # fmt: skip
    kept.filter(state=PossibleDouble.State.OPEN).delete()
    kept.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    return len(rows)


def _weight(reasons: list[str]) -> int:
    best = max(REASONS[reason][0] for reason in reasons)
    return min(best + 2 * (len(set(reasons)) - 1), 99)


def open_doubles(workspace: Workspace):
    """Return the pairs that wait for a decision, the surest first (a queryset)."""
    return (
        PossibleDouble.objects.of(workspace)
        .filter(state=PossibleDouble.State.OPEN, first__merged_into=None, second__merged_into=None)
        .select_related("first__company", "second__company")
    )


def look_through(workspace: Workspace, now: datetime) -> Result | None:
    """Look through the book if something changed in it lately."""
    if not Contact.objects.of(workspace).filter(changed_at__gt=now - CHANGED_WITHIN).exists():
        return None
    found = find_doubles(workspace=workspace, now=now)
    return Result(lambda: _("%(n)d pairs may be one person") % {"n": found}, amounts={"pairs": found})
