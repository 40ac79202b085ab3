"""Settings of outgoing mail, and the outbox where mail lands that no server takes."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import OWNERS, SELLERS, workspace_view
from yangfan.connectors.mail.forms import MailAccountForm
from yangfan.connectors.mail.models import OutboxMail
from yangfan.connectors.mail.sending import MailNotSent, account_of, goes_to_outbox, send_mail
from yangfan.core.ui.tables import Column, Table
from yangfan.core.ui.toasts import toast

SECTION = "settings"


@workspace_view(OWNERS)
def mail_account(request):
    """The SMTP server this workspace sends through; saving sends a test mail to oneself."""
    account = account_of(request.workspace)
    form = MailAccountForm(
        request.POST or None,
        instance=account,
        initial={} if account else {"from_name": request.workspace.name},
    )
    if request.method == "POST" and form.is_valid():
        form.instance.workspace = request.workspace
        form.save()
        return _test(request)
    context = {
        "section": SECTION, "form": form, "account": account, "to_outbox": goes_to_outbox(request.workspace),
        "kept": OutboxMail.objects.filter(workspace=request.workspace).count(),
    }  # fmt: skip
    return render(request, "connectors/mail_account.html", context, status=422 if form.errors else 200)


def _test(request):
    account = account_of(request.workspace)
    try:
        send_mail(
            workspace=request.workspace, to=request.user.email, subject=_("Test mail from Yangfan"),
            text=_("Mail of %(name)s goes out through this server.") % {"name": request.workspace.name},
        )  # fmt: skip
    except MailNotSent as error:
        account.last_error = str(error)[:500]
        toast(request, _("Saved, but the test mail was refused: %(why)s") % {"why": error}, failed=True)
    else:
        account.last_error, account.tested_at = "", timezone.now()
        toast(
            request, _("Saved. A test mail is on its way to %(address)s.") % {"address": request.user.email}
        )
    account.save(update_fields=["last_error", "tested_at"])
    return redirect("mail_account", request.workspace.slug)


@require_POST
@workspace_view(OWNERS)
def delete_account(request):
    """Send through the installation's server again, or into the outbox."""
    account = account_of(request.workspace)
    if account:
        account.delete()
    return redirect("mail_account", request.workspace.slug)


@workspace_view(SELLERS)
def outbox(request):
    """Mail that waits here because no server is set up; nothing is lost."""
    columns = [
        Column("subject", _("Subject"), sort="subject"),
        Column("recipients", _("Recipients"), value=lambda row: ", ".join(row.recipients)),
        Column("created_at", _("Written"), value=lambda row: timezone.localtime(row.created_at).strftime("%Y-%m-%d %H:%M"), sort="created_at"),
    ]  # fmt: skip
    table = Table(
        request, columns=columns, rows=OutboxMail.objects.filter(workspace=request.workspace), name="outbox",
        caption=_("Outbox"), default_sort="-created_at", exportable=False,
        row_url=lambda row: _address(request, row), empty=_("The outbox is empty."),
    )  # fmt: skip
    context = {"section": SECTION, "table": table, "to_outbox": goes_to_outbox(request.workspace)}
    return render(request, "connectors/outbox.html", context)


def _address(request, row) -> str:
    return reverse("outbox_mail", args=[request.workspace.slug, row.pk])


def _find(request, pk: int) -> OutboxMail:
    return get_object_or_404(OutboxMail.objects.filter(workspace=request.workspace), pk=pk)


@workspace_view(SELLERS)
def outbox_mail(request, pk):
    """One mail of the outbox."""
    return render(request, "connectors/outbox_mail.html", {"section": SECTION, "mail": _find(request, pk)})


@workspace_view(SELLERS)
def outbox_file(request, pk):
    """The whole mail as a file that any mail program opens."""
    response = HttpResponse(bytes(_find(request, pk).raw), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="mail-{pk}.eml"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
