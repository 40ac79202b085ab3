"""Settings → platform accounts: connect, change, try, authorise again, let go; and what the platforms sent."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import OWNERS, workspace_view
from yangfan.connectors.calling.models import Exchange
from yangfan.connectors.contract import Connector, connectors_registry
from yangfan.connectors.hooks import actions as hooks
from yangfan.connectors.hooks.models import WebhookDelivery
from yangfan.connectors.oauth.grant import GrantedConnector
from yangfan.connectors.oauth.views import redirect_uri
from yangfan.connectors.platforms import actions
from yangfan.connectors.platforms.forms import AccountForm
from yangfan.connectors.platforms.models import Account
from yangfan.core.ui.tables import Column, Table
from yangfan.core.ui.toasts import toast

SECTION = "settings"


@workspace_view(OWNERS)
def platform_accounts(request):
    """What is connected, and what could be."""
    dead = WebhookDelivery.objects.of(request.workspace).filter(state=WebhookDelivery.State.FAILED)
    context = {
        "section": SECTION, "accounts": Account.objects.of(request.workspace), "connectors": list(connectors_registry),
        "dead": dead.count(),
    }  # fmt: skip
    return render(request, "connectors/platforms.html", context)


def _find(request, pk: int) -> Account:
    account = get_object_or_404(Account.objects.of(request.workspace).select_related("workspace"), pk=pk)
    if account.plan is None:
        raise Http404
    return account


@workspace_view(OWNERS)
def connect(request, connector):
    """Connect an account of a platform."""
    if connector not in connectors_registry:
        raise Http404
    plan = connectors_registry.get(connector)
    form = AccountForm(request.POST or None, connector=plan, workspace=request.workspace)
    if request.method == "POST" and form.is_valid():
        account = actions.connect_account(
            workspace=request.workspace, connector=plan, name=form.cleaned_data["name"], values=form.values,
            actor=request.user, now=timezone.now(),
        )  # fmt: skip
        return _say(request, account)
    return _show(request, plan, form)


@workspace_view(OWNERS)
def platform_account(request, pk):
    """Change an account or authorise it again; its address for the platform's calls."""
    account = _find(request, pk)
    form = AccountForm(
        request.POST or None, connector=account.plan, workspace=request.workspace, account=account
    )
    if request.method == "POST" and form.is_valid():
        actions.change_account(
            account=account,
            name=form.cleaned_data["name"],
            values=form.values,
            actor=request.user,
            now=timezone.now(),
        )
        return _say(request, account)
    return _show(request, account.plan, form, account)


def _show(request, plan: Connector, form, account: Account | None = None):
    context = {
        "section": SECTION, "plan": plan, "form": form, "account": account, "hook": hook_address(account) if account else "",
        "grants": isinstance(plan, GrantedConnector), "redirect_uri": redirect_uri(), "lines": _lines(account),
        "took": account.deliveries.of(request.workspace).count() if account else 0,
    }  # fmt: skip
    return render(request, "connectors/platform.html", context, status=422 if form.errors else 200)


def _lines(account: Account | None) -> list[Exchange]:
    """Return the last calls of an account, for a glance."""
    return list(Exchange.objects.of(account.workspace).filter(account=account)[:5]) if account else []


@workspace_view(OWNERS)
def exchanges(request, pk):
    """Every call of an account and its answer, secrets masked."""
    account = _find(request, pk)
    columns = [
        Column("at", _("Time"), sort="at", value=lambda row: f"{timezone.localtime(row.at):%Y-%m-%d %H:%M:%S}"),
        Column("call", _("Call"), template="connectors/cells/call.html",
               value=lambda row: f"{row.method} {row.address}"),
        Column("status", _("Answer"), sort="status", template="connectors/cells/answer.html"),
        Column("milliseconds", _("Milliseconds"), sort="milliseconds", numeric=True),
    ]  # fmt: skip
    table = Table(
        request, columns=columns, rows=Exchange.objects.of(request.workspace).filter(account=account), name="log",
        caption=_("Calls"), default_sort="-at", empty=_("No call yet."), exportable=False,
    )  # fmt: skip
    return render(request, "connectors/log.html", {"section": SECTION, "account": account, "table": table})


def hook_address(account: Account) -> str:
    """Return the address that the platform must call."""
    return settings.CONSOLE_URL + reverse("hook", args=[account.connector, account.token])


def _say(request, account: Account):
    if account.state == Account.State.OK:
        toast(request, _("Connected: %(name)s") % {"name": account})
    else:
        toast(
            request,
            _("Saved, but %(name)s does not work: %(why)s") % {"name": account, "why": account.error},
            failed=True,
        )
    return redirect("platform_account", request.workspace.slug, account.pk)


@require_POST
@workspace_view(OWNERS)
def check(request, pk):
    """Ask the platform whether the account works."""
    return _say(request, actions.check_account(account=_find(request, pk), now=timezone.now()))


@require_POST
@workspace_view(OWNERS)
def disconnect(request, pk):
    """Forget an account."""
    account = get_object_or_404(Account.objects.of(request.workspace), pk=pk)
    actions.disconnect_account(account=account, actor=request.user, now=timezone.now())
    toast(request, _("Disconnected."))
    return redirect("platform_accounts", request.workspace.slug)


@workspace_view(OWNERS)
def deliveries(request):
    """What the platforms sent us, and what could not be read."""
    State = WebhookDelivery.State
    shown = request.GET.get("show", State.FAILED)
    shown = shown if shown in State.values else State.FAILED
    rows = WebhookDelivery.objects.of(request.workspace).select_related("account")
    columns = [
        Column("received_at", _("Received"), sort="received_at",
               value=lambda row: timezone.localtime(row.received_at).strftime("%Y-%m-%d %H:%M:%S")),
        Column("account", _("Platform account"), value=lambda row: str(row.account)),
        Column("became", _("What it became"), value=lambda row: row.error or row.words),
        Column("attempts", _("Attempts"), numeric=True),
        Column("again", "", template="connectors/cells/again.html", exported=False),
    ]  # fmt: skip
    table = Table(
        request, columns=columns, rows=rows.filter(state=shown), name="deliveries", caption=State(shown).label,
        default_sort="-received_at", exportable=False, empty=_("Nothing here."),
        row_url=(lambda row: row.url) if shown == State.DONE else None,
    )  # fmt: skip
    tabs = [
        {"key": one.value, "label": one.label, "url": f"?show={one}", "count": rows.filter(state=one).count()}
        for one in (State.FAILED, State.NEW, State.DONE)
    ]
    return render(
        request,
        "connectors/deliveries.html",
        {"section": SECTION, "table": table, "tabs": tabs, "shown": shown},
    )


@require_POST
@workspace_view(OWNERS)
def run_again(request, pk):
    """Read a delivery once more that could not be read."""
    delivery = get_object_or_404(WebhookDelivery.objects.of(request.workspace), pk=pk)
    hooks.run_again(delivery=delivery, now=timezone.now())
    delivery.refresh_from_db()
    if delivery.state == WebhookDelivery.State.FAILED:
        toast(request, _("It failed again: %(why)s") % {"why": delivery.error}, failed=True)
    else:
        toast(request, _("It is being read again."))
    return redirect("webhook_deliveries", request.workspace.slug)
