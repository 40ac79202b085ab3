"""Content security policy: our own screens run no inline script; the page editor, which needs it, gets its own."""

from yangfan.core import live

STRICT = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; frame-ancestors 'self'; base-uri 'self'; form-action 'self'; object-src 'none'"
)
EDITOR = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-src *; frame-ancestors 'self'; "
    "base-uri 'self'; object-src 'none'"
)


class ContentSecurityPolicyMiddleware:
    """Add the policy to every HTML answer; a view may set its own on `response.headers` first."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        policy = EDITOR if request.path.startswith("/cms/") else STRICT
        response.headers.setdefault("Content-Security-Policy", with_live(policy, request.get_host()))
        return response


def framing(hosts: list[str], host: str) -> str:
    """Return the strict policy for a page that may load frames of these hosts too."""
    sources = " ".join(f"https://{name}" for name in hosts)
    return with_live(f"{STRICT}; frame-src 'self' {sources}", host)


def with_live(policy: str, host: str) -> str:
    """Let pages on this host listen to live notices too."""
    return policy.replace("connect-src 'self'", f"connect-src 'self' {live.origin(host)}".rstrip())
