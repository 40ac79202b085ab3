"""API tokens: make one (its text is shown once), see when each was used, revoke."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yangfan.accounts.doors import OWNERS, workspace_view
from yangfan.accounts.tokens import actions
from yangfan.accounts.tokens.forms import TokenForm
from yangfan.accounts.tokens.models import ApiToken
from yangfan.core.ui.confirm import ask
from yangfan.core.ui.toasts import toast


@workspace_view(OWNERS)
def tokens(request):
    form = TokenForm(request.POST or None)
    text = ""
    if request.method == "POST" and form.is_valid():
        _token, text = actions.create_api_token(
            workspace=request.workspace, actor=request.user, now=timezone.now(), **form.cleaned_data
        )
        form = TokenForm()
    rows = [
        {"token": token, "scopes": [actions.SCOPES.get(scope, scope) for scope in token.scopes]}
        for token in ApiToken.objects.of(request.workspace).select_related("created_by")
    ]
    context = {"section": "settings", "form": form, "rows": rows, "new_text": text}
    response = render(request, "accounts/tokens.html", context)
    response["Cache-Control"] = "no-store"
    return response


@workspace_view(OWNERS)
def revoke(request, pk):
    token = get_object_or_404(ApiToken.objects.of(request.workspace).select_related("workspace"), pk=pk)
    back = reverse("tokens", args=[request.workspace.slug])
    if request.method != "POST":
        return ask(
            request, section="settings", back=back, button=_("Revoke"), title=_("Revoke “%(name)s”?") % {"name": token.name},
            text=_("The program that uses it is refused from now on. This cannot be undone."),
        )  # fmt: skip
    actions.revoke_api_token(token=token, actor=request.user, now=timezone.now())
    toast(request, _("Token revoked."))
    return redirect(back)
