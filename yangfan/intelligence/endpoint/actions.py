"""Changes of a workspace's language model: set, forget, try."""

import time
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from yangfan.accounts import public as accounts
from yangfan.accounts.public import User, Workspace
from yangfan.intelligence.endpoint.access import endpoint_of
from yangfan.intelligence.endpoint.asking import EndpointUnavailable, forget_refusals
from yangfan.intelligence.endpoint.models import LanguageEndpoint
from yangfan.intelligence.translation.base import Job, TranslationUnavailable
from yangfan.intelligence.translation.providers.model import ModelProvider

SENTENCE = "Thank you for your inquiry."


@dataclass(frozen=True)
class Trial:
    """What one real question brought."""

    asked: str
    answered: str
    seconds: float


def save_endpoint(*, endpoint: LanguageEndpoint, actor: User, now: datetime) -> None:
    """Keep the workspace's endpoint; from now on it is its own, not the demo's stand-in."""
    with transaction.atomic():
        endpoint.is_sample, endpoint.last_error, endpoint.tested_at = False, "", None
        endpoint.save()
        accounts.record_audit(
            workspace=endpoint.workspace, actor=actor, action="endpoint_saved", subject=endpoint,
            after={"address": endpoint.base_url, "model": endpoint.model}, now=now,
        )  # fmt: skip
    forget_refusals()


def forget_endpoint(*, workspace: Workspace, actor: User, now: datetime) -> None:
    """Take the workspace's own endpoint away."""
    with transaction.atomic():
        for endpoint in LanguageEndpoint.objects.of(workspace):
            accounts.record_audit(
                workspace=workspace, actor=actor, action="endpoint_forgotten", subject=endpoint, now=now
            )
            endpoint.delete()


def try_endpoint(*, workspace: Workspace, now: datetime) -> Trial:
    """Ask the workspace's language model for one sentence and note how it went; raise EndpointUnavailable."""
    if endpoint_of(workspace) is None:
        raise EndpointUnavailable("none", _("No language model is set up."))
    target = "zh-hans" if workspace.language == "en" else workspace.language
    began = time.monotonic()
    try:
        [answered] = ModelProvider().translate_units(workspace, [SENTENCE], Job("en", target, "test"))
    except TranslationUnavailable as error:
        _note(workspace, error.words)
        raise EndpointUnavailable(error.kind, error.words) from error
    _note(workspace, "", tested_at=now)
    return Trial(SENTENCE, answered, time.monotonic() - began)


def _note(workspace: Workspace, words: str, **fields) -> None:
    LanguageEndpoint.objects.of(workspace).update(last_error=words[:500], **fields)
