"""The tables of promotion; each slice owns its own."""

from yangfan.promotion.costs.models import CostImport, CostPull, CostRow, CostUpload
from yangfan.promotion.links.models import Link, Placement, TagRules

__all__ = ["CostImport", "CostPull", "CostRow", "CostUpload", "Link", "Placement", "TagRules"]
