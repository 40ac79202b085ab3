"""An entry of the audit trail about a contact or a company, in one line of words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yangfan.crm.words import country_name

TITLES = {
    "name": gettext_lazy("name"), "email": gettext_lazy("e-mail"), "phone": gettext_lazy("phone"),
    "title": gettext_lazy("job title"), "country": gettext_lazy("country"), "note": gettext_lazy("note"),
    "company": gettext_lazy("company"), "language": gettext_lazy("language"), "domain": gettext_lazy("domain"),
    "parent": gettext_lazy("part of"), "tags": gettext_lazy("tag"),
}  # fmt: skip
LONGEST = 60


def in_words(entry) -> str:
    """Return what changed: "job title: Buyer → Head of Purchasing"."""
    before, after = entry.before or {}, entry.after or {}
    return "; ".join(
        _one(key, before.get(key), value) for key, value in after.items() if key not in ("rows",)
    )


def _one(key: str, before, after) -> str:
    title = str(TITLES.get(key, key))
    if before in (None, ""):
        return _("%(field)s: %(after)s") % {"field": title, "after": _said(key, after)}
    words = {"field": title, "before": _said(key, before), "after": _said(key, after)}
    return _("%(field)s: %(before)s → %(after)s") % words


def _said(key: str, value) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if key == "country" and isinstance(value, str) and len(value) == 2:
        return country_name(value)
    text = str(value if value not in (None, "") else "—")
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
