"""Fixtures of intelligence's tests."""

from yangfan.intelligence.testing import scripted

__all__ = ["scripted"]
