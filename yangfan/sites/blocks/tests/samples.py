"""A page with every block, filled as a company would fill it: what the tests and the guide's pictures show."""

from datetime import timedelta
from io import BytesIO

from django.utils import timezone
from PIL import Image, ImageDraw

from yangfan.sites import public as sites
from yangfan.sites.testing import SVG


def photo(seed: int, size=(1200, 900)) -> bytes:
    """A photo-like picture (JPEG) whose colours tell one from another."""
    image = Image.new("RGB", size)
    draw = ImageDraw.Draw(image)
    for row in range(size[1]):
        share = row / size[1]
        draw.line(
            [(0, row), (size[0], row)], fill=(int(60 + 120 * share), 90 + seed * 20, int(200 - 90 * share))
        )
    draw.rectangle([300, 350, 900, 750], fill=(235, 235, 225))
    draw.ellipse([520, 200 + seed * 10, 760, 440 + seed * 10], fill=(240, 140 + seed * 15, 60))
    out = BytesIO()
    image.save(out, "JPEG", quality=82)
    return out.getvalue()


def materials(workspace) -> dict:
    """Pictures and a document of the workspace."""
    pictures = [
        sites.add_image(
            workspace=workspace,
            title=f"Hall {n}",
            filename=f"hall-{n}.jpg",
            data=photo(n),
            description=f"Hall {n} with a robot",
        )
        for n in (1, 2, 3)
    ]
    drawing = sites.add_image(
        workspace=workspace, title="A12", filename="a12.svg", data=SVG, description="The A12"
    )
    sheet = sites.add_document(workspace=workspace, title="Sheet", filename="a12.pdf", data=b"%PDF-1.4")
    return {"pictures": pictures, "drawing": drawing, "sheet": sheet}


def english(one, two, three, drawing, sheet, shared=None) -> list[dict]:
    quote = {"text": "Ask for a quote", "anchor": "quote"}
    rows = [
        {"block": "hero", "title": "Arms that keep your second shift running", "text": "Collaborative arms for packing and tending, shipped in six weeks.", "primary": quote, "secondary": {"text": "See prices", "anchor": "prices"}, "picture": one.pk},
        {"block": "numbers", "items": [{"value": "2,800+", "label": "robots in daily use"}, {"value": "41", "label": "countries"}, {"value": "6 weeks", "label": "from order to loading"}]},
        {"block": "text", "title": "Built in Suzhou", "text": "<p>We make arms and the controllers they run on, under one roof.</p><ul><li>Own joints</li><li>Own software</li></ul>", "picture": two.pk},
        {"block": "features", "title": "Why customers choose us", "items": [{"title": "Runs next to people", "text": "No fence in most cells."}, {"title": "One controller", "text": "Your team learns one interface."}, {"title": "Spares for ten years", "text": "Kept in Suzhou and Leipzig."}]},
        {"block": "steps", "title": "From inquiry to delivery", "items": [{"title": "You write to us", "text": "What you lift, how often."}, {"title": "We test it", "text": "With your parts, on video."}, {"title": "We deliver", "text": "And train your team."}]},
        {"block": "columns", "left": [{"block": "text", "title": "On the left", "text": "<p>What stands on the left.</p>"}], "right": [{"block": "facts", "title": "On the right", "items": [{"title": "CE", "text": "Machinery regulation"}]}]},
        {"block": "tabs", "title": "By industry", "items": [{"title": "Packing", "text": "<p>Eleven cycles a minute.</p>", "picture": one.pk}, {"title": "Machine tending", "text": "<p>38 seconds a part.</p>"}, {"title": "Palletizing", "text": "<p>Up to 2,400 mm.</p>"}]},
        {"block": "accordion", "title": "Terms in full", "items": [{"title": "Delivery", "text": "<p>FOB Shanghai, six weeks.</p>", "is_open": True}, {"title": "Payment", "text": "<p>30 % with the order.</p>"}]},
        {"block": "faq", "title": "Questions buyers ask", "items": [{"question": "Does it need a fence?", "answer": "Often not."}, {"question": "How far does it reach?", "answer": "1,300 mm."}]},
        {"block": "notice", "kind": "risk", "title": "Please note", "text": "<p>A risk assessment of the whole cell is the operator's duty.</p>"},
        {"block": "action", "title": "Shall we test it with your parts?", "text": "Two days, free of charge.", "link": quote},
        {"block": "products", "title": "One family"},
        {"block": "compare", "title": "Which arm fits", "columns": [{"title": "A6", "text": "6 kg"}, {"title": "A12", "text": "12 kg", "is_highlighted": True, "link": quote}, {"title": "A20", "text": "20 kg", "link": quote}], "rows": [{"label": "Reach", "cells": ["900 mm", "1,300 mm", "1,700 mm"]}, {"label": "Runs without a fence", "cells": ["yes", "yes", "no"]}, {"label": "Repeatability", "cells": ["±0.02 mm", "±0.03 mm", "±0.05 mm"]}], "note": "Measured at full load."},
        {"block": "prices", "title": "What it costs", "anchor": "prices", "plans": [{"name": "Arm", "price": "€14,900", "unit": "each, ex works", "text": "For integrators", "features": ["Arm and controller", "Two years of warranty"], "link": quote}, {"name": "Cell", "price": "€31,500", "unit": "installed", "text": "For one machine", "features": ["Everything in Arm", "Gripper and stand", "Commissioning"], "is_highlighted": True, "link": quote}, {"name": "Line", "price": "On request", "features": ["Several cells", "Fleet manager"], "link": quote}], "note": "Plus tax; held until the end of the quarter."},
        {"block": "table", "title": "What customers use them for", "columns": ["Application", "Cycle", "Payback"], "rows": [{"cells": ["CNC machine tending", "38 s", "11 months"]}, {"cells": ["Palletizing", "5.5 s", "14 months"]}]},
        {"block": "offer", "title": "For your first cell", "value": "−10 %", "text": "On gripper and stand.", "code": "FIRSTCELL", "until": (timezone.localdate() + timedelta(days=20)).isoformat(), "terms": "One to a company.", "link": quote},
        {"block": "countdown", "title": "Open house in Suzhou", "text": "See six cells at work.", "until": (timezone.now().replace(microsecond=0) + timedelta(days=9, hours=3)).isoformat(), "link": quote, "after": "The open house is over."},
        {"block": "rfq_basket", "title": "Ask for several products at once", "intro": "Tick what you need, write how many."},
        {"block": "counter", "title": "In figures", "items": [{"value": 2800, "suffix": "+", "label": "robots in daily use"}, {"value": 99.4, "suffix": " %", "label": "delivered on the day"}, {"value": 24, "prefix": "< ", "suffix": " h", "label": "until an engineer answers"}]},
        {"block": "facts", "title": "Certificates", "items": [{"title": "ISO 9001", "text": "Quality management"}, {"title": "ISO 10218-1", "text": "Safety of robots"}]},
        {"block": "logos", "title": "Who relies on us", "items": [{"name": "Browar"}, {"name": "Metall Nord", "picture": drawing.pk}, {"name": "Kap Foods"}]},
        {"block": "quote", "text": "The cell paid for itself in eleven months.", "who": "Plant manager, brewery", "numbers": [{"value": "11 months", "label": "payback"}], "is_example": True},
        {"block": "testimonials", "title": "What customers say", "items": [{"text": "Installed on Friday, running on Monday.", "name": "Marta Nowak", "role": "Browar", "stars": "5", "picture": three.pk}, {"text": "Support answers in Polish.", "name": "Jan Kowal", "role": "Metall Nord", "is_example": True}]},
        {"block": "cases", "title": "At work"},
        {"block": "news", "title": "News"},
        {"block": "timeline", "title": "How we got here", "items": [{"when": "2014", "title": "Founded in Suzhou", "text": "Three engineers, one joint."}, {"when": "2019", "title": "The A12", "text": "Our first arm to run without a fence.", "picture": one.pk}, {"when": "2026", "title": "2,800 arms", "text": "In 41 countries."}]},
        {"block": "team", "title": "Whom you will deal with", "items": [{"name": "Lin Wei", "role": "Sales, Europe", "text": "Chinese, English, German", "email": "lin@tidelane.example", "phone": "+86 512 0000 0000", "picture": two.pk}, {"name": "Ana Sousa", "role": "Service", "text": "Portuguese, English"}]},
        {"block": "gallery", "title": "From the halls", "items": [{"picture": one.pk, "caption": "Assembly"}, {"picture": two.pk, "caption": "Test field"}, {"picture": drawing.pk, "caption": "Drawing"}]},
        {"block": "before_after", "title": "One machine, before and after", "before": one.pk, "after": three.pk, "caption": "The same machine after two days."},
        {"block": "video", "title": "See it in two minutes", "url": "https://www.bilibili.com/video/BV1xx411c7mD", "poster": two.pk, "transcript": "An arm takes a part out of a lathe."},
        {"block": "embed", "title": "Where the hall is", "url": "https://www.openstreetmap.org/export/embed.html?bbox=120.5,31.2,120.7,31.4&layer=mapnik", "name": "Map of Suzhou industrial park", "shape": "square"},
        {"block": "newsletter", "title": "News by e-mail", "intro": "Four times a year."},
        {"block": "map_card", "title": "Where to find us", "name": "Showroom Suzhou", "address": "88 Xinghai Street\nSuzhou Industrial Park", "directions": "Line 1, Xinghai Square, exit 3.", "hours": [{"label": "Monday to Friday", "value": "9:00–18:00"}], "phone": "+86 512 0000 0000", "email": "hello@tidelane.example", "map_url": "https://uri.amap.com/marker?position=120.7,31.3", "picture": two.pk},
        {"block": "opening_hours", "title": "Opening hours", "items": [{"first_day": "mo", "last_day": "fr", "opens": "09:00", "closes": "18:00"}, {"first_day": "sa", "opens": "10:00", "closes": "16:00"}, {"first_day": "su"}], "note": "On public holidays by appointment."},
        {"block": "downloads", "title": "Downloads", "items": [{"title": "Data sheet A12", "document": sheet.pk, "note": "English, German"}, {"title": "CAD model", "document": sheet.pk}]},
        {"block": "form", "anchor": "quote"},
    ]  # fmt: skip
    return [*rows[:-1], {"block": "shared", "content": shared.pk}, rows[-1]] if shared else rows


def page_with_everything(workspace, language="en", slug="everything"):
    """Put the page below the home page of this language and publish it."""
    from yangfan.sites.testing import page_of

    things = materials(workspace)
    body = sites.build_body(
        english(*things["pictures"], things["drawing"], things["sheet"]), workspace=workspace
    )
    page = sites.LandingPage(title="Everything", slug=slug, body=body)
    return sites.add_page(parent=page_of(workspace, "home", language), page=page)
