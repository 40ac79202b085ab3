"""Deals on screen: a board by stage, a list, and what can be done to one."""

from datetime import datetime, time

from django.db.models import Count, Sum
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EVERYONE, SELLERS, audit_of, title_of, workspace_view
from yangfan.core.ui.returning import back_to
from yangfan.core.ui.tables import Column, Table
from yangfan.core.ui.toasts import toast
from yangfan.crm.deals import actions
from yangfan.crm.deals.forms import DealForm, LineForms, LoseForm, NewDealForm, WinForm
from yangfan.crm.deals.lines import Line, set_lines
from yangfan.crm.deals.models import CLOSED_STAGES, Deal, LostBecause, Stage
from yangfan.crm.deals.pipelines import pipelines_of, stage_titles
from yangfan.crm.inquiries.screens import SECTION, find_inquiry
from yangfan.crm.tabs import section_tabs
from yangfan.crm.words import channel_title, channel_titles

ON_BOARD = 30  # of a column; the list shows all


def _rows(workspace):
    return Deal.objects.of(workspace).select_related(
        "workspace", "pipeline", "contact", "company", "inquiry", "owner"
    )


def _find(request, pk: int) -> Deal:
    return get_object_or_404(_rows(request.workspace), pk=pk)


@workspace_view(EVERYONE)
def deals(request):
    """The board of one pipeline, or the list with `?view=list`."""
    if request.GET.get("view") == "list":
        return _list(request)
    pipelines = pipelines_of(request.workspace)
    wanted = request.GET.get("pipeline", "")
    pipeline = next((one for one in pipelines if str(one.pk) == wanted), pipelines[0])
    mine = "mine" in request.GET
    columns = _columns(request, pipeline, mine=mine)
    context = {
        "section": SECTION, "tabs": section_tabs(request.workspace), "columns": columns, "pipelines": pipelines,
        "pipeline": pipeline, "mine": mine, "may_write": request.membership.role in SELLERS,
        "has_any": mine or any(column["count"] for column in columns), "today": timezone.localdate(),
        "is_owner": request.membership.role == "owner",
    }  # fmt: skip
    return render(request, "crm/deals.html", context)


def _columns(request, pipeline, *, mine: bool) -> list[dict]:
    rows = Deal.objects.of(request.workspace).filter(pipeline=pipeline).select_related("company", "owner")
    if mine:
        rows = rows.filter(owner=request.user)
    numbers = {}
    for one in rows.order_by().values("stage", "currency").annotate(count=Count("*"), total=Sum("amount")):
        numbers.setdefault(one["stage"], []).append(one)
    ways = [(stage.key, str(stage), stage.probability) for stage in pipeline.open_stages]
    ways += [(key.value, str(key.label), None) for key in CLOSED_STAGES]
    return [
        {
            "stage": key, "label": label, "probability": probability, "is_open": probability is not None,
            "deals": rows.filter(stage=key)[:ON_BOARD], "count": sum(one["count"] for one in numbers.get(key, [])),
            "sums": [one for one in numbers.get(key, []) if one["total"] is not None], "moves": _moves(ways, key),
        }
        for key, label, probability in ways
    ]  # fmt: skip


def _moves(ways, here: str):
    """Return the options of the select that every card of a column carries."""
    options = ((key, " selected" if key == here else "", label) for key, label, _probability in ways)
    return format_html_join("", '<option value="{}"{}>{}</option>', options)


def _list(request):
    titles, stages = channel_titles(request.workspace), stage_titles(request.workspace)
    columns = [
        Column("title", _("Deal"), sort="title"),
        Column("contact", _("Contact"), value=lambda row: str(row.contact or "")),
        Column("company", _("Company"), value=lambda row: str(row.company or "")),
        Column("amount", _("Amount"), sort="amount", numeric=True, template="crm/cells/amount.html", export=lambda row: row.amount),
        Column("currency", _("Currency"), sort="currency"),
        Column("stage", _("Stage"), value=lambda row: stages.get((row.pipeline_id, row.stage), row.stage), sort="stage"),
        Column("expected_on", _("Hoped for"), value=lambda row: row.expected_on or "", sort="expected_on"),
        Column("channel", _("Channel"), value=lambda row: titles.get(row.inquiry.channel, "") if row.inquiry else _("by hand")),
        Column("owner", pgettext("inquiry", "Owner"), value=lambda row: str(row.owner or "")),
        Column("lost", _("Why lost"), value=lambda row: row.why_lost),
        Column("won_at", _("Won on"), value=lambda row: timezone.localdate(row.won_at) if row.won_at else "", sort="won_at"),
    ]  # fmt: skip
    table = Table(
        request, columns=columns, rows=_rows(request.workspace), name="deals", caption=_("Deals"),
        row_url=lambda row: reverse("crm_deal", args=[request.workspace.slug, row.pk]),
        empty=_("No deal yet: open one from an inquiry."),
    )  # fmt: skip
    if table.wants_export:
        return table.export(f"deals-{timezone.localdate()}")
    context = {"section": SECTION, "tabs": section_tabs(request.workspace), "table": table,
               "may_write": request.membership.role in SELLERS}  # fmt: skip
    return render(request, "crm/deals_list.html", context)


@workspace_view(EVERYONE)
def deal(request, pk):
    """One deal."""
    return _show(request, _find(request, pk))


def _show(request, deal: Deal, status: int = 200, **extra):
    pipelines = pipelines_of(request.workspace)
    context = {
        "section": SECTION, "deal": deal, "may_write": request.membership.role in SELLERS,
        "channel": channel_title(request.workspace, deal.inquiry.channel) if deal.inquiry else "",
        "form": DealForm(workspace=request.workspace, deal=deal), "win_form": WinForm(deal=deal), "lose_form": LoseForm(),
        "pipelines": pipelines, "stages": next(one.open_stages for one in pipelines if one.pk == deal.pipeline_id),
        "lines": deal.lines.of(request.workspace), "line_forms": _line_forms(request, deal),
        "audit": [{"entry": entry, "title": title_of(entry.action)} for entry in audit_of(request.workspace, deal)[:30]],
    } | extra  # fmt: skip
    return render(request, "crm/deal.html", context, status=status)


@workspace_view(SELLERS)
def new_deal(request):
    """A deal by hand, without an inquiry."""
    form = NewDealForm(
        request.POST or None, workspace=request.workspace, initial={"currency": request.workspace.currency}
    )
    if request.method == "POST" and form.is_valid():
        deal = actions.open_deal(
            workspace=request.workspace, actor=request.user, now=timezone.now(), **form.cleaned_data
        )
        return redirect("crm_deal", request.workspace.slug, deal.pk)
    context = {"section": SECTION, "form": form}
    return render(request, "crm/deal_new.html", context, status=422 if form.errors else 200)


@require_POST
@workspace_view(SELLERS)
def open_from_inquiry(request, number):
    """Open the deal of an inquiry."""
    inquiry = find_inquiry(request, number)
    form = DealForm(request.POST, workspace=request.workspace)
    if not form.is_valid():
        toast(request, _("The amount is not a number."), failed=True)
    elif not inquiry.deals.of(request.workspace).exclude(stage__in=CLOSED_STAGES).exists():
        actions.open_deal(
            workspace=request.workspace,
            inquiry=inquiry,
            actor=request.user,
            now=timezone.now(),
            **form.cleaned_data,
        )
    return redirect("crm_inquiry", request.workspace.slug, number)


def _back(request, deal: Deal):
    slug = request.workspace.slug
    page = (
        reverse("crm_inquiry", args=[slug, deal.inquiry.number])
        if deal.inquiry
        else reverse("crm_deal", args=[slug, deal.pk])
    )
    return redirect(back_to(request, page))


@require_POST
@workspace_view(SELLERS)
def change(request, pk):
    """Change title, amount and currency."""
    deal = _find(request, pk)
    form = DealForm(request.POST, workspace=request.workspace, deal=deal)
    if not form.is_valid():
        return _show(request, deal, status=422, form=form)
    fields = {field: value for field, value in form.cleaned_data.items() if field in request.POST}
    fields["title"] = fields.get("title") or deal.title
    try:
        actions.change_deal(deal=deal, fields=fields, actor=request.user, now=timezone.now())
    except actions.DealRefused:
        form.add_error("amount", _("A won deal needs an amount."))
        return _show(request, deal, status=422, form=form)
    return _back(request, deal)


@require_POST
@workspace_view(SELLERS)
def move(request, pk):
    """Move to an open stage; dropping a card on Won or Lost leads to the deal's page, which asks for the rest."""
    deal = _find(request, pk)
    pipeline = next(
        (one for one in pipelines_of(request.workspace) if str(one.pk) == request.POST.get("pipeline")),
        deal.pipeline,
    )
    stage = request.POST.get("stage", "")
    if stage in CLOSED_STAGES:
        return redirect(reverse("crm_deal", args=[request.workspace.slug, pk]) + f"#{stage}")
    try:
        actions.move_deal(
            deal=deal,
            stage=stage or pipeline.open_stages[0].key,
            pipeline=pipeline,
            actor=request.user,
            now=timezone.now(),
        )
    except actions.DealRefused:
        return HttpResponseBadRequest()
    return _back(request, deal)


@require_POST
@workspace_view(SELLERS)
def win(request, pk):
    """The deal became an order."""
    deal = _find(request, pk)
    form = WinForm(request.POST, deal=deal)
    if not form.is_valid():
        return _show(request, deal, status=422, win_form=form)
    now, day = timezone.now(), form.cleaned_data["won_on"]
    moment = now if day == timezone.localdate() else timezone.make_aware(datetime.combine(day, time(12)))
    deal = actions.win_deal(
        deal=deal, amount=form.cleaned_data["amount"], currency=form.cleaned_data["currency"], won_at=moment,
        actor=request.user, now=now,
    )  # fmt: skip
    undo = reverse("crm_deal_reopen", args=[request.workspace.slug, pk])
    channel = channel_title(request.workspace, deal.inquiry.channel) if deal.inquiry else ""
    said = (
        _("Won. It counts for %(channel)s.") % {"channel": channel}
        if channel
        else _("Won. It counts as revenue.")
    )
    toast(request, said, undo=undo)
    return _back(request, deal)


@require_POST
@workspace_view(SELLERS)
def lose(request, pk):
    """The deal came to nothing."""
    deal = _find(request, pk)
    form = LoseForm(request.POST)
    if not form.is_valid():
        return _show(request, deal, status=422, lose_form=form)
    actions.lose_deal(deal=deal, **form.cleaned_data, actor=request.user, now=timezone.now())
    toast(request, _("Lost."), undo=reverse("crm_deal_reopen", args=[request.workspace.slug, pk]))
    return _back(request, deal)


@require_POST
@workspace_view(SELLERS)
def reopen(request, pk):
    """Undo a win or a loss."""
    deal = _find(request, pk)
    actions.reopen_deal(deal=deal, actor=request.user, now=timezone.now())
    return _back(request, deal)


def _line_forms(request, deal: Deal):
    rows = [
        {field: getattr(line, field) for field in ("product", "quantity", "unit", "unit_price")}
        for line in deal.lines.of(request.workspace)
    ]
    return LineForms(initial=rows, prefix="line")


@require_POST
@workspace_view(SELLERS)
def lines(request, pk):
    """The products of a deal; its amount becomes their sum."""
    deal = _find(request, pk)
    forms = LineForms(request.POST, prefix="line")
    if not forms.is_valid():
        return _show(request, deal, status=422, line_forms=forms)
    filled = [Line(**form.cleaned_data) for form in forms if form.is_filled]
    set_lines(deal=deal, lines=filled, actor=request.user, now=timezone.now())
    toast(request, _("Saved. The amount is the sum of the lines.") if filled else _("Saved."))
    return _back(request, deal)


@workspace_view(EVERYONE)
def lost(request):
    """Why deals were lost: how often and how much, over all time."""
    rows = Deal.objects.of(request.workspace).filter(stage=Stage.LOST).order_by()
    counted = rows.values("lost_because", "currency").annotate(count=Count("pk"), total=Sum("amount"))
    labels = dict(LostBecause.choices) | {"": _("Not said")}
    table = Table(
        request,
        columns=[
            Column("why", _("Why lost"), value=lambda row: str(labels[row["lost_because"]])),
            Column("count", _("Deals"), numeric=True),
            Column("total", _("Amount"), numeric=True),
            Column("currency", _("Currency")),
        ],
        rows=sorted(counted, key=lambda row: -row["count"]),
        name="lost",
        caption=_("Why deals were lost"),
        empty=_("No deal was lost yet."),
    )
    if table.wants_export:
        return table.export(f"lost-{timezone.localdate()}")
    return render(request, "crm/lost.html", {"section": SECTION, "table": table})
