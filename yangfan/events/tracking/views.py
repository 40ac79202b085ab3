"""Settings → Tracking: the line for a site's pages, its cookies, and the key of the trusted door."""

from django.conf import settings
from django.core.exceptions import BadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yangfan.accounts.public import EDITORS, OWNERS, workspace_view
from yangfan.core.ui.confirm import ask
from yangfan.core.ui.toasts import toast
from yangfan.events.models import Site
from yangfan.events.sites import HostTaken, create_site
from yangfan.events.tracking import actions
from yangfan.events.tracking.forms import SiteForm


@workspace_view(EDITORS, write_roles=OWNERS)
def tracking(request):
    form = SiteForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _add(request, form):
        return redirect("tracking", request.workspace.slug)
    context = {
        "section": "settings", "form": form, "sites": Site.objects.of(request.workspace).order_by("pk"),
        "consents": Site.Consent.choices, "collect_url": settings.COLLECT_URL,
    }  # fmt: skip
    response = render(request, "events/tracking.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _add(request, form) -> bool:
    name, host = form.cleaned_data["name"], form.cleaned_data["host"]
    try:
        create_site(workspace=request.workspace, name=name, hosts=[host], now=timezone.now())
    except HostTaken:
        form.add_error("host", _("This host is measured already."))
        return False
    toast(request, _("Put the line into the site's pages; visits appear within seconds."))
    return True


@workspace_view(OWNERS)
@require_POST
def consent(request, pk):
    site = _site(request, pk)
    try:
        actions.change_consent(
            site=site, consent=request.POST.get("consent", ""), actor=request.user, now=timezone.now()
        )
    except ValueError as error:
        raise BadRequest from error
    toast(request, _("Saved."))
    return redirect("tracking", request.workspace.slug)


@workspace_view(OWNERS)
def renew(request, pk):
    site = _site(request, pk)
    back = reverse("tracking", args=[request.workspace.slug])
    if request.method != "POST":
        return ask(
            request, section="settings", back=back, button=_("Make a new key"), title=_("A new secret key?"),
            text=_("Programs that use the old key are refused from now on."),
        )  # fmt: skip
    actions.renew_secret(site=site, actor=request.user, now=timezone.now())
    toast(request, _("The new key counts from now on."))
    return redirect(back)


def _site(request, pk) -> Site:
    return get_object_or_404(Site.objects.of(request.workspace).select_related("workspace"), pk=pk)
