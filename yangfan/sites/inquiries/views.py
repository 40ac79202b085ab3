"""Take a visitor's inquiry from a page of ours and hand it to crm; then say thank you."""

import hashlib
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponseForbidden
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from yangfan.crm import public as crm
from yangfan.events import public as events
from yangfan.sites.inquiries import basket, settings
from yangfan.sites.inquiries.forms import InquiryForm
from yangfan.sites.letters import actions as letters

LIMIT, WINDOW = 8, 600  # inquiries from one address in ten minutes: more than any person sends


def receive(request, *, page):
    """Check the form; on success store the inquiry and redirect, else show what is wrong beside each field."""
    if not is_same_origin(request):
        return HttpResponseForbidden()
    if request.POST.get("form") == "basket":
        form, bound = basket.BasketForm(request.POST, page=page, value=basket.block_of(page)), "bound_basket"
    else:
        words, products = settings.of_page(page), settings.products_of(page)
        today = timezone.localdate(timezone=ZoneInfo(page.workspace.time_zone))
        form = InquiryForm(request.POST, request.FILES, products=products, words=words, today=today)
        bound = "bound_form"
    if form.is_valid() and is_too_many(request):
        form.add_error(
            None, _("Too many messages from your network. Please wait ten minutes or write us an e-mail.")
        )
    if not form.is_valid():
        context = {**page.get_context(request), bound: form}
        return TemplateResponse(request, page.get_template(request), context, status=422)
    send(request, page=page, form=form)
    return redirect(page.get_url(request) + "sent/#main")  # else the browser keeps the form's #quote


def thank(request, *, page):
    """The page after sending; reloading it sends nothing again."""
    context = {**page.get_context(request), "settings": settings.of_page(page)}
    context["frame"].form_is_here = False
    return TemplateResponse(request, "sites/pages/sent.html", context)


@transaction.atomic
def send(request, *, page, form) -> None:
    """Hand a checked form to crm with all we know of where it came from."""
    now = timezone.now()
    data = form.cleaned_data
    visitor = events.visitor_of_request(request, site=request.site, now=now)
    came_from = request.headers.get("Referer", "")
    received = crm.receive_inquiry(
        workspace=page.workspace,
        site=request.site,
        way="form",
        message=data["message"],
        name=data["name"],
        email=data["email"],
        phone=data["phone"],
        company=data.get("company", ""),
        country=data.get("country", ""),
        product=data.get("product", ""),
        quantity=data.get("quantity", ""),
        files=[data["file"]] if data.get("file") else (),
        consent_text=consent_of(form, page),
        language=page.locale.language_code,
        visitor_id=visitor.visitor_id,
        consented=visitor.consented,
        url=came_from if is_here(request, came_from) else request.build_absolute_uri(),
        referrer=data["referrer"],
        user_agent=request.headers.get("User-Agent", "")[:500],
        time_zone=data["time_zone"],
        submission_id=submission_id(request, page=page, data=data, now=now),
        seconds_to_fill=data["seconds"],
        now=now,
    )
    if data["website_url"] and received.is_new:  # only a machine sees that field: kept, marked, not counted
        crm.mark_spam(inquiry=received.inquiry, is_spam=True, actor=None, now=now)
    elif received.is_new and not received.inquiry.is_spam:
        letters.confirm_inquiry_soon(
            workspace=page.workspace, email=data["email"], name=data["name"], company=page.home_page().title,
            language=page.locale.language_code,
        )  # fmt: skip


def consent_of(form, page) -> str:
    """Return the words the visitor agreed to, as they stood on the page."""
    return form.consent_words if isinstance(form, basket.BasketForm) else settings.of_page(page).consent


def submission_id(request, *, page, data, now) -> str:
    """Return the same id for the same words from the same sender on one day: a second click is one inquiry."""
    who = (
        data["email"].lower(),
        data["phone"],
        data["name"],
        data["message"],
        data.get("product", ""),
        data.get("quantity", ""),
    )
    text = "\x1f".join([str(page.workspace_id), events.client_ip(request), now.date().isoformat(), *who])
    return "form-" + hashlib.sha256(text.encode()).hexdigest()[:40]


def is_too_many(request) -> bool:
    key = f"inquiries:{request.site.pk}:{events.client_ip(request)}"
    cache.add(key, 0, WINDOW)
    try:
        return cache.incr(key) > LIMIT
    except ValueError:  # it expired between the two calls
        return False


def is_same_origin(request) -> bool:
    """Browsers name the page a form was sent from; another site's form is refused."""
    origin = request.headers.get("Origin")
    return origin in (None, "null") or urlsplit(origin).netloc == request.get_host()


def is_here(request, url: str) -> bool:
    return urlsplit(url).netloc == request.get_host()
