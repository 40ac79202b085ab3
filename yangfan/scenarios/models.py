"""The tables of this capability; each slice keeps its own."""

from yangfan.scenarios.applying.models import AppliedPage, Setup
from yangfan.scenarios.assisted.models import Handover
from yangfan.scenarios.selfcheck.models import SelfCheck

__all__ = ["AppliedPage", "Handover", "SelfCheck", "Setup"]
