"""The screen that starts a page from a preset."""

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from yangfan.accounts.public import EDITORS, workspace_view
from yangfan.sites.page_presets import actions
from yangfan.sites.page_presets.presets import PRESETS
from yangfan.sites.pages import queries


class StartForm(forms.Form):
    title = forms.CharField(label=_("Page title"), max_length=120)
    preset = forms.ChoiceField(
        label=_("Start from"), choices=[(key, one.name) for key, one in PRESETS.items()]
    )


@workspace_view(EDITORS)
def start(request):
    """Choose a preset and a title; the draft opens in the editor."""
    homes = queries.homes_of(request.workspace)
    if not homes:
        raise Http404
    wanted = request.GET.get("language") or homes[0].locale.language_code
    home = next((home for home in homes if home.locale.language_code == wanted), homes[0])
    form = StartForm(request.POST or None, initial={"preset": "launch"})
    if request.method == "POST" and form.is_valid():
        page = actions.start_page(home=home, actor=request.user, **form.cleaned_data)
        return redirect("wagtailadmin_pages:edit", page.pk)
    context = {
        "section": "sites",
        "tab": "pages",
        "form": form,
        "home": home,
        "presets": PRESETS.values(),
        "chosen": form["preset"].value(),
    }
    return render(request, "sites/screens/start_page.html", context, status=422 if form.is_bound else 200)
