"""Ten questions, where the firm stands, and what has changed since the last time."""

from django import forms
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format

from yangfan.accounts.public import EDITORS, record_audit, workspace_view
from yangfan.scenarios.selfcheck import questions
from yangfan.scenarios.selfcheck.models import SelfCheck


class SelfCheckForm(forms.Form):
    """The ten questions as radio buttons."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for question in questions.QUESTIONS:
            self.fields[question.key] = forms.TypedChoiceField(
                label=question.text,
                choices=list(enumerate(question.answers)),
                coerce=int,
                widget=forms.RadioSelect,
            )


@workspace_view(EDITORS)
def self_check(request):
    """The questions; POST keeps a round."""
    form = SelfCheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        points, now = questions.points_of(form.cleaned_data), timezone.now()
        check = SelfCheck.objects.of(request.workspace).create(
            workspace=request.workspace, answers=form.cleaned_data, points=points, stage=questions.stage_of(points),
            taken_by=request.user, taken_at=now,
        )  # fmt: skip
        record_audit(
            workspace=request.workspace, actor=request.user, action="self_check_taken", subject=check,
            after={"points": points, "stage": check.stage}, now=now,
        )  # fmt: skip
        return redirect("self_check_result", request.workspace.slug)
    context = {
        "section": "setup",
        "form": form,
        "is_first": not SelfCheck.objects.of(request.workspace).exists(),
    }
    return render(request, "scenarios/self_check.html", context, status=422 if form.is_bound else 200)


@workspace_view(EDITORS)
def self_check_result(request):
    """Stage, first five steps, and the change."""
    rounds = list(SelfCheck.objects.of(request.workspace)[:12])
    if not rounds:
        return redirect("self_check", request.workspace.slug)
    latest, before = rounds[0], rounds[1] if len(rounds) > 1 else None
    context = {
        "section": "setup",
        "latest": latest,
        "before": before,
        "change": latest.points - before.points if before else None,
        "most": questions.MOST,
        "stages": [
            {"key": key, "name": name, "share": share, "is_here": key == latest.stage}
            for key, name, share, _start in questions.STAGES
        ],
        "stage": next(name for key, name, _share, _start in questions.STAGES if key == latest.stage),
        "advice": [
            {"title": step.title, "why": step.why, "url": address(step.url_name, request.workspace.slug)}
            for step in questions.first_steps(latest.answers)
        ],
        "chart": chart_of(rounds, before),
    }
    return render(request, "scenarios/self_check_result.html", context)


def chart_of(rounds: list[SelfCheck], before: SelfCheck | None) -> dict:
    """Return the answers of the last two rounds as bars."""
    labels = [str(question.text) for question in questions.QUESTIONS]
    shown = [rounds[0]] if before is None else [before, rounds[0]]
    tones = ["grey", "sea"][-len(shown) :]
    return {
        "kind": "bar", "labels": labels, "unit": "",
        "series": [
            {
                "name": date_format(each.taken_at, "DATE_FORMAT"), "look": "bar", "tone": tone,
                "values": [each.answers.get(question.key, 0) for question in questions.QUESTIONS],
            }
            for each, tone in zip(shown, tones, strict=True)
        ],
    }  # fmt: skip


def address(url_name: str, slug: str) -> str:
    """Return where a step is taken; the start page where that screen is not installed."""
    try:
        return reverse(url_name, args=[slug])
    except NoReverseMatch:
        return reverse("console_today", args=[slug])
