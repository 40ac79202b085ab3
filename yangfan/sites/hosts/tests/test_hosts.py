"""Domains: DNS, the way to the main host, and what stands at the root of a site."""

import re
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from yangfan.sites.hosts.models import HostCheck, RootFile, RootSettings
from yangfan.sites.testing import SVG, product

HOSTS = "/console/tidelane/site/hosts/"
ZONE = {"www.arms.test.": "203.0.113.7", "arms.test.": "203.0.113.99"}


@pytest.fixture
def console(client, owner):
    client.force_login(owner)
    return client


@pytest.fixture
def name_server(settings):
    """A real name server on loopback that knows ZONE and nothing else."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("127.0.0.1", 0))

    def answer():
        while True:
            try:
                data, asker = sock.recvfrom(4096)
            except OSError:
                return
            query = dns.message.from_wire(data)
            reply = dns.message.make_response(query)
            reply.flags |= dns.flags.RA
            question = query.question[0]
            address = ZONE.get(str(question.name))
            if address is None:
                reply.set_rcode(dns.rcode.NXDOMAIN)
            elif question.rdtype == 1:
                reply.answer.append(dns.rrset.from_text(question.name, 60, "IN", "A", address))
            sock.sendto(reply.to_wire(), asker)

    Thread(target=answer, daemon=True).start()
    settings.DNS_SERVERS = [f"127.0.0.1:{sock.getsockname()[1]}"]
    settings.SITES_ADDRESS = ["203.0.113.7"]
    yield
    sock.close()


def add(console, host):
    answer = console.post(HOSTS, {"host": host})
    cache.clear()
    return answer


def test_dns_is_asked_and_said_in_words(console, built, workspace, name_server):
    add(console, "www.arms.test")
    add(console, "arms.test")
    add(console, "shop.arms.test")
    states = dict(HostCheck.objects.of(workspace).values_list("host", "state"))
    assert states == {"www.arms.test": "ready", "arms.test": "elsewhere", "shop.arms.test": "nothing"}
    shown = console.get(HOSTS).content.decode()
    assert "203.0.113.99" in shown and "<b>203.0.113.7</b>" in shown and "<b>@</b>" in shown


def test_dns_that_does_not_answer_is_said_too(console, built, workspace, settings):
    settings.DNS_SERVERS, settings.SITES_ADDRESS = ["127.0.0.1:1"], ["203.0.113.7"]
    add(console, "www.arms.test")
    assert HostCheck.objects.of(workspace).get().state == "failed"


def test_www_and_apex_lead_to_the_main_host(console, built, workspace, name_server):
    add(console, "www.arms.test")
    add(console, "arms.test")
    console.post(f"{HOSTS}change/", {"host": "www.arms.test", "do": "main"})
    cache.clear()
    apex, main = Client(HTTP_HOST="arms.test"), Client(HTTP_HOST="www.arms.test")
    answer = apex.get("/en/products/?a=1")
    assert answer.status_code == 301 and re.fullmatch(
        r"http://www\.arms\.test(:\d+)?/en/products/\?a=1", answer.url
    )
    assert main.get("/en/products/").status_code == 200
    assert apex.get("/robots.txt").status_code == 200
    assert Client(HTTP_HOST="tidelane.localhost").get("/en/").status_code == 200
    console.post("/console/tidelane/site/root/", {"crawlers": [], "has_llms": "on"})
    cache.clear()
    assert apex.get("/en/products/").status_code == 200


def test_a_proof_of_ownership_stands_at_the_root(console, built, workspace, visit):
    address = "/console/tidelane/site/root-file/"
    sent = {"name": "baidu_verify_code-ab12.html", "content": "ab12cd"}
    assert console.post(address, sent).status_code == 302
    answer = visit(workspace).get("/baidu_verify_code-ab12.html")
    assert (answer.status_code, answer.content) == (200, b"ab12cd") and "sandbox" in answer.headers[
        "Content-Security-Policy"
    ]
    for name, content in (
        ("robots.txt", "x"),
        ("../x.html", "x"),
        ("index.php", "x"),
        ("a.html", "<script>alert(1)</script>"),
        ("a.html", " "),
    ):
        assert console.post(address, {"name": name, "content": content}).status_code == 422, name
    console.post(f"{address}{RootFile.objects.of(workspace).get().pk}/delete/")
    assert visit(workspace).get("/baidu_verify_code-ab12.html").status_code == 404


def test_a_proof_of_one_company_is_none_at_another(console, built, other_built, other_workspace, visit):
    console.post("/console/tidelane/site/root-file/", {"name": "google1.html", "content": "x"})
    assert visit(other_workspace).get("/google1.html").status_code == 404


def test_a_marketer_cannot_prove_ownership(client, built, marketer):
    client.force_login(marketer)
    assert client.get("/console/tidelane/site/root-file/").status_code in (403, 404)


def test_ai_crawlers_are_shut_out_one_by_one(console, built, workspace, visit):
    assert "GPTBot" not in visit(workspace).get("/robots.txt").content.decode()
    kept = [
        one
        for one in console.get("/console/tidelane/site/root/").context["form"].initial["crawlers"]
        if one != "gptbot"
    ]
    console.post("/console/tidelane/site/root/", {"crawlers": kept, "has_llms": "on"})
    said = visit(workspace).get("/robots.txt").content.decode()
    assert (
        "User-agent: GPTBot\nDisallow: /\n" in said and "ClaudeBot" not in said and "User-agent: *\n" in said
    )


def test_llms_txt_names_the_company_and_its_pages(console, built, workspace, visit):
    product(workspace, "A12 arm", summary="Lifts 12 kg")
    console.post("/console/tidelane/site/root/", {"has_llms": "on", "llms_intro": "Robots since 2009."})
    said = visit(workspace).get("/llms.txt").content.decode()
    assert said.startswith("# Tidelane Robotics\n") and "Robots since 2009." in said
    assert re.search(r"- \[A12 arm\]\(http://\S+/en/products/\S+\): Lifts 12 kg", said)
    console.post("/console/tidelane/site/root/", {})
    assert visit(workspace).get("/llms.txt").status_code == 404


def test_the_icon_is_the_companys_own(console, built, workspace, visit):
    before = visit(workspace).get("/favicon.svg").content
    file = SimpleUploadedFile("icon.svg", SVG)
    console.post("/console/tidelane/site/root/", {"icon_file": file})
    assert visit(workspace).get("/favicon.svg").content != before
    assert RootSettings.objects.of(workspace).get().icon is not None
    wrong = SimpleUploadedFile("icon.exe", b"MZ")
    assert console.post("/console/tidelane/site/root/", {"icon_file": wrong}).status_code == 422


def test_the_404_page_says_what_the_company_wants(console, built, workspace, visit):
    console.post("/console/tidelane/site/root/", {"title_en": "Lost between robots", "text_en": "Call us."})
    answer = visit(workspace).get("/en/nowhere/")
    assert answer.status_code == 404 and "Lost between robots" in answer.content.decode()


def test_a_proxy_may_ask_which_hosts_are_ours(built, client):
    assert client.get("/healthz/host?domain=tidelane.localhost").status_code == 200
    assert client.get("/healthz/host?domain=evil.test").status_code == 404


# --- the documented nginx -------------------------------------------------------------------------------------------


class Echo(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"{self.server.server_port} {self.path}".encode())

    def log_message(self, *_args):
        pass


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "privkey.pem").write_bytes(pem)


@pytest.fixture
def nginx(tmp_path, live_server, settings):
    """The documented configuration, with this test's ports and certificate, in a real nginx; yields (http, https)."""
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    certificate(tmp_path)
    echo = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    Thread(target=echo.serve_forever, daemon=True).start()
    plain, secure = free_port(), free_port()
    text = (Path(__file__).parents[4] / "docs/examples/nginx.conf").read_text()
    for old, new in {
        "listen [::]:80;": "", "listen [::]:443 ssl;": "", "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ssl;": f"listen 127.0.0.1:{secure} ssl;", "/etc/letsencrypt/live/yangfan": str(tmp_path),
        "127.0.0.1:8000": live_server.url.removeprefix("http://"), "127.0.0.1:8001": f"127.0.0.1:{echo.server_port}",
        "127.0.0.1:8003": f"127.0.0.1:{echo.server_port}", ".sites.example.com": ".localhost",
    }.items():  # fmt: skip
        assert old in text, old
        text = text.replace(old, new)
    whole = f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/error.log;\nevents {{}}\nhttp {{ access_log off;\n"
    for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"):
        whole += f"{kind}_temp_path {tmp_path}/{kind};\n"
    (tmp_path / "nginx.conf").write_text(f"{whole}{text}\n}}\n")
    command = [
        "nginx",
        "-p",
        str(tmp_path),
        "-c",
        str(tmp_path / "nginx.conf"),
        "-e",
        str(tmp_path / "error.log"),
    ]
    process = subprocess.Popen(command)
    for _try in range(100):
        try:
            socket.create_connection(("127.0.0.1", secure), 1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield plain, secure, echo.server_port
    process.terminate()
    process.wait(10)
    echo.shutdown()


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args):
        return None


def ask(url: str, host: str):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    opener = urllib.request.build_opener(Stay, urllib.request.HTTPSHandler(context=context))
    try:
        return opener.open(urllib.request.Request(url, headers={"Host": host}), timeout=20)
    except urllib.error.HTTPError as error:
        return error


@pytest.mark.django_db(transaction=True)
def test_the_documented_nginx_serves_sites_over_https(nginx, built, workspace):
    plain, secure, echo = nginx
    moved = ask(f"http://127.0.0.1:{plain}/en/", "tidelane.localhost")
    assert (moved.status, moved.headers["Location"]) == (301, "https://tidelane.localhost/en/")
    page = ask(f"https://127.0.0.1:{secure}/en/", "tidelane.localhost")
    assert page.status == 200 and b"Tidelane Robotics" in page.read()
    assert ask(f"https://127.0.0.1:{secure}/en/", "stranger.localhost").status == 404
    for path in ("/e", "/y.js", "/p.gif", "/live/x"):
        assert (
            ask(f"https://127.0.0.1:{secure}{path}", "tidelane.localhost").read().decode() == f"{echo} {path}"
        )
