"""The owner's overview: the frame at once, each panel by itself."""

from django.shortcuts import render

from yangfan.accounts.public import workspace_view
from yangfan.insights.dashboard import figures
from yangfan.promotion.public import period_of

SECTION = {"section": "overview"}


@workspace_view()
def overview(request):
    """The page's frame: period, comparison, export; the panels load themselves."""
    choice = period_of(request)
    context = {
        "period": choice,
        "span": figures.span_words(choice),
        "is_closed": bool(request.workspace.counting_to),
        "compare_title": figures.compare_title(request.workspace, choice),
    }
    return render(request, "insights/overview.html", SECTION | context)


def show(request, panel: str, context: dict):
    """Answer with a panel: alone to HTMX, inside a page to a browser without it."""
    choice = context.setdefault("period", period_of(request))
    context = (
        SECTION | {"span": figures.span_words(choice), "panel": f"insights/panels/{panel}.html"} | context
    )
    template = context["panel"] if request.htmx else "insights/panel_page.html"
    return render(request, template, context)
