"""The trash in the console."""

from datetime import timedelta

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EDITORS, OWNERS, workspace_view
from yangfan.core.ui.toasts import toast
from yangfan.sites.trash import actions
from yangfan.sites.trash.models import TrashedPage


@workspace_view(EDITORS)
def trash(request):
    """Every deleted page: what it was, who deleted it, when it goes for good."""
    rows = TrashedPage.objects.of(request.workspace).select_related("page__locale", "deleted_by")
    for row in rows:
        row.gone_at = row.deleted_at + timedelta(days=actions.DAYS)
    may_remove = request.membership.role in OWNERS
    context = {
        "section": "sites",
        "tab": "trash",
        "rows": rows,
        "days": actions.DAYS,
        "may_remove": may_remove,
    }
    return render(request, "sites/screens/trash.html", context)


@require_POST
@workspace_view(EDITORS)
def restore(request, pk):
    row = find(request, pk)
    try:
        page = actions.restore_page(row=row, actor=request.user, now=timezone.now())
    except actions.TrashRefused as refused:
        toast(request, str(refused), failed=True)
    else:
        toast(request, _("“%(page)s” is back.") % {"page": page.title})
    return redirect("sites_trash", request.workspace.slug)


@require_POST
@workspace_view(OWNERS)
def remove(request, pk):
    actions.remove_for_good(row=find(request, pk), actor=request.user, now=timezone.now())
    toast(request, _("Deleted for good."))
    return redirect("sites_trash", request.workspace.slug)


def find(request, pk) -> TrashedPage:
    return get_object_or_404(
        TrashedPage.objects.of(request.workspace).select_related("page", "parent"), pk=pk
    )
