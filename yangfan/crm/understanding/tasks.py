"""What the worker does for understanding: the second reading."""

from django.utils import timezone
from django_tasks import task

from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.understanding import better, later_signs


@task()
def read_better(inquiry_id: int) -> None:
    """Read one inquiry by the workspace's language model; a second run changes nothing more."""
    better.read_again(inquiry_id=inquiry_id, now=timezone.now())


@task()
def check_mail_domain(inquiry_id: int) -> None:
    """Ask whether the sender's domain takes mail; one that was erased meanwhile is left."""
    rows = Inquiry.objects.across_workspaces().select_related("workspace", "contact")
    inquiry = rows.filter(pk=inquiry_id).first()
    if inquiry:
        later_signs.look_at_mail_domain(inquiry)
