"""Names of channels, countries and languages for people, in the active language."""

import re

from django.utils.translation import get_language, ngettext_lazy

from yangfan.accounts.public import Workspace
from yangfan.crm.contacts import identity
from yangfan.events import public as events
from yangfan.intelligence import public as intelligence


def channel_titles(workspace: Workspace) -> dict[str, str]:
    """Return key -> title of every channel."""
    return {channel.key: str(channel.title) for channel in events.channels_of(workspace)}


def channel_title(workspace: Workspace, key: str) -> str:
    """Return the channel's title; empty for none."""
    return channel_titles(workspace).get(key, key) if key else ""


def country_name(code: str) -> str:
    """Return the country's name."""
    return identity.country_name(code, get_language() or "zh-hans")


def language_name(code: str) -> str:
    """Return the language's name."""
    return identity.language_name(code, get_language() or "zh-hans")


# So many of a kind of unit or goods (intelligence/reading/counted.py), in the reader's language.
COUNTED = {
    "machine": ngettext_lazy("%(n)s unit", "%(n)s units", "count"),
    "piece": ngettext_lazy("%(n)s piece", "%(n)s pieces", "count"),
    "set": ngettext_lazy("%(n)s set", "%(n)s sets", "count"),
    "pair": ngettext_lazy("%(n)s pair", "%(n)s pairs", "count"),
    "box": ngettext_lazy("%(n)s box", "%(n)s boxes", "count"),
    "container": ngettext_lazy("%(n)s container", "%(n)s containers", "count"),
    "roll": ngettext_lazy("%(n)s roll", "%(n)s rolls", "count"),
    "person": ngettext_lazy("%(n)s person", "%(n)s persons", "count"),
    "lounger": ngettext_lazy("%(n)s lounger", "%(n)s loungers", "count"),
    "chair": ngettext_lazy("%(n)s chair", "%(n)s chairs", "count"),
    "table": ngettext_lazy("%(n)s table", "%(n)s tables", "count"),
    "sofa": ngettext_lazy("%(n)s sofa", "%(n)s sofas", "count"),
    "parasol": ngettext_lazy("%(n)s parasol", "%(n)s parasols", "count"),
    "pergola": ngettext_lazy("%(n)s pergola", "%(n)s pergolas", "count"),
    "pump": ngettext_lazy("%(n)s pump", "%(n)s pumps", "count"),
    "bag": ngettext_lazy("%(n)s bag", "%(n)s bags", "count"),
    "lamp": ngettext_lazy("%(n)s lamp", "%(n)s lamps", "count"),
    "valve": ngettext_lazy("%(n)s valve", "%(n)s valves", "count"),
    "bottle": ngettext_lazy("%(n)s bottle", "%(n)s bottles", "count"),
    "battery": ngettext_lazy("%(n)s battery", "%(n)s batteries", "count"),
    "camera": ngettext_lazy("%(n)s camera", "%(n)s cameras", "count"),
    "panel": ngettext_lazy("%(n)s panel", "%(n)s panels", "count"),
    "motor": ngettext_lazy("%(n)s motor", "%(n)s motors", "count"),
    "bed": ngettext_lazy("%(n)s bed", "%(n)s beds", "count"),
    "shirt": ngettext_lazy("%(n)s shirt", "%(n)s shirts", "count"),
    "shoe": ngettext_lazy("%(n)s shoe", "%(n)s shoes", "count"),
    "tyre": ngettext_lazy("%(n)s tyre", "%(n)s tyres", "count"),
}
_HAN = re.compile(r"[\u4e00-\u9fff]")
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff]")
_QUANTITY = re.compile(r"(?P<number>[\d.,]*\d)(?P<most>[–-][\d.,]*\d)?\s(?P<unit>\S.*)")


def quantity_words(quantity: str) -> str:
    """Return a quantity such as "12 روبوت" with its unit in the active language; other units stay as they are."""
    match = _QUANTITY.fullmatch(quantity.strip())
    if match is None:
        return quantity
    number, unit = match["number"] + (match["most"] or ""), match["unit"]
    is_chinese = (get_language() or "zh-hans").startswith("zh")
    if _HAN.search(unit) and is_chinese:
        return f"{number} {unit}"
    counted = intelligence.counted_kind(unit) or ("piece" if _HAN.fullmatch(unit) else "")
    if counted not in COUNTED:
        return f"{number} {isolated(unit)}"
    return str(COUNTED[counted] % {"count": 1 if number == "1" else 2, "n": number})


def terms_words(terms: str) -> str:
    """Return terms such as "CIF جبل علي" with the place as the reader knows it."""
    term, _space, place = terms.strip().partition(" ")
    if not place:
        return terms
    return f"{term} {intelligence.place_name(place, get_language() or 'zh-hans')}"


def isolated(text: str) -> str:
    """Return `text` so that its own direction does not disturb the words around it."""
    return f"\u2068{text}\u2069" if _RIGHT_TO_LEFT.search(text) else text
