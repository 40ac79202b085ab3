"""Run a command with DATABASE_URL pointing at PostgreSQL: a server on the standard port, else one of our own.

    python scripts/postgres.py pytest -m postgres

Exit code 77: there is no PostgreSQL to be had.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

NO_POSTGRES = 77
OUR_PORT = 54329


def running_server() -> str | None:
    for user in ("postgres", "root", os.environ.get("USER", "postgres")):
        address = f"postgres://{user}@127.0.0.1:5432/postgres"
        try:
            with psycopg.connect(address, connect_timeout=2) as connection:
                can_create = connection.execute(
                    "select rolcreatedb or rolsuper from pg_roles where rolname = current_user"
                ).fetchone()[0]
            if can_create:
                return address
        except psycopg.OperationalError:
            continue
    return None


class OwnServer:
    """A throw-away cluster in a temporary folder, run by a user that is not root."""

    def __init__(self, binaries: Path):
        self.binaries = binaries
        self.folder = Path(tempfile.mkdtemp(prefix="yangfan-postgres-"))
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        if os.geteuid() == 0:
            shutil.chown(self.folder, self.user)

    def run(self, *command: str) -> None:
        prefix = ["runuser", "-u", self.user, "--"] if os.geteuid() == 0 else []
        subprocess.run(
            [*prefix, *command], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd="/"
        )

    def __enter__(self) -> str:
        data = str(self.folder / "data")
        self.run(
            str(self.binaries / "initdb"),
            "-D",
            data,
            "-A",
            "trust",
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "--no-sync",
        )
        options = f"-p {OUR_PORT} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} -c fsync=off"
        self.run(
            str(self.binaries / "pg_ctl"),
            "-D",
            data,
            "-o",
            options,
            "-l",
            str(self.folder / "log"),
            "-w",
            "start",
        )
        time.sleep(0.2)
        return f"postgres://postgres@127.0.0.1:{OUR_PORT}/postgres"

    def __exit__(self, *_):
        self.run(str(self.binaries / "pg_ctl"), "-D", str(self.folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


def binaries() -> Path | None:
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    return max((path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")), default=None)


def run(command: list[str], address: str) -> int:
    return subprocess.run(command, env={**os.environ, "DATABASE_URL": address}).returncode


def main() -> int:
    address = running_server()
    if address:
        return run(sys.argv[1:], address)
    where = binaries()
    if where is None:
        print("NOT RUN: no PostgreSQL on port 5432 and none installed (apt-get install postgresql)")
        return NO_POSTGRES
    with OwnServer(where) as address:
        return run(sys.argv[1:], address)


if __name__ == "__main__":
    sys.exit(main())
