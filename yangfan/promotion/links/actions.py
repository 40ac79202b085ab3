"""Making and changing short links. Every change makes all processes forget what they knew of the workspace's links."""

import secrets
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from yangfan.accounts import public as accounts
from yangfan.promotion.links import addresses, kept, rules
from yangfan.promotion.links.models import TAGS, Link, Placement, TagRules

ATTEMPTS = 8
MOST_VARIANTS, MOST_WEIGHT = 4, 1000


class LinkRefused(ValueError):
    """The link cannot be kept like this; `problems` says why by field, in the reader's language."""

    def __init__(self, problems: dict[str, str]):
        super().__init__(" ".join(problems.values()))
        self.problems = problems


@dataclass(frozen=True)
class Variant:
    """Another target that takes a share of the clicks."""

    target: str
    weight: int = 1


@dataclass(frozen=True)
class Draft:
    """A link as somebody wants it."""

    target: str
    code: str = ""  # empty: a random one
    title: str = ""
    source: str = ""
    medium: str = ""
    campaign: str = ""
    term: str = ""
    content: str = ""
    utm_id: str = ""
    labels: tuple[str, ...] = ()
    placement: Placement | None = None
    expires_at: datetime | None = None
    most_clicks: int | None = None
    after_target: str = ""
    weight: int = 1
    variants: tuple[Variant, ...] = field(default_factory=tuple)

    @property
    def tags(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in TAGS}


def settled(workspace, draft: Draft) -> Draft:
    """Return the draft as it would be kept: written by the workspace's rules, with its placement's tags; raise LinkRefused."""
    problems: dict[str, str] = {}
    own = rules.rules_of(workspace)
    changes = {name: rules.written(own, value)[:100] for name, value in draft.tags.items()}
    if draft.placement:
        changes |= {"source": draft.placement.key, "medium": draft.placement.medium}
    changes["target"] = _target(workspace, draft.target, "target", problems)
    changes["after_target"] = draft.after_target and _target(
        workspace, draft.after_target, "after_target", problems
    )
    changes["variants"] = tuple(
        replace(each, target=_target(workspace, each.target, f"variant_{number}", problems))
        for number, each in enumerate(draft.variants, start=1)
    )
    changes["code"] = draft.code.strip().lower()
    changes["title"] = " ".join(draft.title.split())[:120]
    changes["labels"] = _labels(draft.labels)
    settled = replace(draft, **changes)
    problems |= _wrong(settled, own)
    if problems:
        raise LinkRefused(problems)
    return settled


def _target(workspace, text: str, name: str, problems: dict[str, str]) -> str:
    try:
        return addresses.plain_target(workspace, text)
    except addresses.BadTarget as bad:
        problems[name] = str(bad)
        return text


def _labels(labels) -> tuple[str, ...]:
    plain = (" ".join(label.replace(",", " ").split()) for label in labels)
    return tuple(dict.fromkeys(label[:30] for label in plain if label))[:8]


def _wrong(draft: Draft, own: TagRules) -> dict[str, str]:
    problems = {}
    if draft.code and not addresses.CODE.fullmatch(draft.code):
        problems["code"] = _("A code has 2 to 40 Latin letters and digits, with hyphens between them.")
    weights = [draft.weight, *(each.weight for each in draft.variants)]
    if len(draft.variants) > MOST_VARIANTS or not all(0 <= weight <= MOST_WEIGHT for weight in weights):
        problems["weight"] = _("A weight lies between 0 and %(most)d.") % {"most": MOST_WEIGHT}
    elif draft.variants and not sum(weights):
        problems["weight"] = _("One of the targets needs a weight above 0.")
    if draft.most_clicks is not None and draft.most_clicks < 1:
        problems["most_clicks"] = _("At least one click.")
    if own.mode == TagRules.Mode.STRICT and not draft.placement:
        problems |= rules.strangers(own, draft.tags)
    elif own.mode == TagRules.Mode.STRICT:
        problems |= rules.strangers(own, {"campaign": draft.campaign})
    return problems


@transaction.atomic
def make_link(*, workspace, draft: Draft, actor, now: datetime, same: str | None = None) -> Link:
    """Make a short link; raise LinkRefused. `same` makes it findable for whoever might ask for it again."""
    draft = settled(workspace, draft)
    link = _insert(
        Link(workspace=workspace, created_at=now, created_by=actor, same=same, **_columns(draft)), draft
    )
    _audit(link, "link_made", after=_told(link), actor=actor, now=now)
    kept.forget(workspace.pk)
    return link


def _insert(link: Link, draft: Draft) -> Link:
    for _attempt in range(ATTEMPTS):
        link.code = draft.code or random_code()
        try:
            with transaction.atomic():
                link.save(force_insert=True)
            return link
        except IntegrityError:
            if link.same and Link.objects.of(link.workspace).filter(same=link.same).exists():
                raise
            if draft.code:
                raise LinkRefused({"code": _("Another link has this code.")}) from None
    raise LinkRefused({"code": _("No free code was found. Give one yourself.")})


def random_code() -> str:
    """Return a code without look-alike letters."""
    return "".join(secrets.choice(addresses.ALPHABET) for _ in range(addresses.RANDOM_LENGTH))


@transaction.atomic
def change_link(*, link: Link, draft: Draft, actor, now: datetime) -> Link:
    """Change what a link does; its code stays, because it is in print. Raises LinkRefused."""
    before = _told(link)
    draft = settled(link.workspace, replace(draft, code=link.code))
    for name, value in _columns(draft).items():
        setattr(link, name, value)
    is_full = link.most_clicks is not None and link.clicks >= link.most_clicks
    link.used_up_at = (link.used_up_at or now) if is_full else None
    # The counters are the stream's: it may have counted a click since the link was read.
    names = [*_columns(draft), "used_up_at"]
    link.save(update_fields=names)
    _audit(link, "link_changed", before=before, after=_told(link), actor=actor, now=now)
    kept.forget(link.workspace_id)
    return link


@transaction.atomic
def switch_link(*, link: Link, is_on: bool, actor, now: datetime) -> None:
    """Switch a link on or off; off, its address is unknown."""
    link.is_enabled = is_on
    link.save(update_fields=["is_enabled"])
    _audit(link, "link_switched", after={"on": is_on}, actor=actor, now=now)
    kept.forget(link.workspace_id)


@transaction.atomic
def archive_links(*, workspace, ids, actor, now: datetime) -> list[int]:
    """Put links away: their addresses are unknown, their figures stay. Returns those that were not away before."""
    rows = Link.objects.of(workspace).filter(pk__in=ids, archived_at=None)
    archived = list(rows.values_list("pk", flat=True))
    Link.objects.of(workspace).filter(pk__in=archived).update(archived_at=now)
    _audit_many(workspace, archived, "link_archived", actor=actor, now=now)
    kept.forget(workspace.pk)
    return archived


@transaction.atomic
def restore_links(*, workspace, ids, actor, now: datetime) -> None:
    """Take links out of the archive again."""
    rows = Link.objects.of(workspace).filter(pk__in=ids, archived_at__isnull=False)
    restored = list(rows.values_list("pk", flat=True))
    Link.objects.of(workspace).filter(pk__in=restored).update(archived_at=None)
    _audit_many(workspace, restored, "link_restored", actor=actor, now=now)
    kept.forget(workspace.pk)


def sameness(kind: str, draft: Draft) -> str:
    """Return what two drafts share when one link serves both."""
    parts = [
        kind,
        draft.target,
        *draft.tags.values(),
        draft.title,
        str(draft.placement.pk if draft.placement else ""),
    ]
    return sha256("\x1f".join(parts).encode()).hexdigest()


@dataclass(frozen=True)
class ShortLink:
    """A short link as other capabilities know it."""

    id: int
    code: str
    address: str  # the short one
    leads_to: str  # with its tags


class NoSite(RuntimeError):
    """The workspace has no site that could answer a short address."""


def short_link_for(
    *, workspace, url: str, now: datetime, source: str = "", medium: str = "", campaign: str = "", term: str = "",
    content: str = "", utm_id: str = "", title: str = "", actor=None,
) -> ShortLink:  # fmt: skip
    """Return the short link of this address with these tags, made when it is asked for the first time.

    Raises LinkRefused (a bad address, or tags that the workspace's strict rules refuse) and NoSite.
    """
    if not addresses.short_address(workspace, "x"):
        raise NoSite(workspace.slug)
    draft = settled(workspace, Draft(
        target=url, source=source, medium=medium, campaign=campaign, term=term, content=content, utm_id=utm_id, title=title,
    ))  # fmt: skip
    same = sameness("asked", replace(draft, title=""))
    link = Link.objects.of(workspace).filter(same=same).first()
    if link is None:
        try:
            with transaction.atomic():
                link = make_link(workspace=workspace, draft=draft, actor=actor, now=now, same=same)
        except IntegrityError:  # somebody asked for it at the same moment
            link = Link.objects.of(workspace).get(same=same)
    if link.archived_at or not link.is_enabled:
        Link.objects.of(workspace).filter(pk=link.pk).update(archived_at=None, is_enabled=True)
        kept.forget(workspace.pk)
    return as_short_link(link)


def as_short_link(link: Link) -> ShortLink:
    """Return what others may know of a link."""
    short = addresses.short_address(link.workspace, link.code)
    return ShortLink(link.pk, link.code, short, finished(link))


def finished(link: Link) -> str:
    """Return the whole address a link leads to, with its tags."""
    return addresses.tagged(absolute_target(link), link.tags)


def absolute_target(link: Link) -> str:
    """Return the whole address a link leads to, without its own tags."""
    return addresses.absolute(link.target, short_origin(link.workspace))


def short_origin(workspace) -> str:
    return addresses.short_address(workspace, "").removesuffix(addresses.PATH)


def _columns(draft: Draft) -> dict:
    columns = {
        name: value for name, value in vars(draft).items() if name not in ("code", "labels", "variants")
    }
    columns["labels"] = f",{','.join(draft.labels)}," if draft.labels else ""
    columns["variants"] = [
        {"label": "BCDEFG"[number], **asdict(each)} for number, each in enumerate(draft.variants)
    ]
    return columns


def _told(link: Link) -> dict:
    return {"code": link.code, "target": link.target, **link.tags}


def _audit(link: Link, action: str, *, actor, now, before=None, after=None) -> None:
    accounts.record_audit(
        workspace=link.workspace,
        actor=actor,
        action=action,
        subject=link,
        before=before,
        after=after,
        now=now,
    )


def _audit_many(workspace, ids: list[int], action: str, *, actor, now) -> None:
    for link in Link.objects.of(workspace).filter(pk__in=ids[:100]):
        _audit(link, action, actor=actor, now=now)
