"""Small real files as evidence of the demonstration, the same bytes on every machine.

Every file says that it is demonstration data. Compression is left out, because its bytes differ
between versions of the library.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from services.evidence import EvidenceDetails

_SIDE = 16
_GREEN = bytes((0x87, 0xC5, 0x7A))
_WHITE = bytes((0xFF, 0xFF, 0xFF))


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file, and what its row of the evidence list says."""

    name: str
    content: bytes
    details: EvidenceDetails


def evidence_files(park: str, year: int) -> tuple[EvidenceFile, ...]:
    """The evidence files of a park and year: a document, a meter record, a photo.

    Args:
        park: code of the park.
        year: assessment year; the documents date from it.
    """
    line = f"DEMONSTRATION DATA - {park} {year} - nothing here is real"
    record = f"演示数据（虚构）\n园区,{park}\n年度,{year}\n用途,示例计量记录\n"
    document = EvidenceDetails(
        codes=("T2", "peak_plan"),
        title="碳达峰实施方案节选（示例，虚构）",
        issuer="示例园区管委会（虚构）",
        date=f"{year}-09-28",
        kind="document",
    )
    meter = EvidenceDetails(
        codes=("power_heat_balance", "power_consumed"),
        title="关口表计量记录（示例，虚构）",
        issuer="示例供电公司（虚构）",
        date=f"{year + 1}-01-20",
        kind="meter",
    )
    photo = EvidenceDetails(
        codes=("S4", "roof_pv_area"),
        title="屋顶光伏现场照片（示例，虚构）",
        issuer="示例园区管委会（虚构）",
        date=f"{year}-07-03",
        kind="photo",
    )
    return (
        EvidenceFile(f"{park}-{year}-plan.pdf", tiny_pdf(line), document),
        EvidenceFile(f"{park}-{year}-meter.csv", record.encode("utf-8"), meter),
        EvidenceFile(f"{park}-{year}-roof.png", tiny_png(line), photo),
    )


def tiny_pdf(line: str) -> bytes:
    """A PDF of one page with one line of ASCII text.

    >>> tiny_pdf("example").startswith(b"%PDF-1.4")
    True
    """
    text = f"BT /F1 14 Tf 40 400 Td ({line}) Tj ET".encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, item in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 6\n0000000000 65535 f \n"
    end = b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + head + table + end


def tiny_png(comment: str) -> bytes:
    r"""A PNG of 16 by 16 points in two colours, with a Latin-1 comment.

    >>> tiny_png("example")[:8]
    b'\x89PNG\r\n\x1a\n'
    """
    head = _SIDE.to_bytes(4, "big") * 2 + bytes((8, 2, 0, 0, 0))
    rows = b"".join(
        b"\x00" + b"".join(_GREEN if (x + y) % 2 else _WHITE for x in range(_SIDE))
        for y in range(_SIDE)
    )
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", head),
            _chunk(b"tEXt", b"Comment\x00" + comment.encode("latin-1")),
            _chunk(b"IDAT", _stored(rows)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def _stored(data: bytes) -> bytes:
    """A zlib stream of one block that is not compressed (RFC 1950, RFC 1951 3.2.4)."""
    size = len(data)
    block = b"\x01" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little") + data
    return b"\x78\x01" + block + zlib.adler32(data).to_bytes(4, "big")
