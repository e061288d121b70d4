"""The model of a card: what is said, before anything is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias

import pytest

from accounting.inventory import GridFactor, Inventory, InventorySettings
from questionnaire.answers import Mark
from questionnaire.messages import LocalText, msg
from reports.card_input import CardInput
from reports.card_model import CardModel, build_card
from reports.card_parts import Facts, IndicatorRow, Paragraphs, Picture, Section, Table
from reports.errors import ReportError
from scoring.scorecard import (
    CarbonCode,
    ClassOverride,
    Move,
    NeighbourClass,
    Robustness,
    Scorecard,
    Status,
)

Issue: TypeAlias = Callable[[Scorecard], CardInput]


def english(given: CardInput) -> CardModel:
    return build_card(given, "en")


def with_card(given: CardInput, **changes: object) -> CardInput:
    return replace(given, scorecard=replace(given.scorecard, **changes))  # type: ignore[arg-type]


def rows(model: CardModel) -> dict[str, IndicatorRow]:
    return {row.code: row for group in model.indicators.groups for row in group.rows}


def texts(section: Section | Picture) -> str:
    parts: list[str] = [section.title, section.note]
    if isinstance(section, Picture):
        return "\n".join((*parts, section.figure.drawing(400).alternative, *section.texts))
    for block in section.blocks:
        if isinstance(block, Facts):
            parts += [f"{fact.label} = {fact.value}" for fact in block.facts]
        elif isinstance(block, Paragraphs):
            parts += block.texts
        else:
            parts += [" | ".join(row) for row in block.rows]
    return "\n".join(parts)


def section(model: CardModel, title: str) -> str:
    found = (
        *model.dimensions.ranking, model.dimensions.gates, *model.indicators.sections,
        *model.carbon.tables, model.carbon.intensity, model.carbon.code, *model.basis.sections,
    )  # fmt: skip
    return next(texts(part) for part in found if part is not None and part.title == title)


def no_code(card: Scorecard) -> CarbonCode:
    return replace(card.code, status="none", k_grade=None, colour="none")


def test_cover_of_the_worked_example(draft: CardInput) -> None:
    cover = english(draft).cover
    assert cover.name == "合成园区甲"
    assert (cover.grade.letter, cover.grade.word, cover.grade.total) == ("B", "Good", "76.0")
    assert cover.grade.interval == "90 % interval 74.2–77.9"
    assert (cover.code.k_grade, cover.code.colour_word) == (3, "yellow")
    figures = [(figure.symbol, figure.value) for figure in cover.code.figures]
    assert figures == [("K", "0.819"), ("L", "0.608"), ("N", "18.6 %")]
    assert [bar.score for bar in cover.dimensions] == [
        "77.1", "79.3", "71.8", "81.0", "76.5", "71.1",
    ]  # fmt: skip
    facts = {fact.label: fact.value for fact in cover.facts}
    assert facts["Rubric edition"] == "js-2026.1 · 4f2c91ab07de"
    assert facts["Data coverage"] == "97.2 %"
    assert facts["Date of printing"] == "2026-06-03"
    assert facts["Code valid until"] == "2027-12-31"


def test_three_sentences(draft: CardInput) -> None:
    assert english(draft).cover.summary == (
        "Strongest dimensions: Technology innovation (81.0), Industrial structure (79.3); "
        "lowest: Policy support (71.1).",
        "Net CO₂ emissions 256.0 × 10⁴ t; Energy-related CO₂ per GDP 0.375 tCO₂/10⁴ yuan, "
        "pass value 0.59 met.",
        "Points missing to A (Leading): 9.0. Most can be gained in: CO₂ per unit of energy, "
        "Renewable power share incl. certificates, Environmental disclosure rate of firms above "
        "scale.",
    )


def test_emissions_are_compared_with_last_year(draft: CardInput, last_year: Scorecard) -> None:
    cover = english(replace(draft, last_year=last_year)).cover
    assert "256.0 × 10⁴ t, −5.2 % on 2024" in cover.summary[1]  # 2,560,231 against 2,700,000 t
    assert {bar.change for bar in cover.dimensions} == {"+2.0"}


def test_indicators_with_printed_decimals_and_gaps(draft: CardInput) -> None:
    table = rows(english(draft))
    assert len(table) == 53
    water = table["T7"]
    assert (water.value, water.unit, water.score, water.weight, water.points, water.to_pass) == (
        "1,124", "yuan/m³", "51.0", "1.12", "0.6", "+126",
    )  # fmt: skip
    assert water.label == "Water productivity ◇"
    assert water.scale is not None
    assert (water.scale.floor, water.scale.passing, water.scale.target) == ("411", "1,250", "1,500")
    assert water.scale.share == pytest.approx(0.510008)
    assert (table["T1"].value, table["T1"].unit, table["T1"].to_pass) == ("3", "level", "reached")
    assert (table["S5"].to_pass, table["E6"].to_pass) == ("+1 level", "—")
    assert "near-zero target" in table["E6"].note
    assert "national grid factor" in table["P2"].note


def test_indicators_without_a_value_say_why(draft: CardInput) -> None:
    table = rows(english(draft))
    assert (table["E2"].value, table["E2"].score) == ("not applicable", "—")
    assert (table["F1"].value, table["F1"].score) == ("no data, weight shared", "—")
    assert (table["P8"].value, table["P8"].score) == ("no data", "0.0")
    assert all(table[code].scale is None for code in ("E2", "F1", "P8"))
    assert "P8 no data = Environmental disclosure rate of firms above scale: The disclosure" in (
        section(english(draft), "Data coverage and quality")
    )


def test_a_value_never_prints_as_a_bound_it_misses(draft: CardInput) -> None:
    items = dict(draft.scorecard.indicators)
    items["E7"] = replace(items["E7"], value=Decimal("34.99"), score=Decimal("59.96"))
    table = rows(english(with_card(draft, indicators=items)))
    assert table["E7"].value == "34.99"  # pass value 35, one decimal


def test_how_to_raise_the_grade_by_a_set(draft: CardInput) -> None:
    text = section(english(draft), "How to raise the grade")
    assert "9.0 points to A (Leading)" in text
    assert "No single indicator suffices." in text
    assert "gain 9.3 of 9.0 points needed" in text
    assert "E6 CO₂ per unit of energy +3.16, E8" in text


def test_how_to_raise_the_grade_by_one_move_after_the_binding_cap(draft: CardInput) -> None:
    move = Move(
        code="E6", current=Decimal("3.7882"), needed=Decimal("3.4143"), unit="tCO₂/tce",
        relative=Decimal("0.0823"), lever="inventory.net_co2", lever_change=Decimal("-252671.5"),
        text="3.7882 -> 3.4143 tCO₂/tce",
    )  # fmt: skip
    card = with_card(draft, raise_grade=(move,), cap="C", binding_cap_gate="G2", grade="C")
    text = section(english(card), "How to raise the grade")
    assert text.index("First remove gate G2") < text.index("3.788 → 3.414 tCO₂/tce")
    assert "−252,672 t" in text


def test_gap_to_pass_in_physical_units_with_the_lever(draft: CardInput) -> None:
    text = section(english(draft), "Closing the gaps")
    assert "T7 | Industrial fresh water | −300.00 × 10⁴ m³ |" in text  # rubric.md 11
    assert "E6 | Net emissions (to target −3.588 tCO₂/tce) |" in text
    assert "T4 |" not in text
    assert rows(english(draft))["T7"].to_pass == "+126"


def test_highest_grade_has_no_path(draft: CardInput) -> None:
    model = english(with_card(draft, grade="A", grade_before_caps="A", raise_set=None))
    assert "The highest grade is reached." in section(model, "How to raise the grade")
    assert "highest grade is reached" in model.cover.summary[2]


def test_no_rating_prints_neither_grade_nor_code(draft: CardInput) -> None:
    card = draft.scorecard
    model = english(with_card(draft, rating_status="no rating", code=no_code(card)))
    cover = model.cover
    assert (cover.grade.letter, cover.grade.word) == ("—", "No rating this year")
    assert (cover.grade.total, cover.grade.interval) == ("76.0", "for diagnosis only")
    assert (cover.code.k_grade, cover.code.figures) == (None, ())
    assert cover.code.note == "not coded: no rating this year"
    assert "K 0.819　L 0.608　N 18.6 %" in section(model, "Basis of the carbon-efficiency code")
    assert "no path is given" in section(model, "How to raise the grade")


@pytest.mark.parametrize(
    "p2,status,method,note",
    [
        ("79.9999", "provisional", "industry mix", "P2 79.9999 % below 80 %"),
        ("60", "provisional", "simplified", "simplified basis; carbon data coverage P2 60.0 %"),
        ("49.9999", "none", "industry mix", "P2 49.9999 % below 50 %"),
        (None, "none", "industry mix", "P2 cannot be computed"),
    ],
)
def test_why_a_code_is_provisional_or_missing(
    draft: CardInput, p2: str | None, status: str, method: str, note: str
) -> None:
    code = replace(
        draft.scorecard.code,
        p2=None if p2 is None else Decimal(p2),
        status=status,  # type: ignore[arg-type]
        method=method,  # type: ignore[arg-type]
    )
    if status == "none":
        code = replace(code, k_grade=None, colour="none")
    assert note in english(with_card(draft, code=code)).cover.code.note


@pytest.mark.parametrize(
    "k,grade,text",
    [("0.6000000001", 2, "0.6000000001"), ("1.2", 3, "1.200"), ("-0.1", 1, "−0.100")],
)
def test_k_is_printed_on_the_right_side_of_its_limit(
    draft: CardInput, k: str, grade: int, text: str
) -> None:
    code = replace(draft.scorecard.code, k=Decimal(k), k_grade=grade)
    figure = english(with_card(draft, code=code)).cover.code.figures[0]
    assert figure.value == text
    assert ("net absorption" in figure.words) == (Decimal(k) < 0)


def test_n_is_capped_on_the_label(draft: CardInput) -> None:
    code = replace(draft.scorecard.code, n=Decimal("104.2"))
    assert english(with_card(draft, code=code)).cover.code.figures[2].value == "≥100 %"


def test_unclassified_says_what_is_missing(draft: CardInput) -> None:
    card = with_card(
        draft, rating_status="unclassified", class_computed=None, class_used=None, indicators={},
        dimensions={}, gates=(), gaps={}, raise_set=None, strongest=(), weakest=(), total=None,
        total_printed=None, total_missing_left_out=None, total_geometric=None, grade=None,
        grade_before_caps=None, data_coverage=None, quality_index=None, quality_shares={},
        code=no_code(draft.scorecard),
        unclassified_reason=msg("Enter {field}.", field="industrial_output"),
    )  # fmt: skip
    model = english(card)
    assert model.cover.summary == ("Enter industrial_output.",)
    assert model.cover.grade.interval == ""
    assert model.indicators.empty == "Enter industrial_output."
    assert "Enter industrial_output." in section(model, "Class of the park")
    assert "No gate was examined" in section(model, "Gates")


def test_flags_at_the_head(draft: CardInput, issue: Issue, worked_card: Scorecard) -> None:
    assert english(issue(worked_card)).cover.flags == "grade final"
    assert english(draft).cover.flags == "Draft"
    provisional = replace(
        worked_card, provisional=("data coverage below 80 %", "self-assessment only")
    )
    shown = replace(issue(provisional), demonstration=True)
    assert english(shown).cover.flags == "grade provisional　self-assessed　Demonstration data"
    assert english(shown).foot.startswith("Demonstration data")


def test_class_with_override_neighbour_and_sample(draft: CardInput) -> None:
    card = with_card(
        draft,
        class_used="IE",
        out_of_sample=True,
        retrospective=True,
        class_override=ClassOverride(
            "IE", "按主导产业认定为行业类", "评审员甲", "2026-05-01T08:00:00Z"
        ),
        neighbour=NeighbourClass("CE", Decimal("76.0"), "B"),
        second_neighbour=NeighbourClass("IC", Decimal("80.1"), "B"),
    )
    model = english(card)
    text = section(model, "Class of the park")
    assert "Class computed = Comprehensive park, electricity, gas and heat (CE)" in text
    assert "Class used = Industry park, electricity, gas and heat (IE)" in text
    assert "to IE by 评审员甲, 2026-05-01 16:00:00 UTC+8: 按主导产业认定为行业类" in text
    assert "(CE) the total is 76.0, grade B" in text
    assert "(IC) the total is 80.1, grade B" in text
    assert "outside the sample" in model.cover.subtitle
    assert "retrospective evaluation" in model.cover.subtitle


def test_gates_show_values_and_effect(draft: CardInput) -> None:
    gates = list(draft.scorecard.gates)
    gates[1] = replace(gates[1], result="fail", effect="cap C")
    card = with_card(
        draft, gates=tuple(gates), cap="C", binding_cap_gate="G2", grade="C", grade_before_caps="B"
    )
    text = section(english(card), "Gates")
    line = next(row for row in text.splitlines() if row.startswith("G2"))
    assert line.startswith("G2 | not met |")
    assert "18" in line
    assert line.endswith("grade at most C")
    assert "Grade before caps B; cap C by G2; grade C." in text
    assert "gaps left out 76.9, geometric 75.9" in text
    assert "P2: 81.3 %" in text


def test_basis_of_the_worked_example(draft: CardInput) -> None:
    model = english(draft)
    code = section(model, "Basis of the carbon-efficiency code")
    assert "Method of K = industry mix (share with a benchmark: 97.6 %)" in code
    assert "39 Computers, communication and other electronics | 0.62 | 2023" in code
    assert code.index("26 ") < code.index("27 ") < code.index("35 ")
    assert "Means in tCO₂/10⁴ yuan; source: 合成示例值" in code
    robust = section(model, "Robustness")
    assert "2000 runs, seed 20260101: median 76.1, 5–95 % interval 74.2–77.9; robust." in robust
    assert "B 84.5 %, C 15.5 %" in robust
    problems = section(model, "Soft problems and their reasons")
    assert "GDP grew by more than 20 %. (confirmed: 新项目投产) X12" in problems
    editions = section(model, "Editions and factors")
    assert "0.5827 tCO₂/MWh, data year 2023" in editions
    assert "T4" in section(model, "Open points")


def test_bare_marks_and_missing_evidence_are_listed(draft: CardInput) -> None:
    items = dict(draft.scorecard.indicators)
    bare = Mark(3)
    items["I7"] = replace(items["I7"], marks={"assessor_b": bare}, evidence=())
    for code in ("T1", "T2"):
        items[code] = replace(items[code], marks={"assessor_a": bare, "assessor_b": bare})
    text = section(english(with_card(draft, indicators=items)), "Marks and provisional results")
    assert (
        "Marks without name or reason (3 items): "
        "T1, T2 (first assessor, second assessor); I7 (second assessor)."
    ) in text
    assert "Levels without evidence: I7." in text


def test_changes_on_last_year(draft: CardInput, last_year: Scorecard) -> None:
    text = section(english(replace(draft, last_year=last_year)), "Changes on last year")
    assert "Grade | C | B" in text
    assert "Total | 74.0 | 76.0 | +2.0" in text
    assert "No result of the year before" in section(english(draft), "Changes on last year")


def test_empty_sections_say_why(draft: CardInput) -> None:
    model = english(replace(draft, problems=(), robustness=None))
    assert "found no soft problem" in section(model, "Soft problems and their reasons")
    assert "No robustness run" in section(model, "Robustness")
    assert model.cover.grade.interval == ""
    for part in (*model.indicators.sections, *model.basis.sections):
        assert part.blocks
        assert all(not isinstance(block, Table) or block.rows for block in part.blocks)


def test_drafts_and_statements_exclude_each_other(
    draft: CardInput, issue: Issue, worked_card: Scorecard
) -> None:
    issued = issue(worked_card)
    for wrong in (replace(draft, draft=False), replace(issued, draft=True)):
        with pytest.raises(ReportError, match="draft") as caught:
            english(wrong)
        assert "store" in str(caught.value.hint)


def test_verification_names_ids_and_fingerprint(issue: Issue, worked_card: Scorecard) -> None:
    text = section(english(issue(worked_card)), "Signature and verification")
    assert "Submission = " + "5d" * 32 in text
    assert "Assessment = " + "7e" * 32 in text
    assert "56475aa75463474c" in text  # SHA-256 of the key of seed 00 01 … 1f
    assert "greenpark verify" in text


def test_control_characters_are_seen(draft: CardInput) -> None:
    cover = english(with_card(draft, park_name="甲\u202e乙")).cover
    assert cover.name == "甲[U+202E]乙"


def test_status_words_cover_every_status(draft: CardInput) -> None:
    items = dict(draft.scorecard.indicators)
    for code, status in zip(items, Status, strict=False):
        if status is not Status.VALUE:
            items[code] = replace(items[code], status=status, value=None, bounds=None)
    table = rows(english(with_card(draft, indicators=items)))
    shown = {table[code].value for code, _ in zip(items, Status, strict=False)}
    assert {"not applicable", "declared not applicable", "no data", "not filled in"} <= shown


def test_inventory_names_grid_source_age_and_gaps(draft: CardInput) -> None:
    grid = GridFactor(
        "CN-JS", 2023, "average", Decimal("0.5827"), 2, "生态环境部公告 2024 年第 33 号", "checked"
    )
    inventory = Inventory(
        year=2025, settings=InventorySettings(scoring=True), factors_hash="", grid=grid, lines=(),
        values={}, incomplete=("raw_coal",), uncertainty_percent=Decimal("7.25"),
        quality_share=None, problems=(),
    )  # fmt: skip
    text = section(english(replace(draft, inventory=inventory)), "Editions and factors")
    assert "生态环境部公告 2024 年第 33 号, 2 years older than the assessed year" in text
    assert "Incomplete in the inventory = raw_coal" in text
    assert "± 7.2 %" in text


def test_shares_scores_and_probabilities_print_more_places_beside_a_limit(
    draft: CardInput, robustness: Robustness
) -> None:
    code = replace(draft.scorecard.code, value_added_covered=Decimal("0.79999"))
    unstable = replace(robustness, probability={"B": Decimal("0.7996")}, stable=False)
    dimensions = dict(draft.scorecard.dimensions)
    dimensions["T"] = replace(dimensions["T"], score=Decimal("59.97"))
    card = with_card(draft, code=code, dimensions=dimensions)
    model = english(replace(card, robustness=unstable))
    assert ": 79.999 %)" in section(model, "Basis of the carbon-efficiency code")
    assert "B 79.96 %" in section(model, "Robustness")
    assert model.cover.dimensions[0].score == "59.97"
    whole = replace(code, value_added_covered=Decimal(1))
    text = section(english(with_card(draft, code=whole)), "Basis of the carbon-efficiency code")
    assert ": 100.0 %)" in text


def test_a_coverage_of_zero_is_printed(draft: CardInput) -> None:
    cover = english(with_card(draft, data_coverage=Decimal(0))).cover
    assert {"Data coverage": "0.0 %"}.items() <= {f.label: f.value for f in cover.facts}.items()


def test_an_issued_card_has_a_date_of_issue(issue: Issue, worked_card: Scorecard) -> None:
    facts = {fact.label: fact.value for fact in english(issue(worked_card)).cover.facts}
    assert facts["Date of issue"] == "2026-06-03"


def test_the_running_head_tells_the_state_of_grade_and_code_apart(
    issue: Issue, worked_card: Scorecard
) -> None:
    code = replace(worked_card.code, status="provisional", p2=Decimal(66))
    model = english(issue(replace(worked_card, code=code)))
    assert model.head_right == "B Good (final)　76.0 points　carbon code 3 yellow (provisional)"


def test_the_running_head_of_a_draft_names_every_reservation(draft: CardInput) -> None:
    reasons = ("data coverage below 80 %", "self-assessment only")
    model = english(with_card(draft, provisional=reasons))
    assert model.head_right == (
        "B Good (provisional, self-assessed)　76.0 points　carbon code 3 yellow (final)　Draft"
    )
    assert model.cover.flags == "grade provisional　self-assessed　Draft"
    assert english(draft).head_right.startswith("B Good　76.0 points")


def test_grades_and_bands_have_the_names_and_limits_of_the_edition(draft: CardInput) -> None:
    texts = ("A Leading ≥85", "B Good ≥75", "C Meets the standard ≥60", "D To improve ≥45")
    assert english(draft).cover.grade.legend == (*texts, "E Warning <45")  # rubric.md 6
    grades = tuple(
        replace(band, label=LocalText("优", "Fine"), lower=Decimal(77)) if band.letter == "B"
        else band for band in draft.edition.grades
    )  # fmt: skip
    bands = tuple(
        replace(band, colour_name=LocalText("色", "hue")) for band in draft.edition.efficiency
    )
    given = replace(draft, edition=replace(draft.edition, grades=grades, efficiency=bands))
    cover = english(given).cover
    assert (cover.grade.word, cover.grade.legend[1]) == ("Fine", "B Fine ≥77")
    assert cover.code.colour_word == "hue"
    assert build_card(given, "zh").cover.grade.word == "优"


def test_words_that_people_wrote_keep_their_spelling(draft: CardInput) -> None:
    cover = english(with_card(draft, park_name="CO2 Park")).cover
    assert cover.name == "CO2 Park"


def test_notes_of_the_result_are_printed_once(draft: CardInput) -> None:
    note = msg("E6 is held against a near-zero level, which few parks are near today.")
    model = english(with_card(draft, notes=(note,)))
    found = [part for part in model.basis.sections if str(note) in texts(part)]
    assert [part.title for part in found] == ["Open points"]


def test_units_are_worded_in_the_language_of_the_card(draft: CardInput) -> None:
    assert rows(build_card(draft, "zh"))["T4"].unit == "亿元/km²"
    assert rows(english(draft))["T4"].unit == "10⁸ yuan/km²"
    assert rows(english(draft))["S3"].unit == ""
