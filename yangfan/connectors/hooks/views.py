"""The door that platforms call. No session, no cookie: the address holds the account's token, the call its signature."""

from django.http import HttpResponse, HttpResponseNotFound
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from yangfan.connectors.contract import Answer, Call, Connector, HookRefused, connectors_registry
from yangfan.connectors.hooks.actions import take_delivery
from yangfan.connectors.platforms.models import Account


@csrf_exempt
def hook(request, connector, token):
    """Take one call: too large 413, not the platform's 401, taken 200 (also when it came before)."""
    account = _account(connector, token)
    if account is None:
        return HttpResponseNotFound("There is nothing here.", content_type="text/plain")
    body = _body(request, account.plan)
    if body is None:
        return HttpResponse("Too large.", status=413, content_type="text/plain")
    call = Call(
        method=request.method, body=body, query=request.GET.dict(),
        headers={name.lower(): value for name, value in request.headers.items()},
    )  # fmt: skip
    if asked := account.plan.challenge(account, call):
        return _say(asked)
    if request.method != "POST":
        return HttpResponse("POST only.", status=405, headers={"Allow": "POST"}, content_type="text/plain")
    try:
        take_delivery(account=account, call=call, now=timezone.now())
    except HookRefused as refused:
        return HttpResponse(str(refused), status=401, content_type="text/plain")
    return _say(account.plan.answer(account))


def _account(connector: str, token: str) -> Account | None:
    if connector not in connectors_registry or not connectors_registry.get(connector).takes_hooks:
        return None
    rows = Account.objects.across_workspaces().select_related("workspace")
    return rows.filter(connector=connector, token=token, is_on=True).first()


def _body(request, plan: Connector) -> bytes | None:
    """Return the raw body, None when there is more of it than the connector takes."""
    data = request.read(plan.max_body + 1)
    return data if len(data) <= plan.max_body else None


def _say(answer: Answer) -> HttpResponse:
    return HttpResponse(answer.text, status=answer.status, content_type=answer.content_type)
