"""What a visitor's browser asks for: a short address, answered without a question to the database once it is known."""

from hashlib import blake2b
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from yangfan.events import public as events
from yangfan.promotion.links import addresses, kept
from yangfan.sites import public as sites

LONGEST_TAG = 200


@require_safe
def follow(request, code):
    """Lead on to where the link leads now; to the page for unknown addresses when there is none."""
    workspace_id, link = kept.find(request.site_id, code.lower())
    if link is None:
        return sites.lead_on(request)
    if link.is_used_up or (link.expires_at and link.expires_at <= timezone.now()):
        return _lead_to(link.after_target or "/", workspace_id)
    label, target = choose(link, visitor_of(request))
    is_internal = events.comes_from_own_page(request)
    target = addresses.tagged(target, _tags_for(link, target, request, is_internal))
    if request.method == "GET":
        tags = addresses.tags_in(target)
        url = f"https://{request.get_host()}{request.path.lower()}" + (f"?{urlencode(tags)}" if tags else "")
        said = {"link": str(link.id), "variant": label, "internal": "1" if is_internal else ""}
        events.record_click(request, url=url, props={name: value for name, value in said.items() if value})
    return _lead_to(target, workspace_id)


def _tags_for(link: kept.KeptLink, target: str, request, is_internal: bool) -> dict[str, str]:
    """The link's own tags, then those that a platform hung on the short address (gclid …), but for internal clicks.

    Between pages of one site tags would cut the visit and hide where it came from.
    """
    if is_internal and addresses.is_own(target):
        return {}
    given = {name: value[:LONGEST_TAG] for name, value in request.GET.items() if events.is_tag(name)}
    return given | link.tags


def _lead_to(target: str, workspace_id: int) -> HttpResponseRedirect:
    if addresses.is_own(target):
        target = (sites.site_origin(workspace_id) or "") + target
    response = HttpResponseRedirect(target)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def visitor_of(request) -> str:
    """Return what tells this visitor from another, for choosing among targets; nothing of it is kept."""
    agreed = events.visitor_cookie(request)
    return agreed or f"{events.client_ip(request)}|{request.headers.get('User-Agent', '')}"


def choose(link: kept.KeptLink, visitor: str) -> tuple[str, str]:
    """Return (label, target): always the same for one visitor, by weight among many."""
    total = sum(weight for _label, _target, weight in link.targets)
    if len(link.targets) == 1 or not total:
        return link.targets[0][:2]
    digest = blake2b(
        f"{link.id}|{visitor}".encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=8
    ).digest()
    spot = int.from_bytes(digest, "big") * total >> 64
    for label, target, weight in link.targets:
        if spot < weight:
            return label, target
        spot -= weight
    raise AssertionError("the weights do not add up")
