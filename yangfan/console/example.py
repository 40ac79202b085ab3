"""Example data for the kit page."""

from datetime import date, timedelta

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yangfan.core.ui.confirm import ask
from yangfan.core.ui.tables import Column, Table


class ExampleForm(forms.Form):
    name = forms.CharField(label=_("Name"), help_text=_("As your customers know it."))
    email = forms.EmailField(label=_("E-mail"))
    role = forms.ChoiceField(label=_("Role"), choices=[("owner", _("Owner")), ("sales", _("Sales"))])
    note = forms.CharField(label=_("Note"), widget=forms.Textarea, required=False)
    tell = forms.BooleanField(label=_("Tell me by mail"), required=False)
    file = forms.FileField(label=_("Cost file"), required=False, help_text=_("CSV or XLSX, up to 20 MB"))


class ExampleFilter(forms.Form):
    words = forms.CharField(label=_("Search"), required=False)


ROWS = [("google_ads", "Google Ads", 10740, 512, 23), ("baidu_ads", "百度推广", 9180, 437, 17),
        ("organic", "Google", 8212, 617, 14), ("linkedin", "LinkedIn", 4850, 95, 3), ("fair", "QR", None, 948, 27),
        ("mail", "E-mail", None, 319, 16)]  # fmt: skip


def table(request) -> Table:
    filters = ExampleFilter(request.GET)
    words = request.GET.get("words", "").lower()
    keys = ("key", "channel", "exposures", "visits", "inquiries")
    rows = [dict(zip(keys, row, strict=True)) for row in ROWS if words in row[1].lower()]
    columns = [
        Column("channel", _("Channel"), sort=lambda row: row["channel"]),
        *[Column(key, label, sort=lambda row, key=key: row[key], numeric=True)
          for key, label in (("exposures", _("Exposures")), ("visits", _("Visits")), ("inquiries", _("Inquiries")))],
    ]  # fmt: skip
    return Table(request, name="example", caption=_("Channels"), columns=columns, rows=rows, filters=filters, per_page=4,
                 default_sort="-visits")  # fmt: skip


def question(request):
    return ask(
        request, section="kit", back=reverse("console_kit", args=[request.workspace.slug]), title=_("Remove this channel?"),
        text=_("Its visits stay counted, under “other”."), button=_("Remove"),
    )  # fmt: skip


def data() -> dict:
    days = [(date(2026, 10, 24) + timedelta(days=i)).isoformat() for i in range(30)]
    visits = [180 + (i * 37) % 90 + i * 3 for i in range(30)]
    inquiries = [(i * 7) % 6 for i in range(30)]
    return {
        "spark": visits[::3],
        "line": {"kind": "line", "labels": days, "axis": _("Day"),
                 "series": [{"name": _("Visits"), "values": visits, "look": "area"},
                            {"name": _("Before"), "values": [v - 40 for v in visits], "tone": "grey", "dashed": True}]},
        "bars": {"kind": "bar", "labels": [row[1] for row in ROWS], "axis": _("Channel"),
                 "series": [{"name": _("Inquiries"), "values": [row[4] for row in ROWS], "tone": "sky"}],
                 "line": {"value": 15, "name": _("Target")}},
        "panes": {"kind": "panes", "labels": days, "axis": _("Day"),
                  "series": [{"name": _("Visits"), "values": visits, "look": "area", "weight": 2},
                             {"name": _("Inquiries"), "values": inquiries, "look": "bar", "tone": "sky"}]},
        "funnel": [{"name": _("Visits"), "value": 29075, "tone": "sky", "goes_on": _("1 in 77 sends an inquiry")},
                   {"name": _("Inquiries"), "value": 377, "tone": "sea", "goes_on": _("1 in 31 becomes a deal")},
                   {"name": _("Deals"), "value": 12, "tone": "sail"}],
        "tab_items": [{"key": "open", "label": _("Open"), "url": "?tab=open", "count": 14},
                      {"key": "waiting", "label": _("Waiting"), "url": "?tab=waiting", "count": 3},
                      {"key": "all", "label": _("All"), "url": "?tab=all"}],
    }  # fmt: skip
