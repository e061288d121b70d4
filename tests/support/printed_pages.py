"""What a reader finds on the pages of a PDF."""

from __future__ import annotations

from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_PAGEOBJ_TEXT

_LARGE = 150
"""Height in points from which on a text is the large word of a draft, which lies under all."""


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page."""
    document = PdfDocument(pdf)
    found = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return found


def words_of(pdf: bytes) -> str:
    """The text of all pages without white space, as lines are broken anywhere."""
    return "".join("".join(pages_of(pdf)).split())


def overlaps(pdf: bytes) -> list[str]:
    """Texts that stand on another text of their page."""
    document = PdfDocument(pdf)
    found: list[str] = []
    for page in document:
        words = page.get_textpage()
        boxes = [item.get_bounds() for item in page.get_objects(filter=[FPDF_PAGEOBJ_TEXT])]
        boxes = sorted(box for box in boxes if box[3] - box[1] < _LARGE)
        for number, (_, low, right, high) in enumerate(boxes):
            for other in boxes[number + 1 :]:
                if other[0] > right - 0.8:
                    break
                if min(high, other[3]) - max(low, other[1]) > 1.5:
                    found.append(words.get_text_bounded(*other))
    document.close()
    return found
