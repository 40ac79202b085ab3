"""The rival: what one would write first, Server-Sent Events by an asynchronous Django view, one generator a page.

Served by the same server (granian, ASGI, one worker). The memory-kept queues are as plain as ours; no database is asked.
"""

import asyncio
import json
from collections import defaultdict

import django
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

settings.configure(
    SECRET_KEY="rival",  # noqa: S106
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
)
django.setup()

queues: dict[str, set[asyncio.Queue]] = defaultdict(set)


async def listen(request, topic):
    async def lines():
        queue: asyncio.Queue = asyncio.Queue()
        queues[topic].add(queue)
        try:
            yield "event: open\ndata: {}\n\n"
            while True:
                yield await queue.get()
        finally:
            queues[topic].discard(queue)

    return StreamingHttpResponse(lines(), content_type="text/event-stream")


@csrf_exempt
async def tell(request):
    told = json.loads(request.body)
    text = f"event: {told['kind']}\ndata: {json.dumps(told['data'])}\n\n"
    for queue in queues[told["topic"]]:
        queue.put_nowait(text)
    return HttpResponse(status=204)


async def healthz(request):
    return JsonResponse({"listeners": sum(map(len, queues.values()))})


urlpatterns = [path("live/<str:topic>", listen), path("tell", tell), path("healthz", healthz)]
application = get_asgi_application()
