"""Mail that arrives."""

from yangfan.connectors.testing import arrive  # noqa: F401
