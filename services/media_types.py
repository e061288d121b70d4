"""The kind of a file by its content, never by its name."""

from __future__ import annotations

_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
)
_OFFICE = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
UNKNOWN = "application/octet-stream"


def media_type(content: bytes) -> str:
    r"""Media type of a file's content; unknown content is plain bytes.

    >>> media_type(b"%PDF-1.7 ..."), media_type("说明".encode()), media_type(b"\x00\x01")
    ('application/pdf', 'text/plain', 'application/octet-stream')
    """
    for start, name in _SIGNATURES:
        if content.startswith(start):
            return _office_type(content) if name == "application/zip" else name
    return "text/plain" if _is_text(content) else UNKNOWN


def _office_type(content: bytes) -> str:
    if b"[Content_Types].xml" in content:
        for folder, name in _OFFICE:
            if folder in content:
                return name
    return "application/zip"


def _is_text(content: bytes) -> bool:
    try:
        return b"\x00" not in content and bool(content.decode("utf-8"))
    except UnicodeDecodeError:
        return False
