"""Changing how a tracked site is measured: its cookies and the secret key of the trusted door."""

from datetime import datetime

from django.db import transaction

from yangfan.accounts import public as accounts
from yangfan.events.models import Site, new_secret_key
from yangfan.events.snapshot import refresh_snapshot


def change_consent(*, site: Site, consent: str, actor, now: datetime) -> None:
    """Choose whether visitors are asked for a cookie."""
    before = site.consent
    with transaction.atomic():
        site.consent = Site.Consent(consent)
        site.save(update_fields=["consent"])
        accounts.record_audit(
            workspace=site.workspace, actor=actor, action="site_consent_changed", subject=site,
            before={"consent": before}, after={"consent": consent}, now=now,
        )  # fmt: skip
        refresh_snapshot()


def renew_secret(*, site: Site, actor, now: datetime) -> None:
    """Give the trusted door a new key; whoever has the old one is refused from now on."""
    with transaction.atomic():
        site.secret_key = new_secret_key()
        site.save(update_fields=["secret_key"])
        accounts.record_audit(
            workspace=site.workspace, actor=actor, action="site_secret_renewed", subject=site, now=now
        )
        refresh_snapshot()
