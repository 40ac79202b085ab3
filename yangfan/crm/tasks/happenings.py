"""Tasks as rows of a customer's timeline: noted, and done."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from yangfan.crm.customers.timeline import Happening, Of, Source, sources
from yangfan.crm.tasks.models import Task


def _tasks(of: Of) -> QuerySet:
    """Tasks about the person, their inquiries and their deals; each found by its own index."""
    rows = Task.objects.of(of.workspace).order_by()
    by_person, by_inquiry, by_deal = (
        rows.filter(**of.people(path)).values("pk")
        for path in ("contact", "inquiry__contact", "deal__contact")
    )
    found = Task.objects.of(of.workspace).filter(pk__in=by_person.union(by_inquiry, by_deal))
    return found.select_related("assignee", "inquiry", "deal")


def _noted(task: Task, of: Of) -> Happening:
    by = task.due_at and _("due %(when)s") % {
        "when": date_format(localtime(task.due_at), "SHORT_DATETIME_FORMAT")
    }
    return _happening(task, of, task.created_at, "clock", _("Task noted"), by or "")


def _done(task: Task, of: Of) -> Happening:
    return _happening(task, of, task.done_at, "check", _("Task done"))


def _happening(task: Task, of: Of, at, icon: str, title: str, more: str = "") -> Happening:
    url = ""
    if task.inquiry:
        url = reverse("crm_inquiry", args=[of.workspace.slug, task.inquiry.number])
    elif task.deal:
        url = reverse("crm_deal", args=[of.workspace.slug, task.deal.pk])
    text = f"{task.title} ({more})" if more else task.title
    return Happening(at, icon, title, text, url, who=str(task.assignee) if task.assignee else "")


def connect() -> None:
    """Register both; called once."""
    sources.register(Source("task", "task", "created_at", _tasks, _noted, order=20))
    sources.register(Source("task_done", "task", "done_at", _tasks, _done, order=21))
