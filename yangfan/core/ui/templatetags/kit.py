"""The component kit's tags; /console/<workspace>/kit/ shows each of them with the line that makes it."""

import json
from decimal import Decimal
from functools import lru_cache
from zlib import crc32

from django import template
from django.forms import Select
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from yangfan.core.ui.selects import QuickSelect
from yangfan.core.ui.slots import filling
from yangfan.core.ui.toasts import spoken

register = template.Library()


@register.simple_tag
def icon(name, css="yf-i", label=""):
    """An icon of ui/icons.svg; decorative unless `label` is given."""
    href = static("ui/icons.svg") + "#" + name
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>', css, label, href
        )
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', css, href)


# --- blocks ------------------------------------------------------------------------------------------------------------


@register.simple_block_tag(end_name="end_page_head")
def page_head(content, title, lead="", back="", back_label=""):
    """{% page_head title="…" lead="…" back=url %} buttons {% end_page_head %}: the one h1 of a page and what one can do."""
    return render_to_string(
        "ui/parts/page_head.html",
        {
            "actions": mark_safe(content.strip()),
            "title": title,
            "lead": lead,
            "back": back,
            "back_label": back_label,
        },
    )


@register.simple_block_tag(end_name="end_card")
def card(content, title="", note="", id="", link="", link_label="", flush=False, css=""):  # noqa: A002
    """{% card title="…" note="…" id="h-x" link=url link_label="…" flush=True %} … {% end_card %}; flush: no inner space."""
    return render_to_string(
        "ui/parts/card.html",
        {"content": content, "title": title, "note": note, "id": id or (f"h-{crc32(str(title).encode()):x}" if title else ""),
         "link": link, "link_label": link_label, "flush": flush, "css": css},
    )  # fmt: skip


# --- numbers -----------------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/parts/number.html")
def number(
    key, label, value, definition="", change="", rises=None, good=None, base="", spark=None, prefix=""
):
    """One number, inside <dl class="yf-card yf-kpis">: label, "?" definition, value, change against a baseline.

    `value` is text or a number (None reads 无数据); `change` is text ("12%"); `rises` True/False draws the arrow; `good`
    (default: as `rises`) colours it; `base` says what it is compared with; `spark` is a list of numbers.
    """
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        value = grouped(value)
    return {
        "key": key, "label": label, "value": value, "definition": definition, "change": change, "rises": rises,
        "good": rises if good is None else good, "base": base, "spark": spark, "prefix": prefix,
    }  # fmt: skip


@register.simple_tag
def sparkline(points, width=72, height=28):
    """A small line drawn as SVG; decorative, the figures stand beside it."""
    values = [float(point or 0) for point in points]
    if len(values) < 2 or max(values) == min(values):
        return ""
    low, span = min(values), max(values) - min(values)
    step = (width - 6) / (len(values) - 1)
    spots = [
        (2 + i * step, height - 3 - (value - low) / span * (height - 7)) for i, value in enumerate(values)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    return format_html(
        '<svg class="yf-spark" viewBox="0 0 {} {}" aria-hidden="true"><polyline points="{}"/>'
        '<circle cx="{}" cy="{}" r="2.5"/></svg>',
        width, height, line, f"{spots[-1][0]:.1f}", f"{spots[-1][1]:.1f}",
    )  # fmt: skip


@register.filter
def grouped(value):
    """1234567 → 1,234,567; None → —."""
    if value is None or value == "":
        return "—"
    return f"{value:,}" if isinstance(value, (int, float, Decimal)) else value


@register.filter
def money(amount, currency):
    """{{ amount|money:"CNY" }} → ¥1,234 in the reader's language; cents only where there are some; None → —."""
    if amount is None or amount == "":
        return "—"
    return _money(Decimal(amount), currency, get_language() or "")


@lru_cache(maxsize=10_000)
def _money(amount: Decimal, currency: str, language: str) -> str:
    from babel.numbers import format_currency

    digits = 0 if amount == amount.to_integral_value() else 2
    locale = {"zh_Hans": "zh_Hans_CN"}.get(to_locale(language or "zh-hans"), to_locale(language or "en"))
    pattern = "¤#,##0" if digits == 0 else "¤#,##0.00"
    return format_currency(amount, currency, pattern, locale=locale, currency_digits=False)


@register.filter
def waited(delta):
    """A timedelta in words: 2 小时 14 分, 3 天."""
    minutes = max(int(delta.total_seconds() // 60), 0)
    days, hours = divmod(minutes // 60, 24)
    if days:
        return _("%(days)d d %(hours)d h") % {"days": days, "hours": hours}
    if hours:
        return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes % 60}
    return _("%(minutes)d min") % {"minutes": minutes}


# --- tables, forms -----------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/parts/table.html", takes_context=True)
def table(context, table):
    """{% table table %}: a core.ui.tables.Table with its filters, sorting, pages and export."""
    return {"table": table, "request": context.get("request")}


@register.inclusion_tag("ui/parts/form.html", takes_context=True)
def form(context, form, submit="", action="", cancel="", multipart=False, danger=False, hx=False):
    """{% form form submit="…" cancel=url %}: the whole form, errors listed first and named by field."""
    return {
        "form": form, "submit": submit or _("Save"), "action": action, "cancel": cancel, "danger": danger, "hx": hx,
        "multipart": multipart or form.is_multipart(), "csrf_token": context.get("csrf_token"),
    }  # fmt: skip


@register.inclusion_tag("ui/parts/form_errors.html")
def form_errors(form):
    """{% form_errors form %}: what is wrong, each line a link to its field."""
    return {"form": form}


@register.inclusion_tag("ui/parts/field.html")
def field(field, label="", hide_label=False):
    """{% field form.name %}: label, control, help and error of one field."""
    kind = getattr(field.field.widget, "input_type", "") or type(field.field.widget).__name__.lower()
    css = {
        "checkbox": "yf-check",
        "radio": "",
        "checkboxselectmultiple": "",
        "radioselect": "",
        "file": "yf-file",
    }
    attrs = {"class": f"{field.field.widget.attrs.get('class', '')} {css.get(kind, 'yf-input')}".strip()}
    own = type(field.field.widget).__name__
    choices = own in ("RadioSelect", "CheckboxSelectMultiple")
    if choices:
        attrs.pop("class")
    quick = QuickSelect.like(field.field.widget) if type(field.field.widget) is Select else None
    return {
        "field": field, "label": label or field.label, "hide_label": hide_label, "kind": kind, "is_choices": choices,
        "control": field.as_widget(quick, attrs=attrs), "is_checkbox": own == "CheckboxInput",
    }  # fmt: skip


@register.inclusion_tag("ui/parts/file_drop.html")
def file_drop(field, text=""):
    """{% file_drop form.file %}: a file field one may drop files on; a plain file field without JavaScript."""
    return {"field": field, "control": field.as_widget(attrs={"class": "yf-drop-input"}), "text": text}


@register.simple_block_tag(takes_context=True, end_name="end_pick_bar")
def pick_bar(context, content, url, table):
    """{% pick_bar url table %} buttons named `deed` {% end_pick_bar %}: what can be done to the rows that were picked.

    The view reads the answer with core.ui.picking.picked; each row has its {% pick_box %}.
    """
    return render_to_string(
        "ui/parts/pick_bar.html",
        {"content": content, "url": url, "table": table, "count": table.page.paginator.count,
         "query": table.request.GET.urlencode(), "csrf_token": context.get("csrf_token")},
        request=table.request,
    )  # fmt: skip


@register.inclusion_tag("ui/parts/pick_box.html")
def pick_box(value, label):
    """{% pick_box row.pk "Pick Khalid" %}: the checkbox of one row."""
    return {"value": value, "label": label}


# --- faces -------------------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/parts/empty.html")
def empty(title, why="", url="", button="", icon="mood-empty"):
    """{% empty "Nothing yet" why="…" url=url button="…" %}: one sentence and one way on."""
    return {"title": title, "why": why, "url": url, "button": button, "icon": icon}


@register.inclusion_tag("ui/parts/loading.html")
def loading(lines=3):
    """{% loading %}: the frame stays, the figures come."""
    return {"lines": range(int(lines))}


@register.inclusion_tag("ui/parts/failed.html")
def failed(what="", why="", url="", button=""):
    """{% failed what="…" why="…" url=url %}: what went wrong, since when, one action."""
    return {"what": what, "why": why, "url": url, "button": button}


@register.inclusion_tag("ui/parts/panel.html")
def panel(url, title="", note="", lines=3, id="", every="", css="yf-card"):  # noqa: A002
    """{% panel url title="…" %}: loads itself by HTMX after first paint; the answer replaces the whole panel.

    `every` ("30s") asks again; without JavaScript a link leads to the panel's own page.
    """
    return {"url": url, "title": title, "note": note, "lines": lines, "id": id, "every": every, "css": css}


@register.inclusion_tag("ui/parts/tabs.html")
def tabs(items, current="", label=""):
    """{% tabs items current="all" label="…" %}: items are dicts of key, label, url and maybe count."""
    return {"items": items, "current": current, "label": label}


@register.simple_tag
def badge(text, tone=""):
    """{% badge "Answered" "good" %}: tones good, bad, warm, plain; none: blue."""
    return format_html('<span class="yf-b{}">{}</span>', f" yf-b-{tone}" if tone else "", text)


# --- charts ------------------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/parts/chart.html")
def chart(key, data, title, description="", height="m"):
    """{% chart "visits" data title="…" description="…" %}: drawn by ui/charts.js, with a table as the other way to read it.

    data: {"kind": "line" | "bar" | "panes", "labels": [ISO dates or words], "unit": "", "series": [{"name", "values",
    "look": "line" | "area" | "bar" | "marks", "tone": "sea" | "sky" | "sail" | "grey"}], "line": {"value", "name"}}.
    `panes` draws each series in a small chart of its own on one time axis.
    """
    from yangfan.core.ui.charts import rows_of

    return {"key": key, "data": data, "title": title, "description": description, "height": height,
            "rows": rows_of(data), "json": chart_json(data)}  # fmt: skip


def chart_json(data) -> str:
    """Return `data` as JSON that is safe inside a script element; decimals become numbers."""
    text = json.dumps(data, default=lambda value: float(value) if isinstance(value, Decimal) else str(value))
    return mark_safe(text.replace("<", "\\u003C").replace(">", "\\u003E").replace("&", "\\u0026"))


@register.inclusion_tag("ui/parts/funnel.html")
def funnel(steps, label):
    """{% funnel steps label="…" %}: steps are dicts of name, value, tone and, but for the last, `goes_on` in words.

    A bar is whole; its slice is true to scale and widened into the next bar.
    """
    from yangfan.core.ui.charts import funnel_shapes

    return {"shapes": funnel_shapes(steps), "label": label, "height": len(steps) * 90 - 28}


# --- shell -------------------------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def slot(context, place):
    """Show everything registered for this place of the shell."""
    request = context.get("request")
    if request is None:
        return ""
    parts = (
        render_to_string(name, context.flatten() | extra, request=request)
        for name, extra in filling(place, request)
    )
    return mark_safe("".join(parts))


@register.simple_tag(takes_context=True)
def take_toasts(context):
    """Take the waiting toasts for showing."""
    request = context.get("request")
    return spoken(request) if request is not None else []


@register.filter
def in_zone(moment, workspace):
    """A moment as date and time in the workspace's zone."""
    from zoneinfo import ZoneInfo

    if not moment:
        return "—"
    return date_format(moment.astimezone(ZoneInfo(workspace.time_zone)), "DATETIME_FORMAT")
