"""Walk every address of the product, whichever capability added it."""

from dataclasses import dataclass

from django.urls import URLPattern, get_resolver


@dataclass(frozen=True)
class Address:
    """One URL pattern: its full name, the route as written, and the names of its variable parts."""

    name: str
    route: str
    parts: tuple[str, ...]


def every_address(urlconf: str) -> list[Address]:
    """Return all addresses below `urlconf`, in order."""
    return list(walk(get_resolver(urlconf), (), "", ()))


def walk(resolver, namespaces, route, parts):
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        variable = (*parts, *names_in(pattern.pattern))
        if isinstance(pattern, URLPattern):
            yield Address(":".join((*namespaces, pattern.name or "")), here, variable)
        else:
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from walk(pattern, inner, here, variable)


def names_in(pattern) -> tuple[str, ...]:
    converters = getattr(pattern, "converters", None)
    if converters:
        return tuple(converters)
    regex = getattr(pattern, "regex", None)
    return tuple(regex.groupindex) if regex is not None else ()
