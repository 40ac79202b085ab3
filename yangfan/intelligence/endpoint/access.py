"""Which endpoint works for a workspace: its own, else the installation's (LLM_BASE_URL), else none."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from yangfan.accounts.public import Workspace
from yangfan.intelligence.endpoint.models import LanguageEndpoint

STANDIN_MODEL = "yangfan-standin"


@dataclass(frozen=True)
class Endpoint:
    """Where to ask. `is_trusted`: the operator gave the address, so it may lie in the inner network."""

    base_url: str
    key: str = field(repr=False)
    model: str = ""
    is_sample: bool = False
    is_trusted: bool = False
    monthly_tokens: int | None = None

    @property
    def title(self) -> str:
        """Return what a person calls it."""
        if self.is_sample:
            return _("demo stand-in, not a real translator")
        return f"{self.model} ({urlsplit(self.base_url).hostname})"


def endpoint_of(workspace: Workspace) -> Endpoint | None:
    """Return the endpoint that works for this workspace, or None."""
    own = LanguageEndpoint.objects.of(workspace).first()
    if own is None:
        return _of_installation()
    if own.is_sample:
        return Endpoint(settings.STANDIN_URL, "sample", own.model, is_sample=True, is_trusted=True)
    return Endpoint(own.base_url, own.key, own.model, monthly_tokens=own.monthly_tokens)


def _of_installation() -> Endpoint | None:
    if not settings.LLM_BASE_URL:
        return None
    return Endpoint(
        settings.LLM_BASE_URL, settings.LLM_API_KEY, settings.LLM_MODEL, is_trusted=True,
        monthly_tokens=settings.LLM_MONTHLY_TOKENS or None,
    )  # fmt: skip


def has_endpoint(workspace: Workspace) -> bool:
    """Tell whether a language model is set up for this workspace; the demo's stand-in, which only translates, is none."""
    endpoint = endpoint_of(workspace)
    return endpoint is not None and not endpoint.is_sample


def endpoint_title(workspace: Workspace) -> str:
    """Return what the workspace's language model is called, "" when there is none."""
    endpoint = endpoint_of(workspace)
    return endpoint.title if endpoint else ""


def use_standin(*, workspace: Workspace) -> LanguageEndpoint:
    """Let a workspace of the demo translate by the stand-in."""
    return LanguageEndpoint.objects.create(workspace=workspace, model=STANDIN_MODEL, is_sample=True)
