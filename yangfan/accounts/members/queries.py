"""Who is in a workspace and who is on the way."""

from django.db.models import Case, IntegerField, Value, When

from yangfan.accounts.members.models import Invitation
from yangfan.accounts.models import Membership, Role


def members_of(workspace):
    """Return the memberships with their people, owners first, then by name."""
    ranks = [When(role=role, then=Value(rank)) for rank, role in enumerate(Role.values)]
    return (
        Membership.objects.of(workspace)
        .select_related("user")
        .annotate(rank=Case(*ranks, output_field=IntegerField()))
        .order_by("rank", "user__name", "user__email")
    )


def open_invitations(workspace):
    """Return invitations that were not accepted yet, newest first."""
    return Invitation.objects.of(workspace).filter(accepted_at=None).select_related("invited_by")
