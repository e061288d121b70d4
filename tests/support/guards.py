"""What no test may do: write outside its folders, reach the network, leave things running.

Writing and connecting are watched through one interpreter audit hook (PEP 578), so that every
door is seen: `open`, `os`, `pathlib`, `shutil`, `sqlite3`, `socket`. A forbidden call raises where
it is made and is also remembered, so that code which swallows the error does not hide it.
"""

import ipaddress
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver, resource_tracker
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

WRITE_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

#: Audit event -> positions of the paths it changes, and of the folder descriptors they hang on.
CHANGES: dict[str, tuple[tuple[int, int], ...]] = {
    "os.chmod": ((0, 2),),
    "os.link": ((1, 3),),
    "os.mkdir": ((0, 2),),
    "os.remove": ((0, 1),),
    "os.rename": ((0, 2), (1, 3)),
    "os.rmdir": ((0, 1),),
    "os.symlink": ((1, 2),),
    "os.truncate": ((0, 2),),
    "os.utime": ((0, 3),),
    "shutil.rmtree": ((0, 1),),
}


class ForbiddenError(AssertionError):
    """A test did something that no test may do."""


class Guard:
    """Watches one process; active between `watch()` and its end."""

    def __init__(self, root: Path) -> None:
        """Always allow bytecode and the cache of Hypothesis in `root`, the checkout."""
        self._always = ("/dev", "/proc/self", os.path.realpath(root / ".hypothesis"))
        self._roots: tuple[str, ...] = ()
        self._active = False
        self.violations: list[str] = []
        sys.addaudithook(self._hear)

    @contextmanager
    def watch(self, *roots: Path) -> Iterator[None]:
        """Forbid writing outside `roots`, and connecting to other machines, inside the block."""
        self._roots = (*self._always, *(os.path.realpath(root) for root in roots))
        self._active = True
        try:
            yield
        finally:
            self._active = False

    @contextmanager
    def suspended(self) -> Iterator[None]:
        """Let go for the block: for servers that a fixture starts."""
        before, self._active = self._active, False
        try:
            yield
        finally:
            self._active = before

    @contextmanager
    def expecting(self) -> Iterator[None]:
        """Forget what was forbidden inside the block: for tests of the guard itself."""
        known = len(self.violations)
        try:
            yield
        finally:
            del self.violations[known:]

    def _hear(self, event: str, args: tuple[object, ...]) -> None:
        if not self._active:
            return
        if event == "open":
            self._on_open(args)
        elif event in CHANGES:
            self._on_change(event, args)
        elif event == "sqlite3.connect":
            self._on_sqlite(args[0])
        elif event in {"socket.connect", "socket.sendto"}:
            self._on_connect(event, args[1])
        elif event == "socket.getaddrinfo":
            self._on_connect(event, args)

    def _on_open(self, args: tuple[object, ...]) -> None:
        path, _, flags = args
        if isinstance(flags, int) and flags & WRITE_FLAGS:
            self._check_path("open", path)

    def _on_change(self, event: str, args: tuple[object, ...]) -> None:
        for path_at, descriptor_at in CHANGES[event]:
            descriptor = args[descriptor_at] if descriptor_at < len(args) else None
            # A name relative to an open folder: opening that folder's parent was seen already.
            if descriptor is None or descriptor == -1:
                self._check_path(event, args[path_at])

    def _on_sqlite(self, database: object) -> None:
        if not isinstance(database, str | bytes | os.PathLike):
            return
        name = os.fsdecode(database)
        if name.startswith("file:"):
            address = urlsplit(name)
            query = parse_qs(address.query)
            if query.get("mode", [""])[0] in {"ro", "memory"} or "immutable" in query:
                return
            name = address.path
        if name not in {"", ":memory:"}:
            self._check_path("sqlite3.connect", name)

    def _check_path(self, event: str, path: object) -> None:
        if not isinstance(path, str | bytes | os.PathLike):
            return
        # The folder is resolved, the last part is not: removing a link does not touch its target.
        folder, name = os.path.split(os.fsdecode(path).rstrip("/"))
        full = f"{os.path.realpath(folder)}{os.sep}{name}"
        inside = any(full == root or full.startswith(root + os.sep) for root in self._roots)
        if not inside and "__pycache__" not in full:
            self._forbid(f"{event} changes {full}, outside the folders of this test")

    def _on_connect(self, event: str, address: object) -> None:
        host = address[0] if isinstance(address, tuple) and address else None
        if isinstance(host, bytes):
            host = host.decode("ascii", "replace")
        if isinstance(host, str) and not _is_this_machine(host):
            self._forbid(f"{event} reaches for {host!r}; tests stay on this machine")

    def _forbid(self, text: str) -> None:
        self.violations.append(text)
        raise ForbiddenError(text)


def _is_this_machine(host: str) -> bool:
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def running_threads() -> set[threading.Thread]:
    """All threads that are alive."""
    return {thread for thread in threading.enumerate() if thread.is_alive()}


def leaked_threads(before: set[threading.Thread], patience: float = 2.0) -> list[str]:
    """Names of threads that were not there `before` and do not end within `patience` seconds."""
    new = running_threads() - before - {threading.current_thread()}
    for thread in new:
        thread.join(patience / len(new))
    return sorted(thread.name for thread in new if thread.is_alive())


def child_processes() -> set[int]:
    """Numbers of the processes that this one started and that are still there (Linux only).

    The two servants of `multiprocessing` live as long as the interpreter, by design.
    """
    found: set[int] = set()
    for listing in Path("/proc/self/task").glob("*/children"):
        try:
            found.update(int(number) for number in listing.read_text().split())
        except OSError:  # the thread ended between listing and reading
            continue
    tracker = vars(resource_tracker._resource_tracker).get("_pid")
    server = vars(forkserver._forkserver).get("_forkserver_pid")
    return found - {tracker, server}


def describe_process(number: int) -> str:
    """The process number and its command line."""
    try:
        command = Path(f"/proc/{number}/cmdline").read_bytes().replace(b"\0", b" ")
    except OSError:
        return str(number)
    return f"{number} ({command.decode('utf-8', 'replace').strip() or 'ended, not waited for'})"
