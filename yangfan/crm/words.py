"""Names of channels, countries and languages for people, in the active language."""

import re

from django.utils.translation import get_language, ngettext

from yangfan.accounts.public import Workspace
from yangfan.crm.contacts import identity
from yangfan.events import public as events


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


# Words for what is counted, in the buyers' languages: shown in the reader's.
MACHINES = frozenset(
    [
        "unit",
        "units",
        "robot",
        "robots",
        "machine",
        "machines",
        "system",
        "systems",
        "arm",
        "arms",
        "unidad",
        "unidades",
        "equipos",
        "máquinas",
        "brazos",
        "unité",
        "unités",
        "stück",
        "stk",
        "einheiten",
        "roboter",
        "anlagen",
        "unità",
        "unidade",
        "stuks",
        "шт",
        "штук",
        "штука",
        "штуки",
        "единица",
        "единиц",
        "единицы",
        "робот",
        "робота",
        "роботов",
        "وحدات",
        "وحدة",
        "روبوتات",
        "روبوت",
        "جهاز",
        "أجهزة",
        "台",
        "대",
    ]
)
PIECES = frozenset(
    [
        "pc",
        "pcs",
        "piece",
        "pieces",
        "piezas",
        "pièces",
        "pezzi",
        "peças",
        "sztuk",
        "adet",
        "قطعة",
        "قطع",
        "件",
        "个",
        "只",
        "개",
        "個",
    ]
)
SETS = frozenset(
    ["set", "sets", "juegos", "ensembles", "conjuntos", "комплект", "комплекта", "комплектов", "套", "세트"]
)


def quantity_words(quantity: str) -> str:
    """Return a quantity such as "12 روبوت" with its unit in the active language; other units stay as they are."""
    match = re.fullmatch(r"(\d{1,7}) (\S+)", quantity)
    if match is None:
        return quantity
    number, unit = int(match[1]), match[2]
    if unit in MACHINES:
        return ngettext("%(n)d unit", "%(n)d units", number) % {"n": number}
    if unit in PIECES:
        return ngettext("%(n)d piece", "%(n)d pieces", number) % {"n": number}
    if unit in SETS:
        return ngettext("%(n)d set", "%(n)d sets", number) % {"n": number}
    return quantity


def isolated(text: str) -> str:
    """Return `text` so that its own direction does not disturb the words around it."""
    return f"\u2068{text}\u2069" if text and not text.isascii() else text
