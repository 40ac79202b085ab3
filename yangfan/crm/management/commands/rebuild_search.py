"""Write the search index of inquiries anew: after an upgrade that cuts words differently, or a restored database."""

from django.core.management.base import BaseCommand, CommandError

from yangfan.accounts.public import Workspace
from yangfan.crm.search.index import rebuild


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("workspace", nargs="?", help="slug of one workspace; default: all")

    def handle(self, *, workspace=None, **options):
        rows = Workspace.objects.filter(slug=workspace) if workspace else Workspace.objects.all()
        if workspace and not rows.exists():
            raise CommandError(f"There is no workspace {workspace}.")
        for one in rows.order_by("pk"):
            self.stdout.write(f"{one.slug}: {rebuild(one)} inquiries")
