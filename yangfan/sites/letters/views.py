"""The console's screens of letters to visitors."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from yangfan.accounts.public import EDITORS, workspace_view
from yangfan.core.ui.toasts import toast
from yangfan.sites.letters import actions, queries
from yangfan.sites.letters.forms import LetterForm
from yangfan.sites.letters.kinds import PLACEHOLDERS, letters
from yangfan.sites.translation import languages

SECTION = {"section": "sites", "tab": "translation"}


@workspace_view(EDITORS)
def all_letters(request):
    """Every letter, whether it is sent, and in which languages the company has its own words."""
    rows = []
    for kind in letters:
        own = queries.letter_of(request.workspace, kind.key)
        codes = [code for code, _name in languages.choices() if own.texts.get(code) or own.subjects.get(code)]
        rows.append(
            {"kind": kind, "is_sent": own.is_on or not kind.is_optional, "names": [languages.name_of(code) for code in codes]}
        )  # fmt: skip
    return render(request, "sites/letters/all.html", {**SECTION, "letters": rows})


@workspace_view(EDITORS)
def letter(request, what):
    """One letter in the main language; the others are translated."""
    if what not in letters:
        raise Http404
    kind, workspace = letters.get(what), request.workspace
    subject, text = queries.words_of(workspace, kind, workspace.language)
    first = {"subject": subject, "text": text, "is_on": queries.letter_of(workspace, what).is_on}
    form = LetterForm(request.POST or None, initial=first, kind=kind)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.write_letter(
                workspace=workspace, kind=kind, language=workspace.language, subject=said["subject"], text=said["text"],
                is_on=said.get("is_on", True), actor=request.user, now=timezone.now(),
            )  # fmt: skip
        except actions.LetterRefused as refused:
            form.add_error("text", str(refused))
        else:
            toast(request, _("Saved."))
            return redirect("sites_letters", workspace.slug)
    context = {
        **SECTION, "form": form, "kind": kind, "language": languages.name_of(workspace.language),
        "placeholders": [(name, PLACEHOLDERS[name], name in kind.must) for name in kind.placeholders],
    }  # fmt: skip
    return render(request, "sites/letters/letter.html", context, status=422 if form.errors else 200)
