"""Tags and filters that single blocks need: dates that end, marks, players, days, and the forms inside blocks."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from yangfan.sites.blocks import players
from yangfan.sites.blocks.contact import DAYS, days_of
from yangfan.sites.inquiries import basket
from yangfan.sites.newsletter import forms as newsletter

register = template.Library()
YES = {"yes", "是", "有", "✓", "✔"}
NO = {"no", "否", "无", "✗", "✘", "-", "–", "—"}


@register.simple_tag(takes_context=True)
def is_over(context, until):
    """Whether a day (itself included) or a moment has passed, by the company's clock; the page is kept until then."""
    if until is None:
        return False
    frame, now = context["frame"], timezone.now()
    end = until if isinstance(until, datetime) else end_of(until, frame.workspace)
    if end > now:
        frame.changes_at(end)
    return end <= now


def end_of(day: date, workspace) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(workspace.time_zone))


@register.filter
def in_site_zone(moment, frame):
    """A moment written in the company's zone, with its name."""
    zone = ZoneInfo(frame.workspace.time_zone)
    return f"{date_format(moment.astimezone(zone), 'DATETIME_FORMAT')} ({frame.workspace.time_zone})"


@register.simple_tag
def mark(cell):
    """A tick, a dash, or the words of a cell; read aloud as yes and no."""
    word = str(cell or "").strip()
    if word.lower() in YES:
        return format_html(
            '<span class="yes" aria-hidden="true">✓</span><span class="vh">{}</span>', _("yes")
        )
    if word.lower() in NO or not word:
        return format_html('<span class="no" aria-hidden="true">–</span><span class="vh">{}</span>', _("no"))
    return word


@register.filter
def beside(cells, columns):
    """Pair the columns of a comparison with the cells of a row; a missing cell is empty."""
    cells = list(cells)
    return [(cells[place] if place < len(cells) else "", column) for place, column in enumerate(columns)]


@register.filter
def any_link(columns):
    return any(column["link"].is_set for column in columns)


@register.filter
def plain_number(value):
    """1000.00 -> 1000, 24.5 -> 24.5: what the script counts up to."""
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


@register.filter
def local_number(value):
    plain = plain_number(value)
    return number_format(plain, decimal_pos=len(plain.partition(".")[2]), force_grouping=True)


@register.filter
def before_number(words):
    """Words stand apart from a number ("from 3"), signs do not ("<3", "€3")."""
    return f"{words}\u00a0" if words and words[-1].isalpha() else words or ""


@register.filter
def after_number(words):
    """As above: "24 h", but "98%" and "1,000+"."""
    return f"\u00a0{words}" if words and words[0].isalpha() else words or ""


@register.filter
def phone_link(number):
    return re.sub(r"[^\d+]", "", number)


@register.simple_tag
def whole(image):
    """The address of the whole picture: a drawing as it is, a photo large enough for any screen."""
    return image.file.url if image.is_svg() else image.get_rendition("max-2400x2400|format-webp").url


@register.simple_tag
def player(url):
    return players.frame_of(url or "")


@register.filter
def day_numbers(item):
    """The days of a row as numbers, Monday is 1."""
    keys = [key for key, _name in DAYS]
    return " ".join(str(keys.index(day) + 1) for day in days_of(item))


@register.filter
def day_names(item):
    names = dict(DAYS)
    first = str(names[item["first_day"]])
    if not item["last_day"] or item["last_day"] == item["first_day"]:
        return first
    return _("%(first)s to %(last)s") % {"first": first, "last": names[item["last_day"]]}


@register.simple_tag(takes_context=True)
def basket_form(context, value):
    """Return {form, button, consent} of the inquiry list on this page; `?add=7` has product 7 ticked."""
    wanted = context["request"].GET.getlist("add")
    return basket.shown(page=context["page"], value=value, bound=context.get("bound_basket"), wanted=wanted)


@register.simple_tag(takes_context=True)
def list_address(context, product):
    """Where this product is put on the site's inquiry list; empty when there is none or it does not offer the product."""
    frame = context.get("frame")
    wish_list = frame.place.wish_list if frame else None
    return frame.address(wish_list.page) if wish_list and product.pk in wish_list.products else ""


@register.simple_tag(takes_context=True)
def newsletter_form(context, value):
    """Return {form, button, consent} of the sign-up on this page."""
    return newsletter.shown(page=context["page"], value=value, bound=context.get("bound_signup"))
