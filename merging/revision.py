"""A revision, and the strict reader of its payload (submissions.md, Revision).

The reader accepts exactly one spelling of each revision: what it has parsed is encoded again and
must give the same bytes. So the order of keys, spaces, escapes and duplicate keys need no rules of
their own, and two revisions that say the same have the same id.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from typing import Any, TypeAlias, TypeGuard

from merging.findings import Findings, RevisionError
from merging.shapes import Content, check_shape
from merging.texts import check_texts
from questionnaire.messages import msg

__all__ = ["Kind", "Revision", "RevisionError", "read_revision"]

MAX_PAYLOAD_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 12
"""Most objects and lists inside each other; the shapes need five."""

# What the parser has made is a tree: looking for circles would cost a twelfth of the encoding.
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False
)


QuickReader: TypeAlias = Callable[[bytes], object | None]
"""Gives the document of a payload that is spelled canonically, the same that `json` would give.

None says that it does not know."""


class Kind(StrEnum):
    """The four kinds of revision."""

    SUBMISSION = "submission"
    ASSESSMENT = "assessment"
    RESOLUTION = "resolution"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True)
class Revision:
    """What is sent, merged and never changed.

    Attributes:
        id: SHA-256 of `payload`, lower-case hex.
        payload: the stored bytes, canonical JSON.
        kind: see `Kind`.
        park: park code.
        year: assessment year.
        parents: ids of the revisions it follows, sorted; may name revisions never received.
        author: who made it, as text.
        created_at: YYYY-MM-DDThh:mm:ssZ by the author's clock; never decides an order.
        content: the whole parsed payload.
    """

    id: str
    payload: bytes
    kind: Kind
    park: str
    year: int
    parents: tuple[str, ...]
    author: str
    created_at: str
    content: Content

    @property
    def judges(self) -> str | None:
        """Id of the submission that an assessment (or a resolution of some) judges, else None."""
        judged: str | None = self.content.get("judges")
        return judged

    @property
    def withdraws(self) -> str | None:
        """Id of the revision that a withdrawal takes back out, else None."""
        withdrawn: str | None = self.content.get("withdraws")
        return withdrawn


def read_revision(payload: bytes, quick: QuickReader | None = None) -> Revision:
    """Read the payload of a revision, accepting nothing but its one canonical spelling.

    Args:
        payload: the stored bytes, at most `MAX_PAYLOAD_BYTES`.
        quick: what may save the time to read and spell the payload here.

    Raises:
        RevisionError: with the rule and the place of every defect found (at most 200).
    """
    if quick is not None and len(payload) <= MAX_PAYLOAD_BYTES:
        document = quick(payload)
        if document is not None and _is_right(document, payload):
            return _revision(payload, document)
    return _read_thoroughly(payload)


def _is_right(document: object, payload: bytes) -> TypeGuard[Content]:
    findings = Findings()
    check_shape(findings, document)
    if not findings.defects:
        check_texts(findings, payload, document)
    return not findings.defects


def _read_thoroughly(payload: bytes) -> Revision:
    """Read, and name everything that is wrong."""
    findings = Findings()
    raw, document = _parse(findings, payload)
    check_shape(findings, document)
    if findings.defects:
        _check_depth(findings, document)
    else:
        check_texts(findings, payload, document)
    if not findings.defects:
        _check_spelling(findings, raw, document)
    findings.raise_any()
    return _revision(payload, document)


def _revision(payload: bytes, document: Content) -> Revision:
    return Revision(
        id=hashlib.sha256(payload).hexdigest(),
        payload=payload,
        kind=Kind(document["kind"]),
        park=document["park"],
        year=int(document["year"]),
        parents=tuple(document["parents"]),
        author=document["author"],
        created_at=document["created_at"],
        content=document,
    )


def _parse(findings: Findings, payload: bytes) -> tuple[str, Any]:
    """Text and document; raises at once when there is no document to look at."""
    if len(payload) > MAX_PAYLOAD_BYTES:
        findings.add(
            "", "size", msg("A revision has at most {limit} bytes.", limit=MAX_PAYLOAD_BYTES)
        )
        findings.raise_any()
    raw, document = "", None
    try:
        raw = payload.decode("utf-8")
        # A bare number is refused for its type; as float its length cannot stop the parser.
        document = json.loads(raw, parse_int=float)
    except UnicodeDecodeError as error:
        findings.add(f"byte {error.start}", "utf-8", msg("The bytes are not UTF-8 text."))
    except json.JSONDecodeError as error:
        findings.add(f"character {error.pos}", "json", msg("The text is not JSON."))
    except RecursionError:
        _note_depth(findings)
    findings.raise_any()
    return raw, document


def _note_depth(findings: Findings) -> None:
    findings.add(
        "", "depth", msg("Objects and lists are nested deeper than {limit}.", limit=MAX_DEPTH)
    )


def _check_depth(findings: Findings, document: object) -> None:
    """Name the depth of a document whose shape is wrong anyway; level by level, not recursive."""
    level: list[object] = [document]
    for _ in range(MAX_DEPTH + 1):
        level = [inner for outer in level for inner in _inside(outer)]
    if level:
        _note_depth(findings)


def _inside(value: object) -> list[object]:
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [item for item in items if isinstance(item, dict | list)]


def _check_spelling(findings: Findings, raw: str, document: object) -> None:
    spelling = _ENCODER.encode(document)
    if spelling == raw:
        return
    duplicates = _duplicate_keys(raw)
    for key in duplicates:
        findings.add(key, "duplicate-key", msg("The key {key} stands twice in an object.", key=key))
    if not duplicates:
        pairs = enumerate(zip_longest(raw, spelling))
        place = next(number for number, (given, expected) in pairs if given != expected)
        findings.add(
            f"character {place}",
            "canonical",
            msg("The text is not spelled canonically (order of keys, spaces, escapes)."),
        )


def _duplicate_keys(raw: str) -> list[str]:
    found: dict[str, None] = {}

    def note(pairs: Sequence[tuple[str, object]]) -> None:
        counted = Counter(key for key, _ in pairs)
        found.update((key, None) for key, count in counted.items() if count > 1)

    json.loads(raw, object_pairs_hook=note)
    return list(found)
