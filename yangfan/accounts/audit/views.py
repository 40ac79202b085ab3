"""The audit trail, for owners."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.shortcuts import render
from django.utils.translation import gettext as _

from yangfan.accounts.audit import queries
from yangfan.accounts.audit.forms import AuditFilter
from yangfan.accounts.audit.titles import title_of
from yangfan.accounts.doors import OWNERS, workspace_view
from yangfan.core.ui.tables import Column, Table


@workspace_view(OWNERS)
def trail(request):
    filters = AuditFilter(request.GET)
    chosen = filters.cleaned_data if filters.is_valid() else {}
    zone = ZoneInfo(request.workspace.time_zone)
    entries = queries.search_audit(
        request.workspace, words=chosen.get("words", ""), action=chosen.get("action", ""),
        since=_start_of(chosen.get("since"), zone), until=_start_of(chosen.get("until"), zone, days=1),
    )  # fmt: skip
    table = Table(
        request,
        name="audit",
        caption=_("Audit trail"),
        columns=[
            Column(
                "at",
                _("When"),
                sort="at",
                template="ui/cells/moment.html",
                export=lambda entry: entry.at.isoformat(),
            ),
            Column(
                "actor_name",
                _("Who"),
                value=lambda entry: entry.actor_name or _("The system"),
                sort="actor_name",
            ),
            Column("action", _("What"), value=lambda entry: title_of(entry.action)),
            Column("subject", _("On what")),
            Column(
                "change",
                _("Change"),
                value=_change,
                template="accounts/cells/change.html",
                export=_change_in_words,
            ),
        ],
        rows=entries,
        default_sort="-at",
        per_page=50,
        filters=filters,
    )
    if table.wants_export:
        return table.export("audit")
    return render(request, "accounts/audit.html", {"section": "settings", "table": table})


def _start_of(day, zone, days=0):
    return datetime.combine(day + timedelta(days=days), time.min, zone) if day else None


def _change(entry):
    """Return (field, before, after) of every field that the entry names."""
    before, after = entry.before or {}, entry.after or {}
    if not isinstance(before, dict) or not isinstance(after, dict):
        return [("", before or "", after or "")]
    return [(key, before.get(key, ""), after.get(key, "")) for key in {**before, **after}]


def _change_in_words(entry):
    return "; ".join(f"{field}: {before} → {after}" for field, before, after in _change(entry))
