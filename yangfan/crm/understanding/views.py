"""Correcting what was read, one field at a time, and taking it back."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import SELLERS, workspace_view
from yangfan.core.ui.toasts import toast
from yangfan.crm.inquiries.screens import find_inquiry
from yangfan.crm.understanding import actions
from yangfan.crm.understanding.fields import FIELDS, NotReadable


@require_POST
@workspace_view(SELLERS)
def correct(request, number, what):
    """Set one field."""
    inquiry = find_inquiry(request, number)
    if what not in FIELDS:
        raise Http404
    try:
        lesson = actions.correct_understanding(
            inquiry=inquiry, field=what, typed=request.POST.get("value", "")[:400], words=request.POST.get("words", ""),
            actor=request.user, now=timezone.now(),
        )  # fmt: skip
    except NotReadable as refusal:
        toast(request, str(refusal), failed=True)
        return _back(request, number)
    said = _("Noted, and learned for the next messages.") if lesson.words else _("Noted.")
    toast(request, said, undo=reverse("crm_understanding_undo", args=[request.workspace.slug, number, what]))
    return _back(request, number)


@require_POST
@workspace_view(SELLERS)
def undo(request, number, what):
    """Take the correction back, with what it taught."""
    inquiry = find_inquiry(request, number)
    if what not in FIELDS:
        raise Http404
    actions.undo_correction(inquiry=inquiry, field=what, actor=request.user, now=timezone.now())
    return _back(request, number)


def _back(request, number: int):
    return redirect(reverse("crm_inquiry", args=[request.workspace.slug, number]) + "#wants")
