"""What stands above a conversation: the clock, the buyer's time of day, snoozing and merging."""

from yangfan.crm.clock import due
from yangfan.crm.inbox.models import InquiryMerge
from yangfan.crm.inquiries.models import Inquiry


def desk_of(inquiry: Inquiry, *, now) -> dict:
    """Return the context of crm/inquiry/desk.html."""
    merges = InquiryMerge.objects.of(inquiry.workspace).filter(undone_at=None)
    others = Inquiry.objects.of(inquiry.workspace).filter(
        contact=inquiry.contact, merged_into=None, is_spam=False
    )
    return {
        "due": due.due_words(inquiry, now=now), "is_late": due.is_late(inquiry, now=now),
        "time": due.buyers_time(inquiry, now=now), "others": others.exclude(pk=inquiry.pk)[:5],
        "went_into": merges.filter(source=inquiry).select_related("target__contact").first(),
        "took_in": merges.filter(target=inquiry).select_related("source__contact"),
    }  # fmt: skip
