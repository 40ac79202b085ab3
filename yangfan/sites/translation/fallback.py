"""Where a visitor goes who asks for a page that is not there in their language."""

from django.http import Http404

from yangfan.sites.pages import queries
from yangfan.sites.translation.actions import rules_of
from yangfan.sites.translation.models import TranslationRules


def address_instead(request) -> str | None:
    """Return the address of the same page in the main language; None when the workspace hides what is not translated."""
    workspace = request.site.workspace
    language, _slash, rest = request.path.lstrip("/").partition("/")
    if (
        language == workspace.language
        or rules_of(workspace).untranslated_pages != TranslationRules.Untranslated.FALL_BACK
    ):
        return None
    asked, main = queries.home_of(workspace, language), queries.home_of(workspace, workspace.language)
    if asked is None or main is None or not (asked.live and main.live):
        return None
    try:
        found = main.route(request, [part for part in rest.split("/") if part])
    except Http404:
        return None
    return found.page.get_url(request)
