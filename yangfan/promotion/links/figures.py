"""What the numbers of a link mean, in words for the "?" beside them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

DEFINITIONS = {
    "clicks": (pgettext_lazy("link", "Clicks"), _(
        "How often the short address was followed: link, scan or typing. Robots and browsers that fetch ahead are left out; a"
        " link that has ended or is switched off counts no more."
    )),
    "people": (pgettext_lazy("link", "People"), _(
        "Different people's devices. Without a cookie a person can only be recognised within one day, so days are added up;"
        " who agreed to a cookie is counted once in the period."
    )),
    "inquiries": (pgettext_lazy("link", "Inquiries after it"), _(
        "Website inquiries of people who had followed this link in the 30 days before (without a cookie: on the same day)."
        " Spam is left out. One inquiry may come after several links."
    )),
    "bots": (pgettext_lazy("link", "Requests by robots"), _(
        "Requests of search engines, link checkers, chat previews and programs: kept apart, in no other number."
    )),
}  # fmt: skip
