"""How the dashboard writes its figures."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from yangfan.insights.dashboard.figures import ROI_SCALE
from yangfan.insights.dashboard.figures import ratio as ratio_text

register = template.Library()
WIDTH = 96


@register.filter
def ratio(x):
    """The x of "1:x": one decimal, 0, or — without cost."""
    return ratio_text(x)


@register.simple_tag
def roi_bar(roi, break_even=None):
    """The ROI as a bar from 0 to 5 with the break-even line, and "1:x"; — without cost."""
    if roi is None:
        return mark_safe('<span class="yf-roi"><span></span><b class="z">—</b></span>')
    width = min(float(roi) / ROI_SCALE, 1) * WIDTH
    pale = " pale" if break_even and roi < break_even else ""
    arrow = mark_safe('<path class="ins-more" d="M84 3l5 4l-5 4"/>') if roi > ROI_SCALE else ""
    line = ""
    if break_even:
        at = min(float(break_even) / ROI_SCALE, 1) * WIDTH
        line = format_html('<path class="ins-even" d="M{} 0v14"/>', f"{at:.1f}")
    return format_html(
        '<span class="yf-roi"><svg viewBox="0 0 96 14" aria-hidden="true"><rect class="ins-track" y="3" width="96" height="8" rx="2"/>'
        '<rect class="ins-fill{}" y="3" width="{}" height="8" rx="2"/>{}{}</svg><b{}>1:{}</b></span>',
        pale, f"{width:.1f}", arrow, line, mark_safe(' class="z"') if not roi else "", ratio_text(roi),
    )  # fmt: skip
