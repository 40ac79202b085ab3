"""The public doors on a site's own host: first-party, so that no browser takes the tracker for a stranger."""

import logging
import time
from functools import cache

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from yangfan.events.collector.door import LARGEST_PUBLIC, Doors, Reply, Request, full_disk, too_large
from yangfan.events.collector.spooling import spool_here
from yangfan.events.visitors import client_ip

log = logging.getLogger("collect")


@csrf_exempt
@require_POST
def collect_event(request):
    if int(request.headers.get("Content-Length") or 0) > LARGEST_PUBLIC:
        return _answer(too_large())
    return _answer(_doors().collect(_asked(request, body=request.body)))


@require_GET
def pixel(request):
    return _answer(_doors().pixel(_asked(request)))


@require_GET
def tracker_script(request):
    return _answer(_doors().tracker(_asked(request)))


@cache
def _doors() -> Doors:
    return Doors()


def _asked(request, *, body: bytes = b"") -> Request:
    return Request(
        header=request.headers.get,
        ip=client_ip(request),
        now=int(time.time() * 1000),
        body=body,
        query=request.GET.dict(),
    )


def _answer(reply: Reply) -> HttpResponse:
    if reply.lines:
        try:
            spool_here().append(reply.lines)
        except OSError as error:
            log.error("the spool takes no events: %s", error)
            reply = full_disk()
    return HttpResponse(reply.body, status=reply.status, headers=dict(reply.headers))
