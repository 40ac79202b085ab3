"""The SEO screens: one page with its reasons, and the whole site with its trend."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EDITORS, EVERYONE, workspace_view
from yangfan.core.ui.toasts import toast
from yangfan.sites.pages import queries
from yangfan.sites.seo import audits, checks, outside, reading
from yangfan.sites.seo.models import SeoAudit

SECTION = {"section": "sites", "tab": "seo"}
SHOWN = 100


@workspace_view(EVERYONE)
def site(request):
    """The latest audit: score, trend, what is wrong most, pages from the worst on."""
    audit = audits.latest(request.workspace)
    rows = audits.results_of(audit) if audit else []
    if wanted := request.GET.get("check"):
        rows = [row for row in rows if any(one["check"] == wanted for one in row.findings)]
    newest = SeoAudit.objects.of(request.workspace).first()
    counts = sorted(audit.counts.items(), key=lambda one: -one[1]) if audit else []
    context = {
        **SECTION, "audit": audit, "rows": rows[:SHOWN], "chart": trend(request.workspace), "wanted": wanted or "",
        "counts": [(key, checks.TITLES.get(key, key), n) for key, n in counts],
        "is_running": bool(newest and newest.finished_at is None and not newest.trouble),
        "trouble": newest.trouble if newest else "", "may_edit": request.membership.role in EDITORS,
        "may_run": request.membership.role in EDITORS, "broken": broken(request.workspace),
    }  # fmt: skip
    return render(request, "sites/seo/site.html", context)


def broken(workspace) -> list[dict]:
    """Return the broken links to other sites, each with its page, the name of the field and the way to it."""
    rows = []
    for link, page, field in outside.broken_links(workspace):
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        rows.append(
            {"link": link, "page": page, "field": page._meta.get_field(field).verbose_name if field else "",
             "url": f"{edit}#{place(field)}" if field else edit}
        )  # fmt: skip
    return rows


def trend(workspace):
    """Return the score over time as a chart; None before there are two audits."""
    rows = list(SeoAudit.objects.of(workspace).exclude(score=None).order_by("started_at", "pk"))
    if len(rows) < 2:
        return None
    return {
        "kind": "line", "labels": [row.started_at.date().isoformat() for row in rows], "unit": "",
        "series": [{"name": _("Score"), "values": [row.score for row in rows], "look": "line", "tone": "sea"}],
    }  # fmt: skip


@require_POST
@workspace_view(EDITORS)
def run(request):
    """Have the site looked at now."""
    audits.begin_audit(workspace=request.workspace, now=timezone.now())
    toast(request, _("The site is being looked at. The result is here in a moment."))
    return redirect("sites_seo", request.workspace.slug)


@workspace_view(EVERYONE)
def page(request, pk):
    """One page: score, reasons, and the way to each field."""
    found = queries.pages_of(request.workspace).filter(pk=pk).first()
    if found is None:
        raise Http404
    found = found.specific
    context = {**SECTION, "page": found, "may_edit": request.membership.role in EDITORS}
    context["edit_url"] = edit = reverse("wagtailadmin_pages:edit", args=[found.pk])
    if not found.live:
        return render(request, "sites/seo/page.html", context)
    score, findings, view = checks.look_at(found)
    known = {field.name for field in found._meta.get_fields()}
    context |= {
        "score": score, "view": view, "title_width": reading.width(view.title),
        "description_width": reading.width(view.description), "title_most": checks.TITLE[1],
        "description_most": checks.DESCRIPTION[1],
        "findings": [
            {"title": checks.TITLES[one.check], "words": one.words, "cost": one.cost,
             "url": f"{edit}#{place(one.field)}" if one.field in known else edit}
            for one in findings
        ],
        "passed": [title for key, title in checks.TITLES.items() if key not in {one.check for one in findings}],
    }  # fmt: skip
    return render(request, "sites/seo/page.html", context)


def place(field: str) -> str:
    """Return the editor's anchor of a field."""
    return f"id_{field}"
