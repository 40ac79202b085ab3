"""What the connectors hang into the house when it starts: their settings pages, and what is missing."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yangfan.accounts import public as accounts
from yangfan.connectors.calling import tidying
from yangfan.connectors.contract import load_connectors
from yangfan.connectors.hooks import actions as hooks
from yangfan.connectors.hooks import personal as hooks_personal
from yangfan.connectors.mail import imap, incoming
from yangfan.connectors.mail import personal as mail_personal
from yangfan.connectors.mail.models import Mailbox
from yangfan.connectors.mail.sending import goes_to_outbox
from yangfan.connectors.outgoing import actions as outgoing
from yangfan.connectors.platforms.actions import account_works
from yangfan.connectors.platforms.models import Account
from yangfan.core.jobs import autopilot, running
from yangfan.core.privacy import Holder, holders
from yangfan.core.ui import missing, slots

AUDIT_TITLES = {
    "platform_connected": gettext_lazy("Platform account connected"),
    "platform_changed": gettext_lazy("Platform account changed"),
    "platform_granted": gettext_lazy("Access to a platform granted"),
    "platform_disconnected": gettext_lazy("Platform account disconnected"),
}
OWN = ("yangfan.connectors.mail.hooks.RawMail", "yangfan.connectors.mail.hooks.PostmarkMail")


def connect() -> None:
    """Register everything; called once."""
    load_connectors(OWN)
    accounts.register_audit_titles(AUDIT_TITLES)
    slots.settings_pages.register(
        slots.Setting(
            key="mail", label=gettext_lazy("Outgoing mail"), note=gettext_lazy("The server that replies go out through"),
            icon="mail", url_name="mail_account", order=40,
        )
    )  # fmt: skip
    slots.settings_pages.register(
        slots.Setting(
            key="outbox", label=gettext_lazy("Outbox"), note=gettext_lazy("Mail that no server has taken yet"),
            icon="send", url_name="outbox", order=42, roles=frozenset({"owner", "marketer", "sales"}),
        )
    )  # fmt: skip
    slots.settings_pages.register(
        slots.Setting(
            key="mailboxes", label=gettext_lazy("Incoming mail"), icon="inbox", url_name="mailboxes", order=41,
            note=gettext_lazy("Mailboxes whose new mail becomes inquiries and answers"),
        )
    )  # fmt: skip
    autopilot.groups.register(autopilot.Group("mail", gettext_lazy("Mail"), 30))
    autopilot.register(
        autopilot.Job(
            key=imap.JOB, title=gettext_lazy("Incoming mail"), order=12, every=timedelta(seconds=10), run=imap.fetch_due,
            group="mail", when=gettext_lazy("Every half minute"),
            what=gettext_lazy("Looks into your mailboxes every half minute; new mail becomes inquiries and answers"),
        )
    )  # fmt: skip
    slots.settings_pages.register(
        slots.Setting(
            key="incoming_mails", label=gettext_lazy("Mail that came in"), icon="mail", url_name="incoming_mails", order=43,
            note=gettext_lazy("Every mail, also what was no inquiry"), roles=frozenset({"owner", "marketer", "sales"}),
        )
    )  # fmt: skip
    slots.settings_pages.register(
        slots.Setting(
            key="platforms", label=gettext_lazy("Platform accounts"), icon="plug", url_name="platform_accounts", order=45,
            note=gettext_lazy("Platforms that hand us inquiries and mail"),
        )
    )  # fmt: skip
    autopilot.register(
        autopilot.Job(
            key="hooks", title="", what="", order=14, every=timedelta(seconds=30), run=hooks.read_waiting, hidden=True
        )
    )  # fmt: skip
    account_works.append(outgoing.release)
    account_works.append(lambda account, now: running.wake_all(account.workspace_id, now))
    for key, order, every, run in (
        ("dispatches", 16, timedelta(seconds=5), outgoing.send_due),
        ("dispatches_old", 17, timedelta(days=1), outgoing.forget_old),
        ("exchanges_old", 18, timedelta(hours=1), tidying.forget_old),
    ):
        autopilot.register(
            autopilot.Job(key=key, title="", what="", order=order, every=every, run=run, hidden=True)
        )
    autopilot.register(
        autopilot.Job(
            key="hook_bodies", title="", what="", order=15, every=timedelta(days=1), run=hooks.forget_bodies, hidden=True
        )
    )  # fmt: skip
    autopilot.register(
        autopilot.Job(
            key="mail_waiting", title="", what="", order=13, every=timedelta(seconds=30), run=incoming.read_waiting, hidden=True
        )
    )  # fmt: skip
    holders.register(Holder("mail", gettext_lazy("Mail"), mail_personal.held, mail_personal.forget, 40))
    holders.register(
        Holder("hooks", gettext_lazy("Calls of platforms"), hooks_personal.held, hooks_personal.forget, 50)
    )
    missing.checks.register(missing.Check(key="mail", look=_mail, order=20, roles=frozenset({"owner"})))
    missing.checks.register(
        missing.Check(key="mailboxes", look=_mailboxes, order=21, roles=frozenset({"owner"}))
    )


def _mail(workspace):
    if not goes_to_outbox(workspace):
        return None
    return missing.Missing(
        title=_("No mail server"),
        why=_("Replies and alerts lie in the outbox until there is one."),
        button=_("Set it up"),
        url=reverse("mail_account", args=[workspace.slug]),
        minutes=3,
    )


def _mailboxes(workspace) -> list[missing.Missing]:
    """Buyers' mail that does not reach us: a mailbox in trouble, or none although we write mail."""
    boxes = list(Mailbox.objects.of(workspace).filter(is_on=True))
    url = reverse("mailboxes", args=[workspace.slug])
    broken = [
        missing.Missing(
            title=_("%(address)s cannot be read") % {"address": one.address}, why=one.get_problem_display(),
            button=_("Put it right"), url=url, minutes=2,
        )
        for one in boxes if one.problem
    ]  # fmt: skip
    is_pushed = (
        Account.objects.of(workspace).filter(connector__in=["mail_raw", "postmark"], is_on=True).exists()
    )
    if boxes or is_pushed or goes_to_outbox(workspace):
        return broken
    return [
        missing.Missing(
            title=_("Buyers' mail does not come in"),
            why=_("Their answers lie in your mailbox; here they would join the inquiry they belong to."),
            button=_("Add a mailbox"), url=url, minutes=3,
        )
    ]  # fmt: skip
