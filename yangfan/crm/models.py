"""All models of the CRM, for Django to find; the slices own them."""

from yangfan.crm.alerts.models import AlertDelivery, AlertReader
from yangfan.crm.assignment.models import Absence, AssignmentRule
from yangfan.crm.chat.models import ChatLine, ChatSession, ChatSettings
from yangfan.crm.companies.models import Company
from yangfan.crm.contacts.models import Contact
from yangfan.crm.conversations.models import (
    Attachment,
    CannedText,
    CannedVariant,
    Conversation,
    Mention,
    Message,
    Presence,
    Translation,
)
from yangfan.crm.customers.models import (
    CompanyTag,
    ContactTag,
    CustomerNote,
    CustomField,
    ImportChange,
    ImportRun,
    SavedFilter,
    Tag,
)
from yangfan.crm.deals.models import Deal, DealLine, DealMove, Pipeline, PipelineStage
from yangfan.crm.drafts.models import Passage, PassageIndex
from yangfan.crm.inbox.models import BulkDeed, InquiryMerge, SavedView
from yangfan.crm.inquiries.models import Inquiry, Note
from yangfan.crm.merging.models import ContactMerge, PossibleDouble
from yangfan.crm.privacy.models import Erasure, RetentionRules
from yangfan.crm.revenue.models import Purchase, RevenueImport
from yangfan.crm.scoring.models import LeadModel, LeadScore, Yardstick
from yangfan.crm.search.models import SearchText
from yangfan.crm.settings.models import InquirySettings
from yangfan.crm.tasks.models import Task
from yangfan.crm.understanding.models import Lesson

__all__ = [
    "ChatLine", "ChatSession", "ChatSettings",
    "CompanyTag", "ContactMerge", "ContactTag", "CustomField", "CustomerNote", "ImportChange", "ImportRun", "PossibleDouble", "SavedFilter", "Tag",
    "Absence", "AlertDelivery", "AssignmentRule", "BulkDeed", "InquiryMerge", "SavedView", "SearchText", "AlertReader", "Attachment", "CannedText", "CannedVariant", "Company", "Contact", "Conversation", "Deal", "DealLine", "Erasure", "RetentionRules", "DealMove", "Pipeline", "PipelineStage", "Purchase", "RevenueImport", "Task",
    "Inquiry", "InquirySettings", "LeadModel", "LeadScore", "Lesson", "Passage", "PassageIndex", "Yardstick", "Mention", "Message", "Note", "Presence", "Translation",
]  # fmt: skip
