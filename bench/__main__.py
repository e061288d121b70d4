"""Runs every benchmark and prints a table: `python -m bench [SUBJECT …]`."""

import importlib
import os
import platform
import sqlite3
import sys
from importlib import metadata
from pathlib import Path
from typing import Protocol, cast

from bench import Row

HEADINGS = ("what", "seconds", "yardstick", "ratio", "target", "met")
LIBRARIES = ("numpy", "openpyxl", "reportlab", "sqlalchemy", "psycopg")


class Benchmark(Protocol):
    """A module `bench_<subject>.py`."""

    def run(self) -> list[Row]:
        """Measure and return the figures."""


def machine() -> list[str]:
    """Lines that say on what machine and with what versions the figures were taken."""
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in LIBRARIES)
    return [
        f"processor  {_first('/proc/cpuinfo', 'model name') or platform.processor() or 'unknown'}",
        f"cores      {os.cpu_count()}",
        f"memory     {_first('/proc/meminfo', 'MemTotal') or 'unknown'}",
        f"system     {platform.platform()}",
        f"Python     {platform.python_version()} ({platform.python_implementation()})",
        f"libraries  SQLite {sqlite3.sqlite_version}, {versions}",
    ]


def _first(file: str, key: str) -> str:
    """The value of the first line `key : value` of a file; empty if there is none."""
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    found = (line.partition(":")[2].strip() for line in lines if line.startswith(key))
    return next(found, "")


def subjects() -> list[str]:
    """Subjects that have a module `bench_<subject>.py`, sorted."""
    names = (file.stem for file in Path(__file__).parent.glob("bench_*.py"))
    return sorted(name.removeprefix("bench_") for name in names)


def cells(row: Row) -> tuple[str, ...]:
    """A figure as it is printed, one text per heading."""
    yardstick = "–" if row.yardstick_seconds is None else f"{row.yardstick_seconds:.4g}"
    named = f"{yardstick} ({row.yardstick})" if row.yardstick else yardstick
    ratio = "–" if row.ratio is None else f"{row.ratio:.2f}"
    met = {True: "yes", False: "NO", None: "–"}[row.met]
    return (row.name, f"{row.seconds:.4g}", named, ratio, row.target or "–", met)


def as_table(rows: list[Row]) -> str:
    """Figures as a Markdown table."""
    lines = [HEADINGS, tuple("---" for _ in HEADINGS), *(cells(row) for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def main(wanted: list[str]) -> int:
    """Run the wanted subjects, or all; 0 if every figure that can be judged meets its target."""
    unknown = sorted(set(wanted) - set(subjects()))
    if unknown:
        print(f"no such benchmark: {', '.join(unknown)}; there are: {', '.join(subjects())}")
        return 2
    print("\n".join(machine()), end="\n\n")
    rows: list[Row] = []
    for subject in wanted or subjects():
        print(f"running {subject} …", file=sys.stderr)
        benchmark = cast("Benchmark", importlib.import_module(f"bench.bench_{subject}"))
        rows += benchmark.run()
    print(as_table(rows))
    return 1 if any(row.met is False for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
