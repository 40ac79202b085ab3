"""Privacy on screen: what is known of a person, handing it out, forgetting; the rules of a workspace and the proofs."""

from django import forms
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yangfan.accounts.public import workspace_view
from yangfan.core.privacy import holders
from yangfan.core.ui.tables import Column, Table
from yangfan.core.ui.toasts import toast
from yangfan.crm.contacts.models import Contact
from yangfan.crm.inquiries.screens import SECTION
from yangfan.crm.privacy import actions
from yangfan.crm.privacy.models import Erasure, RetentionRules
from yangfan.crm.privacy.person import person_of

OWNER = frozenset({"owner"})


class RulesForm(forms.ModelForm):
    """How long things are kept."""

    class Meta:
        model = RetentionRules
        fields = ["spam_days", "quiet_months"]


def _contact(request, pk: int) -> Contact:
    return get_object_or_404(Contact.objects.of(request.workspace).select_related("workspace"), pk=pk)


@workspace_view(OWNER)
def person(request, pk):
    """Everything known of one person, by who holds it."""
    contact = _contact(request, pk)
    known = actions.counts(person_of(contact))
    context = {
        "section": SECTION, "contact": contact, "known": [(holder.title, known[holder.key]) for holder in holders],
        "total": sum(known.values()),
    }  # fmt: skip
    return render(request, "crm/privacy/person.html", context)


@workspace_view(OWNER)
def export(request, pk):
    """Hand out everything known of a person as a ZIP file."""
    contact = _contact(request, pk)
    file = actions.export_person(contact=contact, actor=request.user, now=timezone.now())
    return FileResponse(file, as_attachment=True, filename=f"person-{pk}.zip", content_type="application/zip")


@workspace_view(OWNER)
def erase(request, pk):
    """Forget a person, once somebody has typed the word that says so."""
    contact, error = _contact(request, pk), ""
    word = _("FORGET")
    if request.method == "POST":
        if request.POST.get("word", "").strip().upper() == word.upper():
            record = actions.erase_person(
                contact=contact, actor=request.user, now=timezone.now(), note=request.POST.get("note", "")
            )
            toast(
                request,
                _("Forgotten. The proof stands below.")
                if record.is_complete
                else _("Something was left; see below."),
                failed=not record.is_complete,
            )
            return redirect(reverse("crm_privacy", args=[request.workspace.slug]) + "#erasures")
        error = _("Type %(word)s to go on.") % {"word": word}
    context = {"section": SECTION, "contact": contact, "word": word, "error": error}
    return render(request, "crm/privacy/erase.html", context, status=422 if error else 200)


@workspace_view(OWNER)
def settings(request):
    """The retention rules, what they would erase now, and the proofs of what was erased."""
    rules = RetentionRules.objects.of(request.workspace).first() or RetentionRules(
        workspace=request.workspace
    )
    form = RulesForm(request.POST or None, instance=rules)
    if request.method == "POST" and form.is_valid():
        form.save()
        toast(request, _("Saved."))
        return redirect("crm_privacy", request.workspace.slug)
    titles = {holder.key: str(holder.title) for holder in holders}
    table = Table(
        request,
        columns=[
            Column("done_at", _("When"), value=lambda row: timezone.localtime(row.done_at).strftime("%Y-%m-%d %H:%M")),
            Column("why", _("Why"), value=lambda row: row.get_why_display()),
            Column("note", _("How the request came")),
            Column("erased", _("Erased"), value=lambda row: _(", ").join(f"{titles.get(key, key)} {n}" for key, n in row.erased.items() if n)),
            Column("left", _("Found afterwards"), numeric=True, value=lambda row: sum(row.left.values())),
            Column("done_by", _("By whom"), value=lambda row: str(row.done_by or "Yangfan")),
            Column("marks", _("Marks"), value=lambda row: " ".join(row.marks)),
        ],
        rows=Erasure.objects.of(request.workspace).select_related("done_by"),
        name="erasures",
        caption=_("Proofs of erasure"),
        empty=_("Nobody was forgotten yet."),
    )  # fmt: skip
    if table.wants_export:
        return table.export(f"erasures-{timezone.localdate()}")
    due = actions.due_for_erasure(request.workspace, rules, now=timezone.now()).count() if rules.pk else 0
    context = {"section": "settings", "form": form, "table": table, "due": due}
    return render(request, "crm/privacy/settings.html", context, status=422 if form.errors else 200)
