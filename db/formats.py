"""The three file formats, their marks, and the tables and columns that each may hold.

Source: submissions.md, Files and Store.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from questionnaire.messages import LocalText

FORMAT_VERSION = 1
"""`PRAGMA user_version` of every file that this version writes."""


class FileKind(StrEnum):
    """What a file is, by its `PRAGMA application_id`."""

    PARK = "park"
    SUBMISSION = "submission"
    STORE = "store"


APPLICATION_IDS: Mapping[FileKind, int] = MappingProxyType(
    {
        FileKind.PARK: 0x47505031,  # GPP1
        FileKind.SUBMISSION: 0x47505331,  # GPS1
        FileKind.STORE: 0x47505231,  # GPR1
    }
)

KIND_LABELS: Mapping[FileKind, LocalText] = MappingProxyType(
    {
        FileKind.PARK: LocalText("园区文件", "park file"),
        FileKind.SUBMISSION: LocalText("报送文件", "submission"),
        FileKind.STORE: LocalText("汇总库", "store"),
    }
)

Columns: TypeAlias = tuple[str, ...]

SUBMISSION_DDL: Mapping[str, str] = MappingProxyType(
    {
        "meta": "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) STRICT",
        "revision": (
            "CREATE TABLE revision(id TEXT PRIMARY KEY, kind TEXT, park TEXT, year TEXT,"
            " payload BLOB, signature BLOB, signer TEXT, alg TEXT) STRICT"
        ),
        "evidence": (
            "CREATE TABLE evidence(sha256 TEXT PRIMARY KEY, media_type TEXT, size INTEGER,"
            " content BLOB) STRICT"
        ),
        "signer": (
            "CREATE TABLE signer(fingerprint TEXT PRIMARY KEY, public_key BLOB, name TEXT) STRICT"
        ),
    }
)
"""The four tables of a submission, exactly as they are written."""

SHARED_COLUMNS: Mapping[str, Columns] = MappingProxyType(
    {
        "meta": ("key TEXT", "value TEXT"),
        "revision": (
            "id TEXT",
            "kind TEXT",
            "park TEXT",
            "year TEXT",
            "payload BLOB",
            "signature BLOB",
            "signer TEXT",
            "alg TEXT",
        ),
        "evidence": ("sha256 TEXT", "media_type TEXT", "size INTEGER", "content BLOB"),
        "signer": ("fingerprint TEXT", "public_key BLOB", "name TEXT"),
    }
)
"""The tables that all three kinds have: name -> columns with their types, in order."""

OWN_COLUMNS: Mapping[FileKind, Mapping[str, Columns]] = MappingProxyType(
    {
        FileKind.SUBMISSION: MappingProxyType({}),
        FileKind.PARK: MappingProxyType(
            {
                "park_schema": ("version_num TEXT",),
                "entry": ("year INTEGER", "kind TEXT", "code TEXT", "role TEXT", "content TEXT"),
                "table_row": (
                    "year INTEGER",
                    "table_code TEXT",
                    "row_id TEXT",
                    "position INTEGER",
                    "content TEXT",
                ),
                "edit_group": (
                    "number INTEGER",
                    "action TEXT",
                    "target INTEGER",
                    "author TEXT",
                    "time TEXT",
                    "reason TEXT",
                ),
                "edit": (
                    "sequence INTEGER",
                    "edit_group INTEGER",
                    "year INTEGER",
                    "kind TEXT",
                    "code TEXT",
                    "row_id TEXT",
                    "column_name TEXT",
                    "role TEXT",
                    "old TEXT",
                    "new TEXT",
                    "typed TEXT",
                ),
            }
        ),
        FileKind.STORE: MappingProxyType(
            {
                "store_schema": ("version_num TEXT",),
                "received": (
                    "number INTEGER",
                    "revision TEXT",
                    "time TEXT",
                    "file_name TEXT",
                    "file_sha256 TEXT",
                    "sender TEXT",
                ),
                "signer_state": (
                    "fingerprint TEXT",
                    "state TEXT",
                    "park TEXT",
                    "office INTEGER",
                    "time TEXT",
                    "reason TEXT",
                ),
                "audit": (
                    "sequence INTEGER",
                    "time TEXT",
                    "author TEXT",
                    "action TEXT",
                    "details TEXT",
                    "hash TEXT",
                ),
                "lineage": (
                    "revision INTEGER",
                    "parents TEXT",
                    "judges TEXT",
                    "withdraws TEXT",
                ),
                "park": ("code TEXT", "name TEXT", "revision INTEGER"),
                "answer": ("revision INTEGER", "code TEXT", "state TEXT", "value TEXT"),
                "table_row": (
                    "revision INTEGER",
                    "table_code TEXT",
                    "row_id TEXT",
                    "content TEXT",
                ),
                "inventory": ("revision INTEGER", "key TEXT", "value TEXT"),
                "score": (
                    "number INTEGER",
                    "revision TEXT",
                    "assessment TEXT",
                    "rubric_hash TEXT",
                    "factors_hash TEXT",
                    "means_hash TEXT",
                    "time TEXT",
                    "park_class TEXT",
                    "total TEXT",
                    "grade TEXT",
                    "coverage TEXT",
                    "rating_status TEXT",
                    "content TEXT",
                ),
                "code": (
                    "score INTEGER",
                    "status TEXT",
                    "colour TEXT",
                    "k_grade INTEGER",
                    "k TEXT",
                    "l TEXT",
                    "n TEXT",
                ),
            }
        ),
    }
)
"""The further tables of park files and stores; held equal to the table models by a test."""


INDEXES = frozenset({"ix_edit_edit_group", "table_row_order"})
"""Indexes that park files have besides those of their keys."""


def columns_of(kind: FileKind) -> dict[str, Columns]:
    """All tables of a kind with their columns.

    >>> sorted(columns_of(FileKind.SUBMISSION))
    ['evidence', 'meta', 'revision', 'signer']
    """
    return {**SHARED_COLUMNS, **OWN_COLUMNS[kind]}


def kind_of(application_id: int) -> FileKind | None:
    """The kind that carries this `application_id`, or None for a foreign file.

    >>> kind_of(0x47505331)
    <FileKind.SUBMISSION: 'submission'>
    """
    for kind, number in APPLICATION_IDS.items():
        if number == application_id:
            return kind
    return None
