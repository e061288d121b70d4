"""A file out of drawn pages: the same pages give the same bytes.

Source: interface.md, PDF scorecard (language and title; what makes files differ is fixed).
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Protocol

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject, PDFStream, PDFZCompress
from reportlab.pdfgen.canvas import Canvas

from questionnaire.messages import Language
from reports.file_signature import info_entries
from reports.fonts import REGULAR
from reports.pdf_archive import make_archival, metadata
from reports.sheet import Sheet

LANGUAGE_TAGS: Mapping[Language, str] = MappingProxyType({"zh": "zh-CN", "en": "en"})


class _Hash(Protocol):
    """What the library makes the identifier of a file with."""

    def update(self, data: bytes, /) -> None:
        """Take in more bytes."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file says about itself.

    Attributes:
        title: shown in place of the file name.
        issued: its date; None leaves dates out.
        statement_text: signed statement that it carries; None for none.
        language: of the document.
    """

    title: str
    issued: date | None = None
    statement_text: str | None = None
    language: Language = "zh"


class FileInfo(PDFObject):
    """The Info dictionary of a file, in place of the library's own.

    All texts are hexadecimal, so that a park's name can never look like an entry.
    """

    def __init__(self, facts: FileFacts) -> None:
        """Keep what the dictionary says."""
        self.invariant = 1
        self._title = _hexadecimal(facts.title)
        self._facts = facts

    def digest(self, signature: _Hash) -> None:
        """Let the identifier of the file depend on its title; called by the library."""
        signature.update(self._title)

    def format(self, document: PDFDocument) -> bytes:
        """The dictionary as it stands in the file."""
        entries = [b"/Title %s\n" % self._title, b"/Producer (greenpark)\n"]
        if self._facts.issued is not None:
            stamp = f"(D:{self._facts.issued:%Y%m%d}000000Z)".encode("ascii")
            entries.append(b"/CreationDate %s\n/ModDate %s\n" % (stamp, stamp))
        if self._facts.statement_text is not None:
            entries.append(info_entries(self._facts.statement_text))
        return b"<<\n" + b"".join(entries) + b">>"


class _FileCanvas(Canvas):
    """The canvas of a whole file."""

    _doc: PDFDocument

    def draw(self, sheet: Sheet, facts: FileFacts) -> None:
        """Draw all pages."""
        self._doc.info = FileInfo(facts)  # type: ignore[assignment]  # all that is asked of it
        sheet.draw_on(self, self._doc)
        pages: Any = self._doc.Pages  # type: ignore[attr-defined]  # its types leave it out
        for page in pages.pages:
            # Written as bytes, a fifth smaller than as the characters of ASCII85; an empty
            # dictionary of a page transition has no place in an archive.
            page.Contents = PDFStream(content=page.stream, filters=[PDFZCompress])
            page.Trans = None
        packet = metadata(facts.title, facts.issued)
        make_archival(self._doc, packet, sheet.layout.fonts.colour_profile)


def write_file(sheet: Sheet, facts: FileFacts) -> bytes:
    """Turn drawn pages into a PDF."""
    target = io.BytesIO()
    canvas = _FileCanvas(
        target,
        pagesize=A4,
        pageCompression=1,
        invariant=1,
        initialFontName=REGULAR,  # type: ignore[arg-type]  # a name, not a number
        lang=LANGUAGE_TAGS[facts.language],
    )
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.draw(sheet, facts)
    canvas.save()
    return target.getvalue()


def _hexadecimal(text: str) -> bytes:
    """A text as the hexadecimal string of a PDF (UTF-16BE with its mark)."""
    return b"<FEFF%s>" % text.encode("utf-16-be", "replace").hex().upper().encode("ascii")
