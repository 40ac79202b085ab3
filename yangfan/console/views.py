"""Today, the ways in, search, help, and the page that shows the kit."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from yangfan.accounts.public import (
    Workspace,
    demo_doors,
    demo_is_open,
    may_create_workspace,
    workspace_view,
)
from yangfan.console import example
from yangfan.core.ui.search import providers
from yangfan.core.ui.toasts import toast
from yangfan.crm import public as crm

HITS = 8


def home(request):
    """Send a person to their workspace; a demo shows its start page, an empty installation the sign-up."""
    if settings.DEMO and request.path == "/":
        return render(
            request, "console/start.html", {"doors": list(demo_doors) if demo_is_open(request) else []}
        )
    if not request.user.is_authenticated:
        is_new = settings.SIGNUP != "closed" and not Workspace.objects.exists()
        return redirect("account_signup" if is_new else "account_login")
    return _to_own_workspace(request)


@login_required
def _to_own_workspace(request):
    workspace = Workspace.objects.filter(members=request.user).order_by("name").first()
    if workspace is not None:
        return redirect("console_today", workspace.slug)
    if may_create_workspace(request.user):
        return redirect(
            "platform" if request.user.is_superuser and Workspace.objects.exists() else "workspace_new"
        )
    return render(request, "console/no_workspace.html")


@workspace_view()
def today(request):
    """The four numbers, whom to answer first, what ran by itself, what is missing. Every panel loads itself."""
    local = timezone.localtime()
    if 5 <= local.hour < 12:
        greeting = _("Good morning")
    elif 12 <= local.hour < 18:
        greeting = _("Good afternoon")
    else:
        greeting = _("Good evening")
    waiting = crm.inbox_badge(request.workspace)
    context = {
        "section": "today", "greeting": greeting, "waiting": waiting, "now": local,
        "waiting_words": request.workspace.counted(waiting),
        "sees_gaps": request.membership.role in ("owner", "marketer"),
    }  # fmt: skip
    return render(request, "console/today.html", context)


@workspace_view()
def more(request):
    """The rest of the menu, for the phone's fifth button."""
    return render(request, "console/more.html", {"section": "more"})


@workspace_view()
def search(request):
    """Find inquiries, customers, pages: whatever capabilities registered."""
    query = request.GET.get("q", "").strip()[:100]
    groups = []
    for provider in providers:
        if query and request.membership.role in provider.roles:
            hits = list(provider.find(request.workspace, query, HITS))
            if hits:
                groups.append({"title": provider.title, "hits": hits})
    return render(request, "console/search.html", {"section": "search", "query": query, "groups": groups})


@workspace_view()
def help_page(request):
    """The words of the product, the keys, the first steps."""
    return render(request, "console/help.html", {"section": "help"})


@workspace_view()
def kit(request):
    """Every part of the component kit, with the line that makes it."""
    table = example.table(request)
    if table.wants_export:
        return table.export("kit")
    if request.GET.get("toast"):
        toast(request, _("Three inquiries assigned to you."), undo=request.path)
    if request.GET.get("ask"):
        return example.question(request)
    form = example.ExampleForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form.is_valid()
    return render(
        request, "console/kit.html", {"section": "kit", "table": table, "form": form, **example.data()}
    )
