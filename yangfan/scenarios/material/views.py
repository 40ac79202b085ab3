"""What a pack keeps for later, to read now: the calendar by month, search phrases to copy, plans in words."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from yangfan.accounts.public import EDITORS, workspace_view
from yangfan.core.ui.exports import csv_response
from yangfan.scenarios.applying import actions
from yangfan.scenarios.material import queries

KINDS = {
    "article": pgettext_lazy("content", "Article"), "case": pgettext_lazy("content", "Case"),
    "video": pgettext_lazy("content", "Video"), "review": pgettext_lazy("content", "Review"),
    "post": pgettext_lazy("content", "Post"), "offer": pgettext_lazy("content", "Offer"),
}  # fmt: skip
INTENTS = {
    "buy": pgettext_lazy("search", "wants to buy"), "compare": pgettext_lazy("search", "compares"),
    "learn": pgettext_lazy("search", "wants to learn"), "brand": pgettext_lazy("search", "looks for you"),
}  # fmt: skip


def counted(kept: dict[str, int]) -> list[str]:
    """Return what is kept, in words: "content calendar (7 posts)"."""
    words = {
        "calendar": lambda n: ngettext("content calendar (%(n)d post)", "content calendar (%(n)d posts)", n),
        "keywords": lambda n: ngettext("search phrases (%(n)d)", "search phrases (%(n)d)", n),
        "goals": lambda n: ngettext("goals (%(n)d)", "goals (%(n)d)", n),
        "journeys": lambda n: ngettext("follow-up plans (%(n)d)", "follow-up plans (%(n)d)", n),
        "reviews": lambda n: ngettext("requests for reviews (%(n)d)", "requests for reviews (%(n)d)", n),
        "experiments": lambda n: ngettext("experiments (%(n)d)", "experiments (%(n)d)", n),
        "panels": lambda n: ngettext("figures to watch (%(n)d)", "figures to watch (%(n)d)", n),
    }
    return [words[name](n) % {"n": n} if name in words else f"{name} ({n})" for name, n in kept.items()]


def _mine(request):
    mine = actions.setup_of(request.workspace)
    if mine is None or not queries.kept_of(mine):
        raise Http404
    return mine


@workspace_view(EDITORS)
def setup_material(request):
    """Everything that is kept for later, on one page."""
    mine = _mine(request)
    reader = "zh-hans" if (get_language() or "").startswith("zh") else "en"
    context = {
        "section": "setup", "setup": mine, "counted": counted(queries.kept_of(mine)),
        "months": [
            (month, [(post.on, KINDS.get(post.kind, post.kind), post.title) for post in posts])
            for month, posts in queries.calendar_of(mine, reader)
        ],
        "keywords": [(row, INTENTS.get(row.intent, row.intent)) for row in queries.keywords_of(mine, reader)],
        "goals": queries.rows_of(mine, "goals", reader), "journeys": queries.rows_of(mine, "journeys", reader),
        "reviews": queries.rows_of(mine, "reviews", reader), "experiments": queries.rows_of(mine, "experiments", reader),
        "panels": queries.rows_of(mine, "panels", reader),
    }  # fmt: skip
    return render(request, "scenarios/material.html", context)


@workspace_view(EDITORS)
def setup_keywords(request):
    """The search phrases as a file."""
    rows = queries.keywords_of(_mine(request), "en")
    header = [_("Search phrase"), _("Language"), _("Page"), _("Intent")]
    cells = [(row.words, row.language, row.page, INTENTS.get(row.intent, row.intent)) for row in rows]
    return csv_response(filename=f"keywords-{request.workspace.slug}", header=header, rows=cells)
