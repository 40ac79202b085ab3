"""What other capabilities may use of the event stream."""

from yangfan.events import stats
from yangfan.events.catalogue import DealWon, Event, InquiryAnswered, InquiryReceived
from yangfan.events.channels import BadRule, ChannelInfo, ChannelUnknown, change_channel, channels_of
from yangfan.events.clicks import comes_from_own_page, record_click, subscribe_to_clicks, visitor_cookie
from yangfan.events.erasure import Check, check_events, erase_contact, erase_visitor
from yangfan.events.health import SpoolState, spool_state, store_version
from yangfan.events.log_import import LogImportResult, NotALog, import_log
from yangfan.events.models import Channel, Site
from yangfan.events.outbox import UnknownKind, link_visitor, publish, put_fact, put_facts
from yangfan.events.paths import PathStep, visitor_path
from yangfan.events.relay import run_forever as relay_forever
from yangfan.events.sites import HostTaken, create_site, seed_channels, site_of_host
from yangfan.events.snapshot import refresh_snapshot, rotate_salts, write_snapshot
from yangfan.events.stats import Period
from yangfan.events.store import StoreUnavailable
from yangfan.events.subscribers import StoredBusiness, subscribe
from yangfan.events.tags import Arrival, arrival_of, is_tag
from yangfan.events.visitors import VisitorRef, client_ip, visitor_id_for, visitor_of_request

__all__ = [
    "Arrival", "BadRule", "Channel", "ChannelInfo", "Check", "ChannelUnknown", "DealWon", "Event", "HostTaken",
    "InquiryAnswered", "InquiryReceived", "LogImportResult", "NotALog", "PathStep", "Period", "Site", "SpoolState", "StoreUnavailable",
    "StoredBusiness", "UnknownKind", "VisitorRef", "change_channel", "channels_of", "check_events",
    "arrival_of", "client_ip", "comes_from_own_page", "create_site", "erase_contact", "erase_visitor", "import_log", "is_tag", "link_visitor", "publish", "put_fact", "put_facts",
    "record_click", "refresh_snapshot", "relay_forever", "rotate_salts", "seed_channels", "site_of_host", "spool_state",
    "stats", "store_version", "subscribe", "subscribe_to_clicks", "visitor_cookie", "visitor_id_for", "visitor_of_request", "visitor_path",
    "write_snapshot",
]  # fmt: skip
