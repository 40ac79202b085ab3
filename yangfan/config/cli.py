"""The `yangfan` command: every verb of an installation, for people and (with --json) for programs."""

import json
import os
import sys
from datetime import date
from pathlib import Path

import click

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yangfan.config.settings")


def _start_django():
    import django

    django.setup()


def _fail(words: str):
    """End with one clear line."""
    raise click.ClickException(words)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="yangfan")
def main():
    """Yangfan 扬帆云: an open, self-hosted intelligent marketing cloud."""


@main.command()
def migrate():
    """Bring the database, the event store's tables and the static files up to date."""
    _start_django()
    from yangfan.config import prepare

    prepare.everything(say=lambda words: click.echo(words, err=True))


@main.command()
def up():
    """Start every process of this machine and keep them running; Ctrl-C stops them all."""
    _start_django()
    from django.conf import settings

    from yangfan.config import prepare
    from yangfan.config import up as supervisor

    try:
        prepare.everything(say=lambda words: click.echo(words, err=True))
        supervisor.run(
            when_ready=lambda supervisor: supervisor.say(
                "web", f"Yangfan is ready at {settings.CONSOLE_URL}/"
            )
        )
    except supervisor.AlreadyUp as error:
        _fail(f"Yangfan is already running here: {error}. Stop it first, or open that address.")


@main.command()
def work():
    """Run the task worker, the relay and the clock (one of the processes of `yangfan up`)."""
    _start_django()
    from yangfan.config import work

    work.main()


@main.command()
def load():
    """Load the spool into the event store (one of the processes of `yangfan up`)."""
    _start_django()
    from yangfan.events.loader import run

    run.main()


@main.command()
@click.option(
    "--dump",
    type=click.Path(path_type=Path),
    help="Write the season's raw input to FILE and do nothing else.",
)
@click.option(
    "--seed", default=1, show_default=True, help="Another seed tells another season with the same totals."
)
@click.option("--bare", is_flag=True, help="Build the companies and their sites, but tell no story.")
def demo(dump, seed, bare):
    """Show the product: two companies, their sites, and six months of one of them replayed through the real doors."""
    os.environ["DEMO"] = "1"
    _start_django()
    from yangfan.config import demo as show

    if dump:
        show.dump(dump, seed=seed)
        return
    from yangfan.config import up as supervisor

    try:
        show.run(seed=seed, bare=bare)
    except supervisor.AlreadyUp as error:
        _fail(f"Yangfan is already running here: {error}. Stop it first, or open that address.")


@main.command("import-log")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--site", required=True, help="The host of the tracked site the log belongs to.")
@click.option("--json", "as_json", is_flag=True)
def import_log(file, site, as_json):
    """Read a web server's combined log into page views and visits. Running it again changes nothing."""
    _start_django()
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    from yangfan.events import public as events

    tracked = events.site_of_host(site)
    if tracked is None:
        _fail(f"no tracked site answers on the host {site!r}; the console lists them under Site → Domains")
    from rich.console import Console

    columns = [TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn()]
    with Progress(*columns, console=Console(stderr=True)) as bar:
        reading = bar.add_task("reading", total=file.stat().st_size)
        result = events.import_log(
            path=file,
            site=tracked,
            progress=lambda done, total: bar.update(reading, completed=done, total=total),
        )
    if as_json:
        click.echo(json.dumps(result.as_dict(), ensure_ascii=False))
        return
    for name, value in result.as_dict().items():
        click.echo(
            f"{name.replace('_', ' '):24} {value:>10,}" if isinstance(value, int) else f"{name:24} {value}"
        )


@main.group()
def models():
    """Offline translation models: Firefox Translations files that you download and keep (docs/guides/translation.md)."""


@models.command("list")
def models_list():
    """Say which pairs can be translated on this machine."""
    _start_django()
    from yangfan.config import commands

    for line in commands.models_in_words():
        click.echo(line)


@models.command("check")
def models_check():
    """Compare every installed file with the hash noted when it was installed."""
    _start_django()
    from yangfan.config import commands

    try:
        click.echo(commands.check_models())
    except commands.Refused as error:
        _fail(str(error))


@models.command("install")
@click.argument("place")
def models_install(place):
    """Install a model from a FOLDER, or from a URL that ends in the folder's name and serves its sha256.json."""
    _start_django()
    from yangfan.config import commands

    try:
        click.echo(commands.install_model(place))
    except commands.Refused as error:
        _fail(str(error))


@main.group()
def scenario():
    """Scenario packs: whole websites for a trade, as data (docs/guides/scenario-packs.md)."""


@scenario.command("list")
@click.option("--json", "as_json", is_flag=True)
def scenario_list(as_json):
    """Say which packs come with this installation."""
    _start_django()
    from yangfan.config import commands

    rows = commands.scenarios()
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        click.echo(
            f"{row['key']:16} {row['pages']:>3} pages  {', '.join(row['languages']):16} {row['name']['en']}"
        )


@scenario.command("check")
@click.argument("packs", nargs=-1)
@click.option("--json", "as_json", is_flag=True)
def scenario_check(packs, as_json):
    """Look packs over: PACKS are names or folders, all installed packs by default. Names file and field of each fault."""
    _start_django()
    from yangfan.config import commands

    try:
        report = commands.check_scenarios(packs)
    except commands.Refused as error:
        _fail(str(error))
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False))
    else:
        for row in report:
            mark = click.style("ok  ", fg="green") if not row["faults"] else click.style("look", fg="red")
            click.echo(f"{mark} {row['pack']}: {row['pages']} pages, {len(row['faults'])} faults")
            for fault in row["faults"]:
                click.echo("     " + ": ".join(part for part in fault.values() if part))
            if row["unfilled"]:
                click.echo(f"     kept for capabilities that are not here yet: {', '.join(row['unfilled'])}")
    sys.exit(1 if any(row["faults"] for row in report) else 0)


@scenario.command("apply")
@click.argument("pack")
@click.option("--workspace", required=True, help="The workspace's address name (slug).")
@click.option(
    "--facts",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="YAML: {fact: text} or {fact: {zh-hans: text, en: text}}.",
)
@click.option("--language", "languages", multiple=True, help="Main language first; may be repeated.")
@click.option("--publish", is_flag=True, help="Publish at once, without what still asks for a fact.")
@click.option("--undo", is_flag=True, help="Take an application that was not published back.")
@click.option("--json", "as_json", is_flag=True)
def scenario_apply(pack, workspace, facts, languages, publish, undo, as_json):
    """Build the site of a workspace from PACK as drafts. Again: fills in what is known by now, keeps what people changed."""
    _start_django()
    from yangfan.config import commands

    try:
        result = commands.apply_scenario(
            pack, workspace_slug=workspace, facts=facts, languages=list(languages), publish=publish, undo=undo
        )
    except commands.Refused as error:
        _fail(str(error))
    click.echo(json.dumps(result, ensure_ascii=False, default=str) if as_json else commands.in_words(result))


@scenario.command("blocks")
@click.option("--json", "as_json", is_flag=True)
def scenario_blocks(as_json):
    """Say what a pack may write: every page type and every block with its fields; ? marks what may be left out."""
    _start_django()
    from yangfan.scenarios import public as scenarios

    pages, blocks = scenarios.page_reference(), scenarios.block_reference()
    if as_json:
        click.echo(json.dumps({"pages": pages, "blocks": blocks}, ensure_ascii=False))
        return
    for name, fields in pages.items():
        click.echo(f"page {name}")
        for field, takes in fields.items():
            click.echo(f"     {field}: {takes}")
    for name, takes in blocks.items():
        click.echo(f"block {name}: {takes}")


@main.group()
def costs():
    """What was spent."""


@costs.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--workspace", required=True, help="The workspace's address name (slug).")
@click.option("--channel", help="The channel's key, when the file does not say which platform it is from.")
@click.option("--json", "as_json", is_flag=True)
def costs_import(file, workspace, channel, as_json):
    """Import a cost file (Google Ads, Meta, Baidu, Ocean Engine or a plain table). Twice changes nothing."""
    _start_django()
    from yangfan.config import commands

    try:
        result = commands.import_costs(file, workspace_slug=workspace, channel=channel)
    except commands.Refused as error:
        _fail(str(error))
    click.echo(json.dumps(result, ensure_ascii=False, default=str) if as_json else commands.in_words(result))


@main.group()
def contacts():
    """The customer book."""


@contacts.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--workspace", required=True, help="The workspace's address name (slug).")
@click.option(
    "--rule",
    type=click.Choice(["fill", "replace", "skip"]),
    default="fill",
    show_default=True,
    help="What happens to a contact that is there already.",
)
@click.option("--tag", "tags", multiple=True, help="Put this tag on everyone in the file; may be repeated.")
@click.option("--skip-bad", is_flag=True, help="Leave wrong rows out and take in the others.")
@click.option("--json", "as_json", is_flag=True)
def contacts_import(file, workspace, rule, tags, skip_bad, as_json):
    """Import contacts from CSV or XLSX; columns are told by their headings. Twice changes nothing."""
    _start_django()
    from yangfan.config import commands

    try:
        result = commands.import_contacts(
            file, workspace_slug=workspace, rule=rule, tags=tags, skip_bad=skip_bad
        )
    except commands.Refused as error:
        _fail(str(error))
    click.echo(json.dumps(result, ensure_ascii=False, default=str) if as_json else commands.in_words(result))


@main.group()
def report():
    """Numbers, from the same query layer as the dashboard."""


@report.command()
@click.option("--workspace", help="The workspace's address name (slug); the demo's case by default.")
@click.option(
    "--from", "from_", type=click.DateTime(["%Y-%m-%d"]), help="First day (in the workspace's zone)."
)
@click.option("--to", type=click.DateTime(["%Y-%m-%d"]), help="Last day.")
@click.option("--json", "as_json", is_flag=True)
def funnel(workspace, from_, to, as_json):
    """Exposures, visits, inquiries, deals, cost, revenue and ROI of a period."""
    _start_django()
    from yangfan.config import commands

    days: list[date | None] = [moment.date() if moment else None for moment in (from_, to)]
    try:
        result = commands.funnel(workspace_slug=workspace, first=days[0], last=days[1])
    except commands.Refused as error:
        _fail(str(error))
    click.echo(json.dumps(result, ensure_ascii=False, default=str) if as_json else commands.in_words(result))


@main.group()
def keys():
    """The key that encrypts stored secrets."""


@keys.command("rotate")
def keys_rotate():
    """Encrypt every stored secret with the new SECRET_KEY; the old one stands in SECRET_KEY_FALLBACKS until then."""
    _start_django()
    from yangfan.core import crypto

    try:
        click.echo(f"{crypto.encrypt_anew()} secrets are encrypted with today's key.")
    except crypto.SecretUnreadable:
        _fail("A secret was encrypted with a key that is not here: put it into SECRET_KEY_FALLBACKS.")


@main.command()
@click.option("--json", "as_json", is_flag=True)
def doctor(as_json):
    """Check database, event store, queue, mail, disk, clock and versions; say what to do."""
    _start_django()
    from yangfan.config import doctor

    findings = doctor.examine()
    if as_json:
        click.echo(json.dumps(doctor.as_json(findings), ensure_ascii=False))
    else:
        for finding in findings:
            mark = click.style("ok  ", fg="green") if finding.ok else click.style("look", fg="red")
            click.echo(f"{mark} {finding.part:12} {finding.found}")
            if finding.advice:
                click.echo(f"     {'':12} → {finding.advice}")
    sys.exit(0 if all(finding.ok for finding in findings) else 1)


if __name__ == "__main__":
    main()
