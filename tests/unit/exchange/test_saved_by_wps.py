"""A workbook that was saved in WPS reads back as it was.

The package is made as WPS 11 and 12 write it: folders stand in the archive, texts in a shared
table, cells without a content keep their style, its own namespaces and properties are named.

Source: interface.md, Excel (WPS files are tested).
"""

import datetime
import io
import re
import zipfile
from functools import cache

import openpyxl
import pytest

from exchange.book import Book
from exchange.form import Form
from exchange.matching import Names
from exchange.reading import Reading
from exchange.workbook import write_workbook
from questionnaire.answers import AnswerSet
from questionnaire.messages import Language
from support.audited import park
from support.sessions import PRODUCT

MADE = datetime.datetime(2026, 4, 1, tzinfo=datetime.UTC)
NAMESPACES = (
    b' xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    b' xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
    b' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    b' xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"'
)
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHARED = (
    b'<Relationship Id="rIdShared" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/sharedStrings" Target="/xl/sharedStrings.xml"/>'
)
PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.'
    'openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.'
    'openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid='
    '"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer"><vt:lpwstr>'
    "2052-12.1.0.16388</vt:lpwstr></property></Properties>"
)


@cache
def exported(language: Language) -> bytes:
    form = Form(PRODUCT.catalogue, PRODUCT.references, park(), language=language)
    return write_workbook(form, MADE)


def saved_by_wps(workbook: bytes) -> bytes:
    """The same content in a package like those of WPS."""
    saved, target = io.BytesIO(), io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(workbook)).save(saved)
    texts: list[bytes] = []
    with zipfile.ZipFile(saved) as before, zipfile.ZipFile(target, "w") as after:
        folders = {name.rsplit("/", 1)[0] + "/" for name in before.namelist() if "/" in name}
        for folder in sorted(folders):
            after.writestr(zipfile.ZipInfo(folder), b"")
        for name in before.namelist():
            content = _as_wps_writes(name, before.read(name), texts)
            after.writestr(name, content, zipfile.ZIP_DEFLATED)
        shared = b"".join(b"<si>%s</si>" % text for text in texts)
        after.writestr("xl/sharedStrings.xml", b'<sst xmlns="%s">%s</sst>' % (MAIN, shared))
        after.writestr("docProps/custom.xml", PROPERTIES)
    return target.getvalue()


def _as_wps_writes(name: str, data: bytes, texts: list[bytes]) -> bytes:
    """A part of the package; the texts of cells go to the shared ones."""
    if name == "xl/workbook.xml":
        version = b'<fileVersion appName="xl" lastEdited="3" lowestEdited="5" rupBuild="9302"/>'
        return data.replace(b"<workbookPr", version + b"<workbookPr", 1)
    if name == "xl/_rels/workbook.xml.rels":
        return data.replace(b"</Relationships>", SHARED + b"</Relationships>")
    if name.startswith("xl/worksheets/sheet"):
        named = re.sub(rb"(<worksheet[^>]*)>", rb"\1" + NAMESPACES + b">", data, count=1)
        return re.sub(rb't="inlineStr"><is>(.*?)</is>', lambda cell: _shared(cell[1], texts), named)
    return data


def _shared(text: bytes, texts: list[bytes]) -> bytes:
    texts.append(text)
    return b't="s"><v>%d</v>' % (len(texts) - 1)


def read(workbook: bytes, base: AnswerSet) -> tuple[object, object]:
    """What a workbook changes of answers: fields and marks, and the rows of tables."""
    names = Names(PRODUCT.catalogue)
    reading = Reading(PRODUCT.catalogue, PRODUCT.references, base, names, lambda: "new")
    found = reading.read(Book(workbook, "a.xlsx"), "a.xlsx")
    assert found.defects == ()
    return found.document, found.tables


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_changed(language: Language) -> None:
    workbook = saved_by_wps(exported(language))
    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        assert b' t="s"' in package.read("xl/worksheets/sheet2.xml")
        assert "xl/worksheets/" in package.namelist()
    assert read(workbook, park()) == read(exported(language), park())
    blank = AnswerSet(park().year)
    document, tables = read(workbook, blank)
    assert (document, tables) == read(exported(language), blank)
    assert tables == park().tables
