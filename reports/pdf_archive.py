"""What PDF/A-2b asks for beyond plain pages: metadata in XMP, and the meaning of the colours.

Source: ISO 19005-2, 6.2.3 (output intent), 6.6.2 (metadata), 6.6.4 (identification); ISO 16684-1.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFStream,
    PDFString,
    PDFZCompress,
)

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
<pdf:Producer>greenpark</pdf:Producer>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{dates}</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
_DATES = "<xmp:CreateDate>{day}</xmp:CreateDate>\n<xmp:ModifyDate>{day}</xmp:ModifyDate>\n"
_COMPONENTS = 3
"""Of a colour in RGB."""


class _Metadata(PDFObject):
    """The XMP packet as a stream that any program can read: neither compressed nor encrypted."""

    __RefOnly__ = 1

    def __init__(self, packet: str) -> None:
        """Keep the packet."""
        self._packet = packet.encode("utf-8")

    def format(self, document: PDFDocument) -> bytes:
        """The stream as it stands in the file."""
        head = b"<< /Type /Metadata /Subtype /XML /Length %d >>" % len(self._packet)
        return b"%s\nstream\n%s\nendstream" % (head, self._packet)


def metadata(title: str, issued: date | None) -> str:
    """The XMP packet of a file; it says the same as the Info dictionary.

    Every character of the title becomes a reference, so that no word of it looks like a part of
    the file to a program that searches its bytes.

    >>> "&#x41;&#x3C;" in metadata("A<", None)
    True
    """
    referred = "".join(f"&#x{ord(character):X};" for character in title)
    dates = _DATES.format(day=f"{issued:%Y-%m-%d}T00:00:00Z") if issued else ""
    return _PACKET.format(title=referred, dates=dates)


def make_archival(document: PDFDocument, packet: str, profile: bytes) -> None:
    """Add metadata and output intent to a document that is about to be written.

    Args:
        document: of the canvas.
        packet: from `metadata`.
        profile: ICC profile of the colours of all pages.
    """
    inner: Any = document  # the types of the library leave these parts out
    intent = PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString("sRGB"),
            "DestOutputProfile": inner.Reference(_profile(profile)),
        }
    )
    catalog = inner.Catalog
    # The library knows neither entry as one that it may write by itself.
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.Metadata = _Metadata(packet)
    catalog.OutputIntents = PDFArray([intent])


def _profile(profile: bytes) -> PDFStream:
    stream = PDFStream(PDFDictionary({"N": _COMPONENTS}), profile, [PDFZCompress])
    stream.__RefOnly__ = 1
    return stream
