"""The documented Caddyfile in a real Caddy: certificates for our hosts alone, and each path where it belongs."""

import shutil
import socket
import ssl
import subprocess
import time
from http.client import HTTPConnection, HTTPResponse
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from yangfan.sites.hosts.tests.test_hosts import Echo, free_port

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.processes,
    pytest.mark.skipif(not shutil.which("caddy"), reason="Caddy is not installed (apt-get install caddy)"),
]
# Beside the ports: certificates of Caddy's own authority instead of Let's Encrypt's, and nothing outside this folder.
OPTIONS = "{{\n\tadmin off\n\thttp_port {plain}\n\thttps_port {secure}\n\tlocal_certs\n\tskip_install_trust\n\tstorage file_system {folder}\n"


@pytest.fixture
def caddy(tmp_path, live_server, settings):
    """Yield (http port, https port, port of the echo behind collector and live notices)."""
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    echo = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    Thread(target=echo.serve_forever, daemon=True).start()
    plain, secure = free_port(), free_port()
    text = (Path(__file__).parents[4] / "docs/examples/Caddyfile").read_text()
    for old, new in {
        "127.0.0.1:8000": live_server.url.removeprefix("http://"), "127.0.0.1:8001": f"127.0.0.1:{echo.server_port}",
        "127.0.0.1:8003": f"127.0.0.1:{echo.server_port}",
        "\n{\n": "\n" + OPTIONS.format(plain=plain, secure=secure, folder=tmp_path),
    }.items():  # fmt: skip
        assert old in text, old
        text = text.replace(old, new, 1 if old.startswith("\n") else -1)
    (tmp_path / "Caddyfile").write_text(text)
    command = ["caddy", "run", "--adapter", "caddyfile", "--config", str(tmp_path / "Caddyfile")]
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env={"HOME": str(tmp_path)})
        for _try in range(150):
            try:
                socket.create_connection(("127.0.0.1", secure), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield plain, secure, echo.server_port
        process.terminate()
        process.wait(10)
    echo.shutdown()


def ask(port: int, host: str, path: str, *, is_secure=True) -> HTTPResponse:
    line = HTTPConnection("127.0.0.1", port, timeout=20)
    if is_secure:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        bare = socket.create_connection(("127.0.0.1", port), 20)
        line.sock = context.wrap_socket(bare, server_hostname=host)
    line.request("GET", path, headers={"Host": host})
    return line.getresponse()


def test_the_documented_caddy_serves_our_sites_over_https_and_no_other(caddy, built, workspace):
    plain, secure, echo = caddy
    host = f"{workspace.slug}.localhost"
    moved = ask(plain, host, "/en/", is_secure=False)
    assert moved.status == 308 and moved.headers["Location"].startswith(f"https://{host}")
    page = ask(secure, host, "/en/")
    assert page.status == 200 and b"Tidelane Robotics" in page.read()
    with pytest.raises(ssl.SSLError):  # it asked us, and we do not know that host: no certificate
        ask(secure, "stranger.localhost", "/en/")
    for path in ("/e", "/y.js", "/p.gif", "/live/x"):
        assert ask(secure, host, path).read().decode() == f"{echo} {path}"
