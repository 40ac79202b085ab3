"""A real mail server on loopback for the tests: Postfix takes and delivers, Dovecot keeps the mailboxes.

Every mailbox of the two domains exists; its password is "secret". Mail to elsewhere.test goes to a server of our own that
refuses by the local part (gone@, full@). Needs root, as both programs do; nothing outside its own folder is touched.
"""

import imaplib
import os
import shutil
import smtplib
import socket
import subprocess
import tempfile
import time
from email import message_from_bytes, policy
from pathlib import Path

from aiosmtpd.controller import Controller

SYSTEM_PATH = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"])
PASSWORD = "secret"
MAIN_CF = """
compatibility_level = 3.6
queue_directory = {home}/spool
data_directory = {home}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.tidelane.test
mydestination = localhost
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
default_transport = error:no way out of the tests
alias_maps =
local_recipient_maps =
virtual_mailbox_domains = tidelane.test, embalagens.test
virtual_mailbox_maps = static:all
virtual_transport = lmtp:unix:{home}/lmtp
recipient_delimiter = +
maillog_file = {home}/postfix.log
maillog_file_prefixes = {home}
smtpd_relay_restrictions = permit_mynetworks, reject
relay_domains = elsewhere.test
relay_recipient_maps =
transport_maps = inline:{{ {{elsewhere.test=smtp:[127.0.0.1]:{remote}}} }}
"""
MASTER_CF = """
127.0.0.1:{smtp} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
"""
DOVECOT_CONF = """
base_dir = {home}/run
state_dir = {home}/state
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
log_path = {home}/dovecot.log
mail_location = maildir:{home}/mail/%u
mail_uid = mail
mail_gid = mail
first_valid_uid = 1
first_valid_gid = 1
recipient_delimiter = +
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid=mail gid=mail home={home}/mail/%u
}}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  unix_listener {home}/lmtp {{
    mode = 0666
  }}
}}
protocol lmtp {{
  auth_username_format = %Lu
}}
"""


def is_here() -> bool:
    """Tell whether this machine can run it."""
    programs = all(shutil.which(name, path=SYSTEM_PATH) for name in ("postfix", "dovecot"))
    return programs and os.geteuid() == 0 and Path("/usr/lib/dovecot/lmtp").exists()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class _Refuses:
    """What the remote server says to each recipient."""

    async def handle_RCPT(self, server, session, envelope, address, options):
        said = {"gone": "550 5.1.1 User unknown", "full": "552 5.2.2 Mailbox full"}.get(
            address.partition("@")[0]
        )
        if said is None:
            envelope.rcpt_tos.append(address)
        return said or "250 OK"


class MailServer:
    """`with MailServer() as server`: its ports are `smtp` and `imap`."""

    def __init__(self):
        self.home = Path(tempfile.mkdtemp(prefix="yangfan-mail-"))
        self.smtp, self.imap = free_port(), free_port()
        self.remote = Controller(_Refuses(), hostname="127.0.0.1", port=free_port())
        self.running: list[subprocess.Popen] = []

    def __enter__(self):
        self.home.chmod(0o755)
        for folder, owner in (
            ("spool", "root"),
            ("data", "postfix"),
            ("mail", "mail"),
            ("run", "root"),
            ("state", "root"),
        ):
            (self.home / folder).mkdir()
            shutil.chown(self.home / folder, owner)
        words = {
            "home": self.home,
            "smtp": self.smtp,
            "imap": self.imap,
            "remote": self.remote.port,
            "password": PASSWORD,
        }
        for name, text in (("main.cf", MAIN_CF), ("master.cf", MASTER_CF), ("dovecot.conf", DOVECOT_CONF)):
            (self.home / name).write_text(text.format(**words))
        self.remote.start()
        self._start("dovecot", "-F", "-c", self.home / "dovecot.conf")
        self._start("postfix", "-c", self.home, "start-fg")
        for port in (self.smtp, self.imap):
            wait_until(lambda port=port: _answers(port), "the mail server did not start", self.log)
        return self

    def _start(self, program: str, *words) -> None:
        path = shutil.which(program, path=SYSTEM_PATH)
        with (self.home / f"{program}.out").open("wb") as out:
            self.running.append(
                subprocess.Popen(
                    [path, *map(str, words)],
                    stdin=subprocess.DEVNULL,
                    stdout=out,
                    stderr=out,
                    start_new_session=True,
                )
            )

    def __exit__(self, *_error):
        subprocess.run(
            [shutil.which("postfix", path=SYSTEM_PATH), "-c", self.home, "abort"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
        )
        for process in self.running:
            process.terminate()
        for process in self.running:
            process.wait(20)
        self.remote.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def log(self) -> str:
        """Return what both programs logged."""
        return "\n".join(one.read_text(errors="replace")[-3000:] for one in self.home.glob("*.[lo][ou][gt]"))

    def send(self, raw: bytes, *, sender: str, to: str) -> None:
        """Hand a mail in, as somebody's mail program does."""
        with smtplib.SMTP("127.0.0.1", self.smtp, timeout=20) as client:
            client.sendmail(sender, [to], raw)

    def mailbox(self, user: str) -> list:
        """Return the mails in somebody's mailbox, parsed."""
        client = imaplib.IMAP4("127.0.0.1", self.imap, timeout=20)
        client.login(user, PASSWORD)
        client.select("INBOX", readonly=True)
        numbers = client.search(None, "ALL")[1][0].split()
        mails = [
            message_from_bytes(client.fetch(one, "(BODY.PEEK[])")[1][0][1], policy=policy.default)
            for one in numbers
        ]
        client.logout()
        return mails


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as one:
            return bool(one.recv(1))
    except OSError:
        return False


def wait_until(look, what: str, log=lambda: "", seconds: float = 40):
    """Return the first true answer of `look()`; fail with `what` and the log when none comes."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError(f"{what}\n{log()}")
