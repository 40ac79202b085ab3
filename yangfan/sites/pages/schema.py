"""What pages say of themselves to search engines, in schema.org's words (JSON-LD)."""

from collections.abc import Iterator
from datetime import time

from yangfan.sites.blocks.contact import days_of
from yangfan.sites.hosts import addresses

DAY_NAMES = {
    "mo": "Monday", "tu": "Tuesday", "we": "Wednesday", "th": "Thursday", "fr": "Friday", "sa": "Saturday",
    "su": "Sunday",
}  # fmt: skip


def origin(page) -> str:
    root = addresses.root_of(page.workspace_id)
    return root.url if root else ""


def company_of(page) -> str:
    """Return what the company is called in the page's language."""
    return page.home_page().title


def picture_address(page) -> str | None:
    """Return the whole address of the picture to show when the page is shared or listed."""
    image = page.sharing_picture
    if image is None:
        return None
    if image.is_svg():  # no service shows an SVG; better none than a broken one
        return None
    return origin(page) + image.get_rendition("fill-1200x630").url


def organization(home, request) -> dict:
    data = {
        "@type": "Organization",
        "@id": f"{origin(home)}/#organization",
        "name": home.legal_name or home.title,
        "url": f"{origin(home)}/",
    }
    if home.address:
        data["address"] = " ".join(home.address.split())
    return data


def website(home) -> dict:
    return {
        "@type": "WebSite",
        "name": home.title,
        "url": home.full_url,
        "inLanguage": home.locale.language_code,
    }


def product(page, request) -> dict:
    data = {
        "@type": "Product",
        "name": page.title,
        "description": page.description(),
        "url": page.full_url,
        "brand": {"@type": "Brand", "name": company_of(page)},
        "additionalProperty": [
            {"@type": "PropertyValue", "name": row["label"], "value": row["value"]}
            for group in page.specification
            for row in group.value["rows"]
        ],
    }
    from yangfan.sites.catalogue.shelf import values_of

    data["additionalProperty"] += [
        {"@type": "PropertyValue", "name": one.name, "value": one.words} for one in values_of(page)
    ]
    if page.model_number:
        data["model"] = data["mpn"] = data["sku"] = page.model_number
    if page.kind:
        data["category"] = page.kind
    if picture := picture_address(page):
        data["image"] = picture
    return data


def product_list(page) -> dict:
    """Return the list itself; its products say the rest on their own pages."""
    return {
        "@type": "CollectionPage",
        "name": page.title,
        "description": page.description(),
        "url": page.full_url,
        "inLanguage": page.locale.language_code,
    }


def article(page, request) -> dict:
    published = getattr(page, "published_on", None) or page.first_published_at
    data = {
        "@type": "Article",
        "headline": page.title,
        "description": page.description(),
        "inLanguage": page.locale.language_code,
        "mainEntityOfPage": page.full_url,
        "author": {
            "@type": "Person" if getattr(page, "author", "") else "Organization",
            "name": getattr(page, "author", "") or company_of(page),
        },
        "publisher": {"@type": "Organization", "name": company_of(page)},
    }
    if published:
        data["datePublished"] = published.isoformat()
    if page.last_published_at:
        data["dateModified"] = page.last_published_at.isoformat()
    if picture := picture_address(page):
        data["image"] = picture
    return data


def questions(rows) -> list[dict]:
    """Return one FAQPage of all questions of a page; none without questions."""
    if not rows:
        return []
    entries = [
        {
            "@type": "Question",
            "name": row["question"],
            "acceptedAnswer": {"@type": "Answer", "text": str(row["answer"])},
        }
        for row in rows
    ]
    return [{"@type": "FAQPage", "mainEntity": entries}]


def breadcrumbs(trail) -> dict:
    """`trail` lists (title, whole address) of the pages from the home page down to this one."""
    items = [
        {"@type": "ListItem", "position": position, "name": title, "item": url}
        for position, (title, url) in enumerate(trail, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def blocks_in(body) -> Iterator:
    """Yield every block that a body shows, those in columns and in reusable blocks too."""
    for block in body:
        if block.block_type == "columns":
            yield from block.value["left"]
            yield from block.value["right"]
        elif block.block_type == "shared":
            yield from blocks_in(block.value["content"].localized.body if block.value["content"] else [])
        else:
            yield block


def all_questions(body) -> list[dict]:
    """Return one FAQPage of the question blocks of a page's body."""
    return questions(
        [row for block in blocks_in(body) if block.block_type == "faq" for row in block.value["items"]]
    )


def opening_hours(page, body) -> list[dict]:
    """Return the company as a place with its hours, address and phone, where the page shows opening hours."""
    shown = list(blocks_in(body))
    rows = [row for block in shown if block.block_type == "opening_hours" for row in block.value["items"]]
    if not rows:
        return []
    place = next((block.value for block in shown if block.block_type == "map_card"), None) or {}
    home = page.home_page()
    data = {
        "@type": "LocalBusiness",
        "@id": f"{page.full_url}#place",
        "name": place.get("name") or home.legal_name or home.title,
        "url": page.full_url,
        "parentOrganization": {"@id": f"{origin(page)}/#organization"},
        "openingHoursSpecification": [hours(row) for row in rows],
    }
    known = {
        "address": " ".join((place.get("address") or home.address).split()),
        "telephone": place.get("phone"),
        "email": place.get("email"),
        "hasMap": place.get("map_url"),
        "image": picture_address(page),
    }
    return [data | {name: value for name, value in known.items() if value}]


def hours(row) -> dict:
    """Return one row of opening hours; a closed day opens and closes at midnight, as search engines want it."""
    opens, closes = row["opens"] or time(), row["closes"] or time()
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": [f"https://schema.org/{DAY_NAMES[day]}" for day in days_of(row)],
        "opens": opens.strftime("%H:%M"),
        "closes": closes.strftime("%H:%M"),
    }
