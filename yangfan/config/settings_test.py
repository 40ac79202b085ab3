"""Settings of the test suite: the same product, with its files in a folder of its own."""

import os
import tempfile
from pathlib import Path

_home = Path(os.environ.get("YANGFAN_HOME") or tempfile.mkdtemp(prefix="yangfan-test-"))
_worker = os.environ.get("PYTEST_XDIST_WORKER", "")  # two test processes must not write one snapshot
os.environ["YANGFAN_HOME"] = str(_home if _home.name == _worker else _home / _worker)
os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("LIVE_PORT", "0")  # no live process beside the tests: pages ask now and then

from yangfan.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
CONSOLE_HOSTS = [*CONSOLE_HOSTS, "testserver"]  # noqa: F405
CACHES["pages"] = CACHES["default"]  # noqa: F405  one `cache.clear()` forgets all
# Tests change pages in transactions that never end, so nothing ever says that a part is old; those about parts say so.
CACHES["parts"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}  # noqa: F405
