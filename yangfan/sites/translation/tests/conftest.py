"""The scripted endpoint for the tests of translation."""

from yangfan.intelligence.testing import scripted  # noqa: F401
