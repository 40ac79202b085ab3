"""The autopilot's look at a company's own domains: do they still lead here?"""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yangfan.accounts.public import Workspace
from yangfan.core.jobs.autopilot import Result
from yangfan.core.jobs.plans import Daily
from yangfan.sites.hosts import addresses, dns_check
from yangfan.sites.hosts.models import HostCheck
from yangfan.sites.look.models import BuiltSite

JOB = "domain_check"
PLAN = Daily(6, 30)
State = HostCheck.State


def check_domains(workspace: Workspace, now: datetime) -> Result | None:
    """Ask DNS for each of the company's own domains; None when it has none."""
    rows = [
        dns_check.check_host(built=built, host=host, now=now)
        for built in BuiltSite.objects.of(workspace).select_related("tracked", "workspace")
        for host in built.tracked.hosts
        if not addresses.is_ours(host)
    ]
    if not rows:
        return None
    astray = [row for row in rows if row.state != State.READY]
    amounts = {"domains": len(rows), "astray": len(astray)}
    return Result(lambda: _in_words(rows, astray), ok=not astray, amounts=amounts)


def _in_words(rows: list[HostCheck], astray: list[HostCheck]) -> str:
    if not astray:
        return ngettext(
            "%(n)d domain leads here, as it should.", "%(n)d domains lead here, as they should.", len(rows)
        ) % {"n": len(rows)}
    return " ".join(_wrong(row) for row in astray)


def _wrong(row: HostCheck) -> str:
    if row.state == State.FAILED:
        return _("%(host)s: DNS gave no answer; it will be asked again.") % {"host": row.host}
    entry = dns_check.record_for(row.host)
    values = {"host": row.host, "found": ", ".join(row.found), **entry}
    if not entry["value"]:
        return _("%(host)s does not lead here. See what to enter under Website → Domains.") % values
    if row.state == State.NOTHING:
        return _("%(host)s leads nowhere: enter %(kind)s %(name)s = %(value)s at your registrar.") % values
    return _("%(host)s leads to %(found)s: enter %(kind)s %(name)s = %(value)s at your registrar.") % values
