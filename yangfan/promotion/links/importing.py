"""Many links from one table file: all of them or none, and a second time nothing is doubled."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yangfan.accounts import public as accounts
from yangfan.core.ui.table_files import TableUnreadable, moment_of, open_table
from yangfan.core.ui.table_imports import ImportRefused, Wrong
from yangfan.promotion.links import actions, kept
from yangfan.promotion.links.actions import Draft, LinkRefused
from yangfan.promotion.links.models import Link, Placement

MOST_ROWS = 5000
# Column -> its names in files, lower case; the first is written by the export.
COLUMNS = {
    "target": ("target", "url", "leads to", "目标网址", "网址", "链接", "跳转到"),
    "code": ("code", "短码", "代码"),
    "title": ("title", "name", "标题", "名称"),
    "source": ("source", "utm_source", "来源"),
    "medium": ("medium", "utm_medium", "媒介"),
    "campaign": ("campaign", "utm_campaign", "活动", "推广活动"),
    "term": ("term", "utm_term", "关键词"),
    "content": ("content", "utm_content", "内容"),
    "utm_id": ("id", "utm_id", "campaign id", "活动编号"),
    "labels": ("labels", "tags", "标签"),
    "placement": ("placement", "线下投放", "投放"),
    "expires_at": ("expires", "ends at", "expires_at", "到期时间", "失效时间"),
    "most_clicks": ("clicks", "most_clicks", "点击上限"),
    "after_target": ("afterwards", "after_target", "到期后跳转到", "失效后"),
}
TITLES = {
    "target": gettext_lazy("Leads to"), "code": pgettext_lazy("link", "Code"), "title": gettext_lazy("Title"),
    "source": gettext_lazy("Source"), "medium": gettext_lazy("Medium"), "campaign": gettext_lazy("Campaign"),
    "term": gettext_lazy("Term"), "content": gettext_lazy("Content"), "utm_id": gettext_lazy("Campaign id"),
    "labels": gettext_lazy("Labels"), "placement": gettext_lazy("Placement"), "expires_at": gettext_lazy("Ends at"),
    "most_clicks": gettext_lazy("Ends after clicks"), "after_target": gettext_lazy("Leads to afterwards"),
}  # fmt: skip


@dataclass
class Read:
    """What a file says: a draft a line, and what is wrong with it."""

    drafts: list[tuple[int, Draft]] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)


@dataclass(frozen=True)
class Imported:
    made: int
    there: int  # lines whose link was there already


def import_links(*, workspace, content: bytes, actor, now: datetime) -> Imported:
    """Make the links of a file; raise TableUnreadable, or ImportRefused with line, field and words, and keep nothing."""
    read = read_links(workspace, content)
    if not read.wrong and not read.drafts:
        raise ImportRefused(_("The file has no lines with links."))
    made = there = 0
    if not read.wrong:
        with transaction.atomic():
            for line, draft in read.drafts:
                try:
                    is_new = _take_in(workspace, draft, actor=actor, now=now)
                except LinkRefused as refused:
                    read.wrong += _wrong(line, refused, draft)
                else:
                    made, there = made + is_new, there + (not is_new)
            if read.wrong:
                transaction.set_rollback(True)
            else:
                _audit(workspace, made, there, actor=actor, now=now)
    if read.wrong:
        words = _("Nothing was imported: %(count)s problems.") % {"count": len(read.wrong)}
        raise ImportRefused(words, read.wrong)
    return Imported(made, there)


def _audit(workspace, made: int, there: int, *, actor, now) -> None:
    after = {"made": made, "there": there}
    accounts.record_audit(
        workspace=workspace, actor=actor, action="links_imported", subject="CSV", after=after, now=now
    )
    kept.forget(workspace.pk)


def _take_in(workspace, draft: Draft, *, actor, now) -> bool:
    """Make the link of one line; return False when it is there: the same line without a code, or the same code and target."""
    draft = actions.settled(workspace, draft)
    same = actions.sameness("imported", draft)
    if draft.code:
        known = Link.objects.of(workspace).filter(code=draft.code).first()
        if known and (known.target, known.tags) == (draft.target, _tags_of(draft)):
            return False
        same = None
    elif Link.objects.of(workspace).filter(same=same).exists():
        return False
    actions.make_link(workspace=workspace, draft=draft, actor=actor, now=now, same=same)
    return True


def _tags_of(draft: Draft) -> dict[str, str]:
    return Link(**draft.tags).tags


def _wrong(line: int, refused: LinkRefused, draft: Draft) -> list[Wrong]:
    return [
        Wrong(line, str(TITLES.get(name, name)), words, str(getattr(draft, name, "")))
        for name, words in refused.problems.items()
    ]


def read_links(workspace, content: bytes) -> Read:
    """Read a file without keeping anything; raise TableUnreadable when it is no table or has no column of targets."""
    rows = list(open_table(content).rows())
    places = _places(rows[0][1])
    if "target" not in places:
        raise TableUnreadable(_("No column is named “target”. The first line names the columns."))
    if len(rows) - 1 > MOST_ROWS:
        raise TableUnreadable(_("More than %(most)d lines. Cut the file into parts.") % {"most": MOST_ROWS})
    placements = {}
    for each in Placement.objects.of(workspace).filter(archived_at=None):
        placements |= {each.name.lower(): each, each.key: each}
    read, zone = Read(), ZoneInfo(workspace.time_zone)
    for line, cells in rows[1:]:
        said = {name: cells[at] if at < len(cells) else "" for name, at in places.items()}
        _read_line(read, line, said, placements, zone)
    return read


def _places(heads) -> dict[str, int]:
    names = [str(head).strip().lower() for head in heads]
    return {
        column: names.index(name)
        for column, known in COLUMNS.items()
        for name in reversed(known)
        if name in names
    }


def _read_line(read: Read, line: int, said: dict, placements: dict, zone: ZoneInfo) -> None:
    words = {name: _text(said.get(name, "")) for name in ("target", "code", "title", "after_target")}
    words |= {
        name: _text(said.get(name, ""))
        for name in ("source", "medium", "campaign", "term", "content", "utm_id")
    }
    words["labels"] = tuple(_text(said.get("labels", "")).replace(";", ",").replace("，", ",").split(","))
    problems = {}
    if not words["target"]:
        problems["target"] = _("Where does it lead?")
    if name := _text(said.get("placement", "")):
        words["placement"] = placements.get(name.lower())
        if words["placement"] is None:
            problems["placement"] = _("There is no placement of this name.")
    if (cell := said.get("expires_at", "")) not in ("", None):
        try:
            words["expires_at"] = moment_of(cell, zone)
        except ValueError:
            problems["expires_at"] = _("Not a moment: write 2026-03-31 or 2026-03-31 09:30.")
    if number := _text(said.get("most_clicks", "")):
        if number.isdigit() and 0 < int(number) < 2**31:
            words["most_clicks"] = int(number)
        else:
            problems["most_clicks"] = _("Not a whole number above 0.")
    read.wrong += [
        Wrong(line, str(TITLES[name]), why, _text(said.get(name, ""))) for name, why in problems.items()
    ]
    if not problems:
        read.drafts.append((line, Draft(**words)))


def _text(cell) -> str:
    """Return a cell as text; a spreadsheet's whole numbers come as 2.0, an exported formula guard as '."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = "" if cell is None else str(cell).strip()
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@" else text


def export_row(link: Link) -> list:
    """Return a link as the import reads it, in the order of COLUMNS."""
    zone = ZoneInfo(link.workspace.time_zone)
    own = {
        "labels": ",".join(link.label_list),
        "placement": link.placement.name if link.placement else "",
        "target": actions.absolute_target(link),
        "expires_at": f"{link.expires_at.astimezone(zone):%Y-%m-%d %H:%M:%S}" if link.expires_at else "",
    }
    return [own[name] if name in own else getattr(link, name) or "" for name in COLUMNS]
