"""The tables of promotion; each slice owns its own."""

from yangfan.promotion.costs.models import CostImport, CostPull, CostRow, CostUpload

__all__ = ["CostImport", "CostPull", "CostRow", "CostUpload"]
