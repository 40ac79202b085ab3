"""Tags of the public theme: pictures, links, bands and the inquiry form."""

import unicodedata

from django import template
from django.template.defaultfilters import filesizeformat
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from wagtail.blocks import StreamValue

from yangfan.sites.inquiries import settings
from yangfan.sites.inquiries.forms import InquiryForm
from yangfan.sites.media import pictures
from yangfan.sites.pages.models import ApplicationPage, ArticlePage, ProductPage

register = template.Library()
PLAIN = {"hero", "numbers"}  # blocks with a ground of their own
DARK = {"quote"}
TINTED = {"form", "newsletter", "rfq_basket"}  # their white panels need a ground


# Long texts of a page that its card does not show: they are not asked for.
UNSEEN = {
    ProductPage: (
        "body",
        "specification",
        "questions",
        "gallery",
        "documents",
        "variants",
        "related",
        "key_figures",
    ),
    ApplicationPage: ("body", "products"),
}

PLACEHOLDER = (
    '<svg class="ill blank" viewBox="0 0 400 300" aria-hidden="true" focusable="false"><rect class="i-s" x="60" y="50" '
    'width="280" height="200" rx="8"/><circle class="i-b" cx="140" cy="115" r="24"/>'
    '<path class="i-l" d="M60 220l90-80 60 50 50-40 80 70"/></svg>'
)


@register.simple_tag(takes_context=True)
def picture(context, image, alt=None, wide=False, lazy=True):
    """A picture: a drawing stands inline, so that the theme colours it; a photo comes in the size that is needed.

    Where one is still missing, previews show its place.
    """
    if not image:
        frame = context.get("frame")
        return mark_safe(PLACEHOLDER) if frame and frame.is_preview else ""
    alt = image.default_alt_text if alt is None else alt
    if image.is_svg():
        role = format_html('role="img" aria-label="{}"', alt) if alt else mark_safe('aria-hidden="true"')
        return mark_safe(
            image.inline_svg().replace("<svg ", f'<svg class="ill" focusable="false" {role} ', 1)
        )
    return pictures.photo(image, alt=alt, wide=wide, lazy=lazy)


@register.filter
def is_drawing(image):
    return bool(image and image.is_svg())


@register.simple_tag(takes_context=True)
def address(context, page):
    """The address of a page, in the language being read where it exists."""
    if not page:
        return ""
    if frame := context.get("frame"):
        return frame.address(page)
    return page.localized.specific.get_url(context.get("request")) or ""


@register.simple_tag(takes_context=True)
def href(context, link):
    page, frame = link.get("page"), context.get("frame")
    if page and frame:
        return frame.address(page) + link.fragment()
    return link.href(context.get("request"))


@register.simple_tag
def kind_and_size(document):
    """ "PDF, 1.2 MB"."""
    return f"{document.file_extension.upper()}, {filesizeformat(document.get_file_size() or 0)}"


@register.filter
def banded(body):
    """Yield (block, css): grounds alternate between paper and tint."""
    tint = False
    for block in body:
        if block.block_type in PLAIN:
            yield block, ""
            continue
        if block.block_type in DARK:
            yield block, "band dark"
            tint = False
            continue
        tint = tint or block.block_type in TINTED
        yield block, "band tint" if tint else "band"
        tint = not tint


@register.simple_tag(takes_context=True)
def products(context, chosen=None):
    return listed(context, ProductPage, chosen)


@register.simple_tag(takes_context=True)
def cases(context, chosen=None):
    return listed(context, ApplicationPage, chosen)


@register.simple_tag(takes_context=True)
def articles(context, how_many=None):
    home = context["frame"].home
    rows = ArticlePage.objects.descendant_of(home).live().order_by("-published_on", "-first_published_at")
    return list(rows.select_related("picture")[:how_many])


def listed(context, model, chosen):
    """The chosen pages in the language being read, else all of this language in tree order.

    `chosen` is a list of pages, or a stream of page choosers (asked for their ids alone).
    """
    frame = context["frame"]
    rows = model.objects.select_related("picture").defer(*UNSEEN[model])
    if not chosen:
        return list(rows.descendant_of(frame.home).live().order_by("path"))
    if isinstance(chosen, StreamValue):
        wanted = [block["value"] for block in chosen.raw_data]
    else:
        wanted = [page.pk for page in chosen if page]
    found = rows.in_bulk([pk for pk in wanted if pk])
    pages = [found[pk] for pk in wanted if pk in found]
    pages = [one if one.locale_id == frame.page.locale_id else one.localized for one in pages]
    return [page for page in pages if page.live]


@register.simple_tag(takes_context=True)
def inquiry_form(context, value=None):
    """Return {form, words}: the form of this page, with what was typed and what is wrong with it."""
    page = context["page"]
    words = settings.of_block(value, page.home_page().title) if value else settings.of_page(page)
    form = context.get("bound_form")
    if form is None:
        first = page.title if isinstance(page, ProductPage) else ""
        products = settings.products_of(page) if words.ask_product else ()
        form = InquiryForm(products=products, words=words, initial={"product": first})
    return {"form": form, "words": words}


@register.filter
def has_form(page):
    """Say whether a block of this page already shows the form."""
    return settings.form_in(page) is not None


@register.filter
def direction(text):
    """ "rtl" for Arabic and Hebrew words, else "ltr": a phone number on an Arabic page is not turned round."""
    return "rtl" if any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text) else "ltr"


@register.filter
def lines(text):
    """Keep the line breaks of an address."""
    return mark_safe("<br>".join(escape(line) for line in text.splitlines()))


@register.filter
def halves(rows):
    """Split groups of a specification into two columns of about the same height."""
    rows = list(rows)
    heights = [len(row.value["rows"]) + 1.5 for row in rows]
    total, running, cut = sum(heights), 0.0, len(rows)
    for place, height in enumerate(heights):
        if running + height / 2 > total / 2:
            cut = place
            break
        running += height
    return [part for part in (rows[:cut], rows[cut:]) if part]


@register.filter
def values(blocks):
    return [block.value for block in blocks]


@register.filter
def labelled(cells, columns):
    """Pair each cell with its column's name, which a phone shows beside it."""
    names = list(columns)
    return [(cell, names[place] if place < len(names) else "") for place, cell in enumerate(cells)]


@register.filter
def lacks_hero(body):
    """Say whether the page needs a headline of its own."""
    return not any(block.block_type == "hero" for block in body or [])


@register.filter
def within(path, ancestor):
    return path.startswith(ancestor)


@register.filter
def home_url(home):
    """The home page's path; the same on all hosts of the site."""
    return home.get_url_parts()[2]


@register.simple_tag
def poster(image):
    return image.url if hasattr(image, "url") else image.get_rendition("max-1280x1280").url
