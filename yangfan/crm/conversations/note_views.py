"""Notes on screen: add, change, delete."""

from django.http import HttpResponseForbidden
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from yangfan.accounts.public import SELLERS, workspace_view
from yangfan.crm.conversations import notes
from yangfan.crm.inquiries.models import Note
from yangfan.crm.inquiries.screens import find_inquiry


def _to_notes(request, number: int, note: Note | None = None):
    address = reverse("crm_inquiry", args=[request.workspace.slug, number])
    return redirect(f"{address}#n{note.pk}" if note else f"{address}#h-notes")


@require_POST
@workspace_view(SELLERS)
def note(request, number):
    """Add a note; an empty one changes nothing."""
    inquiry = find_inquiry(request, number)
    try:
        made = notes.write_note(
            inquiry=inquiry, text=request.POST.get("text", ""), actor=request.user, now=timezone.now()
        )
    except notes.NoteRefused:
        made = None
    return _to_notes(request, number, made)


@require_POST
@workspace_view(SELLERS)
def change(request, pk):
    """Change or delete one's own note."""
    rows = Note.objects.of(request.workspace).select_related("workspace", "inquiry")
    one, words = get_object_or_404(rows, pk=pk), {"actor": request.user, "now": timezone.now()}
    try:
        if "delete" in request.POST:
            notes.delete_note(note=one, **words)
            return _to_notes(request, one.inquiry.number)
        notes.change_note(note=one, text=request.POST.get("text", ""), **words)
    except notes.NoteRefused as refusal:
        if str(refusal) == "not_yours":
            return HttpResponseForbidden()
    return _to_notes(request, one.inquiry.number, one)
