"""Reading the audit trail."""

from django.db.models import Q

from yangfan.accounts.audit.models import AuditEntry


def audit_of(workspace, subject=None):
    """Return the entries of a workspace, or of one row of it, newest first."""
    entries = AuditEntry.objects.of(workspace).select_related("actor")
    if subject is not None:
        entries = entries.filter(subject_kind=subject._meta.model_name, subject_id=str(subject.pk))
    return entries


def search_audit(workspace, *, words="", action="", actor=None, since=None, until=None):
    """Return entries that match; `since` and `until` are moments."""
    entries = audit_of(workspace)
    if words:
        entries = entries.filter(Q(subject__icontains=words) | Q(actor_name__icontains=words))
    if action:
        entries = entries.filter(action=action)
    if actor:
        entries = entries.filter(actor=actor)
    if since:
        entries = entries.filter(at__gte=since)
    if until:
        entries = entries.filter(at__lt=until)
    return entries
