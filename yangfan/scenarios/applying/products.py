"""The owner's products by hand, as `Setup.products` keeps them; a file of products goes through the catalogue (see goods).

A product is {"name": {language: text}, "model", "kind": {…}, "summary": {…}, "specification": [[label, value], …],
"language": of the specification}.
"""

from django.utils.text import slugify
from pypinyin import lazy_pinyin


def slug_of(product: dict, taken: set[str]) -> str:
    """Return an address part nobody of `taken` has: of the English name, the model, or the Chinese name in pinyin."""
    names = [product["name"].get("en", ""), product["model"], *product["name"].values()]
    texts = (slugify(text) or slugify(" ".join(lazy_pinyin(text))) for text in names if text)
    base = next((text[:60].strip("-") for text in texts if text), "product")
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    taken.add(slug)
    return slug
