"""What people do to inquiries on screen: each a POST that ends on the page it came from."""

from uuid import uuid4

from django.http import HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import SELLERS, members_of, workspace_view
from yangfan.core.ui.toasts import toast
from yangfan.crm.inquiries import actions, imports
from yangfan.crm.inquiries.forms import ImportForm, LogForm
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.inquiries.screens import SECTION, find_inquiry
from yangfan.crm.tabs import section_tabs


def _to_inquiry(request, inquiry: Inquiry):
    return redirect("crm_inquiry", request.workspace.slug, inquiry.number)


def member_of(request, user_id: str):
    """Return the member with this id, or None for nobody; raise LookupError for a stranger."""
    if not user_id:
        return None
    for member in members_of(request.workspace):
        if str(member.user_id) == user_id:
            return member.user
    raise LookupError(user_id)


@require_POST
@workspace_view(SELLERS)
def spam(request, number):
    """Mark or unmark as spam."""
    inquiry = find_inquiry(request, number)
    is_spam = request.POST.get("spam") == "1"
    actions.mark_spam(inquiry=inquiry, is_spam=is_spam, actor=request.user, now=timezone.now())
    undo = reverse(
        "crm_inquiry_unspam" if is_spam else "crm_inquiry_spam_again", args=[request.workspace.slug, number]
    )
    said = _("Marked as spam; it counts no more.") if is_spam else _("No spam; it counts again.")
    toast(request, said, undo=undo)
    return _to_inquiry(request, inquiry)


@require_POST
@workspace_view(SELLERS)
def unspam(request, number):
    """Undo of marking."""
    inquiry = find_inquiry(request, number)
    actions.mark_spam(inquiry=inquiry, is_spam=False, actor=request.user, now=timezone.now())
    return _to_inquiry(request, inquiry)


@require_POST
@workspace_view(SELLERS)
def spam_again(request, number):
    """Undo of unmarking."""
    inquiry = find_inquiry(request, number)
    actions.mark_spam(inquiry=inquiry, is_spam=True, actor=request.user, now=timezone.now())
    return _to_inquiry(request, inquiry)


@require_POST
@workspace_view(SELLERS)
def assign(request, number):
    """Give the inquiry to a member, or to nobody."""
    inquiry = find_inquiry(request, number)
    try:
        owner = member_of(request, request.POST.get("owner", ""))
    except LookupError:
        return HttpResponseBadRequest()
    actions.assign_inquiry(inquiry=inquiry, owner=owner, actor=request.user, now=timezone.now())
    return _to_inquiry(request, inquiry)


@require_POST
@workspace_view(SELLERS)
def status(request, number):
    """Set the status."""
    inquiry = find_inquiry(request, number)
    try:
        actions.set_status(
            inquiry=inquiry, status=request.POST.get("status", ""), actor=request.user, now=timezone.now()
        )
    except actions.StatusUnknown:
        return HttpResponseBadRequest()
    return _to_inquiry(request, inquiry)


@workspace_view(SELLERS)
def log(request):
    """Write down an inquiry that came by phone or the like."""
    form = LogForm(
        request.POST or None, workspace=request.workspace, initial={"submission_id": f"hand-{uuid4().hex}"}
    )
    if request.method == "POST" and form.is_valid():
        received = actions.receive_inquiry(
            workspace=request.workspace,
            site=None,
            actor=request.user,
            now=timezone.now(),
            **form.cleaned_data,
        )
        return _to_inquiry(request, received.inquiry)
    context = {"section": SECTION, "form": form, "tabs": section_tabs(request.workspace)}
    return render(request, "crm/log.html", context, status=422 if form.errors else 200)


@workspace_view(SELLERS)
def import_file(request):
    """Take in inquiries and contacts from a CSV file; nothing is taken when a row is wrong."""
    form, report = ImportForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        report = imports.import_customers(
            workspace=request.workspace,
            data=form.cleaned_data["file"].read(),
            actor=request.user,
            now=timezone.now(),
            is_check="check" in request.POST,
        )
        if not (report.errors or report.is_check):
            toast(request, report.words)
            return redirect(reverse("crm_inbox", args=[request.workspace.slug]) + "?tab=all")
    context = {
        "section": SECTION, "form": form, "report": report, "columns": imports.COLUMNS,
        "tabs": section_tabs(request.workspace),
    }  # fmt: skip
    return render(
        request, "crm/import.html", context, status=422 if form.errors or (report and report.errors) else 200
    )
