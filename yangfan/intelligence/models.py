"""All models of intelligence, for Django to find; the slices own them."""

from yangfan.intelligence.endpoint.models import EndpointUsage, LanguageEndpoint
from yangfan.intelligence.translation.models import (
    GlossaryTerm,
    TranslationMemory,
    TranslationService,
    TranslationUsage,
)

__all__ = [
    "EndpointUsage",
    "GlossaryTerm",
    "LanguageEndpoint",
    "TranslationMemory",
    "TranslationService",
    "TranslationUsage",
]
