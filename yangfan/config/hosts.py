"""Which host answers what: the console on its own hosts, each site on its workspace's, nothing anywhere else."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotFound, HttpResponsePermanentRedirect
from django.http.request import split_domain_port

from yangfan.sites import public as sites


class HostMiddleware:
    """Set `request.urlconf` (and `request.site` on a customer's host) from the Host header; 404 on unknown hosts."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path == "/healthz":
            return HttpResponse("ok", content_type="text/plain")
        if request.path == "/healthz/host":  # a proxy asks whether to fetch a certificate
            known = is_known(request.GET.get("domain", "").lower())
            return HttpResponse(
                "known" if known else "unknown", status=200 if known else 404, content_type="text/plain"
            )
        host = split_domain_port(request.get_host())[0]
        request.on_console = host in settings.CONSOLE_HOSTS
        if not request.on_console:
            if not sites.enter_site(request, host):
                return HttpResponseNotFound("No site lives here.", content_type="text/plain")
            if request.leads_to and request.method in ("GET", "HEAD") and not stays_here(request.path):
                return HttpResponsePermanentRedirect(request.leads_to + request.get_full_path())
            request.urlconf = settings.SITE_URLCONF
        return self.get_response(request)


def is_known(host: str) -> bool:
    """Say whether anything of ours answers on this host."""
    return host in settings.CONSOLE_HOSTS or sites.site_of_host(host) is not None


def stays_here(path: str) -> bool:
    """Proofs of ownership and robots.txt are asked of each host by itself; a short host leads on without a detour."""
    is_root_file = path.count("/") == 1 and path.endswith((".txt", ".html", ".htm", ".xml", ".json"))
    return is_root_file or path.startswith("/go/")
