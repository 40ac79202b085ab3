"""The settings page of the watch over the money, and what it noticed."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from yangfan.accounts.public import EDITORS, EVERYONE, members_of, workspace_view
from yangfan.connectors import public as connectors
from yangfan.core.ui.toasts import toast
from yangfan.events import public as events
from yangfan.promotion.watch import actions, words
from yangfan.promotion.watch.forms import WatchForm
from yangfan.promotion.watch.models import Episode, WatchReader, settings_of


@workspace_view(EVERYONE, write_roles=EDITORS)
def watch(request):
    """What we tell of, from where on, and whom; the latest episodes."""
    workspace = request.workspace
    form = WatchForm(request.POST or None, instance=settings_of(workspace))
    if request.method == "POST" and form.is_valid():
        form.instance.workspace = workspace
        form.save()
        chosen = {int(pk) for pk in request.POST.getlist("by_mail") if pk.isdecimal()}
        actions.save_readers(workspace=workspace, wanted=chosen)
        toast(request, _("Saved."))
        return redirect("promote_watch", workspace.slug)
    off = set(WatchReader.objects.of(workspace).values_list("user_id", flat=True))
    titles = {channel.key: channel.title for channel in events.channels_of(workspace)}
    context = {
        "section": "promote", "form": form, "may_write": request.membership.role in EDITORS,
        "people": [
            {"user": member.user, "role": member.get_role_display(), "on": member.user_id not in off}
            for member in members_of(workspace) if member.role in EDITORS
        ],
        "targets": connectors.NotifyTarget.objects.of(workspace).filter(is_on=True),
        "episodes": [
            {"one": one, "channel": titles.get(one.channel, one.channel), "reason": words.reason_of(one)}
            for one in Episode.objects.of(workspace).select_related("workspace")[:20]
        ],
    }  # fmt: skip
    return render(request, "promotion/watch.html", context, status=422 if form.errors else 200)
