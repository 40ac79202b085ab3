"""Lead scores on screen: what scores, how good it is, what drives it."""

from contextlib import suppress

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EDITORS, workspace_view
from yangfan.core.jobs import running
from yangfan.core.ui.toasts import toast
from yangfan.crm.scoring import leads, training
from yangfan.crm.scoring.models import LeadModel
from yangfan.crm.templatetags.scoring import percent


@workspace_view(EDITORS)
def lead_scores(request):
    """Say who scores, the rules or a model, and show the proof."""
    now, made = timezone.now(), LeadModel.objects.of(request.workspace).first()
    won, others = training.counts_of(request.workspace, now=now)
    context = {
        "section": "settings", "made": made, "in_use": leads.model_in_use(request.workspace), "won": won, "others": others,
        "enough": training.ENOUGH, "can_train": min(won, others) >= training.ENOUGH, "shown": _shown(made) if made else None,
    }  # fmt: skip
    return render(request, "crm/lead_scores.html", context)


def _shown(made: LeadModel) -> dict:
    report = made.report
    kinds = {"logistic": _("logistic regression"), "trees": _("boosted trees")}
    low, high = report["interval"]
    better, from_, to = report["better_by"]
    return {
        "kind": kinds[report["champion"]], "auc": f"{report['auc']:.2f}", "interval": f"{low:.2f}–{high:.2f}",
        "rules_auc": f"{report['rules_auc']:.2f}", "better": f"{better:+.2f} ({from_:+.2f} … {to:+.2f})",
        "base": percent(report["base"]), "hold_out": report["hold_out"],
        "others": [(kinds[kind], f"{auc:.2f}") for kind, auc in report["aucs"].items()],
        "chart": {
            "kind": "line", "labels": [percent(one["said"]) for one in report["bins"]], "unit": "%", "axis": _("said"),
            "series": [
                {"name": _("came true"), "values": [round(100 * one["came"], 1) for one in report["bins"]], "look": "line", "tone": "sea"},
                {"name": _("if it were exactly right"), "values": [round(100 * one["said"], 1) for one in report["bins"]], "look": "line", "tone": "grey"},
            ],
        },
        "drivers": [_driver(one, report["drivers"][0]["falls"]) for one in report["drivers"] if one["falls"] > 0][:8],
    }  # fmt: skip


def _driver(one: dict, most: float) -> dict:
    pulls = (
        _("more speaks for an order")
        if one["pulls"] > 0.1
        else _("more speaks against it")
        if one["pulls"] < -0.1
        else _("it depends on which")
    )
    return {
        "title": leads.FEATURES[one["name"]],
        "falls": f"{one['falls']:.3f}",
        "pulls": pulls,
        "width": max(1, round(20 * one["falls"] / most)),
    }


@require_POST
@workspace_view(EDITORS)
def train_now(request):
    """Have the worker train now."""
    with suppress(running.AlreadyRunning):
        running.ask_now(request.workspace, training.JOB, timezone.now())
    toast(request, _("The training has begun; the result shows here in a minute."))
    return redirect("crm_lead_scores", request.workspace.slug)


@require_POST
@workspace_view(EDITORS)
def choose(request):
    """Go back to rules, or to the model."""
    only_rules = request.POST.get("by") == "rules"
    training.use_rules(workspace=request.workspace, only_rules=only_rules, now=timezone.now())
    toast(request, _("The rules score again.") if only_rules else _("The model scores again."))
    return redirect("crm_lead_scores", request.workspace.slug)
