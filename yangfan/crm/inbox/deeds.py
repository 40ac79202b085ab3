"""What people do in the inbox: to many inquiries at once, to one (snooze, merge), and to saved views."""

from urllib.parse import urlencode

from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from yangfan.accounts.public import OWNERS, SELLERS, workspace_view
from yangfan.core.ui.exports import csv_response
from yangfan.core.ui.picking import picked
from yangfan.core.ui.returning import back_to
from yangfan.core.ui.toasts import toast
from yangfan.crm.inbox import bulk, merging, screens, snoozing
from yangfan.crm.inbox.forms import SaveViewForm
from yangfan.crm.inbox.models import BulkDeed, InquiryMerge, SavedView
from yangfan.crm.inquiries.actions import StatusUnknown
from yangfan.crm.inquiries.deeds import member_of
from yangfan.crm.inquiries.models import Inquiry


def _to_list(request):
    return redirect(back_to(request, reverse("crm_inbox", args=[request.workspace.slug])))


@require_POST
@workspace_view(SELLERS)
def several(request):
    """Do one thing to all picked inquiries; `deed` is its name and maybe a value: "assign:7", "snooze:monday"."""
    deed, _colon, value = request.POST.get("deed", "").partition(":")
    rows = _picked_rows(request)
    if not rows:
        toast(request, _("Nothing was picked."), failed=True)
        return _to_list(request)
    if deed == "export":
        return _export(request, rows)
    now = timezone.now()
    try:
        done = bulk.do_to_many(
            workspace=request.workspace, rows=rows, deed=deed, value=_value(request, deed, value, now), actor=request.user, now=now
        )  # fmt: skip
    except (LookupError, StatusUnknown):
        return HttpResponseBadRequest()
    except snoozing.SnoozeRefused:
        toast(request, _("Choose a day after today."), failed=True)
    except bulk.BulkRefused as error:
        if str(error) == "unknown":
            return HttpResponseBadRequest()
        toast(request, _refused(str(error)), failed=True)
    else:
        toast(
            request,
            _said(deed, len(rows)),
            undo=reverse("crm_several_undo", args=[request.workspace.slug, done.pk]),
        )
    return _to_list(request)


def _picked_rows(request) -> list[Inquiry]:
    chosen = picked(request)
    rows = Inquiry.objects.of(request.workspace).select_related("workspace", "contact", "owner", "site")
    if chosen.everything:
        _view, _filters, table = screens.list_of(request, chosen.query)
        return list(
            rows.filter(pk__in=table.page.paginator.object_list.order_by().values("pk"))[: bulk.MOST + 1]
        )
    return list(rows.filter(number__in=chosen.ids).order_by("-received_at"))


def _value(request, deed: str, value: str, now):
    if deed == "assign":
        return member_of(request, str(request.user.pk) if value == "me" else value)
    if deed == "snooze":
        asked = request.POST.get("until", "") if value == "date" else value
        return None if value == "none" else snoozing.moment_of(request.workspace, asked, now=now)
    return value


def _refused(code: str) -> str:
    return {
        "too_many": _("At most %(n)d at once: please narrow the list.") % {"n": bulk.MOST},
        "same": _("Pick at least two inquiries to merge."), "spam": _("Spam cannot be merged: say first that it is none."),
        "merged": _("One of these was merged already."),
    }.get(code, code)  # fmt: skip


def _said(deed: str, n: int) -> str:
    words = {
        "assign": ngettext("%(n)d inquiry assigned", "%(n)d inquiries assigned", n),
        "status": ngettext("Status of %(n)d inquiry changed", "Status of %(n)d inquiries changed", n),
        "snooze": ngettext("%(n)d inquiry snoozed", "%(n)d inquiries snoozed", n),
        "spam": ngettext("%(n)d inquiry marked as spam", "%(n)d inquiries marked as spam", n),
        "no_spam": ngettext("%(n)d inquiry is no spam", "%(n)d inquiries are no spam", n),
        "merge": ngettext("%(n)d inquiry merged into one", "%(n)d inquiries merged into one", n),
    }  # fmt: skip
    return words[deed] % {"n": n}


def _export(request, rows: list[Inquiry]):
    columns = [column for column in screens.columns_of(request.workspace) if column.exported]
    lines = ([(column.export or column.read)(row) for column in columns] for row in rows)
    name = f"inquiries-{timezone.localdate()}"
    return csv_response(filename=name, header=[str(column.label) for column in columns], rows=lines)


@require_POST
@workspace_view(SELLERS)
def undo_several(request, pk):
    """Take back what was done to many."""
    done = get_object_or_404(BulkDeed.objects.of(request.workspace), pk=pk, actor=request.user)
    count = bulk.undo_many(done=done, actor=request.user, now=timezone.now())
    toast(
        request,
        ngettext("Taken back for %(n)d inquiry", "Taken back for %(n)d inquiries", count) % {"n": count},
    )
    return _to_list(request)


def _inquiry(request, number: int) -> Inquiry:
    rows = Inquiry.objects.of(request.workspace).select_related("workspace", "contact", "owner", "site")
    return get_object_or_404(rows, number=number)


def _to_inquiry(request, inquiry: Inquiry):
    return redirect(back_to(request, reverse("crm_inquiry", args=[request.workspace.slug, inquiry.number])))


@require_POST
@workspace_view(SELLERS)
def snooze(request, number):
    """Put one inquiry out of sight for a while, or bring it back."""
    inquiry, now = _inquiry(request, number), timezone.now()
    asked = request.POST.get("until") or request.POST.get("day", "")
    try:
        until = None if asked == "none" else snoozing.moment_of(request.workspace, asked, now=now)
    except snoozing.SnoozeRefused:
        toast(request, _("Choose a day after today."), failed=True)
        return _to_inquiry(request, inquiry)
    done = bulk.do_to_many(workspace=request.workspace, rows=[inquiry], deed="snooze", value=until, actor=request.user, now=now)  # fmt: skip
    words = _("It is back.")
    if until:
        shown = date_format(timezone.localtime(until), "SHORT_DATETIME_FORMAT")
        words = _("Comes back on %(when)s, or when the buyer writes.") % {"when": shown}
    toast(request, words, undo=reverse("crm_several_undo", args=[request.workspace.slug, done.pk]))
    return _to_inquiry(request, inquiry)


@require_POST
@workspace_view(SELLERS)
def merge(request, number):
    """Let another inquiry (`other`: its number) go into this one."""
    target, now = _inquiry(request, number), timezone.now()
    asked = request.POST.get("other", "").strip().lstrip("#")
    rows = Inquiry.objects.of(request.workspace).select_related("workspace", "contact", "owner", "site")
    other = rows.filter(number=int(asked)).first() if asked.isdigit() and len(asked) < 9 else None
    if other is None:
        toast(request, _("There is no inquiry with this number."), failed=True)
        return _to_inquiry(request, target)
    try:
        done = merging.merge(target=target, source=other, actor=request.user, now=now)
    except merging.MergeRefused as error:
        toast(request, _refused(str(error)), failed=True)
    else:
        toast(request, _("#%(n)d was merged into this one.") % {"n": other.number}, undo=reverse("crm_unmerge", args=[request.workspace.slug, done.pk]))  # fmt: skip
    return _to_inquiry(request, target)


@require_POST
@workspace_view(SELLERS)
def unmerge(request, pk):
    """Take a merge back."""
    done = get_object_or_404(
        InquiryMerge.objects.of(request.workspace).select_related("workspace", "source"), pk=pk
    )
    if merging.undo_merge(done=done, actor=request.user, now=timezone.now()):
        toast(request, _("Two inquiries again: #%(n)d is back.") % {"n": done.source.number})
    return _to_inquiry(request, done.source)


@require_POST
@workspace_view(SELLERS)
def save_view(request):
    """Keep the filters of the list under a name."""
    form = SaveViewForm(request.POST)
    query = screens.kept_query(picked(request).query)
    if not form.is_valid():
        toast(request, _("Give the view a name of at most 60 signs."), failed=True)
        return _to_list(request)
    view = form.save(commit=False)
    view.workspace, view.owner, view.query = request.workspace, request.user, query
    view.position = SavedView.objects.of(request.workspace).count()
    view.save()
    toast(request, _("View “%(name)s” saved.") % {"name": view.name})
    return redirect(reverse("crm_inbox", args=[request.workspace.slug]) + f"?{_address(view)}")


def _address(view: SavedView) -> str:
    return urlencode(view.query | {"view": view.pk})


@require_POST
@workspace_view(SELLERS)
def delete_view(request, pk):
    """Forget a view: one's own, or as an owner any."""
    rows = SavedView.objects.of(request.workspace)
    if request.membership.role not in OWNERS:
        rows = rows.filter(owner=request.user)
    view = get_object_or_404(rows, pk=pk)
    view.delete()
    toast(request, _("View “%(name)s” deleted.") % {"name": view.name})
    return redirect("crm_inbox", request.workspace.slug)
