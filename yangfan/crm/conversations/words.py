"""What stands against a translation, in words."""

from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from yangfan.crm.words import language_name

ROUGH = 0.5  # of a translation's confidence; below it the reader is told to look at the original


def problem_words(problems: list) -> list[str]:
    """Return one sentence for each [kind, before, after]."""
    return list(dict.fromkeys(_of(kind, before, after) for kind, before, after in problems))


def _of(kind: str, before: str, after: str) -> str:
    if kind == "language":
        return _("It does not read as %(language)s.") % {"language": language_name(before)}
    if kind == "length":
        return _("It is much longer or shorter than the original.")
    if kind == "empty":
        return _("There is no text.")
    if kind == "glossary" and after:
        return _("“%(term)s” should read “%(word)s” here.") % {"term": before, "word": after}
    names = {"number": _("the figure"), "price": _("the price"), "unit": _("the unit"), "model": _("the model name"),
             "link": _("the link"), "placeholder": _("the blank")}  # fmt: skip
    words = {"what": names.get(kind, _("the text")), "before": before, "after": after}
    if before and after:
        return _("%(what)s “%(before)s” has become “%(after)s”.") % words
    if before:
        return _("%(what)s “%(before)s” is missing.") % words
    return _("%(what)s “%(after)s” was added.") % words


def with_culprits(text: str, problems: list, *, side: int) -> str:
    """Return `text` as HTML with what is wrong in it marked; `side` 1 looks for what was, 2 for what became of it."""
    html = escape(text)
    for culprit in sorted({problem[side] for problem in problems if problem[side]}, key=len, reverse=True):
        if problem_is_in_text(culprit, text):
            html = html.replace(escape(culprit), f'<mark class="crm-wrong">{escape(culprit)}</mark>', 1)
    return mark_safe(html)


def problem_is_in_text(culprit: str, text: str) -> bool:
    """Tell whether these words stand in the text, rather than being a measure of it."""
    return len(culprit) < 80 and culprit in text
