"""The rival: what one would write first, a synchronous Django view that stores each event as a row in SQLite."""

import json
import os
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpResponse
from django.urls import path

settings.configure(
    SECRET_KEY="rival",  # noqa: S106
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": Path(os.environ["RIVAL_HOME"]) / "rival.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    },
)
django.setup()


class Event(models.Model):
    sender_id = models.CharField(max_length=64)
    name = models.CharField(max_length=60)
    url = models.CharField(max_length=4096)
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "rival"


def collect(request):
    sent = json.loads(request.body)
    rows = [Event(sender_id=each["i"], name=each["n"], url=each["u"]) for each in sent]
    Event.objects.bulk_create(rows)
    return HttpResponse(status=202, headers={"Content-Length": "0"})


def healthz(request):
    return HttpResponse("ok")


urlpatterns = [path("e", collect), path("healthz", healthz)]
application = get_wsgi_application()
if "rival_event" not in connection.introspection.table_names():
    with connection.schema_editor() as editor:
        editor.create_model(Event)
connection.close()
