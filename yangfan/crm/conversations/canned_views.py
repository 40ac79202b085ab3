"""The texts one answers with often, as screens: list, add, change, delete, and the same text in further languages."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from yangfan.accounts.public import SELLERS, workspace_view
from yangfan.core.ui.toasts import toast
from yangfan.crm.conversations.forms import CannedForm, VariantForm
from yangfan.crm.conversations.models import CannedText, CannedVariant
from yangfan.crm.inquiries.screens import SECTION
from yangfan.crm.words import language_name

VARIABLES = ("{name}", "{company}", "{product}", "{quantity}", "{me}", "{our_company}")


@workspace_view(SELLERS)
def canned(request, pk=None):
    """List of texts, and the form of one."""
    one = get_object_or_404(CannedText.objects.of(request.workspace), pk=pk) if pk else None
    if request.method == "POST" and one and "delete" in request.POST:
        one.delete()
        return redirect("crm_canned", request.workspace.slug)
    if request.method == "POST" and one and "variant" in request.POST:
        return _save_variant(request, one)
    form = CannedForm(request.POST or None, instance=one)
    if request.method == "POST" and form.is_valid():
        form.instance.workspace = request.workspace
        form.save()
        toast(request, _("Saved."))
        return redirect("crm_canned", request.workspace.slug)
    return _render(request, one, form, VariantForm())


def _save_variant(request, one: CannedText):
    """Keep the text in one more language; an empty text takes that language away."""
    form = VariantForm(request.POST)
    if not form.is_valid():
        return _render(request, one, CannedForm(instance=one), form)
    rows = CannedVariant.objects.of(request.workspace)
    code, text = form.cleaned_data["language"], form.cleaned_data["text"].strip()
    if text:
        rows.update_or_create(workspace=request.workspace, canned=one, language=code, defaults={"text": text})
    else:
        rows.filter(canned=one, language=code).delete()
    toast(request, _("Saved."))
    return redirect("crm_canned_text", request.workspace.slug, one.pk)


def _render(request, one, form, variant_form):
    variants = CannedVariant.objects.of(request.workspace).filter(canned=one) if one else []
    context = {
        "section": SECTION, "form": form, "one": one, "texts": CannedText.objects.of(request.workspace),
        "variables": VARIABLES, "variant_form": variant_form,
        "variants": [{"row": row, "language": language_name(row.language)} for row in variants],
    }  # fmt: skip
    return render(
        request, "crm/canned.html", context, status=422 if form.errors or variant_form.errors else 200
    )
