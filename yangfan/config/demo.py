"""`yangfan demo`: prepare, start, build the two companies, replay the season, and say where to look."""

from pathlib import Path

import click
from django.conf import settings

from yangfan.config import prepare, up


def run(*, seed: int, bare: bool = False) -> None:
    """Start the product on embedded defaults and fill it; stays until Ctrl-C."""
    from yangfan.demo import public as demo

    say = lambda words: click.echo(words, err=True)  # noqa: E731
    prepare.everything(say=say)
    say("Demo: building two companies and their sites…")
    demo.build_sites(say=say)
    up.run(when_ready=lambda supervisor: _fill(supervisor, demo, seed, bare))


def _fill(supervisor: up.Supervisor, demo, seed: int, bare: bool) -> None:
    supervisor.say("demo", f"Open {settings.CONSOLE_URL}/ — {demo.LOGIN_WORDS}")
    if not up.wait_until_answering(settings.COLLECT_PORT, stopping=supervisor.stopping):
        return
    if not bare:
        demo.replay(seed=seed, say=lambda words: supervisor.say("demo", words), stopping=supervisor.stopping)
    supervisor.say("demo", f"Ready: {settings.CONSOLE_URL}/ — {demo.LOGIN_WORDS}")


def dump(path: Path, *, seed: int) -> None:
    """Write the season's raw input as JSON lines."""
    from yangfan.demo import public as demo

    with path.open("w") as file:
        count = demo.dump_season(file, seed=seed)
    click.echo(f"{count:,} lines written to {path}")
