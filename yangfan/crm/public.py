"""What other capabilities may use of the CRM."""

from yangfan.core.ui.table_files import TableUnreadable
from yangfan.crm.chat.actions import Place as ChatPlace
from yangfan.crm.chat.actions import keep_chat, offer_chat
from yangfan.crm.chat.listeners import ChatListener, chat_listeners
from yangfan.crm.chat.offered import OfferedChat, chat_greetings, chat_of, greet_in_chat
from yangfan.crm.contacts.actions import (
    ContactRefused,
    ContactTaken,
    add_contact,
    change_contact,
    find_contact,
)
from yangfan.crm.contacts.identity import country_code
from yangfan.crm.contacts.models import Contact
from yangfan.crm.conversations.actions import log_answer, reply
from yangfan.crm.conversations.canned import add_canned_text
from yangfan.crm.conversations.carriers import Carrier, NotCarried, carriers
from yangfan.crm.conversations.models import WEBSITE_WAYS, Message, Translation, Way
from yangfan.crm.conversations.notes import write_note as add_note
from yangfan.crm.conversations.translations import add_sample_translation, done_translation
from yangfan.crm.customers.actions import known_contact, save_contact
from yangfan.crm.customers.fields import FieldRefused
from yangfan.crm.customers.imports.actions import ImportRefused, import_contacts, undo_import
from yangfan.crm.customers.lists import contact_rows
from yangfan.crm.customers.models import ImportRun
from yangfan.crm.customers.tags import tags_of
from yangfan.crm.customers.timeline import Source as TimelineSource
from yangfan.crm.customers.timeline import sources as timeline_sources
from yangfan.crm.deals.actions import (
    DealRefused,
    change_deal,
    lose_deal,
    move_deal,
    open_deal,
    reopen_deal,
    win_deal,
)
from yangfan.crm.deals.models import Deal, Stage
from yangfan.crm.drafts.index import mark_stale, rebuild
from yangfan.crm.drafts.sources import AnswerSource, SourcePassage, answer_sources
from yangfan.crm.inquiries.actions import (
    InquiryRefused,
    Received,
    assign_inquiry,
    mark_spam,
    receive_inquiry,
    set_status,
)
from yangfan.crm.inquiries.models import Inquiry, Status
from yangfan.crm.inquiries.pages import PageSource, page_sources
from yangfan.crm.inquiries.products import ProductSource, product_sources
from yangfan.crm.inquiries.queries import Waiting, count_waiting, waiting
from yangfan.crm.inquiries.reasons import Reason, why_first
from yangfan.crm.revenue.actions import PurchaseRefused, PurchaseWords, record_purchase
from yangfan.crm.revenue.models import Purchase
from yangfan.crm.scoring.leads import Lead, lead_score, scores_of
from yangfan.crm.scoring.refresh import refresh as refresh_scores
from yangfan.crm.tasks.actions import add_task

inbox_badge = count_waiting

__all__ = [
    "ContactRefused", "ContactTaken", "FieldRefused", "ImportRefused", "ImportRun", "TableUnreadable", "TimelineSource", "add_contact", "change_contact",
    "contact_rows", "import_contacts", "known_contact", "save_contact", "tags_of", "timeline_sources", "undo_import",
    "AnswerSource", "SourcePassage", "answer_sources", "mark_stale", "rebuild",
    "Lead", "lead_score", "refresh_scores", "scores_of",
    "ChatListener", "OfferedChat", "chat_listeners", "ChatPlace", "chat_of", "chat_greetings", "greet_in_chat", "keep_chat", "offer_chat",
    "Carrier", "NotCarried", "Translation", "add_canned_text", "add_sample_translation", "carriers", "done_translation",
    "Contact", "Deal", "DealRefused", "Inquiry", "InquiryRefused", "Message", "Purchase", "PurchaseRefused", "PurchaseWords", "PageSource", "ProductSource", "page_sources", "Reason", "Received",
    "Stage", "Status", "WEBSITE_WAYS", "Waiting", "Way", "add_note", "add_task", "assign_inquiry", "change_deal", "count_waiting",
    "country_code", "find_contact", "inbox_badge", "log_answer", "lose_deal", "mark_spam", "move_deal", "open_deal",
    "product_sources", "receive_inquiry", "record_purchase", "reopen_deal", "reply", "set_status", "waiting", "why_first", "win_deal",
]  # fmt: skip
