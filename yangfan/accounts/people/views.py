"""My account: name, language, password."""

from django.contrib.auth import update_session_auth_hash
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from yangfan.accounts.doors import workspace_view
from yangfan.accounts.people.forms import PasswordForm, ProfileForm
from yangfan.core.ui.toasts import toast


@workspace_view()
def profile(request):
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        person = form.save()
        translation.activate(person.language)
        toast(request, _("Saved."))
        return redirect("profile", request.workspace.slug)
    return _show(request, form, PasswordForm(request.user))


@workspace_view()
def password(request):
    """Change the password; other browsers of this person are logged out by it."""
    if request.method != "POST":
        return redirect("profile", request.workspace.slug)
    form = PasswordForm(request.user, request.POST)
    if not form.is_valid():
        return _show(request, ProfileForm(instance=request.user), form)
    update_session_auth_hash(request, form.save())
    toast(request, _("Password changed. Other devices are logged out."))
    return redirect("profile", request.workspace.slug)


def _show(request, form, password_form):
    context = {"section": "settings", "form": form, "password_form": password_form}
    return render(request, "accounts/profile.html", context)
