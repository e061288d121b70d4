"""A workbook file as a package of parts, opened so that a hostile one does no harm.

Nothing is unpacked to the disk. What a part may unpack to is bounded before it is read, document
types (and with them entities) are refused, and nothing outside the file is ever followed.

Source: ECMA-376 Part 2 (packages); quality.md, Attacks (Excel file).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from exchange.errors import ExchangeError
from questionnaire.messages import Message, msg

MOST_BYTES = 64 * 1024 * 1024
"""Largest workbook file that is read."""

MOST_PARTS = 4_000
MOST_UNPACKED = 1024 * 1024 * 1024
MOST_SMALL_PART = 64 * 1024 * 1024
_UNSUSPICIOUS = 16 * 1024 * 1024
_MOST_RATIO = 250
"""A part over 16 MiB that shrinks more than this is a bomb: sheets shrink 10 to 60 times."""

_CHUNK = 256 * 1024
_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([^"']*)["']""")


def refuse(message: Message, hint: Message | None = None) -> ExchangeError:
    """The error of a file that is not read, with the usual way out."""
    usual = msg("Open it in Excel or WPS, save it as .xlsx and import that file.")
    return ExchangeError(message, hint or usual)


class Package:
    """The parts of a workbook file.

    Args:
        data: the file.
        name: its name, for messages.

    Raises:
        ExchangeError: it is no .xlsx workbook, is protected by a password, or unpacks to too much.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        _refuse_other_kinds(data, name)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise self._broken() from error
        self._parts = self._checked_parts()
        if "mimetype" in self._parts or "xl/workbook.bin" in self._parts:
            raise refuse(msg("{file} is a workbook of another format (.ods or .xlsb).", file=name))

    @property
    def parts(self) -> tuple[str, ...]:
        """Names of all parts."""
        return tuple(self._parts)

    def has(self, part: str) -> bool:
        """Whether there is a part of this name."""
        return part in self._parts

    def events(self, part: str) -> Iterator[Element]:
        """The elements of a part, each when it ends.

        Raises:
            ExchangeError: the part is missing, broken, or declares a document type.
        """
        if part not in self._parts:
            raise refuse(msg("{file} lacks its part {part}.", file=self.name, part=part))
        try:
            with self._zip.open(self._parts[part]) as stream:
                yield from self._elements(stream, part)
        except (ParseError, zipfile.BadZipFile, zlib.error, EOFError, ValueError) as error:
            raise self._broken() from error
        except (RuntimeError, NotImplementedError) as error:  # a password, an unknown compression
            raise refuse(msg("{file} is protected by a password.", file=self.name)) from error

    def root(self, part: str) -> Element:
        """A small part as a whole.

        Raises:
            ExchangeError: as `events`, or it is not small.
        """
        if part in self._parts and self._parts[part].file_size > MOST_SMALL_PART:
            raise self._too_large()
        last: Element | None = None
        for element in self.events(part):
            last = element
        if last is None:
            raise self._broken()
        return last

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Id -> last word of the type and name of the part, of what belongs to `part`.

        Targets outside the file are left out.
        """
        folder, name = posixpath.split(part)
        listing = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.has(listing):
            return {}
        found: dict[str, tuple[str, str]] = {}
        for item in self.root(listing):
            if item.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join(folder, item.get("Target", "")))
                kind = item.get("Type", "").rpartition("/")[2]
                found[item.get("Id", "")] = (kind, target.lstrip("/"))
        return found

    def _checked_parts(self) -> dict[str, zipfile.ZipInfo]:
        listed = self._zip.infolist()
        parts = {item.filename.lstrip("/"): item for item in listed}
        if len(parts) != len(listed):
            raise self._broken()
        if len(listed) > MOST_PARTS or sum(item.file_size for item in listed) > MOST_UNPACKED:
            raise self._too_large()
        for item in listed:
            shrunk = item.file_size > _MOST_RATIO * max(item.compress_size, 1)
            if shrunk and item.file_size > _UNSUSPICIOUS:
                raise self._too_large()
        return parts

    def _elements(self, stream: IO[bytes], part: str) -> Iterator[Element]:
        parser: XMLPullParser[Element] = XMLPullParser(("end",))
        chunk = stream.read(_CHUNK)
        self._refuse_document_type(chunk, part)
        while chunk:
            parser.feed(chunk)
            yield from _ended(parser)
            chunk = stream.read(_CHUNK)
        parser.close()
        yield from _ended(parser)

    def _refuse_document_type(self, head: bytes, part: str) -> None:
        """Document types stand before the root element; in UTF-8 they can be seen there."""
        encoding = _ENCODING.match(head.removeprefix(b"\xef\xbb\xbf"))
        named = encoding[1].lower() if encoding else b"utf-8"
        prolog = re.match(rb"(\xef\xbb\xbf)?(\s|<\?.*?\?>|<!--.*?-->)*(?=<[^!?])", head, re.DOTALL)
        if prolog is None or named not in {b"utf-8", b"us-ascii"}:
            raise refuse(
                msg(
                    "{file} declares a document type or an unusual encoding in {part}; such a file "
                    "is not read.",
                    file=self.name,
                    part=part,
                )
            )

    def _broken(self) -> ExchangeError:
        return refuse(msg("{file} is damaged or no workbook.", file=self.name))

    def _too_large(self) -> ExchangeError:
        return refuse(
            msg("{file} unpacks to more than a workbook of answers can hold.", file=self.name),
            msg("Copy the sheets that are needed into a new workbook and import that."),
        )


def _ended(parser: XMLPullParser[Element]) -> Iterator[Element]:
    """The elements that ended in what was fed last."""
    for _event, element in cast("Iterator[tuple[str, Element]]", parser.read_events()):
        yield element


def _refuse_other_kinds(data: bytes, name: str) -> None:
    if len(data) > MOST_BYTES:
        raise refuse(
            msg("{file} is larger than {n} MiB.", file=name, n=MOST_BYTES >> 20),
            msg("Divide it, or delete sheets that are not needed."),
        )
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise refuse(
            msg("{file} is protected by a password.", file=name),
            msg("Open it in Excel or WPS, remove the password, save and import again."),
        )
    if data.startswith(_OLE):
        raise refuse(msg("{file} is an older workbook (.xls or .et).", file=name))
    if not data.startswith(_ZIP):
        raise refuse(msg("{file} is damaged or no workbook.", file=name))
