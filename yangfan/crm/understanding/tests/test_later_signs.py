"""Signs that come after the inquiry: its visit's country, its mail domain."""

import dns.resolver
import pytest

from yangfan.crm import public as crm
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.understanding import later_signs


@pytest.fixture
def dns_says(monkeypatch):
    """Let DNS answer by a table of domain -> exception or records."""

    def say(**answers):
        class Resolver:
            def resolve(self, domain, kind, lifetime):
                answer = answers.get(kind, dns.resolver.NoAnswer())
                if isinstance(answer, Exception):
                    raise answer
                return answer

        monkeypatch.setattr(dns.resolver, "get_default_resolver", Resolver)

    return say


def test_a_visit_from_another_country_weighs_a_little_and_once(inquire):
    inquiry = inquire(country="DE").inquiry
    before = inquiry.spam_score
    later_signs.look_at_visit(inquiry, country="BR", is_likely=True)
    assert inquiry.spam_score == before
    for _twice in range(2):
        later_signs.look_at_visit(inquiry, country="BR", is_likely=False)
    assert inquiry.spam_score == pytest.approx(1 - (1 - before) * 0.75, abs=1e-3)
    assert [code for code, _number in inquiry.spam_reasons].count("elsewhere") == 1
    assert not Inquiry.objects.of(inquiry.workspace).get().is_spam


@pytest.mark.parametrize(
    ("answers", "takes"),
    [
        ({"MX": dns.resolver.NXDOMAIN()}, False),
        ({}, False),
        ({"A": ["192.0.2.1"]}, True),
        ({"MX": dns.resolver.LifetimeTimeout(timeout=3, errors=[])}, True),
    ],
)
def test_a_domain_takes_mail_unless_dns_says_no(dns_says, answers, takes):
    dns_says(**answers)
    assert later_signs.takes_mail(f"{len(answers)}{takes}{','.join(answers)}.example") is takes


def test_a_domain_without_mail_makes_an_inquiry_doubtful_unless_a_person_decided(
    inquire, dns_says, owner, now
):
    dns_says(MX=dns.resolver.NXDOMAIN())
    inquiry = inquire(email="a@nowhere-to-be-found.example").inquiry
    later_signs.look_at_mail_domain(inquiry)
    assert inquiry.is_spam and inquiry.is_doubtful
    crm.mark_spam(inquiry=inquiry, is_spam=False, actor=owner, now=now)
    inquiry.spam_reasons = []
    later_signs.look_at_mail_domain(inquiry)
    assert not inquiry.is_spam
