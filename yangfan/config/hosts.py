"""Which host answers what: the console on its own hosts, each site on its workspace's, nothing anywhere else."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotFound
from django.http.request import split_domain_port

from yangfan.sites import public as sites


class HostMiddleware:
    """Set `request.urlconf` (and `request.site` on a customer's host) from the Host header; 404 on unknown hosts."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path == "/healthz":
            return HttpResponse("ok", content_type="text/plain")
        host = split_domain_port(request.get_host())[0]
        request.on_console = host in settings.CONSOLE_HOSTS
        if not request.on_console:
            if not sites.enter_site(request, host):
                return HttpResponseNotFound("No site lives here.", content_type="text/plain")
            request.urlconf = settings.SITE_URLCONF
        return self.get_response(request)
