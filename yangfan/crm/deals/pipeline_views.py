"""Settings of pipelines: their stages, in order, with how many are won in the end."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EDITORS, workspace_view
from yangfan.core.ui.toasts import toast
from yangfan.crm.deals import pipelines as actions
from yangfan.crm.deals.forms import StageForms
from yangfan.crm.deals.models import Pipeline
from yangfan.crm.deals.pipelines import PipelineRefused, WantedStage, pipelines_of


def _words(code: str) -> str:
    return {
        "no_stages": _("A pipeline needs at least one stage."),
        "too_many": _("At most eight stages."),
        "name_taken": _("Give it a name that no other pipeline has."),
        "last_one": _("The last pipeline stays."),
        "has_deals": _("Deals stand there. Move them first."),
    }[code]


@workspace_view(EDITORS)
def pipelines(request):
    """All pipelines, each with its stages to edit."""
    return _show(request)


def _show(request, *, changed: Pipeline | None = None, forms=None, status: int = 200):
    cards = [
        {"pipeline": one, "forms": forms if changed and one.pk == changed.pk else _forms(one)}
        for one in pipelines_of(request.workspace)
    ]
    return render(request, "crm/pipelines.html", {"section": "settings", "cards": cards}, status=status)


def _forms(pipeline):
    rows = [
        {"key": one.key, "name": str(one), "probability": one.probability} for one in pipeline.open_stages
    ]
    return StageForms(initial=rows, prefix=f"p{pipeline.pk}")


@require_POST
@workspace_view(EDITORS)
def add(request):
    """Add a pipeline."""
    try:
        actions.add_pipeline(workspace=request.workspace, name=request.POST.get("name", ""))
    except PipelineRefused as refusal:
        toast(request, _words(str(refusal)), failed=True)
    return redirect("crm_pipelines", request.workspace.slug)


@require_POST
@workspace_view(EDITORS)
def change(request, pk):
    """Save the stages of one pipeline."""
    pipeline = get_object_or_404(Pipeline.objects.of(request.workspace), pk=pk)
    forms = StageForms(request.POST, prefix=f"p{pk}")
    if not forms.is_valid():
        return _show(request, changed=pipeline, forms=forms, status=422)
    filled = [form.cleaned_data for form in forms if form.cleaned_data.get("name", "").strip()]
    wanted = [WantedStage(one["name"].strip(), one["probability"] or 0, one["key"]) for one in filled]
    try:
        actions.set_stages(pipeline=pipeline, stages=wanted)
    except PipelineRefused as refusal:
        toast(request, _words(str(refusal)), failed=True)
        return _show(request, changed=pipeline, forms=forms, status=422)
    toast(request, _("Saved."))
    return redirect("crm_pipelines", request.workspace.slug)


@require_POST
@workspace_view(EDITORS)
def delete(request, pk):
    """Remove a pipeline that no deal is in."""
    pipeline = get_object_or_404(Pipeline.objects.of(request.workspace), pk=pk)
    try:
        actions.delete_pipeline(pipeline=pipeline)
        toast(request, _("Removed."))
    except PipelineRefused as refusal:
        toast(request, _words(str(refusal)), failed=True)
    return redirect("crm_pipelines", request.workspace.slug)
