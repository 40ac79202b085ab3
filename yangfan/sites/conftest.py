"""Two companies with a site each, for the tests of this capability."""

from yangfan.sites.testing import built, other_built, visit  # noqa: F401
