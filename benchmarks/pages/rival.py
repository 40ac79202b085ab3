"""The rival: bare Wagtail with the same product page, written as Wagtail's tutorial writes pages.

Its own project and database; the content is handed over as JSON (see run.py). `fill` builds the database.
"""

import json
import os
import sys
from pathlib import Path

import django
from django.conf import settings

HOME = Path(os.environ["RIVAL_HOME"])
settings.configure(
    SECRET_KEY="rival",  # noqa: S106
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    WAGTAIL_SITE_NAME="rival",
    WAGTAILADMIN_BASE_URL="http://localhost",
    STATIC_URL="/static/",
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=[
        "benchmarks.pages.bare",
        "wagtail.documents",
        "wagtail.images",
        "wagtail.search",
        "wagtail.users",
        "wagtail.admin",
        "wagtail",
        "modelcluster",
        "taggit",
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.staticfiles",
    ],  # fmt: skip
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [Path(__file__).parent / "bare" / "templates"],
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
        }
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "rival.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"},
        }
    },
)
django.setup()

from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import include, path  # noqa: E402

urlpatterns = [path("", include("wagtail.urls"))]
application = get_wsgi_application()


def fill() -> None:
    """Build the site: a home page, the pages of the menu, the products, ours among them."""
    from wagtail.models import Page, Site

    from benchmarks.pages.bare.models import PlainPage, ProductPage

    content = json.loads((HOME / "content.json").read_text())
    call_command("migrate", verbosity=0)
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=PlainPage(title=content["company"], slug="en-home", show_in_menus=True))
    Site.objects.update(root_page=home)
    for title in content["menu"]:
        home.add_child(instance=PlainPage(title=title, show_in_menus=True))
    shelf = home.get_children().first()
    made = [
        shelf.add_child(
            instance=ProductPage(title=title, drawing=content["drawing"], summary=content["summary"])
        )
        for title in content["products"]
    ]
    page = made[0]
    page.slug, page.specification = "a12", json.dumps(content["specification"])
    page.questions = json.dumps(content["questions"])
    page.related = json.dumps([{"type": "page", "value": one.pk} for one in made[1:4]])
    page.save()


if __name__ == "__main__" and sys.argv[1:] == ["fill"]:
    fill()
