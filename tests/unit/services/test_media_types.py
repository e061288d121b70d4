"""The kind of evidence by its content, whatever its name claims."""

import io
import zipfile

import pytest

from services.media_types import UNKNOWN, media_type


def _archive(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return target.getvalue()


SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize(
    "content,expected",
    [
        (b"%PDF-1.4\n", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"II*\x00", "image/tiff"),
        (_archive("a.txt"), "application/zip"),
        (_archive("[Content_Types].xml", "xl/workbook.xml"), SHEET),
        (_archive("xl/workbook.xml"), "application/zip"),
        ("盖章页".encode(), "text/plain"),
        ("盖章页".encode("gb18030"), UNKNOWN),
        (b"#!/bin/sh\nrm -rf /\n", "text/plain"),
        (b"<html><script>", "text/plain"),
        (b"MZ\x90\x00", UNKNOWN),
        (b"\x7fELF\x02\x01\x01\x00", UNKNOWN),
        (b" %PDF-1.4", "text/plain"),
        (b"", UNKNOWN),
    ],
)
def test_by_content(content: bytes, expected: str) -> None:
    assert media_type(content) == expected
