"""What scenarios add to the rest of the product: marks kept from visitors, what is still missing."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.signals import page_published

from yangfan.accounts.public import Workspace
from yangfan.core.ui.missing import Missing
from yangfan.scenarios.applying import actions
from yangfan.scenarios.wizard.todo import todo_of
from yangfan.sites import public as sites


def listen() -> None:
    page_published.connect(_published, dispatch_uid="marks_kept_from_visitors")


def _published(sender, instance, **_more) -> None:
    if hasattr(instance, "workspace_id"):
        actions.keep_marks_from_visitors(page=instance)


def what_is_missing(workspace: Workspace) -> list[Missing]:
    """Lead to the wizard until a site stands, then to the facts that its pages still ask for."""
    setup = actions.setup_of(workspace)
    address = reverse("setup", args=[workspace.slug])
    if setup is None or setup.built_at is None:
        if any(home.live for home in sites.homes_of(workspace)):
            return []
        return [
            Missing(
                title=_("Set up your site"), why=_("Five steps, and a whole site stands as a draft."),
                button=_("Begin") if setup is None else _("Go on"), url=address, minutes=10,
            )
        ]  # fmt: skip
    if setup.published_at is None:
        return [
            Missing(
                title=_("Publish your site"), why=_("It stands as a draft; nobody can find it yet."),
                button=_("Look at it"), url=address, minutes=3,
            )
        ]  # fmt: skip
    labels = {item.label for item in todo_of(setup)}
    if not labels:
        return []
    return [
        Missing(
            title=_("Add %(n)d facts about your company") % {"n": len(labels)},
            why=_("Pages wait for them: %(facts)s") % {"facts": ", ".join(sorted(labels)[:3])},
            button=_("To the list"), url=address, minutes=5,
        )
    ]  # fmt: skip
