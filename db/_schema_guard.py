"""Makes a database from outside harmless: nothing of it runs, and it holds the known tables only.

A table definition is accepted when it consists of known names and of the words that make plain
columns and keys. An expression needs some other word, so that checks, defaults, generated columns,
partial and expression indexes, views and triggers are all refused by the same rule.

Source: submissions.md, Merge, step 1.
"""

from __future__ import annotations

import re
import sqlite3
import sys
from collections.abc import Iterator

from db._foreign_copy import ForeignCopy, Limits
from db.errors import RefusedFile
from db.formats import INDEXES, SUBMISSION_DDL, Columns, FileKind, columns_of
from questionnaire.messages import msg

_WORDS = frozenset(
    [
        *("create", "table", "index", "unique", "on", "strict", "without", "rowid"),
        *("not", "null", "primary", "key", "foreign", "references", "constraint"),
        *("text", "integer", "blob", "(", ")", ","),
    ]
)
_TOKEN = re.compile(r'\s*(?:"((?:[^"])*)"|([A-Za-z_][A-Za-z0-9_]*)|([(),]))')
_SCHEMA_TABLES = frozenset({"sqlite_master", "sqlite_schema"})
_PRAGMAS = frozenset({"quick_check", "table_list", "table_xinfo"})
_FUNCTIONS = frozenset({"count"})
_STEPS_PER_CALL = 100_000
_OWN_SCHEMA = frozenset(
    [
        *(("table", name, name, sql) for name, sql in SUBMISSION_DDL.items()),
        *(("index", f"sqlite_autoindex_{name}_1", name, None) for name in SUBMISSION_DDL),
    ]
)


def disarm(copy: ForeignCopy, limits: Limits) -> None:
    """Set the connection so that nothing but reading the four tables is possible.

    Must come before anything is read.
    """
    driver = copy.driver
    for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "query_only=ON", "mmap_size=0"):
        driver.execute(f"PRAGMA {pragma}")
    for limit, value in (
        (sqlite3.SQLITE_LIMIT_LENGTH, max(limits.payload_bytes, limits.evidence_bytes) + 4096),
        (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000),
        (sqlite3.SQLITE_LIMIT_COLUMN, 64),
        (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 20),
        (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
        (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1),
    ):
        driver.setlimit(limit, value)
    if sys.version_info >= (3, 12):
        driver.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)  # noqa: FBT003 - its signature
        driver.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, False)  # noqa: FBT003
        driver.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_VIEW, False)  # noqa: FBT003
    driver.set_authorizer(_allow_reading)
    driver.set_progress_handler(_Countdown(limits.steps), _STEPS_PER_CALL)


def check_schema(copy: ForeignCopy, name: str) -> None:
    """Refuse anything but the known tables, then broken pages.

    Raises:
        RefusedFile: with the object that is not accepted.
        sqlite3.Error: the file is broken.
    """
    schema = copy.driver.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    if len(schema) != len(_OWN_SCHEMA) or frozenset(schema) != _OWN_SCHEMA:
        _check_objects(name, copy.kind, schema)
        _check_tables(copy, name)
    (finding,) = copy.driver.execute("PRAGMA quick_check(1)").fetchone()
    if finding != "ok":
        raise RefusedFile(name, "damaged", msg("It is damaged: {finding}", finding=finding))


def _allow_reading(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    allowed = (
        action == sqlite3.SQLITE_SELECT
        or (action == sqlite3.SQLITE_READ and (first in SUBMISSION_DDL or first in _SCHEMA_TABLES))
        or (action == sqlite3.SQLITE_PRAGMA and first in _PRAGMAS)
        or (action == sqlite3.SQLITE_FUNCTION and second in _FUNCTIONS)
    )
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


class _Countdown:
    """Stops the database when a file makes it work without end."""

    def __init__(self, steps: int) -> None:
        self._left = steps

    def __call__(self) -> int:
        self._left -= 1
        return int(self._left < 0)


def _check_objects(
    name: str, kind: FileKind, schema: list[tuple[str, str, str, str | None]]
) -> None:
    known = columns_of(kind)
    words = _WORDS | known.keys() | {column.split()[0] for cs in known.values() for column in cs}
    tables = set()
    for what, item, table, sql in schema:
        if what == "table" and item in known:
            tables.add(item)
        elif what != "index" or table not in known or not (sql is None or item in INDEXES):
            raise _unexpected(name, str(what), str(item))
        if sql is not None and not _is_plain(sql, words | {item}):
            raise _unexpected(name, "definition", str(item))
    missing = known.keys() - tables
    if missing:
        raise RefusedFile(name, "schema", msg("Its table {table} is missing.", table=min(missing)))


def _is_plain(sql: object, words: frozenset[str]) -> bool:
    """Whether a definition has no words but these.

    >>> _is_plain("CREATE TABLE t(a TEXT) STRICT", _WORDS | {"t", "a"})
    True
    >>> _is_plain("CREATE TABLE t(a TEXT CHECK (a > 1))", _WORDS | {"t", "a", "check"})
    False
    """
    return isinstance(sql, str) and all(token in words for token in _tokens(sql))


def _tokens(sql: str) -> Iterator[str]:
    """Words of a definition; an empty one where something else stands."""
    place = 0
    text = sql.rstrip()
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            yield ""
            return
        quoted, word, sign = found.groups()
        yield quoted if quoted is not None else (sign or _known_case(word))
        place = found.end()


def _known_case(word: str) -> str:
    return word.lower() if word.lower() in _WORDS else word


def _check_tables(copy: ForeignCopy, name: str) -> None:
    kinds = {
        row[1]: (row[2], row[5]) for row in copy.driver.execute("PRAGMA table_list").fetchall()
    }
    for table, columns in columns_of(copy.kind).items():
        if kinds.get(table) != ("table", 1):
            raise RefusedFile(
                name, "schema", msg("Its table {table} is not a STRICT table.", table=table)
            )
        if _columns_in(copy.driver, table) != columns:
            raise RefusedFile(
                name,
                "schema",
                msg(
                    "Its table {table} does not have the columns {columns}.",
                    table=table,
                    columns=", ".join(columns),
                ),
            )


def _columns_in(driver: sqlite3.Connection, table: str) -> Columns | None:
    """Columns with their types; None when one of them is hidden or generated."""
    rows = driver.execute(f"PRAGMA table_xinfo({table})").fetchall()
    if any(hidden for *_, hidden in rows):
        return None
    return tuple(f"{row[1]} {row[2]}" for row in rows)


def _unexpected(name: str, what: str, item: str) -> RefusedFile:
    return RefusedFile(
        name,
        "schema",
        msg("It holds a {what} that does not belong in it: {item}", what=what, item=item[:100]),
    )
