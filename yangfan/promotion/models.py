"""The tables of promotion; each slice owns its own."""

from yangfan.promotion.costs.models import CostImport, CostRow, CostUpload

__all__ = ["CostImport", "CostRow", "CostUpload"]
