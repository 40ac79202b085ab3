"""What the CRM hangs into the house when it starts: listeners, jobs, words of the audit trail."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from yangfan.accounts import public as accounts
from yangfan.connectors import public as connectors
from yangfan.core.jobs import autopilot
from yangfan.core.jobs.plans import Daily
from yangfan.core.privacy import Holder, holders
from yangfan.core.ui import missing, search, slots
from yangfan.core.ui.navigation import MenuItem, menu
from yangfan.crm import registered
from yangfan.crm.alerts import bell, summing
from yangfan.crm.alerts.actions import JOB, hurry, open_alerts, send_due_alerts
from yangfan.crm.chat import carrier as chat
from yangfan.crm.chat.topics import tell_inbox
from yangfan.crm.conversations import mail
from yangfan.crm.conversations.actions import send_due_replies
from yangfan.crm.conversations.carriers import carriers
from yangfan.crm.conversations.held import tell_author_soon
from yangfan.crm.conversations.notes import send_due_mentions
from yangfan.crm.conversations.translations import send_due_translations
from yangfan.crm.drafts import wiring as drafts
from yangfan.crm.inbox.snoozing import wake_due
from yangfan.crm.inquiries import subscribers
from yangfan.crm.inquiries.queries import count_waiting
from yangfan.crm.listeners import (
    FollowUpListener,
    HeldListener,
    TranslatedListener,
    follow_up_listeners,
    held_listeners,
    translated_listeners,
)
from yangfan.crm.merging import doubles
from yangfan.crm.privacy import actions as privacy
from yangfan.crm.privacy import person
from yangfan.crm.revenue import happenings as purchases
from yangfan.crm.scoring import wiring as scoring
from yangfan.crm.tasks import actions as tasks
from yangfan.crm.tasks import happenings as tasks_done
from yangfan.crm.tasks.views import today_slot
from yangfan.crm.understanding import better, doubt

AUDIT_TITLES = {
    "inquiry_received": _("Inquiry received"),
    "reply_bounced": _("A reply came back"),
    "inquiry_answered": _("Inquiry answered"),
    "inquiry_assigned": _("Inquiry assigned"),
    "inquiry_status_changed": _("Status changed"),
    "inquiry_assigned_by_rule": _("Inquiry assigned by rule"),
    "inquiry_snoozed": _("Snoozed"),
    "inquiry_woken": _("Back from snooze"),
    "inquiry_merged": _("Inquiries merged"),
    "inquiry_unmerged": _("Merge taken back"),
    "member_away": _("Away"),
    "member_back": pgettext_lazy("from absence", "Back"),
    "inquiry_changed": _("Inquiry corrected"),
    "inquiry_marked_spam": _("Marked as spam"),
    "inquiry_unmarked_spam": _("Marked as no spam"),
    "contact_changed": _("Contact changed"),
    "company_changed": _("Company changed"),
    "deal_opened": _("Deal opened"),
    "deal_changed": _("Deal changed"),
    "deal_moved": _("Deal moved"),
    "deal_won": _("Deal won"),
    "deal_lost": _("Deal lost"),
    "person_exported": _("A person's data handed out"),
    "person_erased": _("A person forgotten"),
    "revenue_imported": _("Orders imported"),
    "revenue_import_undone": _("Import of orders undone"),
    "customers_imported": _("Customers imported"),
    "contact_added": _("Contact added"),
    "contact_merged": _("Contacts merged"),
    "contact_unmerged": _("Contacts taken apart again"),
    "contacts_imported": _("Contacts imported"),
    "contacts_import_undone": _("Import taken back"),
    "custom_field_added": _("Own field added"),
    "custom_field_changed": _("Own field changed"),
    "custom_field_removed": _("Own field removed"),
    "tagged": _("Tag added"),
    "untagged": _("Tag taken off"),
    "several_tagged": _("Several tagged"),
    "several_untagged": _("Tag taken off several"),
    "chat_closed": _("Chat ended"),
    "chat_settings_changed": _("Live chat changed"),
}


def connect() -> None:
    """Register everything; called once."""
    subscribers.subscribe()
    scoring.connect()
    drafts.connect()
    tasks_done.connect()
    purchases.connect()
    connectors.incoming_mail.register(
        connectors.MailReceiver(key="crm", take=mail.take, words=mail.words_of, link=mail.link)
    )
    follow_up_listeners.register(FollowUpListener("alerts", open_alerts))
    accounts.register_audit_titles(AUDIT_TITLES)
    autopilot.groups.register(autopilot.Group("crm", _("Inquiries and customers"), 10))
    autopilot.register(
        autopilot.Job(
            key=JOB,
            group="crm",
            when=_("At once, when there is something to tell"),
            sum_up=summing.alerts,
            title=_("New inquiry alert"),
            what=_("Tells people by mail and in chat groups of each new inquiry, within seconds"),
            order=10,
            every=timedelta(seconds=15),
            run=send_due_alerts,
        )
    )
    autopilot.register(
        autopilot.Job(
            key="replies", title=_("Sending of replies"), what="", order=11, every=timedelta(seconds=2),
            run=send_due_replies, hidden=True,
        )
    )  # fmt: skip
    autopilot.register(
        autopilot.Job(
            key="translations", title=_("Translation of messages"), what="", order=12, every=timedelta(seconds=30),
            run=send_due_translations, hidden=True,
        )
    )  # fmt: skip
    autopilot.register(
        autopilot.Job(
            key="mentions", title=_("Mentions in notes"), what="", order=13, every=timedelta(seconds=30),
            run=send_due_mentions, hidden=True,
        )
    )  # fmt: skip
    translated_listeners.register(TranslatedListener("alerts", hurry))
    held_listeners.register(HeldListener("author", tell_author_soon))
    carriers.register(chat.carrier)
    follow_up_listeners.register(FollowUpListener("inbox", tell_inbox))
    slots.slots.register(slots.Slot(key="live", place="bell", template="crm/chat/live_slot.html"))
    autopilot.register(
        autopilot.Job(
            key="chat_mails", title=_("Chat answers by mail"), order=12, every=timedelta(seconds=30), run=chat.mail_unread,
            group="crm", when=_("At once, when there is something to send"),
            what=_("Sends answers by mail that a visitor has not read in the chat"),
        )
    )  # fmt: skip
    autopilot.register(
        autopilot.Job(
            key=tasks.JOB, title=_("Task reminders"), what=_("Reminds people by mail of what they mean to do, when it is due"),
            order=12, every=timedelta(seconds=30), run=tasks.send_due_reminders, group="crm",
            when=_("At once, when a task is due"),
        )
    )  # fmt: skip
    autopilot.register(
        autopilot.Job(
            key="snoozed", title=_("Snoozed inquiries come back"), what="", order=12, every=timedelta(seconds=30),
            run=wake_due, hidden=True,
        )
    )  # fmt: skip
    autopilot.register(
        autopilot.Job(
            key=doubles.JOB, title=_("Doubles in the customer book"), order=30, group="crm", plan=Daily(3),
            what=_("Looks every night for contacts that may be one person; you decide"), run_for=doubles.look_through,
            shortest=timedelta(days=1),
        )
    )  # fmt: skip
    autopilot.register(
        autopilot.Job(
            key=privacy.JOB, title=_("Retention"), what=_("Forgets by your rules those you no longer need to know"), order=90,
            group="crm", plan=Daily(2), run_for=privacy.apply_retention, shortest=timedelta(days=1),
        )
    )  # fmt: skip
    holders.register(Holder("crm", _("Customer book, messages and files"), person.held, person.forget, 10))
    _connect_understanding()
    _connect_screens()


def _connect_understanding() -> None:
    autopilot.register(
        autopilot.Job(
            key=better.JOB, title=_("Better reading by your language model"), order=14, group="crm",
            when=_("With each new inquiry"),
            what=_("Reads new inquiries once more with your own language model"),
        )
    )  # fmt: skip
    autopilot.register(
        autopilot.Job(
            key=doubt.JOB, title=_("Doubtful inquiries, once a day"), order=15, group="crm", plan=doubt.PLAN,
            what=_("Says once a day how many doubtful inquiries wait for somebody to look"), run_for=doubt.count_doubtful,
            shortest=timedelta(days=1), sum_up=summing.doubtful,
        )
    )  # fmt: skip


def _connect_screens() -> None:
    menu.register(
        MenuItem(
            key="inquiries",
            label=lambda workspace: pgettext("menu", "%(Many)s") % workspace.word,
            icon="inbox",
            url_name="crm_inbox",
            order=50,
            on_phone=True,
            phone_order=20,
            phone_label=lambda workspace: workspace.word["Many"],
            badge=count_waiting,
        )
    )
    slots.slots.register(
        slots.Slot(key="bell", place="bell", template="crm/bell_slot.html", context=bell.bell_of)
    )
    slots.settings_pages.register(
        slots.Setting(
            key="privacy", label=_("Privacy"), note=_("How long people's data is kept; proofs of erasure"), icon="shield-check",
            url_name="crm_privacy", order=85,
        )
    )  # fmt: skip
    slots.settings_pages.register(
        slots.Setting(
            key="alerts",
            label=_("Alerts"),
            note=_("Who is told of a new inquiry, and how"),
            icon="bell",
            url_name="crm_alerts",
            order=30,
            roles=frozenset({"owner", "marketer", "sales"}),
        )
    )
    slots.settings_pages.register(
        slots.Setting(
            key="chat", label=_("Live chat"), note=_("Visitors write to you on your site"), icon="message",
            url_name="crm_chat_settings", order=31, roles=frozenset({"owner", "marketer", "sales"}),
        )
    )  # fmt: skip
    slots.settings_pages.register(
        slots.Setting(
            key="pipelines", label=_("Pipelines"), note=_("The stages a deal goes through, and how many are won"), icon="trophy",
            url_name="crm_pipelines", order=35, roles=frozenset({"owner", "marketer"}),
        )
    )  # fmt: skip
    slots.slots.register(
        slots.Slot(key="tasks", place="today", template="crm/tasks/today.html", context=today_slot)
    )
    slots.settings_pages.register(
        slots.Setting(
            key="hours",
            label=_("Business hours"),
            note=_("When you are at work, days off, and within which time you answer"),
            icon="clock",
            url_name="crm_clock",
            order=31,
            roles=frozenset({"owner"}),
        )
    )
    slots.settings_pages.register(
        slots.Setting(
            key="own_fields",
            label=_("Own fields"),
            note=_("What else you keep of contacts and companies"),
            icon="list",
            url_name="crm_fields",
            order=34,
            roles=frozenset({"owner", "marketer"}),
        )
    )
    missing.checks.register(
        missing.Check(key="chat_group", look=registered.no_chat_group, order=25, roles=frozenset({"owner"}))
    )
    missing.checks.register(missing.Check(key="doubtful", look=registered.doubtful_wait, order=22))
    missing.checks.register(missing.Check(key="doubles", look=registered.doubles_wait, order=60))
    for order, (key, title, find) in enumerate(
        [
            ("inquiries", _("Inquiries"), registered.find_inquiries),
            ("contacts", _("Contacts"), registered.find_contacts),
            ("companies", _("Companies"), registered.find_companies),
        ]
    ):
        search.providers.register(search.Provider(key=key, title=title, find=find, order=10 + order))
