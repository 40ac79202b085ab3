"""Bundled connectors, one folder each; nothing outside a folder knows it (docs/guides/connectors.md)."""
