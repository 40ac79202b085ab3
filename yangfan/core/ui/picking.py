"""Picking rows of a list to do one thing to all of them; on screen by `{% pick_bar %}` and `{% pick_box %}`.

Works without JavaScript: checkboxes of one form. "All that match" sends the list's own parameters back, so that the view
finds the same rows again.
"""

from dataclasses import dataclass

from django.http import QueryDict


@dataclass(frozen=True)
class Picked:
    """What was picked: these rows, or (`everything`) all that the list's parameters `query` find."""

    ids: tuple[int, ...]
    everything: bool
    query: QueryDict

    def __bool__(self) -> bool:
        return self.everything or bool(self.ids)


def picked(request) -> Picked:
    """Return what the person picked in the list this POST came from."""
    ids = tuple(int(one) for one in request.POST.getlist("pick") if one.isdigit())
    return Picked(ids, request.POST.get("everything") == "1", QueryDict(request.POST.get("query", "")))
