"""The scorecard as PDF: what a reader, a phone and a checker find in the file."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeAlias

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pikepdf.pdfa import validate_written
from PIL import Image

from questionnaire.messages import Language, Translate, keep_english, msg
from questionnaire.problems import Problem, Severity
from reports.card_input import CardInput
from reports.card_model import build_card
from reports.class_mean import ClassMean
from reports.errors import FileSignatureError
from reports.file_signature import read_file_signature, sign_file
from reports.fonts import Fonts
from reports.policy_events import load_policy_events
from reports.scorecard_pdf import render_scorecard
from scoring.scorecard import CodeStatus, Scorecard
from support.inventories import inventory_of
from support.printed_pages import overlaps, pages_of
from support.project import ROOT

Issue: TypeAlias = Callable[[Scorecard], CardInput]
PROFILE = ROOT / "resources" / "colour" / "sRGB.icc"
HOSTILE = "<b>&amp;</b><para>=cmd|' /C calc'!A0 ../../etc /GPSignature <00> \x1b[31m\u202e𠮷"


def picture(pdf: bytes, page: int = 0, dpi: int = 110) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    image: Image.Image = document[page].render(scale=dpi / 72).to_pil().convert("RGB")
    document.close()
    return image


def draw(given: CardInput, fonts: Fonts, language: Language = "en") -> bytes:
    return render_scorecard(build_card(given, language), fonts)


@pytest.fixture
def final(issue: Issue, worked_card: Scorecard, fonts: Fonts) -> bytes:
    return draw(issue(worked_card), fonts)


def test_text_of_the_cover_can_be_selected(final: bytes) -> None:
    cover = pages_of(final)[0]
    for text in ("合成园区甲", "Good", "76.0", "yellow", "0.819", "js-2026.1", "2026-06-03"):
        assert text in cover
    assert "tCO2" in cover


def test_chinese_card_prints_chinese_words(
    issue: Issue, worked_card: Scorecard, fonts: Fonts, chinese: Translate
) -> None:
    pdf = render_scorecard(build_card(issue(worked_card), "zh", chinese), fonts)
    assert "顶层设计" in pages_of(pdf)[0]
    assert "水资源产出率" in "".join(pages_of(pdf))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == "zh-CN"


def test_every_indicator_is_printed(final: bytes, worked_card: Scorecard) -> None:
    text = "".join("".join(pages_of(final)).split())
    for item in worked_card.indicators.values():
        assert item.code + "".join(item.label.en.split()) in text


def test_pages_are_numbered_through(final: bytes) -> None:
    pages = pages_of(final)
    for number, text in enumerate(pages, 1):
        assert f"{number}/{len(pages)}" in text
    assert all("合成园区甲" in text and "76.0 points" in text for text in pages[1:])


def test_only_the_two_fonts_are_embedded_as_subsets(final: bytes) -> None:
    with pikepdf.open(io.BytesIO(final)) as document:
        fonts = [font for font in document.objects if _is_font(font)]
        for font in fonts:
            name = str(font.BaseFont)
            assert re.fullmatch(r"/[A-Z]{6}\+NotoSansSC-(Regular|Bold)", name), name
            assert "/FontFile2" in font.FontDescriptor
        assert len(fonts) >= 2


def _is_font(value: pikepdf.Object) -> bool:
    return isinstance(value, pikepdf.Dictionary) and value.get("/Type") == "/Font"


def test_checker_finds_nothing_and_metadata_are_set(final: bytes) -> None:
    with pikepdf.open(io.BytesIO(final)) as document:
        assert document.check_pdf_syntax() == []
        info = document.trailer["/Info"]
        assert str(info.Title) == "Scorecard of green low-carbon development 合成园区甲 2025"
        assert str(info.CreationDate) == "D:20260603000000Z"
        assert str(document.Root.Lang) == "en"
        with document.open_outline() as outline:
            titles = [item.title for item in outline.root]
            inner = [item.title for item in outline.root[1].children]
    assert titles == [
        "Scorecard of green low-carbon development", "Dimensions", "Indicators",
        "Carbon emissions", "Basis of the evaluation",
    ]  # fmt: skip
    assert inner == ["Strongest three", "Weakest three", "Gates"]


def test_a_signed_card_is_an_archival_file(
    issue: Issue, worked_card: Scorecard, fonts: Fonts, key: Ed25519PrivateKey
) -> None:
    given = issue(replace(worked_card, park_name=HOSTILE))
    pdf = sign_file(draw(given, fonts), given.statement_text or "", key.sign)
    assert validate_written(io.BytesIO(pdf), "2b").findings == []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        with document.open_metadata() as metadata:
            said = {name: metadata[name] for name in ("dc:title", "xmp:CreateDate")}
            assert (metadata.pdfa_status, metadata["pdf:Producer"]) == ("2B", "greenpark")
        info = document.trailer["/Info"]
        assert said["dc:title"] == str(info.Title)
        assert HOSTILE[:30] in said["dc:title"]
        assert said["xmp:CreateDate"] == "2026-06-03T00:00:00Z"
        (intent,) = document.Root.OutputIntents
        profile = PROFILE.read_bytes()
        assert intent.DestOutputProfile.read_bytes() == profile


def test_a_draft_without_a_date_is_an_archival_file(draft: CardInput, fonts: Fonts) -> None:
    pdf = draw(replace(draft, issued=None), fonts)
    assert validate_written(io.BytesIO(pdf), "2b").findings == []


def full(given: CardInput, last_year: Scorecard, years: Sequence[int]) -> CardInput:
    """A card with everything: a year before, an inventory of each year, class mean, events."""
    mean = ClassMean(5, Decimal(70), dict.fromkeys("TIESFP", Decimal(70)), Decimal("0.41"))
    event = load_policy_events(
        '[[event]]\nid = "OP-11"\ndate = "2022-01-15"\ntitle = "严格控制化石能源消费"\n'
        'kind = "policy"\nregions = ["江苏"]\nthemes = ["coal"]\nstatus = "issued"\n'
        'source = "S002"\nplace = "四(十二)"\n'
    )
    return replace(
        given,
        last_year=last_year,
        inventory=inventory_of(2025),
        inventories={year: inventory_of(year, "1.1") for year in years},
        class_mean=mean,
        events=event,
    )


@pytest.mark.parametrize("years", [(), (2024,), tuple(range(2010, 2025))])
def test_a_card_takes_six_pages_at_most(
    draft: CardInput, last_year: Scorecard, fonts: Fonts, chinese: Translate, years: Sequence[int]
) -> None:
    given = full(draft, last_year, years)
    assert len(pages_of(render_scorecard(build_card(given, "zh", chinese), fonts))) <= 6
    assert len(pages_of(draw(given, fonts))) <= 6


def test_a_card_in_both_languages_is_one_signed_file(
    issue: Issue, worked_card: Scorecard, fonts: Fonts, chinese: Translate, key: Ed25519PrivateKey
) -> None:
    given = issue(worked_card)
    models = build_card(given, "zh", chinese), build_card(given, "en")
    pdf = render_scorecard(models[0], fonts, models[1])
    pages = pages_of(pdf)
    apart = [pages_of(render_scorecard(model, fonts)) for model in models]
    assert len(pages) == sum(map(len, apart))
    assert "综合评价" in pages[0]
    assert "Overall rating" in pages[len(apart[0])]
    assert all(f"{number}/{len(pages)}" in text for number, text in enumerate(pages, 1))
    signed = read_file_signature(sign_file(pdf, given.statement_text or "", key.sign))
    assert signed.statement_text == given.statement_text


def test_a_card_in_both_languages_tells_the_language_of_each_page(
    draft: CardInput, fonts: Fonts, chinese: Translate
) -> None:
    pdf = render_scorecard(build_card(draft, "zh", chinese), fonts, build_card(draft, "en"))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.check_pdf_syntax() == []
        assert str(document.Root.Lang) == "zh-CN"
        marked = [_language(page) for page in document.pages]
        with document.open_outline() as outline:
            titles = [(item.title, len(item.children)) for item in outline.root]
    half = len(marked) // 2
    assert marked == [None] * half + ["en"] * half
    heads = ("园区绿色低碳评价成绩单", "Scorecard of green low-carbon development")
    assert titles == [(head, 4) for head in heads]


def _language(page: pikepdf.Page) -> str | None:
    """Language that encloses all marks of a page."""
    operators = list(_operators(page))
    marks = [operands[1] for operator, operands in operators if operator == "BDC"]
    if not marks or "/Lang" not in marks[0]:
        return None
    assert operators[-1][0] == "EMC"
    return str(marks[0].Lang)


WIDE = Decimal("59.99999")
"""Takes more places than other values, because it must not print as its pass value 60."""


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "name", ["合成园区甲", "江海电子信息与先进装备制造产业绿色低碳示范园区第二十八区"]
)
def test_no_text_stands_on_another(
    draft: CardInput, last_year: Scorecard, fonts: Fonts, chinese: Translate,
    language: Language, name: str,
) -> None:  # fmt: skip
    items = dict(draft.scorecard.indicators)
    items["I3"] = replace(items["I3"], value=WIDE, score=Decimal("99.9999"))
    card = replace(
        draft.scorecard, park_name=name, indicators=items, retrospective=True,
        provisional=("data coverage below 80 %", "self-assessment only"),
        strongest=("I3", "S1", "I2"),
    )  # fmt: skip
    given = replace(full(draft, last_year, (2023, 2024)), scorecard=card, demonstration=True)
    translate = chinese if language == "zh" else keep_english
    pdf = render_scorecard(build_card(given, language, translate), fonts)
    assert overlaps(pdf) == []
    assert all(name in page.replace("\r\n", "") for page in pages_of(pdf))
    assert "99.9999" in pages_of(pdf)[1]


def test_figures_have_words_and_their_texts_can_be_selected(
    draft: CardInput, last_year: Scorecard, fonts: Fonts
) -> None:
    pdf = draw(full(draft, last_year, range(2014, 2025)), fonts)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.check_pdf_syntax() == []
        found = [str(words) for page in document.pages for words in _alternatives(page)]
    heads = [words.split(":")[0] for words in found]
    assert heads == [
        "Radar of the six scores", "Scores against the pass line 60 and the target 100",
        "Emissions by carrier", "Carbon intensity compared", "Position on the bands of the code",
    ]  # fmt: skip
    assert "Technology innovation 81.0" in found[0]
    assert "2025 256.0" in found[2]
    text = "".join(pages_of(pdf))
    for piece in ("class mean (5 parks)", "2014", "281.6", "Bought power", "208.3", "0.819"):
        assert piece in text
    assert "① 2022-01-15 严格控制化石能源消费" in text


def _operators(page: pikepdf.Page) -> Iterator[tuple[str, Sequence[pikepdf.Object]]]:
    for found in pikepdf.parse_content_stream(page):
        assert isinstance(found, pikepdf.ContentStreamInstruction)
        yield str(found.operator), list(found.operands)


def _alternatives(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    for operator, operands in _operators(page):
        if operator == "BDC":
            yield operands[1].Alt


def test_no_text_is_smaller_than_seven_points(
    issue: Issue, worked_card: Scorecard, last_year: Scorecard, fonts: Fonts
) -> None:
    pdf = draw(full(issue(worked_card), last_year, (2023, 2024)), fonts)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            rise = 0.0
            for operator, operands in _operators(page):
                if operator == "Ts":
                    rise = float(operands[0])
                if operator == "Tf" and rise == 0:  # small digits of CO₂ and m³ stand apart
                    assert float(operands[1]) >= 7


def test_qr_on_the_page_is_the_statement(
    final: bytes, issue: Issue, worked_card: Scorecard
) -> None:
    found = zxingcpp.read_barcodes(picture(final, dpi=220))
    assert [code.text for code in found] == [issue(worked_card).statement_text]
    corners = found[0].position
    side = (corners.top_right.x - corners.top_left.x) / 220 * 25.4
    assert side >= 30
    assert found[0].ec_level == "M"


def test_qr_of_a_very_long_name_is_still_read(
    issue: Issue, worked_card: Scorecard, fonts: Fonts
) -> None:
    given = issue(replace(worked_card, park_name="长三角绿色低碳示范园区" * 18))
    found = zxingcpp.read_barcodes(picture(draw(given, fonts), dpi=300))
    assert [code.text for code in found] == [given.statement_text]


def test_a_name_of_fifty_thousand_characters_leaves_the_qr_out_and_says_so(
    issue: Issue, worked_card: Scorecard, fonts: Fonts
) -> None:
    given = issue(replace(worked_card, park_name="名" * 50_000))
    pdf = draw(given, fonts)
    pages = pages_of(pdf)
    assert zxingcpp.read_barcodes(picture(pdf, dpi=220)) == []
    assert "too long for a QR code" in " ".join(pages[0].split())
    assert sum(text.count("名") for text in pages) > 50_000
    assert read_file_signature(pdf).statement_text == given.statement_text


def test_a_draft_has_neither_qr_nor_statement_nor_signature(draft: CardInput, fonts: Fonts) -> None:
    pdf = draw(draft, fonts)
    assert zxingcpp.read_barcodes(picture(pdf, dpi=220)) == []
    assert b"/GPStatement" not in pdf
    assert b"/GPSignature" not in pdf
    with pytest.raises(FileSignatureError):
        read_file_signature(pdf)
    assert all("Draft" in text for text in pages_of(pdf))


def test_demonstration_is_said_on_every_page(draft: CardInput, fonts: Fonts) -> None:
    pages = pages_of(draw(replace(draft, demonstration=True), fonts))
    assert all("Demonstration data" in text for text in pages)


def test_a_draft_that_was_never_issued_has_no_date(draft: CardInput, fonts: Fonts) -> None:
    pdf = draw(replace(draft, issued=None), fonts)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert "/CreationDate" not in document.trailer["/Info"]


def test_same_card_same_bytes(draft: CardInput, fonts: Fonts) -> None:
    assert draw(draft, fonts) == draw(draft, fonts)
    other = draw(replace(draft, issued=date(2026, 6, 4)), fonts)
    assert other != draw(draft, fonts)


def test_hostile_text_is_shown_as_text(issue: Issue, worked_card: Scorecard, fonts: Fonts) -> None:
    problem = Problem(Severity.SOFT, "X01", (), msg("{text}", text=HOSTILE), HOSTILE)
    given = replace(
        issue(replace(worked_card, park_name=HOSTILE, park_code="<i>1</i>")),
        assessors=(HOSTILE,),
        problems=(problem,),
    )
    pdf = draw(given, fonts)
    pages = pages_of(pdf)
    assert "<b>&amp;</b><para>=cmd|' /C calc'!A0 ../../etc" in pages[0]
    assert "[U+001B][31m[U+202E]□" in "".join(pages[0].split("\r\n"))
    assert "U+20BB7" in pages[-1]
    assert "\x1b" not in "".join(pages)
    assert read_file_signature(pdf).statement_text == given.statement_text


def test_fifty_thousand_characters_flow_over_pages(draft: CardInput, fonts: Fonts) -> None:
    long = Problem(Severity.SOFT, "X01", (), msg("{text}", text="问题" * 25_000), "好")
    pages = pages_of(draw(replace(draft, problems=(long,)), fonts))
    assert sum(text.count("问") for text in pages) == 25_000


def test_nothing_leaves_the_margins(issue: Issue, worked_card: Scorecard, fonts: Fonts) -> None:
    given = issue(replace(worked_card, park_name="名称很长的绿色低碳示范园区" * 15))
    assert_within_margins(draw(given, fonts))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_empty_card_is_short_and_stays_within_the_margins(
    draft: CardInput, fonts: Fonts, chinese: Translate, language: Language
) -> None:
    code = replace(draft.scorecard.code, status="none", k_grade=None, colour="none", n=None)
    card = replace(
        draft.scorecard, indicators={}, dimensions={}, gates=(), gaps={}, raise_set=None,
        strongest=(), weakest=(), total=None, total_printed=None, grade=None, data_coverage=None,
        rating_status="unclassified", class_computed=None, class_used=None, code=code,
        unclassified_reason=msg("{text}", text="规上工业总产值、高耗能行业产值、煤品净用量、" * 6),
    )  # fmt: skip
    translate = chinese if language == "zh" else keep_english
    model = build_card(replace(draft, scorecard=card), language, translate)
    pdf = render_scorecard(replace(model, watermark=""), fonts)
    assert_within_margins(pdf)
    assert overlaps(pdf) == []
    assert len(pages_of(pdf)) == 3


def assert_within_margins(pdf: bytes) -> None:
    """Nothing is drawn on the margins of 18 mm at the sides and of the running texts."""
    for page in range(len(pages_of(pdf))):
        image = picture(pdf, page, dpi=72).convert("L").point(lambda grey: 255 if grey < 200 else 0)
        box = image.getbbox()
        assert box is not None
        left, top, right, bottom = box
        assert left >= 45
        assert right <= 595 - 45
        assert top >= 30
        assert bottom <= 842 - 20


@pytest.mark.parametrize("status", ["provisional", "none"])
def test_code_without_final_state_says_so(
    draft: CardInput, fonts: Fonts, status: CodeStatus
) -> None:
    code = replace(draft.scorecard.code, status=status)
    if status == "none":
        code = replace(code, k_grade=None, colour="none", p2=Decimal(40))
    else:
        code = replace(code, p2=Decimal(60))
    given = replace(draft, scorecard=replace(draft.scorecard, code=code))
    pdf = draw(given, fonts)
    word = "provisional" if status == "provisional" else "not coded"
    assert word in pages_of(pdf)[0]
