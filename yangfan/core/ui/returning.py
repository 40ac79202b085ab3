"""Where a form leads back to: the page it was sent from, on this site only."""

from django.utils.http import url_has_allowed_host_and_scheme


def own_address(request, address: str, default: str = "/") -> str:
    """Return `address` when it is on this host, else `default`."""
    is_ours = url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=request.is_secure()
    )
    return address if address and is_ours else default


def back_to(request, fallback: str) -> str:
    """Return what the form's field `next` says, when that is ours, else `fallback`."""
    return own_address(request, request.POST.get("next", ""), fallback)
