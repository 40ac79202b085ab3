"""The rival: the least that Django can be, with one redirect and no middleware, no database and no event."""

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponseRedirect
from django.urls import path

settings.configure(SECRET_KEY="bare", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, MIDDLEWARE=[], DEBUG=False)
django.setup()


def follow(request, code):
    """Lead on; the length is said so that one connection can ask again."""
    return HttpResponseRedirect("https://target.example/page/", headers={"Content-Length": "0"})


urlpatterns = [path("go/<slug:code>", follow)]
application = get_wsgi_application()
