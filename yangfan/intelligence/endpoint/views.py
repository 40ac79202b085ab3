"""Settings → Languages and intelligence: the language model, the translation services, and what works for which pair."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import OWNERS, workspace_view
from yangfan.core.ui.toasts import toast
from yangfan.intelligence.endpoint import actions
from yangfan.intelligence.endpoint.access import endpoint_of
from yangfan.intelligence.endpoint.asking import EndpointUnavailable
from yangfan.intelligence.endpoint.forms import EndpointForm
from yangfan.intelligence.endpoint.models import LanguageEndpoint
from yangfan.intelligence.endpoint.usage import tokens_used, usage_of
from yangfan.intelligence.translation import offline, overview
from yangfan.intelligence.translation.glossary import terms_of

SECTION = "settings"


@workspace_view(OWNERS)
def language_settings(request):
    """The whole page; POST saves the language model and asks it once."""
    own = LanguageEndpoint.objects.of(request.workspace).first()
    form = EndpointForm(request.POST or None, instance=own or LanguageEndpoint(workspace=request.workspace))
    if request.method == "POST" and form.is_valid():
        actions.save_endpoint(endpoint=form.save(commit=False), actor=request.user, now=timezone.now())
        return _try(request, _("Saved."))
    workspace, now = request.workspace, timezone.now()
    context = {
        "section": SECTION, "form": form, "own": own, "endpoint": endpoint_of(workspace),
        "usage": usage_of(workspace, now=now), "used": tokens_used(workspace, now=now),
        "services": overview.services(workspace, now=now), "pairs": overview.pairs(workspace),
        "models": overview.models(), "folder": offline.folder(), "terms": len(terms_of(workspace)),
    }  # fmt: skip
    return render(request, "intelligence/language_settings.html", context, status=422 if form.errors else 200)


@require_POST
@workspace_view(OWNERS)
def language_test(request):
    """Ask the language model one real question and say what came back."""
    return _try(request, "")


def _try(request, before: str):
    try:
        trial = actions.try_endpoint(workspace=request.workspace, now=timezone.now())
    except EndpointUnavailable as error:
        toast(request, f"{before} {_('No answer: %(why)s') % {'why': error.words}}".strip(), failed=True)
    else:
        words = _("It answered in %(seconds).1f s: “%(asked)s” → “%(answered)s”") % vars(trial)
        toast(request, f"{before} {words}".strip())
    return redirect("language_settings", request.workspace.slug)


@require_POST
@workspace_view(OWNERS)
def language_forget(request):
    """Do without a language model of one's own."""
    actions.forget_endpoint(workspace=request.workspace, actor=request.user, now=timezone.now())
    toast(request, _("Forgotten."))
    return redirect("language_settings", request.workspace.slug)
