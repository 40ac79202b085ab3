"""Settings: embedded by default, distributed by environment variables alone (docs/reference/settings.md lists them)."""

from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from yangfan.core.home import folder, home, secret
from yangfan.events import place

env = environ.Env()

BASE = Path(__file__).resolve().parent.parent
HOME = home()

DEBUG = env.bool("DEBUG", False)
DEMO = env.bool("DEMO", False)
CLOCK_SPEED = env.float("CLOCK_SPEED", 1)  # how fast time passes for the autopilot's plans since CLOCK_FROM
CLOCK_FROM = env("CLOCK_FROM", default="")
SIGNUP = env("SIGNUP", default="first")  # first: closes after the first workspace; open; closed

SECRET_KEY = secret("secret_key")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

# The console, the CMS and the API answer only here; customers' sites answer on <slug>.SITES_DOMAIN or hosts of their own.
CONSOLE_HOSTS = env.list("CONSOLE_HOST", default=["localhost", "127.0.0.1"])
SITES_DOMAIN = env("SITES_DOMAIN", default="localhost")
WEB_PORT = env.int("WEB_PORT", 8000)
COLLECT_PORT = env.int("COLLECT_PORT", 8001)
STORE_PORT = env.int("STORE_PORT", 8002)
SITES_ADDRESS = env.list(
    "SITES_ADDRESS", default=[]
)  # where customers point their domains: IP addresses or a host name
DNS_SERVERS = env.list("DNS_SERVERS", default=[])
PUBLIC_SCHEME = env("PUBLIC_SCHEME", default="http")
COLLECT_URL = env("COLLECT_URL", default=f"{PUBLIC_SCHEME}://{CONSOLE_HOSTS[0]}:{COLLECT_PORT}")
ALLOWED_HOSTS = ["*"]  # config.hosts answers 404 on every host that is neither the console's nor a site's
BEHIND_HTTPS = PUBLIC_SCHEME == "https"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
SECURE_SSL_REDIRECT = BEHIND_HTTPS
SECURE_HSTS_SECONDS = 31536000 if BEHIND_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_HTTPS
SECURE_HSTS_PRELOAD = BEHIND_HTTPS
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "yangfan.core.ui.errors.forbidden_form"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the page editor shows its preview in a frame
SILENCED_SYSTEM_CHECKS = ["security.W019"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"

INSTALLED_APPS = [
    "yangfan.core",
    "yangfan.core.ui",
    "yangfan.accounts",
    "yangfan.connectors",
    "yangfan.intelligence",
    "yangfan.events",
    "yangfan.crm",
    "yangfan.sites",
    "yangfan.promotion",
    "yangfan.insights",
    "yangfan.plugins",
    "yangfan.scenarios",
    "yangfan.console",
    "yangfan.demo",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "yangfan.config.hosts.HostMiddleware",
    "yangfan.sites.pages.cache.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "yangfan.config.languages.ConsoleLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "yangfan.sites.gate.middleware.CmsGate",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "yangfan.accounts.people.middleware.PersonMiddleware",
    "yangfan.core.ui.toasts.ToastMiddleware",
    "yangfan.core.ui.policy.ContentSecurityPolicyMiddleware",
]

ROOT_URLCONF = "yangfan.config.urls"
SITE_URLCONF = "yangfan.config.site_urls"
WSGI_APPLICATION = "yangfan.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yangfan.core.ui.context.shell",
                "yangfan.accounts.people.context.person",
            ],
        },
    }
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
LOGIN_REDIRECT_URL = "console_home"

# --- data -----------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{folder('db') / 'yangfan.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", 60)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}
# Public pages, whole and compressed (about 8 KB each): room of their own, so that nothing else pushes them out.
CACHES["pages"] = (
    CACHES["default"]
    if "CACHE_URL" in env.ENVIRON
    else env.cache_url_config("locmemcache://pages?max_entries=4000")
)
# What all pages of a site share (menu, home pages, footer), kept as long as they are.
CACHES["parts"] = (
    CACHES["default"]
    if "CACHE_URL" in env.ENVIRON
    else env.cache_url_config("locmemcache://parts?max_entries=1000")
)

# The event store: the embedded engine behind `yangfan store`, or any ClickHouse server.
# Both are read again by events/place.py, which collector and loader ask: they know no Django.
CLICKHOUSE_URL = place.store_url()
SPOOL = place.spool_folder()

TASKS = {"default": {"BACKEND": env("TASK_BACKEND", default="django_tasks_db.DatabaseBackend")}}

# --- files ----------------------------------------------------------------------------------------------------------
MEDIA_ROOT = HOME / "media"
MEDIA_URL = "/media/"
STATIC_ROOT = HOME / "static"
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": env("FILES_BACKEND", default="django.core.files.storage.FileSystemStorage")},
    # Files that only members may open (attachments of inquiries): never below MEDIA_ROOT.
    "private": {
        "BACKEND": env("FILES_BACKEND", default="django.core.files.storage.FileSystemStorage"),
        "OPTIONS": {"location": "private" if "FILES_BACKEND" in env.ENVIRON else HOME / "private"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# --- languages and time -----------------------------------------------------------------------------------------------
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"  # screens show the workspace's zone
LANGUAGE_CODE = "zh-hans"
FORMAT_MODULE_PATH = "yangfan.core.formats"
# What a site may be read in, each by its own name; the console itself speaks CONSOLE_LANGUAGES.
SITE_LANGUAGES = [
    ("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English"), ("es", "Español"), ("fr", "Français"), ("de", "Deutsch"),
    ("pt", "Português"), ("ru", "Русский"), ("ar", "العربية"), ("ja", "日本語"), ("ko", "한국어"),
]  # fmt: skip
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = SITE_LANGUAGES
CONSOLE_LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "yf_language"

# --- mail -------------------------------------------------------------------------------------------------------------
# EMAIL_URL=smtp+tls://user:password@host:587. Without it, mail lands in the installation's visible outbox, never nowhere.
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
if "EMAIL_URL" not in env.ENVIRON:
    EMAIL_BACKEND = "yangfan.connectors.mail.outbox.OutboxBackend"
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Yangfan <no-reply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Addresses in our own network that customers' mail servers and webhooks may still have: hosts or networks (10.0.0.0/8).
OUTBOUND_ALLOW = env.list("OUTBOUND_ALLOW", default=[])
# Other addresses for platforms: a gateway, or a stand-in. PLATFORM_BASES=baidu_push=http://10.0.0.9/baidu,…
PLATFORM_BASES = env.dict("PLATFORM_BASES", default={})

# --- language models and translation ----------------------------------------------------------------------------------
# An OpenAI-compatible endpoint for every workspace that sets none of its own; the operator's, so it may be inside.
LLM_BASE_URL = env("LLM_BASE_URL", default="")
LLM_API_KEY = env("LLM_API_KEY", default="")
LLM_MODEL = env("LLM_MODEL", default="")
LLM_MONTHLY_TOKENS = env.int("LLM_MONTHLY_TOKENS", 0)  # of each workspace; 0: no limit
MODELS_FOLDER = env("MODELS_FOLDER", default=str(HOME / "models"))
STANDIN_PORT = env.int("STANDIN_PORT", 8009)  # the demo's stand-in for a language model
STANDIN_URL = f"http://127.0.0.1:{STANDIN_PORT}/v1"

# --- allauth ----------------------------------------------------------------------------------------------------------
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_ADAPTER = "yangfan.accounts.entrance.adapter.Adapter"
ACCOUNT_FORMS = {
    "login": "yangfan.accounts.entrance.forms.LoginForm",
    "signup": "yangfan.accounts.entrance.forms.SignupForm",
    "reset_password": "yangfan.accounts.entrance.forms.ResetForm",
    "reset_password_from_key": "yangfan.accounts.entrance.forms.NewPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key,20/5m/ip"}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True

# --- Wagtail ----------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Yangfan 扬帆云"
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_BASE_URL = env("CONSOLE_URL", default=f"{PUBLIC_SCHEME}://{CONSOLE_HOSTS[0]}:{WEB_PORT}")
CONSOLE_URL = WAGTAILADMIN_BASE_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_ENABLED = True  # shown only where a workspace asks for approval (sites/approval)
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAILIMAGES_IMAGE_MODEL = "sites.SiteImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "yangfan.sites.media.forms.SiteImageForm"
WAGTAILDOCS_DOCUMENT_MODEL = "sites.SiteDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "yangfan.sites.media.forms.SiteDocumentForm"
WAGTAILIMAGES_AVIF_QUALITY = 60
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "svg"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True

# --- logs: one tidy line each -------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname).1s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "httpx2": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
        "py3langid": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
    },
}
