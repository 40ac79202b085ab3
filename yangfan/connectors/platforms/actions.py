"""Connecting a platform, trying it, keeping its tokens fresh, letting it go."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import Q

from yangfan.accounts import public as accounts
from yangfan.accounts.public import Workspace
from yangfan.connectors.contract import ApiError, Connector, Tokens
from yangfan.connectors.platforms.models import Account

State = Account.State
Result = TypeVar("Result")
FRESH_FOR = timedelta(minutes=5)  # a token that ends sooner is replaced first
REFRESH_LEASE = timedelta(minutes=1)


def connect_account(
    *, workspace: Workspace, connector: Connector, name: str, values: dict[str, str], actor, now: datetime
) -> Account:
    """Keep an account and try it; its state says how that went."""
    account = Account(workspace=workspace, connector=connector.key, name=name, created_at=now)
    return _save(account, connector, values, "platform_connected", actor, now)


def change_account(*, account: Account, name: str, values: dict[str, str], actor, now: datetime) -> Account:
    """Change what an account was told, or authorise it again; a secret left out stays as it was."""
    account.name = name
    return _save(account, account.plan, values, "platform_changed", actor, now)


def _save(
    account: Account, connector: Connector, values: dict[str, str], action: str, actor, now: datetime
) -> Account:
    secret_keys = {one.key for one in connector.questions if one.is_secret}
    account.settings = {key: value for key, value in values.items() if key not in secret_keys}
    given = {key: value for key, value in values.items() if key in secret_keys}
    if given != {key: account.secret_values.get(key) for key in given}:
        account.expires_at = None  # tokens of other credentials are nothing worth
        account.set_secrets(
            {key: value for key, value in account.secret_values.items() if key in secret_keys}
        )
    account.set_secrets(account.secret_values | given)
    with transaction.atomic():
        account.save()
        accounts.record_audit(
            workspace=account.workspace, actor=actor, action=action, subject=account,
            after={"platform": connector.key, "name": account.name}, now=now,
        )  # fmt: skip
    check_account(account=account, now=now)
    return account


def check_account(*, account: Account, now: datetime) -> Account:
    """Ask the platform whether the account works, and keep its answer."""
    try:
        with_token(account=account, now=now, do=account.plan.check)
    except ApiError as error:
        note_trouble(account, error)
    else:
        account.state, account.error = State.OK, ""
    account.checked_at = now
    account.save(update_fields=["state", "error", "checked_at"])
    if account.state == State.OK:
        for hear in account_works:
            hear(account, now)
    return account


account_works: list = []  # told when an account was tried and works: `(account, now)`


def note_trouble(account: Account, error: ApiError) -> None:
    """Put the account into the state that this refusal means; the caller saves it."""
    account.state = State.REAUTHORISE if error.kind == "auth" else State.TROUBLE
    account.error = str(error)[:300]


def take_grant(
    *, account: Account, code: str, redirect_uri: str, verifier: str, actor, now: datetime
) -> Account:
    """Keep the tokens behind a code that the platform gave, and try them; the state says how that went."""
    try:
        tokens = account.plan.exchange_code(account, code=code, redirect_uri=redirect_uri, verifier=verifier)
    except ApiError as error:
        note_trouble(account, error)
        account.save(update_fields=["state", "error"])
        return account
    with transaction.atomic():
        keep_tokens(account, tokens)
        accounts.record_audit(
            workspace=account.workspace, actor=actor, action="platform_granted", subject=account,
            after={"platform": account.connector, "name": account.name}, now=now,
        )  # fmt: skip
    return check_account(account=account, now=now)


def keep_tokens(account: Account, tokens: Tokens) -> None:
    """Save tokens on the account."""
    account.set_secrets(account.secret_values | dict(tokens.secrets))
    account.expires_at = tokens.expires_at
    account.save(update_fields=["secrets", "expires_at"])


def disconnect_account(*, account: Account, actor, now: datetime) -> None:
    """Forget an account and its secrets; what it brought stays."""
    with transaction.atomic():
        accounts.record_audit(
            workspace=account.workspace, actor=actor, action="platform_disconnected", subject=account,
            before={"platform": account.connector, "name": account.name}, now=now,
        )  # fmt: skip
        account.delete()


def fresh_account(*, account: Account, now: datetime, is_refused: bool = False) -> Account:
    """Return the account with tokens that still last a while; raise ApiError when there are none to be had.

    `is_refused` says that the platform refused the token although it should still last.

    One worker at a time refreshes: many platforms change the refresh token with every use, and a second refresher would
    lose the account. The claim is a compare-and-set on the row, so that no transaction waits for the network. While
    another refreshes, the call fails as passing and is tried again.
    """
    before = account.secret_values.get("access_token")
    account.refresh_from_db()
    is_new = account.secret_values.get("access_token") != before
    if _has_token(account, now) and (is_new or not is_refused):
        return account
    mine = Account.objects.of(account.workspace).filter(
        Q(refreshing_until=None) | Q(refreshing_until__lte=now), pk=account.pk
    )
    if not mine.filter(expires_at=account.expires_at).update(refreshing_until=now + REFRESH_LEASE):
        raise ApiError("transient", "another worker is getting a new token")
    try:
        tokens = account.plan.refresh(account)
    except ApiError as error:
        if error.kind == "auth":
            account.state, account.error = State.REAUTHORISE, str(error)[:300]
        raise
    else:
        if tokens:
            account.set_secrets(account.secret_values | dict(tokens.secrets))
            account.expires_at = tokens.expires_at
    finally:
        account.refreshing_until = None
        account.save(update_fields=["secrets", "expires_at", "refreshing_until", "state", "error"])
    return account


def _has_token(account: Account, now: datetime) -> bool:
    if account.plan.needs_token and not account.secret_values.get("access_token"):
        return False
    return account.expires_at is None or account.expires_at > now + FRESH_FOR


def with_token(*, account: Account, now: datetime, do: Callable[[Account], Result]) -> Result:
    """Do something with an account whose token lasts; once more with a new one when the platform refuses it early."""
    fresh_account(account=account, now=now)
    try:
        return do(account)
    except ApiError as error:
        if error.kind != "auth" or not account.plan.needs_token:
            raise
    fresh_account(account=account, now=now, is_refused=True)
    return do(account)
