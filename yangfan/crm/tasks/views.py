"""Tasks on screen: a list by day, and the card beside an inquiry, a deal or a person."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EVERYONE, SELLERS, workspace_view
from yangfan.core.ui.confirm import ask
from yangfan.core.ui.returning import back_to
from yangfan.core.ui.toasts import toast
from yangfan.crm.inquiries.screens import SECTION
from yangfan.crm.tabs import section_tabs
from yangfan.crm.tasks import actions
from yangfan.crm.tasks.forms import TaskForm
from yangfan.crm.tasks.models import Task
from yangfan.crm.tasks.queries import SHOWN_DONE, SUBJECTS, due_today, grouped, path_of, subject_of, tasks_of


def _shown(task: Task) -> dict:
    return {"task": task, "about": subject_of(task), "url": path_of(task)}


@workspace_view(EVERYONE)
def tasks(request):
    """Everybody's tasks or one's own, by day; the done ones on request."""
    return _list(request, TaskForm(workspace=request.workspace, initial={"assignee": request.user.pk}))


def _list(request, form, status: int = 200):
    rows, everyone, done = tasks_of(request.workspace), "everyone" in request.GET, "done" in request.GET
    if not everyone:
        rows = rows.filter(assignee=request.user)
    titles = {
        "overdue": _("Overdue"),
        "today": _("Today"),
        "later": _("Later"),
        "someday": _("Without a day"),
    }
    if done:
        groups = {_("Done"): rows.exclude(done_at=None).order_by("-done_at")[:SHOWN_DONE]}
    else:
        found = grouped(rows.filter(done_at=None), now=timezone.now())
        groups = {titles[key]: found[key] for key in titles if found[key]}
    context = {
        "section": SECTION, "tabs": section_tabs(request.workspace), "everyone": everyone, "done": done, "form": form,
        "groups": [(title, [_shown(task) for task in some]) for title, some in groups.items()],
        "may_write": request.membership.role in SELLERS, "now": timezone.now(),
    }  # fmt: skip
    return render(request, "crm/tasks/tasks.html", context, status=status)


def _subject(request, kind: str, pk: int):
    if kind not in SUBJECTS:
        raise Http404
    return get_object_or_404(SUBJECTS[kind].objects.of(request.workspace), pk=pk)


@workspace_view(EVERYONE)
def card(request, kind, pk):
    """The tasks about one inquiry, deal or person; loads itself."""
    subject = _subject(request, kind, pk)
    form = TaskForm(
        workspace=request.workspace, initial={"assignee": request.user.pk}, auto_id=f"{kind}task_%s"
    )
    context = {
        "section": SECTION, "kind": kind, "subject": subject, "form": form, "url": request.path, "now": timezone.now(),
        "tasks": [_shown(task) for task in tasks_of(request.workspace).filter(**{kind: subject})],
        "may_write": request.membership.role in SELLERS, "back": _page_of(subject, kind, request.workspace),
    }  # fmt: skip
    return render(request, "crm/tasks/card.html" if request.htmx else "crm/tasks/card_page.html", context)


def _page_of(subject, kind: str, workspace) -> str:
    return path_of(Task(workspace=workspace, **{kind: subject}))


@require_POST
@workspace_view(SELLERS)
def add(request):
    """Note something to do, on its own or about something."""
    about = {}
    if request.POST.get("kind"):
        pk = request.POST.get("pk", "")
        about[request.POST["kind"]] = _subject(request, request.POST["kind"], int(pk) if pk.isdigit() else 0)
    form = TaskForm(request.POST, workspace=request.workspace)
    if not form.is_valid():
        return _list(request, form, status=422)
    actions.add_task(
        workspace=request.workspace, actor=request.user, now=timezone.now(), **form.cleaned_data, **about
    )
    toast(request, _("Noted."))
    return redirect(back_to(request, reverse("crm_tasks", args=[request.workspace.slug])))


def _find(request, pk: int) -> Task:
    return get_object_or_404(tasks_of(request.workspace), pk=pk)


@require_POST
@workspace_view(SELLERS)
def tick(request, pk):
    """Tick off, or take the tick back."""
    task = _find(request, pk)
    is_done = request.POST.get("done") != "0"
    actions.tick_task(task=task, is_done=is_done, actor=request.user, now=timezone.now())
    if is_done:
        toast(request, _("Done."), undo=reverse("crm_task_untick", args=[request.workspace.slug, pk]))
    return redirect(back_to(request, path_of(task)))


@require_POST
@workspace_view(SELLERS)
def untick(request, pk):
    """Undo of a tick."""
    task = _find(request, pk)
    actions.tick_task(task=task, is_done=False, actor=request.user, now=timezone.now())
    return redirect(back_to(request, path_of(task)))


@workspace_view(SELLERS)
def task(request, pk):
    """Change one task, or delete it."""
    one = _find(request, pk)
    initial = {"title": one.title, "due_at": one.due_at, "assignee": one.assignee_id}
    form = TaskForm(request.POST or None, workspace=request.workspace, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.change_task(task=one, actor=request.user, now=timezone.now(), **form.cleaned_data)
        toast(request, _("Saved."))
        return redirect(path_of(one))
    context = {"section": SECTION, "task": one, "form": form, "back": path_of(one)}
    return render(request, "crm/tasks/task.html", context, status=422 if form.errors else 200)


@workspace_view(SELLERS)
def delete(request, pk):
    """Delete one task, after asking."""
    one = _find(request, pk)
    if request.method != "POST":
        return ask(
            request,
            section=SECTION,
            title=_("Delete this task?"),
            text=one.title,
            button=_("Delete"),
            back=path_of(one),
        )
    address = path_of(one)
    one.delete()
    toast(request, _("Deleted."))
    return redirect(address)


def today_slot(request) -> dict | None:
    """Return what the start page shows of this person's tasks, or None."""
    found = due_today(request.workspace, user=request.user, now=timezone.now())
    if not found:
        return None
    return {
        "due_tasks": [_shown(task) for task in found],
        "workspace": request.workspace,
        "now": timezone.now(),
    }
