"""Merging on screen: pairs that may be one person, choosing what is kept, taking apart again."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EVERYONE, SELLERS, workspace_view
from yangfan.core.ui.confirm import ask
from yangfan.core.ui.toasts import toast
from yangfan.crm.contacts.models import Contact
from yangfan.crm.customers.fields import fields_of, in_words
from yangfan.crm.customers.models import Kin
from yangfan.crm.inquiries.models import Inquiry
from yangfan.crm.merging import actions
from yangfan.crm.merging.doubles import REASONS, find_doubles, open_doubles
from yangfan.crm.merging.models import ContactMerge, PossibleDouble
from yangfan.crm.words import country_name, language_name

SECTION = "inquiries"
SHOWN = 50


@workspace_view(EVERYONE, write_roles=SELLERS)
def doubles(request):
    """Pairs that may be one person; a POST looks through the book now."""
    if request.method == "POST":
        found = find_doubles(workspace=request.workspace, now=timezone.now())
        toast(request, _("%(n)d pairs may be one person") % {"n": found})
        return redirect("crm_doubles", request.workspace.slug)
    rows = open_doubles(request.workspace)
    context = {
        "section": SECTION, "count": rows.count(), "may_write": request.membership.role in SELLERS,
        "pairs": [{"row": row, "why": [REASONS[reason][1] for reason in row.reasons if reason in REASONS]} for row in rows[:SHOWN]],
    }  # fmt: skip
    return render(request, "crm/merging/doubles.html", context)


@require_POST
@workspace_view(SELLERS)
def keep_apart(request, pk):
    """These two are different people."""
    double = get_object_or_404(PossibleDouble.objects.of(request.workspace), pk=pk)
    actions.keep_apart(double=double, actor=request.user)
    toast(request, _("They will not be proposed again."))
    return redirect("crm_doubles", request.workspace.slug)


@workspace_view(SELLERS)
def merge(request, pk, other_pk):
    """Two contacts side by side: which values stay, then one contact."""
    rows = (
        Contact.objects.of(request.workspace).select_related("company", "workspace").filter(merged_into=None)
    )
    one, other = get_object_or_404(rows, pk=pk), get_object_or_404(rows, pk=other_pk)
    if request.method == "POST":
        keep_other = request.POST.get("survivor") == str(other.pk)
        survivor, merged = (other, one) if keep_other else (one, other)
        given = {
            name: value
            for name, value in request.POST.items()
            if value == str(merged.pk) and name != "survivor"
        }
        try:
            done = actions.merge_contacts(
                survivor=survivor, merged=merged, take=given, actor=request.user, now=timezone.now()
            )
        except actions.MergeRefused:
            toast(request, _("These two cannot be merged."), failed=True)
            return redirect("crm_contacts", request.workspace.slug)
        undo = reverse("crm_merge_undo", args=[request.workspace.slug, done.pk])
        toast(request, _("%(who)s is one contact now.") % {"who": survivor}, undo=undo)
        return redirect("crm_contact", request.workspace.slug, survivor.pk)
    context = {"section": SECTION, "one": one, "other": other, "lines": _lines(request.workspace, one, other)}
    return render(request, "crm/merging/merge.html", context | _weights(one, other))


def _lines(workspace, one: Contact, other: Contact) -> list[dict]:
    """Return what can be chosen: a line each, the fuller side proposed."""
    titles = {"name": _("Name"), "email": _("E-mail"), "phone": _("Phone"), "company": _("Company"), "title": _("Job title"),
              "country": _("Country"), "language": _("Language"), "note": _("Note")}  # fmt: skip
    shown = {"country": country_name, "language": language_name}
    lines = [
        {"key": name, "title": titles[name], "one": shown.get(name, str)(getattr(one, name) or ""),
         "other": shown.get(name, str)(getattr(other, name) or "")}
        for name in actions.FIELDS
    ]  # fmt: skip
    lines += [
        {"key": f"f_{field.key}", "title": field.label, "one": in_words(field, one.fields.get(field.key)),
         "other": in_words(field, other.fields.get(field.key))}
        for field in fields_of(workspace, Kin.CONTACT)
    ]  # fmt: skip
    for line in lines:
        line["takes_other"] = bool(line["other"]) and not line["one"]
    return [line for line in lines if line["one"] or line["other"]]


def _weights(one: Contact, other: Contact) -> dict:
    inquiries = Inquiry.objects.of(one.workspace)
    return {
        "one_asked": inquiries.filter(contact=one).count(),
        "other_asked": inquiries.filter(contact=other).count(),
    }


@workspace_view(SELLERS)
def merge_undo(request, pk):
    """Ask, then take a merge apart."""
    row = get_object_or_404(
        ContactMerge.objects.of(request.workspace).select_related("survivor", "merged"), pk=pk
    )
    back = reverse("crm_contact", args=[request.workspace.slug, row.survivor_id])
    if request.method == "POST":
        try:
            actions.unmerge_contacts(merge=row, actor=request.user, now=timezone.now())
            toast(request, _("They are two contacts again."))
        except actions.UnmergeRefused:
            toast(request, _("A later merge stands in the way: take that apart first."), failed=True)
        return redirect(back)
    return ask(
        request, section=SECTION, title=_("Take %(one)s and %(other)s apart again?") % {"one": row.survivor, "other": row.merged},
        text=_("Each gets back what was theirs; what came in since stays with the first."), button=_("Take apart"), back=back,
    )  # fmt: skip
