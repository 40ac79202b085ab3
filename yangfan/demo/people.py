"""The demo's people: known passwords, made only in a demo, and one button each on the start page."""

from datetime import datetime
from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import DemoDoor, Membership, Role, User, Workspace, demo_doors

PASSWORD = "yangfan-demo"  # noqa: S105 - of a demo that answers on this machine only
OWNER, AGENCY, ADMIN = "zhou.lan@tidelane.example", "operator@fanying.example", "admin@yangfan.example"
CASE_PEOPLE = {
    OWNER: ("周岚", Role.OWNER), "gu.yifan@tidelane.example": ("顾一帆", Role.MARKETER),
    "shen.ruoxi@tidelane.example": ("沈若溪", Role.SALES), "qi.feng@tidelane.example": ("祁峰", Role.VIEWER),
    AGENCY: ("范映", Role.MARKETER),
}  # fmt: skip
LIVING_OWNER, LIVING_SALES = "lu.heng@tingfield.example", "he.miao@tingfield.example"
LIVING_PEOPLE = {
    LIVING_OWNER: ("陆恒", Role.OWNER), LIVING_SALES: ("何淼", Role.SALES), AGENCY: ("范映", Role.MARKETER),
}  # fmt: skip


def person(email: str, name: str, **fields) -> User:
    """Return the demo's person, made on first use."""
    if not settings.DEMO:
        raise RuntimeError("the demo's people have known passwords: only with DEMO=1")
    made = User(email=email, password=_hash_once(), name=name, language="zh-hans", **fields)
    known = User.objects.filter(email=email).first()
    if known is None:
        made.save()
    return known or made


@cache
def _hash_once() -> str:
    """Eight people share the demo's password: hashing it once is enough."""
    return make_password(PASSWORD)


def admit(workspace: Workspace, people: dict[str, tuple[str, str]], *, now: datetime) -> None:
    """Make everybody of `people` a member."""
    for email, (name, role) in people.items():
        Membership.objects.of(workspace).get_or_create(
            workspace=workspace, user=person(email, name), defaults={"role": role, "created_at": now}
        )


def register_doors() -> None:
    """Put the one-click roles on the demo's start page."""
    for order, (key, email, title, note, icon, goes_to) in enumerate([
        ("owner", OWNER, _("The owner"), _("Tidelane Robotics, half a year complete: what did it bring?"), "trending-up", "/console/tidelane/overview/"),
        ("sales", LIVING_SALES, _("Sales"), _("Tingfield Outdoor today: whom to answer first?"), "inbox", "/console/tingfield/"),
        ("marketer", "gu.yifan@tidelane.example", _("Marketer"), _("Pages, channels and costs of Tidelane Robotics"), "pencil", "/console/tidelane/"),
        ("viewer", "qi.feng@tidelane.example", _("The reader"), _("Reads everything, changes nothing"), "eye", "/console/tidelane/"),
        ("agency", AGENCY, _("Agency"), _("One login for both companies"), "users", "/console/tingfield/"),
        ("admin", ADMIN, _("Platform administrator"), _("All workspaces of this installation"), "shield-check", ""),
    ]):  # fmt: skip
        demo_doors.register(DemoDoor(key, email, title, note, icon, goes_to, order))
