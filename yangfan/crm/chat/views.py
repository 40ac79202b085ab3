"""Our people's side: the visitor's presence on the inquiry screen, typing and reading, ending a chat, the settings."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EVERYONE, OWNERS, SELLERS, workspace_view
from yangfan.core import live
from yangfan.core.ui.toasts import toast
from yangfan.crm.chat import actions, blocking
from yangfan.crm.chat.forms import ChatSettingsForm
from yangfan.crm.chat.models import settings_of
from yangfan.crm.chat.presence import presence_of
from yangfan.crm.chat.topics import inbox_topic, staff_topic, visitor_topic
from yangfan.crm.inquiries.actions import mark_spam
from yangfan.crm.inquiries.screens import find_inquiry

SECTION = "settings"


def _session(request, number):
    session = actions.session_of(find_inquiry(request, number))
    if session is None:
        raise Http404
    return session


@workspace_view(EVERYONE)
def presence(request, number):
    """The line above a conversation: is the visitor here, on which page, have they read us."""
    inquiry = find_inquiry(request, number)
    context = presence_of(request, inquiry)
    if context["chat"] is None:
        raise Http404
    response = render(request, "crm/chat/presence.html", context)
    response.headers["X-Chat-Newest"] = str(context["newest"])
    return response


@workspace_view(EVERYONE)
def listen(request):
    """Where the inbox listens; empty when live notices are off."""
    return HttpResponse(
        live.address(inbox_topic(request.workspace), host=request.get_host()), content_type="text/plain"
    )


@workspace_view(EVERYONE)
def listen_chat(request, number):
    """Where the screen of one inquiry listens to its chat."""
    session = _session(request, number)
    address = live.address(staff_topic(session), host=request.get_host())
    return HttpResponse(address, content_type="text/plain")


@require_POST
@workspace_view(SELLERS)
def typing(request, number):
    """Somebody of ours is typing an answer."""
    session = _session(request, number)
    live.tell(visitor_topic(session), "typing", {"on": request.POST.get("on") != "0"})
    return HttpResponse(status=204)


@require_POST
@workspace_view(SELLERS)
def seen(request, number):
    """Somebody of ours has the chat before their eyes."""
    actions.note_staff_read(session=_session(request, number), now=timezone.now())
    return HttpResponse(status=204)


@require_POST
@workspace_view(SELLERS)
def end(request, number):
    """End a chat; with `block`, as spam and for a day."""
    session, now = _session(request, number), timezone.now()
    actions.close_session(session=session, actor=request.user, now=now)
    if request.POST.get("block") == "1":
        blocking.block(session)
        mark_spam(inquiry=find_inquiry(request, number), is_spam=True, actor=request.user, now=now)
    toast(request, _("The chat has ended."))
    return redirect("crm_inquiry", request.workspace.slug, number)


@workspace_view(SELLERS, write_roles=OWNERS)
def chat_settings(request):
    """Whether and how the site offers a chat."""
    settings = settings_of(request.workspace)
    form = ChatSettingsForm(request.POST or None, instance=settings)
    if request.method == "POST" and form.is_valid():
        actions.save_settings(settings=form.save(commit=False), actor=request.user, now=timezone.now())
        toast(request, _("Saved."))
        return redirect("crm_chat_settings", request.workspace.slug)
    context = {"section": SECTION, "form": form, "is_owner": request.membership.role in OWNERS}
    return render(request, "crm/chat/settings.html", context, status=422 if form.errors else 200)
