"""What a request on a customer's host carries; nothing is asked of the database before somebody needs it."""

from django.utils.functional import SimpleLazyObject

from yangfan.sites.hosts import addresses


def enter_site(request, host: str) -> bool:
    """Set `request.site` (events.Site) and Wagtail's own; return False when no site answers on this host.

    `request.leads_to` is the origin of the main host when this host leads there, else empty.
    """
    request.site_id = addresses.site_id_of_host(host)
    if not request.site_id:
        return False
    request.leads_to = addresses.leads_to(host, request.site_id)
    request.site = SimpleLazyObject(lambda: addresses.site_of_host(host))
    request._wagtail_site = SimpleLazyObject(lambda: request.site.built.wagtail_site)
    return True
