"""Granting access: off to the platform's page, and back with a code; where the way back is closed, the code is pasted."""

import secrets

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import OWNERS, workspace_view
from yangfan.connectors.oauth.grant import GrantedConnector
from yangfan.connectors.platforms import actions
from yangfan.connectors.platforms.models import Account
from yangfan.core.ui.toasts import toast

KEPT = "platform_grants"  # in the session: state → account and verifier
MOST_KEPT = 5


def redirect_uri() -> str:
    """The address that an application registered at a platform must name."""
    return settings.CONSOLE_URL + reverse("platform_granted")


def _account(request, pk: int) -> Account:
    account = get_object_or_404(Account.objects.of(request.workspace).select_related("workspace"), pk=pk)
    if not isinstance(account.plan, GrantedConnector):
        raise Http404
    return account


@require_POST
@workspace_view(OWNERS)
def authorise(request, pk):
    """Send the person to the platform's page."""
    account, state, verifier = _account(request, pk), secrets.token_urlsafe(24), secrets.token_urlsafe(48)
    kept = request.session.get(KEPT, {})
    kept[state] = {"account": account.pk, "workspace": request.workspace.slug, "verifier": verifier}
    request.session[KEPT] = dict(list(kept.items())[-MOST_KEPT:])
    challenge = create_s256_code_challenge(verifier)
    return redirect(
        account.plan.authorize_address(account, redirect_uri=redirect_uri(), state=state, challenge=challenge)
    )


def granted(request):
    """Take the person back from the platform: on to the workspace that asked, with whatever the platform said."""
    state = request.GET.get("state", "")
    waiting = request.session.get(KEPT, {}).get(state)
    if waiting is None:
        raise Http404
    address = reverse("platform_finish", args=[waiting["workspace"], waiting["account"]])
    return redirect(f"{address}?{request.GET.urlencode()}")


@workspace_view(OWNERS)
def finish(request, pk):
    """Turn the code into tokens; a code can also be pasted, where the platform cannot send people back to us."""
    account = _account(request, pk)
    given = request.POST if request.method == "POST" else request.GET
    state = given.get("state", "")
    kept = request.session.get(KEPT, {})
    waiting = kept.pop(state, None) if state else _latest(kept, account)
    request.session[KEPT] = kept
    if waiting is None or waiting["account"] != account.pk:
        toast(request, _("This grant was not begun here, or was finished already. Begin again."), failed=True)
        return redirect("platform_account", request.workspace.slug, pk)
    code = (given.get("code") or given.get("auth_code") or given.get("authorization_code") or "").strip()
    if not code:
        words = given.get("error_description") or given.get("error") or _("the platform sent no code")
        toast(request, _("Access was not granted: %(why)s") % {"why": words[:200]}, failed=True)
        return redirect("platform_account", request.workspace.slug, pk)
    actions.take_grant(
        account=account, code=code, redirect_uri=redirect_uri(), verifier=waiting["verifier"], actor=request.user,
        now=timezone.now(),
    )  # fmt: skip
    if account.state == Account.State.OK:
        toast(request, _("Connected: %(name)s") % {"name": account})
    else:
        toast(request, _("Access was not granted: %(why)s") % {"why": account.error}, failed=True)
    return redirect("platform_account", request.workspace.slug, pk)


def _latest(kept: dict, account: Account) -> dict | None:
    """Return what was begun last for this account: a pasted code comes without its state."""
    for state in reversed(list(kept)):
        if kept[state]["account"] == account.pk:
            return kept.pop(state)
    return None
