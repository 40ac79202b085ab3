"""The row of tabs on top of every screen of the section."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yangfan.accounts.public import Workspace
from yangfan.crm.inquiries.queries import count_waiting


def section_tabs(workspace: Workspace) -> list[dict]:
    """Return the tabs for `{% tabs %}`."""
    titles = [
        ("inquiries", workspace.word["Many"], "crm_inbox", count_waiting(workspace) or None),
        ("deals", _("Deals"), "crm_deals", None),
        ("tasks", _("Tasks"), "crm_tasks", None),
        ("contacts", _("Contacts"), "crm_contacts", None),
        ("companies", _("Companies"), "crm_companies", None),
        ("orders", pgettext("purchases", "Orders"), "crm_orders", None),
    ]
    return [
        {"key": key, "label": label, "url": reverse(url, args=[workspace.slug]), "count": count}
        for key, label, url, count in titles
    ]
