"""The slices' models."""

from yangfan.console.attention.models import PutOff
from yangfan.console.letters.models import Letter, LetterReader

__all__ = ["Letter", "LetterReader", "PutOff"]
