"""Simplified and Traditional Chinese by OpenCC: a change of script and of some words, not a machine translation."""

from functools import cache

from django.utils.translation import gettext as _
from opencc import OpenCC

from yangfan.accounts.public import Workspace
from yangfan.intelligence.translation.base import Job

SCRIPTS = {("zh-hans", "zh-hant"): "s2twp", ("zh-hant", "zh-hans"): "tw2sp"}


class ChineseScripts:
    key = "opencc"
    order = 10
    confidence = 0.97
    mark = "⟦%d⟧"

    def title(self, workspace: Workspace) -> str:
        return _("conversion of Chinese scripts (OpenCC)")

    def edition(self, workspace: Workspace) -> str:
        return ""

    def is_sample(self, workspace: Workspace) -> bool:
        return False

    def can(self, workspace: Workspace, source: str, target: str) -> bool:
        return (source, target) in SCRIPTS

    def translate_units(self, workspace: Workspace, units: list[str], job: Job) -> list[str]:
        converter = _converter(SCRIPTS[job.source, job.target])
        return [converter.convert(unit) for unit in units]


@cache
def _converter(name: str) -> OpenCC:
    return OpenCC(name)
