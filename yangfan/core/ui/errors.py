"""The pages a person sees when something is wrong, in their language, with a way on."""

from django.shortcuts import render
from django.utils.translation import gettext as _


def _page(request, *, code: int, heading: str, text: str, way: str = "/", way_label: str = ""):
    context = {
        "code": code, "heading": heading, "text": text, "way": way, "way_label": way_label, "to_start": _("To the start"),
    }  # fmt: skip
    return render(request, "ui/errors/error.html", context, status=code)


def bad_request(request, exception=None):
    return _page(request, code=400, heading=_("That did not reach us in one piece"),
                 text=_("The address or the form was not as expected. Go back and try again."))  # fmt: skip


def forbidden(request, exception=None):
    return _page(request, code=403, heading=_("Your role does not open this page"),
                 text=_("An owner of this workspace can change your role under Settings, Team."))  # fmt: skip


def not_found(request, exception=None):
    return _page(request, code=404, heading=_("There is nothing at this address"),
                 text=_("The link may be old, or it belongs to a workspace that you are not a member of."))  # fmt: skip


def broken(request):
    return render(request, "ui/errors/500.html", status=500)


def forbidden_form(request, reason=""):
    """The form was too old or came from elsewhere (CSRF)."""
    return _page(request, code=403, heading=_("This page was open for too long"),
                 text=_("For your safety the form was not sent. Open the page again and send it once more."),
                 way=request.path, way_label=_("Open the page again"))  # fmt: skip
