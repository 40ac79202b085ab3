"""What other capabilities may use of the scenarios."""

from yangfan.scenarios.applying.actions import (
    SetupRefused,
    begin_setup,
    build,
    facts_in,
    publish,
    read_facts,
    setup_of,
    undo,
)
from yangfan.scenarios.format.checking import check as check_pack
from yangfan.scenarios.format.reading import PACKS, Fault, Pack, PackUnreadable, pack_of
from yangfan.scenarios.format.reading import installed as pack_keys
from yangfan.scenarios.format.reference import blocks as block_reference
from yangfan.scenarios.format.reference import page_types as page_reference
from yangfan.scenarios.slots import PackSlot, pack_slots

__all__ = [
    "SetupRefused",
    "begin_setup",
    "build",
    "facts_in",
    "publish",
    "read_facts",
    "setup_of",
    "undo",
    "PACKS",
    "Fault",
    "Pack",
    "PackSlot",
    "PackUnreadable",
    "block_reference",
    "check_pack",
    "pack_keys",
    "pack_of",
    "pack_slots",
    "page_reference",
]
