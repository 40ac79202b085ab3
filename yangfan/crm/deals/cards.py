"""A deal as a card on the screen of its inquiry."""

from yangfan.crm.deals.forms import DealForm, LoseForm, WinForm
from yangfan.crm.deals.models import Stage
from yangfan.crm.deals.pipelines import pipelines_of
from yangfan.crm.inquiries.models import Inquiry


def deal_cards(inquiry: Inquiry) -> list[dict]:
    """Return what `crm/deal_card.html` shows of each deal of this inquiry."""
    deals = list(inquiry.deals.of(inquiry.workspace).select_related("workspace", "pipeline"))
    if not deals:
        return []
    stages = {one.pk: one.open_stages for one in pipelines_of(inquiry.workspace)}
    return [
        {
            "deal": deal, "steps": _steps(deal, stages[deal.pipeline_id]), "win_form": WinForm(deal=deal),
            "lose_form": LoseForm(auto_id=f"lose{deal.pk}_%s"), "form": DealForm(workspace=inquiry.workspace, deal=deal),
        }
        for deal in deals
    ]  # fmt: skip


def _steps(deal, stages) -> list[dict]:
    ways = [(stage.key, str(stage)) for stage in stages] + [(Stage.WON.value, str(Stage.WON.label))]
    at = next((place for place, (key, _label) in enumerate(ways) if key == deal.stage), -1)
    return [
        {
            "key": key,
            "label": label,
            "on": place <= at,
            "current": place == at,
            "is_open": key != Stage.WON,
        }
        for place, (key, label) in enumerate(ways)
    ]
