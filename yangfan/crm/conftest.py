"""What the CRM's tests stand on: a site, a clock and inquiries through the public face."""

import pytest
from django.utils import timezone

from yangfan.crm import public as crm
from yangfan.events import public as events


@pytest.fixture
def site(workspace):
    return events.create_site(workspace=workspace, name="Tidelane", hosts=["tidelane.localhost"])


@pytest.fixture
def now():
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def inquire(workspace, site, now):
    """Send in an inquiry as the website's form does."""

    def send(message="Please quote for 12 units of TL-P180, CIF Jebel Ali.", **words):
        given = {
            "workspace": workspace, "site": site, "way": "form", "name": "Khalid Al Mansoori",
            "email": "khalid@alnoor-pack.example", "company": "Al Noor Packaging", "now": now,
        }  # fmt: skip
        return crm.receive_inquiry(message=message, **given | words)

    return send
