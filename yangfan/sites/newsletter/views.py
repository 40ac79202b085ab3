"""What a visitor sees of the newsletter: sign up on a page, confirm and leave by a link."""

from django.http import Http404, HttpResponseForbidden
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from yangfan.connectors import public as connectors
from yangfan.sites.hosts import addresses
from yangfan.sites.inquiries import views as inquiries
from yangfan.sites.newsletter import actions, forms
from yangfan.sites.pages import frame, queries


def receive(request, *, page):
    """Check the form; on success mail the link and redirect, else show what is wrong."""
    if not inquiries.is_same_origin(request):
        return HttpResponseForbidden()
    form = forms.SignupForm(request.POST)
    if form.is_valid() and inquiries.is_too_many(request):
        form.add_error("email", _("Too many messages from your network. Please wait ten minutes."))
    if form.is_valid() and not form.cleaned_data["website_url"]:  # only a machine sees that field
        ask(request, page=page, form=form)
    if not form.is_valid():
        context = {**page.get_context(request), "bound_signup": form}
        return TemplateResponse(request, page.get_template(request), context, status=422)
    return redirect(page.get_url(request) + "asked/#main")


def ask(request, *, page, form) -> None:
    try:
        actions.ask(
            workspace=page.workspace,
            email=form.cleaned_data["email"],
            language=page.locale.language_code,
            consent_text=forms.consent_words(page, forms.block_of(page)),
            page_url=page.full_url or "",
            origin=addresses.root_of(page.workspace_id).url,
            company=page.home_page().title,
            now=timezone.now(),
        )
    except connectors.MailNotSent:
        form.add_error("email", _("We could not write to this address just now. Please try again later."))


def thank(request, *, page):
    """The page after signing up: look into your mail."""
    context = {
        **page.get_context(request),
        "settings": {
            "thanks_title": _("One more step: look into your mail"),
            "thanks_text": _("We have sent you a link. You get our news only after you have opened it."),
        },
    }
    context["frame"].form_is_here = False
    return TemplateResponse(request, "sites/pages/sent.html", context)


@csrf_exempt  # the link itself is the secret
@never_cache
def confirm(request, signed):
    """Show a button to confirm (mail scanners open links, but press no buttons), then say it is done."""
    try:
        signup = actions.find(workspace=request.site.workspace, token=signed)
    except actions.SignupUnknown as error:
        raise Http404 from error
    home = (
        queries.home_of(request.site.workspace, signup.language)
        or queries.homes_of(request.site.workspace)[0]
    )
    with translation.override(home.locale.language_code):
        if request.method == "POST":
            if "leave" in request.POST:
                actions.leave(signup=signup, now=timezone.now())
            else:
                actions.confirm(signup=signup, now=timezone.now())
        context = {"page": home, **frame.around(home, request), "signup": signup}
        context["frame"].form_is_here = False
        return render(request, "sites/pages/newsletter.html", context)
