"""Against a server that speaks Mastodon's API (mastodon-mock): connect, post with a picture, once, found again, counted."""

import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import pytest
from django.utils import timezone

from yangfan.connectors import public as connectors
from yangfan.plugins.mastodon import decode
from yangfan.promotion import public as promotion

TOKEN = "the-token-of-tidelane"  # noqa: S105
CONFIG = f"""
[[seed.accounts]]
username = "tidelane"
access_token = "{TOKEN}"
"""
PICTURE = (Path(__file__).parent / "dot.png").read_bytes()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mastodon")
    (folder / "config.toml").write_text(CONFIG)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        str(Path(sys.executable).parent / "mastodon_mock"),
        "serve",
        "--config",
        "config.toml",
        "--in-memory",
        "--port",
        str(port),
    ]
    with (folder / "log").open("w") as log:
        running = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    address, until = f"http://127.0.0.1:{port}", time.monotonic() + 60
    while time.monotonic() < until:
        try:
            httpx2.get(f"{address}/api/v2/instance", trust_env=False, timeout=5)
            break
        except httpx2.HTTPError:
            assert running.poll() is None, (folder / "log").read_text()
            time.sleep(0.1)
    yield address
    running.terminate()
    running.wait()


@pytest.fixture
def connect(workspace, owner, server, settings):
    settings.OUTBOUND_ALLOW = ["127.0.0.1"]

    def with_token(token=TOKEN, name="Ours"):
        return connectors.connect_account(
            workspace=workspace, connector=connectors.connectors_registry.get("mastodon"), name=name, actor=owner,
            values={"server": server, "access_token": token, "visibility": "public"}, now=timezone.now(),
        )  # fmt: skip

    return with_token


def piece(key="yangfan-1-1-1", **more):
    given = {"text": "机器人码垛，每分钟 24 箱。", "language": "zh-hans", "hashtags": ("码垛", "robots"), "link": "https://tidelane.example/zh/?utm_source=mastodon"}  # fmt: skip
    return promotion.Piece(key=key, **(given | more))


@pytest.mark.processes
@pytest.mark.django_db
def test_it_posts_once_with_a_picture_and_is_found_again_and_counted(connect):
    account = connect()
    assert account.state == "ok", account.error
    plan = account.plan
    dot = promotion.Picture("dot.png", PICTURE, "image/png", alt="A dot")
    first = plan.publish(account, piece(pictures=(dot,)), timezone.now())
    assert plan.publish(account, piece(pictures=(dot,)), timezone.now()).remote_id == first.remote_id
    assert plan.find(account, piece()).remote_id == first.remote_id
    assert plan.find(account, piece(text="Nobody said this")) is None
    [figures] = plan.figures(account, [first.remote_id, "0"])
    assert (figures.views, figures.likes, figures.shares) == (None, 0, 0)
    assert plan.take_down(account, first.remote_id)
    assert plan.find(account, piece()) is None


@pytest.mark.processes
@pytest.mark.django_db
def test_a_wrong_token_must_be_mended_and_an_inner_address_is_refused(connect, settings):
    assert connect("wrong", "Wrong").state == "reauthorise"
    settings.OUTBOUND_ALLOW = []
    refused = connect(name="Inside")
    assert refused.state == "trouble" and "inner network" in refused.error


def test_what_a_status_says_is_read_back_as_it_was_written():
    rules = promotion.PostRules(counts="weighted")
    said = {"id": "7", "content": "<p>机器人码垛，每分钟 24 箱。</p><p>#码垛 #robots</p><p><a href='x'>https://tidelane.example/zh/?utm_source=mastodon</a></p>"}  # fmt: skip
    assert decode.same_status([{"content": "<p>Another</p>"}, said], piece(), rules) is said
    assert decode.plain("<p>A &amp; B</p><p>C<br />D</p>") == "A & B\nC\nD"
    assert decode.figures_in({"id": 7, "replies_count": 3}) == promotion.PostFigures("7", comments=3)
