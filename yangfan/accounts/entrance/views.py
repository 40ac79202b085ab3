"""The doors of the house: the language of the reader, invitations, the demo's one-click roles."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yangfan.accounts.entrance import demo
from yangfan.accounts.entrance.forms import JoinForm
from yangfan.accounts.members import actions as members
from yangfan.accounts.models import Role, User
from yangfan.core.ui.returning import own_address
from yangfan.core.ui.toasts import toast

LOGIN_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_POST
def person_language(request):
    """Switch the language, for this browser and, when logged in, for this person."""
    language = request.POST.get("language")
    response = redirect(own_address(request, request.POST.get("next", "")))
    if language not in dict(settings.CONSOLE_LANGUAGES):
        return response
    if request.user.is_authenticated and request.user.language != language:
        User.objects.filter(pk=request.user.pk).update(language=language)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 86400, samesite="Lax", secure=request.is_secure(),
        httponly=True,
    )  # fmt: skip
    return response


@never_cache
def invitation(request, signed):
    """Join a workspace with the account one has, or make one."""
    now = timezone.now()
    try:
        invited = members.open_invitation(signed, now=now)
    except members.InvitationRefused:
        return render(request, "accounts/invitation_refused.html", status=410)
    if request.user.is_authenticated:
        return _join_as_oneself(request, invited, now)
    if User.objects.filter(email__iexact=invited.email).exists():
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")
    form = JoinForm(
        request.POST or None, email=invited.email, initial={"language": translation.get_language()}
    )
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        user = members.create_invited_person(
            invitation=invited,
            name=answers["name"],
            password=answers["password"],
            language=answers["language"],
            now=now,
        )
        login(request, user, backend=LOGIN_BACKEND)
        return redirect("console_today", invited.workspace.slug)
    return render(request, "accounts/invitation.html", _about(invited) | {"form": form})


def _join_as_oneself(request, invited, now):
    if request.user.email.lower() != invited.email.lower():
        return render(request, "accounts/invitation_other_person.html", _about(invited), status=403)
    if request.method != "POST":
        return render(request, "accounts/invitation.html", _about(invited))
    members.accept_invitation(invitation=invited, user=request.user, now=now)
    toast(request, _("Welcome to %(name)s.") % {"name": invited.workspace.name})
    return redirect("console_today", invited.workspace.slug)


def _about(invited):
    return {"invitation": invited, "role": Role(invited.role).label, "inviter": invited.invited_by}


@never_cache
@require_POST
def demo_login(request, key):
    """Log in as one of the demo's people with one click; exists only in a demo on this very machine."""
    if not demo.is_open(request):
        raise Http404
    try:
        door = demo.doors.get(key)
    except KeyError as error:
        raise Http404 from error
    user = User.objects.filter(email=door.email).first()
    if user is None:
        raise Http404
    if request.user.is_authenticated:
        logout(request)
    user.language = translation.get_language() or user.language
    user.save(update_fields=["language"])
    login(request, user, backend=LOGIN_BACKEND)
    return redirect(own_address(request, door.goes_to or "", reverse("console_home")))


def password_change(request):
    """The well-known address of "change my password": it stands in the profile."""
    return redirect("console_home")
