"""Incoming mail is fetched and read in the worker."""

from django.utils import timezone
from django_tasks import task

from yangfan.connectors.mail import imap, incoming


@task()
def fetch_mailbox(mailbox_id: int) -> None:
    """Fetch one mailbox; a second run at the same time does nothing."""
    imap.fetch(mailbox_id=mailbox_id, now=timezone.now())


@task()
def read_mail(mail_id: int) -> None:
    """Hand one stored mail up; a second run finds nothing to do."""
    incoming.take_mail(mail_id=mail_id, now=timezone.now())
