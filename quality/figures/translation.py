"""Translation by the engines that are set up, held against people's; XQuAD where the folder is at hand."""

import translation
from django.core.management import call_command

TITLE, ORDER = "Translation", 75


def measure(paths: dict[str, str]) -> str:
    """Return the tables."""
    call_command("migrate", verbosity=0)
    return (
        "Sentence by sentence as pages are translated: marks, checks, and pieces where an engine loses a tag. Refused texts count "
        "in chrF and BLEU with what the engine said; visitors never see them. What must be kept (names, numbers, tags) is looked "
        f"for letter by letter by code of its own.\n\n{translation.evaluate(paths.get('XQUAD', ''))}"
    )
