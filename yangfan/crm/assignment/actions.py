"""Giving new inquiries to people by the workspace's rules, and trying out what rules would have done."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from yangfan.accounts import public as accounts
from yangfan.accounts.public import SELLERS, Workspace, members_of
from yangfan.crm.assignment.models import Absence, AssignmentRule
from yangfan.crm.assignment.rules import choose, facts_of
from yangfan.crm.facts import local_day
from yangfan.crm.inquiries.models import Inquiry

TRIED = 20


def present_members(workspace: Workspace, now: datetime) -> dict:
    """Return user id -> user of those who may answer and are not away."""
    today = local_day(now, workspace)
    away = Absence.objects.of(workspace).filter(Q(until=None) | Q(until__gte=today))
    gone = set(away.values_list("user_id", flat=True))
    return {
        member.user_id: member.user
        for member in members_of(workspace)
        if member.role in SELLERS and member.user_id not in gone
    }


def assign_by_rule(*, inquiry: Inquiry, is_final: bool, now: datetime) -> AssignmentRule | None:
    """Give an inquiry without an owner to whom the rules say; return the rule that did. `is_final`: no more will be known.

    Runs in the transaction that holds the workspace's row, so that turns are taken one after the other.
    """
    if inquiry.owner_id or inquiry.is_spam:
        return None
    rules = list(AssignmentRule.objects.of(inquiry.workspace).filter(is_on=True))
    if not rules:
        return None
    present = present_members(inquiry.workspace, now)
    last = {rule.pk: rule.last_given_to_id for rule in rules}
    choice = choose(rules, facts_of(inquiry, is_final=is_final), present, last)
    if choice.rule is None:
        return None
    inquiry.owner = present[choice.person]
    inquiry.save(update_fields=["owner"])
    choice.rule.last_given_to = inquiry.owner
    choice.rule.save(update_fields=["last_given_to"])
    accounts.record_audit(
        workspace=inquiry.workspace, actor=None, action="inquiry_assigned_by_rule", subject=inquiry,
        after={"owner": inquiry.owner, "rule": choice.rule.name}, now=now,
    )  # fmt: skip
    return choice.rule


@dataclass(frozen=True)
class Tried:
    """One past inquiry and where it would have gone."""

    inquiry: Inquiry
    rule: AssignmentRule | None
    person: object | None


def try_rules(workspace: Workspace, rules: list[AssignmentRule], *, now: datetime) -> list[Tried]:
    """Return where the last twenty inquiries would have gone, newest first; changes nothing."""
    rows = (
        Inquiry.objects.of(workspace)
        .filter(is_spam=False, merged_into=None)
        .select_related("contact", "owner")
    )
    present, last, tried = present_members(workspace, now), {}, []
    for inquiry in reversed(rows.order_by("-received_at")[:TRIED]):
        choice = choose(rules, facts_of(inquiry, is_final=True), present, last)
        if choice.rule:
            last[choice.rule.pk] = choice.person
        tried.append(Tried(inquiry, choice.rule, present.get(choice.person)))
    return tried[::-1]


def move_rule(*, rule: AssignmentRule, step: int) -> None:
    """Try a rule earlier (-1) or later (1) than its neighbour."""
    with transaction.atomic():
        rules = list(AssignmentRule.objects.of(rule.workspace))
        at = rules.index(rule)
        to = min(max(at + step, 0), len(rules) - 1)
        rules.insert(to, rules.pop(at))
        for position, one in enumerate(rules):
            one.position = position
        AssignmentRule.objects.of(rule.workspace).bulk_update(rules, ["position"])


def set_absence(*, workspace: Workspace, user, is_away: bool, until=None, actor, now: datetime) -> None:
    """Say that a member takes no new inquiries, or takes them again."""
    with transaction.atomic():
        if is_away:
            Absence.objects.of(workspace).update_or_create(
                workspace=workspace, user=user, defaults={"until": until}
            )
        else:
            Absence.objects.of(workspace).filter(user=user).delete()
        accounts.record_audit(
            workspace=workspace, actor=actor, action="member_away" if is_away else "member_back", subject=user,
            after={"until": until} if until else None, now=now,
        )  # fmt: skip
