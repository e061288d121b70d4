"""Collects every `msg("…")` of the product into the Chinese catalogue and compiles it.

Run by `make translations`. What is translated stays; a text that is gone from the code is kept as
an obsolete entry, so that a half-written module loses nobody's work. Nothing is guessed: a new
text gets an empty translation, and `tests/architecture/test_translations.py` lists the empty ones.
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations" / "zh_CN" / "LC_MESSAGES"
PO_FILE = FOLDER / "greenpark.po"
MO_FILE = FOLDER / "greenpark.mo"

#: The function that makes a text for people; its first argument is the message id.
KEYWORD = "msg"
HEADER = "# Chinese texts of greenpark. Fill in msgstr; `make translations` does the rest."

#: Babel wants a date in the header; the same one, so that the same texts give the same file.
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


class Found(NamedTuple):
    """A text found in the code.

    Attributes:
        msgid: the English text.
        files: where it is used, as paths from the root of the checkout, sorted.
        comments: what the code says to translators (`# Translators: …` above the text).
    """

    msgid: str
    files: tuple[str, ...]
    comments: tuple[str, ...]


def extract(root: Path = ROOT) -> list[Found]:
    """Every text in the code under `root`, sorted by file and then by text."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as config:
        methods, options = parse_mapping_cfg(config)  # type: ignore[no-untyped-call] # Babel's slip
    found: dict[str, tuple[set[str], list[str]]] = {}
    for file, _, msgid, comments, _ in extract_from_dir(
        root,
        methods,
        options,
        keywords={KEYWORD: None},
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    ):
        text = msgid if isinstance(msgid, str) else msgid[0]
        files, notes = found.setdefault(text, (set(), []))
        files.add(file.replace("\\", "/"))
        notes.extend(note for note in comments if note not in notes)
    entries = (
        Found(key, tuple(sorted(files)), tuple(notes)) for key, (files, notes) in found.items()
    )
    return sorted(entries, key=lambda entry: (entry.files[0], entry.msgid))


def read() -> Catalog:
    """The catalogue as it is on disk; an empty one where there is none yet."""
    if not PO_FILE.exists():
        return Catalog(locale="zh_CN", charset="utf-8")
    with PO_FILE.open("rb") as stream:
        return read_po(stream, locale="zh_CN", charset="utf-8", abort_invalid=True)


def translated(message: Message) -> str:
    """The translation of a message; empty where there is none or it is marked fuzzy."""
    return message.string if isinstance(message.string, str) and not message.fuzzy else ""


def known_translations(catalogue: Catalog) -> dict[str, str]:
    """Message id to translation of every entry that has one, obsolete ones included."""
    entries = [message for message in catalogue if message.id] + list(catalogue.obsolete.values())
    return {str(entry.id): translated(entry) for entry in entries if translated(entry)}


def updated(catalogue: Catalog, found: list[Found]) -> Catalog:
    """A catalogue of exactly `found`, with the translations that `catalogue` knows."""
    known = known_translations(catalogue)
    result = Catalog(
        locale="zh_CN", project="greenpark", charset="utf-8", fuzzy=False, header_comment=HEADER
    )
    for entry in found:
        result.add(
            entry.msgid,
            known.pop(entry.msgid, ""),
            locations=[(file, 0) for file in entry.files],
            auto_comments=entry.comments,
        )
    for msgid in sorted(known):
        result.obsolete[msgid] = Message(msgid, known[msgid])
    return result


def po_bytes(catalogue: Catalog) -> bytes:
    """The text of a .po file: the same bytes for the same entries, whoever writes it and when."""
    # Babel stamps the time of writing into the header; a minimal one stays the same.
    header = (
        f'{HEADER}\nmsgid ""\nmsgstr ""\n'
        '"Language: zh_CN\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    )
    stream = io.BytesIO()
    write_po(stream, catalogue, width=100, omit_header=True, include_lineno=False)
    return header.encode() + stream.getvalue().strip() + b"\n"


def mo_bytes(catalogue: Catalog) -> bytes:
    """The compiled catalogue: translated entries only, the same bytes for the same entries."""
    compiled = Catalog(charset="utf-8", fuzzy=False, creation_date=NO_DATE, revision_date=NO_DATE)
    for message in catalogue:
        if message.id and translated(message):
            compiled.add(message.id, message.string)
    stream = io.BytesIO()
    write_mo(stream, compiled)
    return stream.getvalue()


def write(file: Path, content: bytes) -> bool:
    """Write a file at once or not at all; True if its content changed."""
    if file.exists() and file.read_bytes() == content:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.new")
    beside.write_bytes(content)
    beside.replace(file)
    return True


def main() -> int:
    """Bring the .po and the .mo up to date and say what is left to translate."""
    catalogue = updated(read(), extract())
    changed = [file.name for file, content in _outputs(catalogue) if write(file, content)]
    empty = [str(message.id) for message in catalogue if message.id and not translated(message)]
    print(f"{len(catalogue)} texts, {len(empty)} of them without a translation")
    print(f"written: {', '.join(changed) or 'nothing'}")
    for msgid in empty:
        print(f"  {msgid!r}")
    return 0


def _outputs(catalogue: Catalog) -> list[tuple[Path, bytes]]:
    return [(PO_FILE, po_bytes(catalogue)), (MO_FILE, mo_bytes(catalogue))]


if __name__ == "__main__":
    sys.exit(main())
