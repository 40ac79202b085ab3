"""What other capabilities may use of promotion."""

from yangfan.core.ui.table_files import TableUnreadable
from yangfan.promotion.costs.actions import (
    CostImportRefused,
    add_cost,
    finish_imports,
    import_costs,
    preview_costs,
    undo_cost_import,
)
from yangfan.promotion.costs.base import CostLine, CostSource
from yangfan.promotion.costs.models import CostImport
from yangfan.promotion.costs.pulling import NotACostSource, Pulled, pull_costs_for, take_pulled_costs
from yangfan.promotion.costs.reading import CostMapping
from yangfan.promotion.links.actions import LinkRefused, NoSite, ShortLink, short_link_for
from yangfan.promotion.periods import period_of
from yangfan.promotion.publishing.actions import Saying, add_post, faults_in, write_content
from yangfan.promotion.publishing.base import (
    HandOff,
    Picture,
    Piece,
    PostFigures,
    PostRules,
    Published,
    Publisher,
)
from yangfan.promotion.publishing.measuring import whole_text

__all__ = [
    "CostImport", "CostImportRefused", "CostLine", "CostMapping", "CostSource", "HandOff", "LinkRefused", "NoSite", "NotACostSource",
    "Picture", "Piece", "PostFigures", "PostRules", "Published", "Publisher", "Pulled", "Saying", "ShortLink", "TableUnreadable", "add_cost", "add_post", "faults_in",
    "finish_imports", "import_costs", "period_of", "preview_costs", "pull_costs_for", "short_link_for", "take_pulled_costs",
    "undo_cost_import", "whole_text", "write_content",
]  # fmt: skip
