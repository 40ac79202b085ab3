"""小红书 (聚光): what people fill in on a lead form there lands among the inquiries.

The platform posts each lead to our address, signed with the landing page's token, and tries three more times, thirty
seconds apart, until it is answered with 200.
"""

from datetime import datetime

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from yangfan.connectors import public as connectors
from yangfan.crm import public as crm
from yangfan.plugins.xiaohongshu_leads.decode import NotALead, decode_lead, lead_id

SIGNATURE = "x-red-signature"  # sha1=<hexadecimal HMAC-SHA1 of the raw body under the token>


class XiaohongshuLeads(connectors.Connector):
    key = "xiaohongshu_leads"
    order = 10
    title = gettext_lazy("Xiaohongshu lead forms")
    note = gettext_lazy("What people fill in on your Xiaohongshu ads becomes an inquiry at once")
    guide = gettext_lazy(
        "In Juguang (聚光): landing page → data push. Copy its token into the field below, save, then give the address shown "
        "here to the platform and send its test message."
    )
    gate = "A"
    capabilities = frozenset({"leads"})
    takes_hooks = True
    fields = (
        connectors.Field(
            "token", gettext_lazy("Token of the landing page"), gettext_lazy("The platform signs every push with it."), is_secret=True
        ),
    )  # fmt: skip

    def verify(self, account, call, now: datetime) -> None:
        algorithm, _equals, signature = call.headers.get(SIGNATURE, "").partition("=")
        token = account.config["token"]
        if algorithm != "sha1" or not connectors.is_signed(
            call.body, secret=token, signature=signature, algorithm="sha1"
        ):
            raise connectors.HookRefused("the signature is wrong")

    def delivery_id(self, account, call) -> str:
        return lead_id(call.body)

    def receive(self, account, delivery, fetched, now: datetime) -> connectors.Reference:
        try:
            lead = decode_lead(bytes(delivery.body))
        except NotALead as error:
            raise connectors.ApiError("invalid", str(error)) from error
        if lead.is_empty:
            return connectors.Reference(gettext_lazy("A test message of the platform: the connection works"))
        received = crm.receive_inquiry(
            workspace=account.workspace, site=None, way=crm.Way.LEAD, name=lead.name, email=lead.email, phone=lead.phone,
            company=lead.company, country=lead.country, product=lead.product, url=lead.page, channel="paid_social",
            source="xiaohongshu", campaign=lead.campaign, message=lead.text,
            submission_id=f"xhs-{lead.id or delivery.key}"[:80], now=now,
        )  # fmt: skip
        number = received.inquiry.number
        return connectors.Reference(
            format_lazy(gettext_lazy("Inquiry #{number}"), number=number),
            reverse("crm_inquiry", args=[account.workspace.slug, number]),
        )
