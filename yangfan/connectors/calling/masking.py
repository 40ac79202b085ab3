"""Keep secrets out of the log: values that an account holds, and whatever goes by the name of a secret."""

import re

MASK = "••••"
_NAMES = "access_token|refresh_token|token|secret|appsecret|client_secret|password|authorization|signature|sign|apikey|api_key|code"
_IN_ADDRESS = re.compile(rf"([?&](?:{_NAMES})=)[^&#\s]+", re.I)
_IN_JSON = re.compile(rf'("(?:{_NAMES})"\s*:\s*")(?:[^"\\]|\\.)*', re.I)
_IN_FORM = re.compile(rf"(^|&)((?:{_NAMES})=)[^&\s]+", re.I)
SHORTEST = 6  # shorter values would mask ordinary words


def mask(text: str, secrets) -> str:
    """Return `text` without these values and without what stands behind the name of a secret."""
    for value in sorted((one for one in secrets if one and len(one) >= SHORTEST), key=len, reverse=True):
        text = text.replace(value, MASK)
    text = _IN_ADDRESS.sub(rf"\1{MASK}", text)
    text = _IN_JSON.sub(rf"\1{MASK}", text)
    return _IN_FORM.sub(rf"\1\2{MASK}", text)
