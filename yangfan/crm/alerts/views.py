"""The bell in the top bar, and the settings page of the alerts."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EVERYONE, OWNERS, SELLERS, members_of, workspace_view
from yangfan.connectors import public as connectors
from yangfan.core.ui.toasts import toast
from yangfan.crm.alerts import bell
from yangfan.crm.alerts.models import AlertDelivery, AlertReader
from yangfan.crm.settings.forms import InquirySettingsForm
from yangfan.crm.settings.models import settings_of

SECTION = "settings"


@workspace_view(EVERYONE)
def bell_panel(request):
    """The bell's own part: asked every few seconds, so it costs two small queries."""
    return render(request, "crm/bell.html", bell.bell_of(request))


@require_POST
@workspace_view(EVERYONE)
def bell_seen(request):
    """The person has looked at the bell."""
    bell.mark_seen(workspace=request.workspace, user=request.user, now=timezone.now())
    return render(request, "crm/bell.html", bell.bell_of(request) | {"bell_is_open": True})


@workspace_view(SELLERS, write_roles=OWNERS)
def alert_settings(request):
    """Who is told by mail, which chat groups are told, within which time we answer, and what went out lately."""
    workspace = request.workspace
    form = InquirySettingsForm(request.POST or None, instance=settings_of(workspace))
    if request.method == "POST" and form.is_valid():
        form.instance.workspace = workspace
        form.save()
        _save_readers(request)
        toast(request, _("Saved."))
        return redirect("crm_alerts", workspace.slug)
    off = set(AlertReader.objects.of(workspace).filter(by_mail=False).values_list("user_id", flat=True))
    context = {
        "section": SECTION, "form": form, "is_owner": request.membership.role in OWNERS,
        "people": [
            {"user": member.user, "role": member.get_role_display(), "on": member.user_id not in off}
            for member in members_of(workspace) if member.role in SELLERS
        ],
        "targets": connectors.NotifyTarget.objects.of(workspace),
        "to_outbox": connectors.goes_to_outbox(workspace),
        "deliveries": AlertDelivery.objects.of(workspace).select_related("user", "target", "message__inquiry")[:20],
    }  # fmt: skip
    return render(request, "crm/alerts.html", context, status=422 if form.errors else 200)


def _save_readers(request) -> None:
    wanted = set(request.POST.getlist("by_mail"))
    for member in members_of(request.workspace):
        if member.role in SELLERS:
            AlertReader.objects.of(request.workspace).update_or_create(
                workspace=request.workspace,
                user=member.user,
                defaults={"by_mail": str(member.user_id) in wanted},
            )


@workspace_view(OWNERS)
def target(request, pk=None):
    """Add or change a chat group; a test message tells whether it works."""
    one = get_object_or_404(connectors.NotifyTarget.objects.of(request.workspace), pk=pk) if pk else None
    form = connectors.NotifyTargetForm(
        request.POST or None, instance=one, initial={} if one else {"language": request.user.language}
    )
    if request.method == "POST" and form.is_valid():
        form.instance.workspace = request.workspace
        saved = form.save()
        return (
            _test(request, saved)
            if "test" in request.POST
            else redirect("crm_alerts", request.workspace.slug)
        )
    context = {"section": SECTION, "form": form, "one": one}
    return render(request, "crm/alert_target.html", context, status=422 if form.errors else 200)


@require_POST
@workspace_view(OWNERS)
def send_test(request, pk):
    """Send a test message."""
    one = get_object_or_404(connectors.NotifyTarget.objects.of(request.workspace), pk=pk)
    return _test(request, one)


def _test(request, one):
    failed = connectors.try_target(target=one, workspace_name=request.workspace.name, now=timezone.now())
    if failed:
        toast(request, _("The test message did not arrive: %(why)s") % {"why": failed}, failed=True)
    else:
        toast(request, _("The test message was taken. Look into the group."))
    return redirect("crm_alerts", request.workspace.slug)


@require_POST
@workspace_view(OWNERS)
def delete_target(request, pk):
    """Forget a chat group."""
    get_object_or_404(connectors.NotifyTarget.objects.of(request.workspace), pk=pk).delete()
    toast(request, _("Deleted."))
    return redirect("crm_alerts", request.workspace.slug)
