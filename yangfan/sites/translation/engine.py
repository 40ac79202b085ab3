"""Translates units: a person's own words from the workspace's memory first, else the best translator it has.

What comes back with a number, placeholder, link, tag or unit of measure not as it was is refused, with the reasons.
"""

from dataclasses import dataclass

from yangfan.accounts.public import Workspace
from yangfan.intelligence import public as intelligence
from yangfan.sites.translation import markup

SAME = "same"


@dataclass(frozen=True)
class Made:
    """The translation of one unit: `html` is "" when it was refused, `refused` what was given then."""

    html: str
    engine: str
    engine_title: str
    by_hand: bool = False
    match: int = 0
    problems: tuple[tuple[str, str, str], ...] = ()
    refused: str = ""
    characters: int = 0  # asked of an engine
    is_pieced: bool = False  # put together from pieces: to be read by a person


def make(*, workspace: Workspace, units: list[str], source: str, target: str) -> list[Made]:
    """Translate `units` (HTML), in order; raise TranslationUnavailable. Takes seconds: never inside a transaction."""
    texts = [markup.as_text(unit) for unit in units]
    known = intelligence.remembered_by_hand(workspace=workspace, texts=texts, source=source, target=target)
    asked = list(dict.fromkeys(text for text in texts if text not in known))
    answers = intelligence.translate(
        workspace=workspace, texts=asked, source=source, target=target, purpose="page"
    ) if asked else []  # fmt: skip
    answered = dict(zip(asked, answers, strict=True))
    return [
        _of_memory(unit, known[text]) if text in known else _checked(unit, text, answered[text])
        for unit, text in zip(units, texts, strict=True)
    ]


def _of_memory(unit: str, words: str) -> Made:
    try:
        return Made(markup.as_unit(words, like=unit), "by_hand", "", by_hand=True, match=100)
    except markup.BadMarkup as error:
        return Made("", "by_hand", "", problems=(("markup", str(error), ""),), refused=words)


def _checked(unit: str, text: str, made: intelligence.Translated) -> Made:
    engine, title = made.provider or SAME, made.title
    match, characters = (100, 0) if made.from_memory else (0, len(text) if made.provider else 0)
    problems = tuple((each.kind, each.before, each.after) for each in made.problems)
    if not problems:
        try:
            return Made(
                markup.as_unit(made.text, like=unit), engine, title, match=match, characters=characters,
                is_pieced=made.is_pieced,
            )  # fmt: skip
        except markup.BadMarkup as error:
            problems = (("markup", str(error), ""),)
    return Made("", engine, title, problems=problems, refused=made.text, characters=characters)


def problems_of(
    *, workspace: Workspace, unit: str, words: str, source: str, target: str
) -> list[tuple[str, str, str]]:
    """Hold what a person typed against its source; return what did not survive, [] when all is well."""
    try:
        made = markup.as_unit(words, like=unit)
    except markup.BadMarkup as error:
        return [("markup", str(error), "")]
    found = intelligence.check_translation(
        workspace=workspace,
        before=markup.as_text(unit),
        after=markup.as_text(made, like=unit),
        source=source,
        target=target,
    )
    return [(each.kind, each.before, each.after) for each in found if each.kind not in ("length", "language")]
