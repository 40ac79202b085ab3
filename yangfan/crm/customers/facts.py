"""What a contact is, as far as lists ask for it: shown at all, its country, language, first channel, tags, score, deals.

On PostgreSQL each contact carries these as words of one array with one index (migration 0003; triggers keep it), so that
filters that each hold for a tenth of a large book are met in the index and not one contact after the other. SQLite, which
is for small books, asks the tables.
"""

from django.db import connection
from django.db.models import Exists, OuterRef

from yangfan.accounts.public import Workspace
from yangfan.crm.customers.models import ContactTag
from yangfan.crm.deals.models import CLOSED_STAGES, Deal, Stage
from yangfan.crm.inquiries.models import Inquiry

ASKED = (
    "country",
    "language",
    "channel",
    "tag",
    "score",
    "deal",
)  # what may be asked for; deal: open, won, none
SCORES = (80, 60, 40, 20)


def with_facts(rows, workspace: Workspace, asked: dict):
    """Keep the contacts (a queryset) of which all that is asked for is true: no aliases, no senders of spam alone."""
    asked = {name: asked[name] for name in ASKED if asked.get(name)}
    if connection.vendor == "postgresql":
        return _by_index(rows, workspace, asked)
    return _by_tables(rows, workspace, asked)


def _by_index(rows, workspace: Workspace, asked: dict):
    if not asked:
        return rows.extra(where=["crm_contact.facts <> '{}'"])  # noqa: S610 fixed text
    words = [f"{workspace.pk}:{name}:{value}" for name, value in asked.items()]
    return rows.extra(where=["crm_contact.facts @> %s::text[]"], params=[words])  # noqa: S610 fixed text


def _by_tables(rows, workspace: Workspace, asked: dict):
    sent = Inquiry.objects.of(workspace).filter(contact=OuterRef("pk"))
    rows = rows.filter(merged_into=None)
    rows = rows.filter(~Exists(sent.filter(is_spam=True)) | Exists(sent.filter(is_spam=False)))
    rows = rows.filter(**{name: asked[name] for name in ("country", "language") if name in asked})
    if "channel" in asked:
        rows = rows.filter(first_touch__channel=asked["channel"])
    if "score" in asked:
        rows = rows.filter(lead_score__score__gte=int(asked["score"]))
    if "tag" in asked:
        rows = rows.filter(pk__in=ContactTag.objects.of(workspace).filter(tag=asked["tag"]).values("contact"))
    if "deal" in asked:
        rows = rows.filter(has_deal(Deal.objects.of(workspace).filter(contact=OuterRef("pk")), asked["deal"]))
    return rows


def has_deal(deals, which: str):
    """Return the condition that among these deals (of the outer row) is an open one, a won one, or none at all."""
    return {
        "open": Exists(deals.exclude(stage__in=CLOSED_STAGES)), "won": Exists(deals.filter(stage=Stage.WON)),
        "none": ~Exists(deals),
    }[which]  # fmt: skip
