"""What a block is filled with when it is put on a page: words to write over, in the language of the page.

They say what belongs there and claim nothing. The same values are shown in the chooser.
"""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail import blocks

# The language of the page being edited; None: the reader's. The gate of the editor sets it.
content_language: ContextVar[str | None] = ContextVar("content_language", default=None)


def of(name: str) -> dict:
    """Return the preset of a block as plain data (see `build`), empty for a block without one."""
    make = PRESETS.get(name)
    if make is None:
        return {}
    with translation.override(content_language.get() or translation.get_language()):
        return make()


def filled(block: blocks.Block, plain):
    """Return the block's value made of plain data, gaps filled with the defaults of its fields."""
    if isinstance(block, blocks.StructBlock):
        values = {
            name: filled(child, plain[name]) if name in plain else child.get_default()
            for name, child in block.child_blocks.items()
        }
        return block.normalize(values)
    if isinstance(block, blocks.ListBlock):
        return block.normalize([filled(block.child_block, row) for row in plain])
    if isinstance(block, blocks.StreamBlock):
        rows = [(row["block"], {key: row[key] for key in row if key != "block"}) for row in plain]
        return block.normalize([(name, filled(block.child_blocks[name], row)) for name, row in rows])
    return block.normalize(plain)


def paragraph(words: str) -> str:
    return f"<p>{words}</p>"


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def hero():
    return {
        "title": _("What you offer, in one clear sentence"),
        "text": _("Say who it is for, what it does better, and how soon one can have it."),
        "primary": {"text": _("Ask for a quote"), "anchor": "quote"},
    }


def numbers():
    return {
        "items": [
            {"value": _("00 years"), "label": _("of experience in our trade")},
            {"value": "00", "label": _("countries we deliver to")},
            {"value": _("00 days"), "label": _("from order to delivery")},
        ]
    }


def text():
    return {
        "title": _("Headline"),
        "text": paragraph(_("Write one thought to a paragraph; start with what matters to the reader.")),
    }


def features():
    return {
        "title": _("Why customers choose us"),
        "items": [
            {
                "title": _("First advantage"),
                "text": _("What the customer gains by it, with a figure if there is one."),
            },
            {"title": _("Second advantage"), "text": _("Something a competitor could not say of itself.")},
            {"title": _("Third advantage"), "text": _("What becomes easier, faster or safer.")},
        ],
    }


def products():
    return {"title": _("Products"), "intro": _("Choose a product for its details.")}


def cases():
    return {"title": _("What our customers do with it")}


def news():
    return {"title": _("News")}


def logos():
    return {
        "title": _("Who relies on us"),
        "items": [{"name": _("Customer 1")}, {"name": _("Customer 2")}, {"name": _("Customer 3")}],
    }


def steps():
    return {
        "title": _("How it works"),
        "items": [
            {"title": _("You write to us"), "text": _("Tell us what you need and by when.")},
            {"title": _("We answer"), "text": _("With a proposal and the questions that remain.")},
            {"title": _("You decide"), "text": _("On a written offer with date and price.")},
        ],
    }


def facts():
    return {
        "title": _("Certificates and facts"),
        "items": [
            {"title": _("Certificate"), "text": _("Add your certificate number and who issued it.")},
            {"title": _("Warranty"), "text": _("How long, and what it covers.")},
        ],
    }


def columns():
    return {"left": [{"block": "text", **text()}], "right": [{"block": "facts", **facts()}]}


def quote():
    return {
        "text": _("What a customer says of us, in their own words."),
        "who": _("Name, company"),
        "is_example": True,
    }


def faq():
    return {
        "title": _("Questions and answers"),
        "items": [
            {"question": _("What does it cost?"), "answer": _("Name a price or what it depends on.")},
            {"question": _("How long does it take?"), "answer": _("From order to delivery.")},
            {
                "question": _("What if something is wrong?"),
                "answer": _("Whom to call, and what happens then."),
            },
        ],
    }


def accordion():
    return {
        "items": [
            {"title": _("First part"), "text": paragraph(_("What stands in it.")), "is_open": True},
            {"title": _("Second part"), "text": paragraph(_("What stands in it."))},
        ]
    }


def tabs():
    return {
        "items": [
            {"title": _("For the first group"), "text": paragraph(_("What matters to these customers."))},
            {"title": _("For the second group"), "text": paragraph(_("What matters to those."))},
        ]
    }


def notice():
    return {
        "kind": "risk",
        "title": _("Please note"),
        "text": paragraph(_("Write what the law or prudence wants said.")),
    }


def action():
    return {
        "title": _("Shall we talk about it?"),
        "text": _("A person answers within one working day."),
        "link": {"text": _("Write to us"), "anchor": "quote"},
    }


def table():
    return {
        "columns": [_("Item"), _("Size"), _("Weight")],
        "rows": [{"cells": [_("Model 1"), "0 mm", "0 kg"]}, {"cells": [_("Model 2"), "0 mm", "0 kg"]}],
    }


def compare():
    return {
        "title": _("Which one fits"),
        "columns": [
            {"title": _("Model 1")},
            {"title": _("Model 2"), "is_highlighted": True},
            {"title": _("Model 3")},
        ],
        "rows": [
            {"label": _("Suits"), "cells": [_("small"), _("medium"), _("large")]},
            {"label": _("Warranty"), "cells": ["yes", "yes", "yes"]},
            {"label": _("Installation included"), "cells": ["no", "yes", "yes"]},
        ],
    }


def prices():
    return {
        "title": _("Prices"),
        "plans": [
            {
                "name": _("Basic"),
                "price": "¥0",
                "unit": _("per month"),
                "features": [_("First thing"), _("Second thing")],
                "link": {"text": _("Choose"), "anchor": "quote"},
            },
            {
                "name": _("Standard"),
                "price": "¥0",
                "unit": _("per month"),
                "features": [_("Everything in Basic"), _("Third thing")],
                "is_highlighted": True,
                "link": {"text": _("Choose"), "anchor": "quote"},
            },
            {
                "name": _("On request"),
                "price": _("ask us"),
                "features": [_("Made to measure")],
                "link": {"text": _("Ask"), "anchor": "quote"},
            },
        ],
        "note": _("Say whether taxes are included and until when the prices hold."),
    }


def offer():
    return {
        "title": _("For new customers"),
        "value": "−10 %",
        "text": _("On the first order."),
        "code": "WELCOME10",
        "until": in_days(30),
        "terms": _("One to a customer; not to be combined with other offers."),
    }


def countdown():
    ends = datetime.combine(in_days(14), time(18), tzinfo=timezone.get_current_timezone())
    return {
        "title": _("Registration closes soon"),
        "until": ends,
        "link": {"text": _("Register"), "anchor": "quote"},
        "after": _("Registration is closed."),
    }


def rfq_basket():
    return {
        "title": _("Ask for several products at once"),
        "intro": _("Tick what you need, write how many, send it once."),
    }


def counter():
    return {
        "items": [
            {"value": Decimal("100"), "suffix": "+", "label": _("write here what you count")},
            {"value": Decimal("24"), "suffix": _(" h"), "label": _("a time you keep to")},
            {"value": Decimal("100"), "suffix": " %", "label": _("a share you can prove")},
        ]
    }


def testimonials():
    return {
        "title": _("What customers say"),
        "items": [
            {
                "text": _("What a customer says of us, in their own words."),
                "name": _("Name"),
                "role": _("Company"),
                "is_example": True,
            },
            {
                "text": _("Another voice, about something else."),
                "name": _("Name"),
                "role": _("Company"),
                "is_example": True,
            },
        ],
    }


def timeline():
    return {
        "title": _("How we got here"),
        "items": [
            {"when": _("Year"), "title": _("Founded"), "text": _("By whom, where, and to what end.")},
            {"when": _("Year"), "title": _("A step that mattered"), "text": _("What changed for customers.")},
            {"when": _("Today"), "title": _("Where we stand"), "text": _("People, places, what we make.")},
        ],
    }


def team():
    return {
        "title": _("Whom you will deal with"),
        "items": [
            {"name": _("Name"), "role": _("Sales"), "text": _("Languages, and what to ask this person.")},
            {"name": _("Name"), "role": _("Service"), "text": _("Languages, and what to ask this person.")},
        ],
    }


def video():
    return {"title": _("See it in two minutes")}


def gallery():
    return {
        "title": _("Pictures"),
        "items": [
            {"caption": _("What one sees")},
            {"caption": _("What one sees")},
            {"caption": _("What one sees")},
        ],
    }


def before_after():
    return {"before_label": _("Before"), "after_label": _("After")}


def embed():
    return {"title": _("Find us on the map"), "name": _("Map of our surroundings")}


def form():
    return {}


def newsletter():
    return {"title": _("News by e-mail"), "intro": _("Say what you send, and how often.")}


def map_card():
    return {
        "title": _("Where to find us"),
        "name": _("Our showroom"),
        "address": _("Street and number, town"),
        "directions": _("Which bus or underground line, where to park."),
        "hours": [{"label": _("Monday to Friday"), "value": "9:00–18:00"}],
    }


def opening_hours():
    return {
        "title": _("Opening hours"),
        "items": [
            {"first_day": "mo", "last_day": "fr", "opens": time(9), "closes": time(18)},
            {"first_day": "sa", "opens": time(10), "closes": time(16)},
            {"first_day": "su"},
        ],
    }


def downloads():
    return {"title": _("Downloads"), "items": [{"title": _("Catalogue")}]}


PRESETS: dict[str, Callable[[], dict]] = {
    make.__name__: make
    for make in (
        hero, numbers, text, features, products, cases, news, logos, steps, facts, columns, quote, faq, accordion, tabs,
        notice, action, table, compare, prices, offer, countdown, rfq_basket, counter, testimonials, timeline, team, video,
        gallery, before_after, embed, form, newsletter, map_card, opening_hours, downloads,
    )
}  # fmt: skip
