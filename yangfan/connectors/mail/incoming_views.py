"""Settings of incoming mail, and the list of mail that was no inquiry: nothing is lost."""

from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import OWNERS, SELLERS, workspace_view
from yangfan.connectors.mail.forms import MailboxForm
from yangfan.connectors.mail.imap import MailboxUnreadable, try_mailbox
from yangfan.connectors.mail.incoming import MailUnreadable, incoming_mail, take_by_hand
from yangfan.connectors.mail.models import IncomingMail, Mailbox
from yangfan.connectors.mail.parsing import parse_mail
from yangfan.core.ui.tables import Column, Table
from yangfan.core.ui.toasts import toast

SECTION = "settings"
State = IncomingMail.State
RAW_SHOWN = 20_000  # bytes


@workspace_view(OWNERS)
def mailboxes(request):
    """The mailboxes we read, when they were last read, and what is wrong with them."""
    mails = IncomingMail.objects.of(request.workspace)
    context = {
        "section": SECTION, "boxes": Mailbox.objects.of(request.workspace), "others": mails.filter(state=State.OTHER).count(),
        "failed": mails.filter(state=State.FAILED).count(), "taken": mails.filter(state=State.TAKEN).count(),
    }  # fmt: skip
    return render(request, "connectors/mailboxes.html", context)


def _find_box(request, pk: int) -> Mailbox:
    return get_object_or_404(Mailbox.objects.of(request.workspace), pk=pk)


@workspace_view(OWNERS)
def mailbox(request, pk=None):
    """Add or change a mailbox; saving tries it."""
    one = _find_box(request, pk) if pk else None
    form = MailboxForm(request.POST or None, instance=one or Mailbox(workspace=request.workspace))
    if request.method == "POST" and form.is_valid():
        if one and {"host", "username", "folder"} & set(form.changed_data):
            form.instance.uid_validity = form.instance.last_uid = 0  # another mailbox: begin anew
        form.instance.next_at = timezone.now()
        return _try(request, form.save())
    return render(
        request,
        "connectors/mailbox.html",
        {"section": SECTION, "form": form, "one": one},
        status=422 if form.errors else 200,
    )


@require_POST
@workspace_view(OWNERS)
def test_mailbox(request, pk):
    """Log in once and say how it went; the next reading follows at once."""
    return _try(request, _find_box(request, pk))


def _try(request, box: Mailbox):
    try:
        count = try_mailbox(box)
    except MailboxUnreadable as error:
        box.problem, box.said = error.problem, str(error)[:300]
        toast(request, _("%(address)s cannot be read: %(why)s") % {"address": box.address, "why": box.get_problem_display()}, failed=True)  # fmt: skip
    else:
        box.problem, box.said, box.failures = "", "", 0
        toast(request, _("It works: %(address)s holds %(n)d mails. New ones come in from now on.") % {"address": box.address, "n": count})  # fmt: skip
    box.save(update_fields=["problem", "said", "failures"])
    return redirect("mailboxes", request.workspace.slug)


@require_POST
@workspace_view(OWNERS)
def delete_mailbox(request, pk):
    """Read this mailbox no more; what came in stays."""
    _find_box(request, pk).delete()
    toast(request, _("Deleted."))
    return redirect("mailboxes", request.workspace.slug)


@workspace_view(SELLERS)
def mails(request):
    """Mail that came in, by what became of it; other mail first."""
    shown = request.GET.get("show", State.OTHER)
    shown = shown if shown in State.values else State.OTHER
    columns = [
        Column("subject", _("Subject"), value=str, sort="subject"),
        Column("from_address", _("Sender"), value=lambda row: row.from_name or row.from_address, sort="from_address"),
        Column("what", _("Taken for"), value=lambda row: words_of(row.what)),
        Column("received_at", _("Received"), sort="received_at",
               value=lambda row: timezone.localtime(row.received_at).strftime("%Y-%m-%d %H:%M")),
    ]  # fmt: skip
    rows = IncomingMail.objects.of(request.workspace)
    table = Table(
        request, columns=columns, rows=rows.filter(state=shown), name="mails", caption=State(shown).label, exportable=False,
        default_sort="-received_at", row_url=lambda row: reverse("incoming_mail", args=[request.workspace.slug, row.pk]),
        empty=_("No mail here."),
    )  # fmt: skip
    tabs = [
        {
            "key": state.value,
            "label": state.label,
            "url": f"?show={state}",
            "count": rows.filter(state=state).count(),
        }
        for state in (State.OTHER, State.TAKEN, State.FAILED, State.NEW)
    ]
    context = {"section": SECTION, "table": table, "tabs": tabs, "shown": shown}
    return render(request, "connectors/mails.html", context)


def words_of(what: str) -> str:
    """Return what a mail was taken for, in words."""
    return next((said for one in incoming_mail if (said := one.words(what))), what)


def _find_mail(request, pk: int) -> IncomingMail:
    return get_object_or_404(IncomingMail.objects.of(request.workspace).select_related("workspace"), pk=pk)


@workspace_view(SELLERS)
def mail(request, pk):
    """One mail as it came, and where it went."""
    row = _find_mail(request, pk)
    parsed, raw = _read(row)
    context = {
        "section": SECTION, "mail": row, "parsed": parsed, "raw": raw, "what": words_of(row.what), "link": _link(row),
        "may_take": row.state in (State.OTHER, State.FAILED),
    }  # fmt: skip
    return render(request, "connectors/mail.html", context)


def _read(row: IncomingMail):
    """Return the parsed mail; of one that cannot be parsed the beginning of its raw text instead."""
    with row.file.open("rb") as file:
        content = file.read()
    try:
        return parse_mail(content), ""
    except Exception:  # it was stored with this same failure
        return None, content[:RAW_SHOWN].decode("utf-8", "replace")


def _link(row: IncomingMail) -> str:
    return next((one.link(row.workspace, row.number) for one in incoming_mail), "") if row.number else ""


@workspace_view(SELLERS)
def mail_file(request, pk):
    """The whole mail as a file that any mail program opens."""
    row = _find_mail(request, pk)
    response = FileResponse(row.file.open("rb"), as_attachment=True, filename=f"mail-{row.pk}.eml")
    response.headers["Content-Type"] = "application/octet-stream"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@workspace_view(SELLERS)
def make_inquiry(request, pk):
    """A person says that this mail is an inquiry."""
    try:
        row = take_by_hand(mail=_find_mail(request, pk), actor=request.user, now=timezone.now())
    except MailUnreadable:
        toast(request, _("This mail cannot be read. Its file is kept as it came."), failed=True)
        return redirect("incoming_mail", request.workspace.slug, pk)
    if row.number:
        return redirect(_link(row))
    toast(request, _("There is nothing in this mail that could be an inquiry."), failed=True)
    return redirect("incoming_mail", request.workspace.slug, pk)
