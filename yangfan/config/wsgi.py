"""The web process: `yangfan web` serves this with granian."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yangfan.config.settings")
application = get_wsgi_application()
