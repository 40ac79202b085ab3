"""The tables of promotion; each slice owns its own."""

from yangfan.promotion.budgets.models import BudgetLine
from yangfan.promotion.costs.models import CostImport, CostPull, CostRow, CostUpload
from yangfan.promotion.links.models import Link, Placement, TagRules
from yangfan.promotion.publishing.models import Content, Post, PostDay
from yangfan.promotion.watch.models import Episode, WatchDelivery, WatchReader, WatchSettings

__all__ = [
    "BudgetLine", "Content", "CostImport", "CostPull", "CostRow", "CostUpload", "Episode", "Link", "Placement", "Post", "PostDay",
    "TagRules", "WatchDelivery", "WatchReader", "WatchSettings",
]  # fmt: skip
