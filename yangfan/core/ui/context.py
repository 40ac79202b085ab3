"""What the shell template needs on every console page."""

from functools import wraps

from django.conf import settings

from yangfan.core.ui.navigation import address, menu
from yangfan.core.ui.slots import foot_links

MORE = "more"


def once_a_request(processor):
    """Keep what a context processor returned: the parts of a page are templates of their own, and each asks again."""

    @wraps(processor)
    def kept(request):
        if getattr(request, "workspace", None) is None or getattr(request, "membership", None) is None:
            return processor(request)
        known = request.__dict__.setdefault("_shell", {})
        if processor not in known:
            known[processor] = processor(request)
        return known[processor]

    return kept


@once_a_request
def shell(request):
    """Return the menu of this person in this workspace; nothing outside a workspace."""
    workspace = getattr(request, "workspace", None)
    membership = getattr(request, "membership", None)
    if workspace is None or membership is None:
        return {"is_demo": settings.DEMO}
    if getattr(request, "htmx", False) and not request.htmx.boosted:
        return {"workspace": workspace, "membership": membership}  # a partial shows no menu
    entries = list(_entries(workspace, membership.role))
    on_phone = sorted((e for e in entries if e["item"].on_phone), key=lambda e: e["item"].phone_order)[:4]
    links = [(link, link.address(workspace)) for link in foot_links]
    return {
        "menu_items": entries,
        "phone_items": on_phone,
        "more_keys": [entry["item"].key for entry in entries if entry not in on_phone] + [MORE],
        "foot_links": [{"link": link, "address": url} for link, url in links if url],
        "workspace": workspace,
        "membership": membership,
        "is_demo": settings.DEMO,
    }


def _entries(workspace, role: str):
    for item in menu:
        url = address(item.url_name, workspace)
        if url and role in item.roles:
            badge = item.badge(workspace) if item.badge else None
            yield {"item": item, "address": url, "badge": badge, **item.labels(workspace)}
