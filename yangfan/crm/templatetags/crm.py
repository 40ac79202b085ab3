"""Small parts of the CRM's screens."""

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import json_script
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yangfan.core.ui.slots import settings_pages
from yangfan.crm.conversations.languages import KNOWN_LANGUAGES
from yangfan.crm.inbox.desk import desk_of
from yangfan.crm.words import country_name, language_name, quantity_words, terms_words

register = template.Library()
register.filter("quantity", quantity_words)
register.filter("terms", terms_words)
register.filter("country", country_name)
register.filter("language", language_name)


@register.inclusion_tag("crm/inquiry/desk.html", takes_context=True)
def inquiry_desk(context, inquiry):
    """The clock, the buyer's time, snoozing and merging of one inquiry."""
    names = ("workspace", "may_write", "csrf_token")
    return {name: context.get(name) for name in names} | {
        "inquiry": inquiry,
        "desk": desk_of(inquiry, now=timezone.now()),
    }


@register.filter
def answered_after(inquiry):
    """How long the first answer took."""
    return inquiry.first_answered_at - inquiry.received_at


@register.simple_tag
def deadline_left(day):
    """ ", 38 days left", or that it has passed."""
    days = (day - timezone.localdate()).days
    if days < 0:
        return _(", passed")
    return ngettext(", %(n)d day left", ", %(n)d days left", days) % {"n": days}


@register.simple_tag
def languages_for_choice(code):
    """Code and name of every language a message can be said to be in, the present one among them."""
    return sorted(
        ((one, language_name(one)) for one in {*KNOWN_LANGUAGES, code} - {""}), key=lambda one: one[1]
    )


@register.simple_tag
def translation_settings_url(workspace):
    """Where translation is set up; empty where no such page is installed."""
    if "translation" not in settings_pages:
        return ""
    return reverse(settings_pages.get("translation").url_name, args=[workspace.slug])


@register.simple_tag
def members_json(members):
    """The names of the members, for the list that opens behind an @."""
    return json_script([str(member.user) for member in members if member.user.is_active], "members")
