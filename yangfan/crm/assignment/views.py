"""The screen of the rules: their order, what they would have done, and who is away."""

from datetime import date

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import OWNERS, SELLERS, members_of, workspace_view
from yangfan.core.ui.toasts import toast
from yangfan.crm.assignment import actions
from yangfan.crm.assignment.forms import RuleForm
from yangfan.crm.assignment.models import Absence, AssignmentRule
from yangfan.crm.tabs import section_tabs
from yangfan.crm.words import channel_titles, country_name, language_name

SECTION = "inquiries"


@workspace_view(SELLERS)
def rules(request):
    """All rules in order, where the last twenty inquiries would have gone, and who takes none now."""
    workspace, now = request.workspace, timezone.now()
    kept = list(AssignmentRule.objects.of(workspace))
    members = [member for member in members_of(workspace) if member.role in SELLERS]
    names = {member.user_id: str(member.user) for member in members}
    away = {one.user_id: one for one in Absence.objects.of(workspace)}
    context = {
        "section": SECTION, "tabs": section_tabs(workspace), "is_owner": request.membership.role in OWNERS,
        "rules": [{"rule": rule, "fits": _condition(rule, workspace), "people": [names[one] for one in rule.people if one in names]} for rule in kept],
        "tried": actions.try_rules(workspace, [rule for rule in kept if rule.is_on], now=now) if kept else [],
        "members": [{"user": member.user, "absence": away.get(member.user_id), "may_set": _may_set(request, member.user_id)} for member in members],
        "today": timezone.localdate(),
    }  # fmt: skip
    return render(request, "crm/rules.html", context)


def _may_set(request, user_id: int) -> bool:
    return request.membership.role in OWNERS or request.user.pk == user_id


def _condition(rule: AssignmentRule, workspace) -> list[str]:
    """Return what a rule asks for, in words."""
    titles = channel_titles(workspace)
    parts = [
        ", ".join(country_name(code) for code in rule.countries), ", ".join(language_name(code) for code in rule.languages),
        ", ".join(titles.get(key, key) for key in rule.channels), _("product contains “%(words)s”") % {"words": rule.product} if rule.product else "",
    ]  # fmt: skip
    return [part for part in parts if part] or [_("every inquiry")]


@workspace_view(OWNERS)
def rule(request, pk=None):
    """Add or change a rule; "try" shows where the last twenty would have gone before it is saved."""
    workspace = request.workspace
    one = (
        get_object_or_404(AssignmentRule.objects.of(workspace), pk=pk)
        if pk
        else AssignmentRule(workspace=workspace)
    )
    form, tried = RuleForm(request.POST or None, instance=one, workspace=workspace), []
    if request.method == "POST" and form.is_valid():
        draft = form.save(commit=False)
        others = list(AssignmentRule.objects.of(workspace).exclude(pk=pk))
        if "try" not in request.POST:
            draft.position = draft.position if pk else len(others)
            draft.save(update_fields=form.Meta.fields if pk else None)  # whose turn it is moves meanwhile
            toast(request, _("Saved."))
            return redirect("crm_rules", workspace.slug)
        order = sorted(
            [*others, draft], key=lambda rule: (rule.position if rule.pk else len(others), rule.pk or 0)
        )
        tried = actions.try_rules(workspace, [rule for rule in order if rule.is_on], now=timezone.now())
    context = {
        "section": SECTION,
        "form": form,
        "one": one,
        "tried": tried,
        "is_tried": "try" in request.POST,
    }
    return render(request, "crm/rule.html", context, status=422 if form.errors else 200)


@require_POST
@workspace_view(OWNERS)
def move(request, pk):
    """Try a rule one place earlier or later."""
    one = get_object_or_404(AssignmentRule.objects.of(request.workspace).select_related("workspace"), pk=pk)
    actions.move_rule(rule=one, step=-1 if request.POST.get("step") == "up" else 1)
    return redirect("crm_rules", request.workspace.slug)


@require_POST
@workspace_view(OWNERS)
def delete(request, pk):
    """Forget a rule; what it gave stays given."""
    get_object_or_404(AssignmentRule.objects.of(request.workspace), pk=pk).delete()
    toast(request, _("Deleted."))
    return redirect("crm_rules", request.workspace.slug)


@require_POST
@workspace_view(SELLERS)
def away(request):
    """Say who takes no new inquiries: oneself, or as an owner anybody."""
    member = next(
        (one for one in members_of(request.workspace) if str(one.user_id) == request.POST.get("user")), None
    )
    if member is None or not _may_set(request, member.user_id):
        toast(request, _("Only an owner sets this for others."), failed=True)
        return redirect("crm_rules", request.workspace.slug)
    until = _day(request.POST.get("until", ""))
    actions.set_absence(
        workspace=request.workspace, user=member.user, is_away=request.POST.get("away") == "1", until=until,
        actor=request.user, now=timezone.now(),
    )  # fmt: skip
    return redirect("crm_rules", request.workspace.slug)


def _day(text: str):
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
