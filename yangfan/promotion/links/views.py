"""Screens of links: the list, one link with its figures, the builder, import and rules."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EDITORS, EVERYONE, workspace_view
from yangfan.core.ui.exports import csv_response
from yangfan.core.ui.picking import picked
from yangfan.core.ui.table_files import TableUnreadable
from yangfan.core.ui.table_imports import ImportRefused
from yangfan.core.ui.tables import Column, Table
from yangfan.core.ui.toasts import toast
from yangfan.events import public as events
from yangfan.events import stats
from yangfan.promotion.links import actions, addresses, forms, importing, queries, rules
from yangfan.promotion.links.figures import DEFINITIONS
from yangfan.promotion.links.models import Link
from yangfan.promotion.periods import period_of

SECTION = {"section": "promote"}
MOST_SHOWN_WRONG = 200


def may_write(request) -> bool:
    return request.membership.role in EDITORS


def stats_period(period) -> stats.Period:
    return stats.Period(period.from_on, period.to_on)


def found(request, asked) -> tuple:
    """Return (filter form, rows) for the list's parameters."""
    filters = forms.LinkFilter(asked or None, workspace=request.workspace)
    said = {name: asked.get(name, "").strip()[:100] for name in ("q", "state", "placement", "label")}
    return filters, queries.links_of(request.workspace, now=timezone.now(), **said)


@workspace_view(EVERYONE)
def links(request):
    """Every short link, with what it brought."""
    workspace, period = request.workspace, period_of(request)
    filters, rows = found(request, request.GET)
    sums = stats.clicks_by_link(workspace, stats_period(period))
    table = Table(
        request, columns=_columns(sums), rows=rows, name="links", caption=_("Links"), default_sort="-created_at",
        filters=filters, empty=_("No links yet."),
    )  # fmt: skip
    if table.wants_export:
        return _export(request, rows, sums)
    has_any = Link.objects.of(workspace).exists()
    context = {
        "table": table, "period": period, "may_write": may_write(request), "has_any": has_any,
        "has_site": bool(addresses.short_address(workspace, "x")), "is_archive": request.GET.get("state") == queries.ARCHIVED,
    }  # fmt: skip
    return render(request, "promotion/links/list.html", SECTION | context)


def _columns(sums) -> list[Column]:
    nothing = stats.ClickSums()

    def in_period(name):
        return lambda row: getattr(sums.get(str(row.pk), nothing), name)

    return [
        Column("title", _("Link"), value=str, sort="title", template="promotion/links/cell_title.html"),
        Column("target", _("Leads to"), sort="target", template="promotion/links/cell_target.html"),
        Column("tags", _("Tags"), value=lambda row: " / ".join(filter(None, (row.source, row.medium, row.campaign)))),
        Column("state", _("State"), value=lambda row: queries.state_of(row, timezone.now()), template="promotion/links/cell_state.html"),
        Column("people", pgettext("link", "People"), value=in_period("people"), numeric=True),
        Column("period_clicks", pgettext("link", "Clicks"), value=in_period("clicks"), numeric=True),
        Column("inquiries", pgettext("link", "Inquiries after it"), value=in_period("inquiries"), numeric=True),
        Column("clicks", _("Clicks in all"), sort="clicks", numeric=True),
        Column("created_at", pgettext("link", "Made"), sort="created_at", template="promotion/parts/when.html"),
    ]  # fmt: skip


def _export(request, rows, sums):
    """The same columns that the import reads, then the figures."""
    nothing = stats.ClickSums()
    more = [
        _("Short address"),
        pgettext("link", "Clicks"),
        pgettext("link", "People"),
        pgettext("link", "Inquiries after it"),
    ]
    lines = (
        [
            *importing.export_row(link),
            addresses.short_address(request.workspace, link.code),
            *(getattr(sums.get(str(link.pk), nothing), name) for name in ("clicks", "people", "inquiries")),
        ]
        for link in rows.order_by("-created_at", "pk").iterator(chunk_size=500)
    )
    heads = [names[0] for names in importing.COLUMNS.values()]
    return csv_response(filename=f"links-{request.workspace.slug}", header=[*heads, *more], rows=lines)


@require_POST
@workspace_view(EDITORS)
def several(request):
    """Do one thing to the picked links: archive them, take them out again, or print their codes."""
    chosen = picked(request)
    _filters, rows = found(request, chosen.query)
    rows = rows if chosen.everything else Link.objects.of(request.workspace).filter(pk__in=chosen.ids)
    ids = list(rows.values_list("pk", flat=True))
    if not ids:
        toast(request, _("Pick at least one link."), failed=True)
        return redirect("promote_links", request.workspace.slug)
    if request.POST.get("deed") == "sheet":
        some = ",".join(map(str, ids[:200]))
        return redirect(reverse("promote_link_sheet", args=[request.workspace.slug]) + f"?ids={some}")
    return _archive(request, ids, is_away=request.POST.get("deed") != "restore")


@require_POST
@workspace_view(EDITORS)
def archive(request, pk):
    """Put one link away."""
    link = get_object_or_404(Link.objects.of(request.workspace), pk=pk)
    return _archive(request, [link.pk], is_away=True)


@require_POST
@workspace_view(EDITORS)
def restore(request):
    """Take links out of the archive: the undo of putting them away."""
    ids = [int(one) for one in request.GET.get("ids", "").split(",") if one.isdigit()]
    return _archive(request, ids, is_away=False)


def _archive(request, ids, *, is_away: bool):
    words = {"workspace": request.workspace, "ids": ids, "actor": request.user, "now": timezone.now()}
    if not is_away:
        actions.restore_links(**words)
        toast(request, _("Back in the list; the addresses lead on again."))
        return redirect("promote_links", request.workspace.slug)
    archived = actions.archive_links(**words)
    said = ngettext("%(n)d link archived: its address is unknown now.", "%(n)d links archived: their addresses are unknown now.", len(archived))  # fmt: skip
    undo = reverse("promote_links_restore", args=[request.workspace.slug])
    toast(request, said % {"n": len(archived)}, undo=f"{undo}?ids={','.join(map(str, archived))}")
    return redirect("promote_links", request.workspace.slug)


@workspace_view(EDITORS)
def new(request):
    """Build an address with tags, and make it a short link."""
    form = forms.LinkForm(request.POST or None, workspace=request.workspace, initial=_asked(request))
    if request.method == "POST" and form.is_valid():
        try:
            link = actions.make_link(
                workspace=request.workspace, draft=form.draft, actor=request.user, now=timezone.now()
            )
        except actions.LinkRefused as refused:
            _tell(form, refused)
        else:
            toast(request, _("The link is made."))
            return redirect("promote_link", request.workspace.slug, link.pk)
    return _form_page(request, form, title=_("New link"), link=None)


def _asked(request) -> dict:
    names = ("target", "title", "placement", "source", "medium", "campaign")
    return {name: request.GET[name][:500] for name in names if name in request.GET}


@workspace_view(EDITORS)
def edit(request, pk):
    """Change a link; its code stays."""
    link = get_object_or_404(Link.objects.of(request.workspace).select_related("workspace"), pk=pk)
    form = forms.LinkForm(request.POST or None, workspace=request.workspace, initial=forms.initial_of(link))
    del form.fields["code"]
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_link(link=link, draft=form.draft, actor=request.user, now=timezone.now())
        except actions.LinkRefused as refused:
            _tell(form, refused)
        else:
            toast(request, _("Saved. The next click leads there."))
            return redirect("promote_link", request.workspace.slug, link.pk)
    return _form_page(request, form, title=_("Change link"), link=link)


def _tell(form, refused: actions.LinkRefused) -> None:
    for name, words in refused.problems.items():
        form.add_error(name if name in form.fields else None, words)


def _form_page(request, form, *, title: str, link):
    context = {
        "form": form, "title": title, "link": link, "presets": rules.PRESETS,
        "has_site": bool(addresses.short_address(request.workspace, "x")),
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return render(
        request, "promotion/links/form.html", SECTION | context | _previewed(request, form), status=status
    )


@require_POST
@workspace_view(EDITORS)
def preview(request):
    """Say what the address comes to and how its visits will count; nothing is kept."""
    form = forms.LinkForm(request.POST, workspace=request.workspace)
    form.is_valid()
    return render(request, "promotion/links/preview.html", _previewed(request, form))


def _previewed(request, form) -> dict:
    """Return the finished address, its channel, and what a marketer should know before using it."""
    said = getattr(form, "cleaned_data", None) or form.initial
    target = said.get("target") or said.get("page")
    if not target:
        return {"finished": ""}
    own = rules.rules_of(request.workspace)
    draft = form.draft if form.is_bound and "most_clicks" in said else _draft_of(said)
    tags = {name: rules.written(own, value or "") for name, value in draft.tags.items()}
    if placement := draft.placement:
        tags |= {"source": placement.key, "medium": placement.medium}
    try:
        target = addresses.plain_target(request.workspace, target)
    except addresses.BadTarget as bad:
        return {"finished": "", "refused": str(bad)}
    whole = addresses.absolute(target, actions.short_origin(request.workspace))
    kept = addresses.tags_in(whole)
    finished = addresses.tagged(whole, Link(**tags).tags)
    return {
        "finished": finished,
        "arrival": events.arrival_of(request.workspace, finished) if "://" in finished else None,
        "is_own": addresses.is_own(target),
        "is_tagged": bool(addresses.tags_in(finished)),
        "kept_tags": kept,
        "strangers": rules.strangers(own, {"campaign": tags["campaign"]} if placement else tags),
        "is_strict": own.mode == own.Mode.STRICT,
    }


def _draft_of(said: dict) -> actions.Draft:
    words = {name: said.get(name) or "" for name in actions.TAGS}
    placement = said.get("placement")
    return actions.Draft(target="", placement=placement if hasattr(placement, "pk") else None, **words)


@workspace_view(EVERYONE)
def link(request, pk):
    """One link: its address, its code to print, and what it brought."""
    row = get_object_or_404(
        Link.objects.of(request.workspace).select_related("workspace", "placement"), pk=pk
    )
    period = period_of(request)
    numbers = stats.clicks_of_link(
        request.workspace, stats_period(period), link=str(row.pk), paths=_paths_of(row)
    )
    if request.GET.get("export") == "csv":
        heads = [_("Day"), *(str(DEFINITIONS[key][0]) for key in ("clicks", "people", "inquiries", "bots"))]
        lines = (
            [day.day.isoformat(), day.clicks, day.people, day.inquiries, day.bots] for day in numbers.days
        )
        return csv_response(filename=f"link-{row.code}", header=heads, rows=lines)
    context = {
        "link": row, "period": period, "numbers": numbers, "may_write": may_write(request), "definitions": DEFINITIONS,
        "short": addresses.short_address(request.workspace, row.code), "finished": actions.finished(row),
        "state": queries.state_of(row, timezone.now()), "chart": _chart(numbers),
        "state_words": queries.state_words(queries.state_of(row, timezone.now())),
        "targets": _targets(row, numbers), "qr": forms.QrForm(),
        "breakdowns": [(_("Countries"), numbers.countries), (_("Devices"), numbers.devices)],
    }  # fmt: skip
    return render(request, "promotion/links/link.html", SECTION | context)


def _paths_of(row: Link) -> list[str]:
    return [f"{addresses.PATH}{row.code}", f"{addresses.PATH}{row.code}/"]


def _chart(numbers) -> dict:
    return {
        "kind": "line",
        "labels": [day.day.isoformat() for day in numbers.days],
        "unit": "",
        "axis": _("Day"),
        "series": [
            {
                "name": pgettext("link", "Clicks"),
                "values": [day.clicks for day in numbers.days],
                "look": "area",
                "tone": "sea",
            },
            {
                "name": pgettext("link", "People"),
                "values": [day.people for day in numbers.days],
                "look": "line",
                "tone": "sail",
            },
        ],
    }


def _targets(row: Link, numbers) -> list[dict]:
    """Return the targets that share the clicks, with what each had; none when there is only one."""
    if not row.variants:
        return []
    had = {key: (clicks, people) for key, _title, clicks, people in numbers.variants}
    targets = [{"label": "A", "target": row.target, "weight": row.weight}, *row.variants]
    whole = sum(each["weight"] for each in targets) or 1
    return [
        each | {"share": round(100 * each["weight"] / whole), "clicks": had.get(each["label"], (0, 0))[0],
                "people": had.get(each["label"], (0, 0))[1]}
        for each in targets
    ]  # fmt: skip


@require_POST
@workspace_view(EDITORS)
def switch(request, pk):
    """Switch a link on or off."""
    row = get_object_or_404(Link.objects.of(request.workspace), pk=pk)
    is_on = request.POST.get("on") == "1"
    actions.switch_link(link=row, is_on=is_on, actor=request.user, now=timezone.now())
    toast(request, _("Switched on.") if is_on else _("Switched off: the address is unknown now."))
    return redirect("promote_link", request.workspace.slug, pk)


@workspace_view(EDITORS)
def upload(request):
    """Many links from a file: all of them or none."""
    form, refused = forms.FileForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        try:
            done = importing.import_links(
                workspace=request.workspace, content=form.cleaned_data["file"].read(), actor=request.user, now=timezone.now()
            )  # fmt: skip
        except TableUnreadable as unreadable:
            form.add_error("file", str(unreadable))
        except ImportRefused as error:
            refused = error
        else:
            words = {"made": done.made, "there": done.there}
            toast(request, _("%(made)d links made, %(there)d were there already.") % words)
            return redirect("promote_links", request.workspace.slug)
    context = {
        "form": form, "refused": refused, "wrong": refused.wrong[:MOST_SHOWN_WRONG] if refused else [],
        "hidden": max(0, len(refused.wrong) - MOST_SHOWN_WRONG) if refused else 0,
        "columns": [(names[0], importing.TITLES[key]) for key, names in importing.COLUMNS.items()],
    }  # fmt: skip
    return render(
        request, "promotion/links/upload.html", SECTION | context, status=422 if form.is_bound else 200
    )


@workspace_view(EVERYONE, write_roles=EDITORS)
def tag_rules(request):
    """Which sources, media and campaigns this workspace uses."""
    own = rules.rules_of(request.workspace)
    names = ("mode", "lower_case", "sources", "media", "campaigns")
    form = forms.RulesForm(request.POST or None, initial={name: getattr(own, name) for name in names})
    if request.method == "POST" and form.is_valid():
        rules.change_rules(
            workspace=request.workspace, **form.cleaned_data, actor=request.user, now=timezone.now()
        )
        toast(request, _("Saved."))
        return redirect("promote_tag_rules", request.workspace.slug)
    return render(
        request, "promotion/links/rules.html", SECTION | {"form": form, "may_write": may_write(request)}
    )
