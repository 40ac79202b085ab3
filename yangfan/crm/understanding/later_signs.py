"""Signs of a doubtful inquiry that show only after it was received: where its visit came from, whether its mail domain exists."""

import dns.exception
import dns.resolver
from django.core.cache import cache
from django.db import transaction

from yangfan.crm.facts import mirror_inquiry
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.inquiries.spam import DOUBTFUL_FROM

WEIGHTS = {"elsewhere": 0.25, "no_mail_server": 0.6}
DNS_SECONDS = 3
REMEMBERED_FOR = 24 * 3600


def add_sign(inquiry: Inquiry, code: str) -> None:
    """Weigh one more sign into an inquiry that nobody has decided on; its numbers follow. The same sign counts once."""
    if inquiry.spam_decided_by_hand or any(known == code for known, _number in inquiry.spam_reasons):
        return
    with transaction.atomic():
        was_spam = inquiry.is_spam
        inquiry.spam_score = round(1 - (1 - inquiry.spam_score) * (1 - WEIGHTS[code]), 4)
        inquiry.spam_reasons = [*inquiry.spam_reasons, [code, 1]]
        inquiry.is_spam = inquiry.spam_score >= DOUBTFUL_FROM
        inquiry.save(update_fields=["spam_score", "spam_reasons", "is_spam"])
        if inquiry.is_spam != was_spam:
            mirror_inquiry(inquiry)


def look_at_visit(inquiry: Inquiry, *, country: str, is_likely: bool) -> None:
    """Compare the country they gave with that of their visit; one that is only likely proves nothing."""
    if (
        country
        and not is_likely
        and inquiry.country
        and not inquiry.country_is_likely
        and inquiry.country != country
    ):
        add_sign(inquiry, "elsewhere")


def look_at_mail_domain(inquiry: Inquiry) -> None:
    """Ask DNS whether anybody takes mail for the domain of their address; no answer proves nothing."""
    domain = inquiry.contact.email.rpartition("@")[2]
    if domain and not takes_mail(domain):
        add_sign(inquiry, "no_mail_server")


def takes_mail(domain: str) -> bool:
    """Tell whether a domain has an MX or an address record; true as well when DNS does not answer. Remembered for a day."""
    known = cache.get(f"mx:{domain}")
    if known is None:
        known = _ask(domain)
        cache.set(f"mx:{domain}", known, REMEMBERED_FOR)
    return known


def _ask(domain: str) -> bool:
    resolver = dns.resolver.get_default_resolver()
    for kind in ("MX", "A", "AAAA"):
        try:
            answer = resolver.resolve(domain, kind, lifetime=DNS_SECONDS)
        except dns.resolver.NXDOMAIN:
            return False
        except dns.resolver.NoAnswer:
            continue
        except (dns.exception.DNSException, OSError):
            return True
        return not (kind == "MX" and all(str(row.exchange) == "." for row in answer))  # a null MX takes none
    return False
