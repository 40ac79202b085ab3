"""A demo built once for all tests of a module: its sites take a while."""

import pytest
from django.db import transaction
from django.test.utils import override_settings

from yangfan.demo.build import build_sites


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory):
    """Both companies, in a transaction of the module's own."""
    with django_db_blocker.unblock(), override_settings(DEMO=True), pytest.MonkeyPatch.context() as patch:
        patch.setenv("SNAPSHOT", str(tmp_path_factory.mktemp("demo") / "snapshot.json"))
        block = transaction.atomic()
        block.__enter__()
        try:
            build_sites(say=lambda words: None)
            yield
        finally:
            transaction.set_rollback(True)
            block.__exit__(None, None, None)
