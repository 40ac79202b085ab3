"""The log of calls is for finding out what went wrong lately: a month of it, and not more than so many of one account."""

from datetime import datetime, timedelta

from yangfan.connectors.calling.models import Exchange
from yangfan.connectors.platforms.models import Account

KEPT_FOR = timedelta(days=30)
MOST = 2000


def forget_old(now: datetime) -> None:
    """Delete what is older, and of each account what is more."""
    Exchange.objects.across_workspaces().filter(at__lt=now - KEPT_FOR).delete()
    for pk in Account.objects.across_workspaces().values_list("pk", flat=True):
        rows = Exchange.objects.across_workspaces().filter(account_id=pk).order_by("-pk")
        first_too_many = rows.values_list("pk", flat=True)[MOST : MOST + 1]
        for last in list(first_too_many):
            rows.order_by().filter(pk__lte=last).delete()
