"""The agency asks, the client looks, answers and takes over."""

from django import forms
from django.core.mail import EmailMultiAlternatives
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin

from yangfan.accounts.public import OWNERS, User, audit_of, title_of, workspace_view
from yangfan.core.ui.toasts import toast
from yangfan.scenarios.applying import actions as applying
from yangfan.scenarios.assisted import actions
from yangfan.scenarios.assisted.models import Handover
from yangfan.scenarios.wizard.views import preview_of
from yangfan.sites import public as sites

SECTION = "setup"
DEEDS = ("setup_", "handover_", "workspace_created", "self_check_", "site_")


class HandoverForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("Client's e-mail"))
    message = forms.CharField(
        label=gettext_lazy("Message to the client"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the letter"), choices=[("zh-hans", "简体中文"), ("en", "English")]
    )


class AnswerForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("What should be changed?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
    )


@workspace_view(OWNERS)
def setup_handover(request):
    """Ask the client to look and approve; the record of who did what stands below."""
    mine = applying.setup_of(request.workspace)
    if mine is None or mine.built_at is None:
        return redirect("setup", request.workspace.slug)
    form = HandoverForm(request.POST or None, initial={"language": request.workspace.language})
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_client(
                workspace=request.workspace, **form.cleaned_data, actor=request.user, now=timezone.now()
            )
        except actions.HandoverRefused as error:
            form.add_error("email", str(error))
        else:
            toast(request, _("The link is on its way to the client."))
            return redirect("setup_handover", request.workspace.slug)
    rows = list(Handover.objects.of(request.workspace).select_related("made_by"))
    context = {
        "section": SECTION, "form": form, "handovers": rows, "record": record_of(request.workspace),
        "link": actions.link_of(rows[0]) if rows and rows[0].is_open else "",
    }  # fmt: skip
    return render(request, "scenarios/handover_ask.html", context, status=422 if form.is_bound else 200)


def record_of(workspace) -> list[dict]:
    """Return who did what while the site was set up, the latest first."""
    rows = [row for row in audit_of(workspace)[:400] if row.action.startswith(DEEDS)]
    return [{"who": row.actor_name, "what": title_of(row.action), "when": row.at} for row in rows[:60]]


@never_cache
def handover(request, signed):
    """What the client sees: pages, who built them, and two buttons. No account is needed to look."""
    now = timezone.now()
    try:
        asked = actions.open_handover(signed, now=now)
    except actions.HandoverRefused:
        return render(request, "scenarios/handover_refused.html", status=410)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and asked.is_open:
        approve, words = request.POST.get("do") == "approve", form.cleaned_data["words"]
        if not approve and not words.strip():
            form.add_error("words", _("Say what should be changed."))
        else:
            actions.answer(handover=asked, approve=approve, words=words, now=now)
            _tell_builder(asked)
            return redirect("handover", signed)
    if (
        request.method == "POST"
        and request.POST.get("do") == "take_over"
        and asked.state == Handover.State.APPROVED
    ):
        take_over = actions.invitation_link(handover=asked, now=now)
        if take_over:
            return redirect(take_over)
        return redirect("console_today", asked.workspace.slug)
    homes = sites.homes_of(asked.workspace)
    pages = [
        {
            "language": home.locale.language_code,
            "pages": list(sites.pages_of(asked.workspace).filter(path__startswith=home.path)),
        }
        for home in homes
    ]
    context = {
        "handover": asked,
        "form": form,
        "homes": pages,
        "signed": signed,
        "record": record_of(asked.workspace)[:12],
    }
    return render(request, "scenarios/handover.html", context, status=422 if form.errors else 200)


def _tell_builder(asked: Handover) -> None:
    builder: User | None = asked.made_by
    if builder is None:
        return
    with translation.override(builder.language):
        names = {"who": asked.email, "name": asked.workspace.name}
        if asked.state == Handover.State.APPROVED:
            subject = _("%(who)s approved the site of %(name)s") % names
        else:
            subject = _("%(who)s asks for changes to the site of %(name)s") % names
        EmailMultiAlternatives(subject=subject, body=asked.answer or subject, to=[builder.email]).send()


@never_cache
@xframe_options_sameorigin
def handover_page(request, signed, pk):
    """One page of the site for the client to look at."""
    try:
        asked = actions.open_handover(signed, now=timezone.now())
    except actions.HandoverRefused as error:
        raise Http404 from error
    page = get_object_or_404(sites.pages_of(asked.workspace), pk=pk)
    return preview_of(request, page, theme_url=reverse("handover_look", args=[signed]))


@never_cache
def handover_look(request, signed):
    """The site's colours for those pages."""
    try:
        asked = actions.open_handover(signed, now=timezone.now())
    except actions.HandoverRefused as error:
        raise Http404 from error
    built = get_object_or_404(sites.BuiltSite.objects.of(asked.workspace).select_related("workspace"))
    return HttpResponse(sites.style_sheet(built), content_type="text/css; charset=utf-8")
