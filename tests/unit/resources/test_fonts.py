"""The bundled fonts are what resources/fonts/README.md says, and ReportLab can embed them."""

import hashlib
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from support.project import ROOT

FONTS = ROOT / "resources" / "fonts"
FILES = ["NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"]
NEEDED = (
    "园区绿色低碳评价—–…“”‘’《》「」、。，；：？！（）％‰℃㎡µ≤≥±×÷−≠≈→←↑↓↗↘◇◆○●◎△▲▽▼□■✓★☆⚠½¹²³⁴"
    "∆∑√①⑳ⅠⅫ─│▏█"
)
MISSING = "₀₁₂₃₄₅₆₇₈₉⁵✗✘✔☐☑☒⬡⚑ℹ✎𠮷≒"


def _characters(file: str) -> set[int]:
    font = TTFont(file, FONTS / file)
    return set(font.face.charToGlyph)


@pytest.mark.parametrize("file", FILES)
def test_file_is_the_one_that_the_page_names(file: str) -> None:
    page = (FONTS / "README.md").read_text(encoding="utf-8")
    digest = hashlib.sha256((FONTS / file).read_bytes()).hexdigest()
    assert re.search(rf"`{re.escape(file)}` \| \d00 \| `{digest}`", page)


@pytest.mark.parametrize("file", FILES)
def test_characters_are_there_or_missing_as_the_page_says(file: str) -> None:
    known = _characters(file)
    assert [c for c in NEEDED if ord(c) not in known] == []
    assert [c for c in MISSING if ord(c) in known] == []
    gbk = bytes(range(0x81, 0xFF))
    pairs = [bytes([high, low]) for high in gbk for low in range(0x40, 0xFF)]
    unprintable = {c for pair in pairs for c in pair.decode("gbk", "ignore") if ord(c) not in known}
    assert {c for c in unprintable if c.isprintable()} == {"≒"}


def test_licence_travels_with_the_fonts() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


def test_reportlab_embeds_both_as_subsets_with_readable_text(tmp_path: Path) -> None:
    page = tmp_path / "page.pdf"
    canvas = Canvas(str(page), invariant=True)
    for line, file in enumerate(FILES):
        name = file.removesuffix(".ttf")
        registerFont(TTFont(name, FONTS / file))
        canvas.setFont(name, 20)
        canvas.drawString(50, 700 - 50 * line, "单位能耗 ≤ 0.5 ①")
    canvas.save()

    with pikepdf.open(page) as document:
        assert document.check_pdf_syntax() == []
        fonts = document.pages[0]["/Resources"]["/Font"].values()
        embedded = [
            font["/FontDescriptor"]["/FontFile2"] for font in fonts if "/FontDescriptor" in font
        ]
    assert len(embedded) >= 2
    assert page.stat().st_size < 60_000
    opened = pypdfium2.PdfDocument(page)
    assert opened[0].get_textpage().get_text_range().count("单位能耗 ≤ 0.5 ①") == 2
    opened.close()
