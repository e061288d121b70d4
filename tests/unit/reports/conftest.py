"""A scorecard of the worked example (rubric.md 16), built from its published results alone."""

from __future__ import annotations

import gettext
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from accounting.inventory import Inventory
from questionnaire.answers import Mark, Value
from questionnaire.catalogue import Catalogue
from questionnaire.catalogue_loader import load_catalogue
from questionnaire.messages import LocalText, Translate, msg
from questionnaire.problems import Problem, Severity
from reports.card_input import CardInput
from reports.fonts import Fonts, load_fonts
from reports.statement import statement_facts, write_statement
from scoring.edition import Edition
from scoring.edition_loader import load_edition
from scoring.scorecard import (
    Benchmark,
    Bound,
    Bounds,
    CarbonCode,
    DimensionScore,
    Gap,
    GapTo,
    GateResult,
    IndicatorScore,
    RaiseSet,
    Robustness,
    Scorecard,
    Status,
)
from support.inventories import inventory_of

Issue: TypeAlias = Callable[[Scorecard], CardInput]
ROOT = Path(__file__).parents[3]
WORKED_K = Decimal("203.60563823") * 327 / (Decimal("242.8") * 335)
"""code_co2 / 10^4 / (M × industrial_value_added), rubric.md 16; 0.8185 to four places."""
WORST = ("design", "to check", "derived", "published")
GATES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("G1", "近三年未发生重大环境、安全事件", ("major_event_3y",)),
    ("G2", "重点企业清洁生产审核", ("key_cp_firms_due", "key_cp_firms_done")),
    ("G3", "无淘汰类工艺在用", ("obsolete_process_in_use",)),
    ("G4", "能耗与碳排放目标完成", ("energy_target_result", "carbon_target_result")),
    ("G5", "管理机构与专职人员", ("managing_body", "fulltime_staff")),
    ("G6", "碳数据覆盖率", ("P2",)),
    ("G7", "数据真实", ("false_data_found",)),
)


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    folder = ROOT / "resources" / "fonts"
    regular, bold = (folder / f"NotoSansSC-{weight}.ttf" for weight in ("Regular", "Bold"))
    profile = ROOT / "resources" / "colour" / "sRGB.icc"
    return load_fonts(regular.read_bytes(), bold.read_bytes(), profile.read_bytes())


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(_texts("catalogue"))


@pytest.fixture(scope="session")
def edition(catalogue: Catalogue) -> Edition:
    return load_edition(_texts("rubrics/js-2026.1"), catalogue)


def _texts(name: str) -> dict[str, str]:
    folder = ROOT / "resources" / name
    files = folder.rglob("*.toml")
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}


@pytest.fixture(scope="session")
def chinese() -> Translate:
    path = ROOT / "resources" / "translations" / "zh_CN" / "LC_MESSAGES" / "greenpark.mo"
    with path.open("rb") as file:
        return gettext.GNUTranslations(file).gettext


@pytest.fixture(scope="session")
def worked_card() -> Scorecard:
    data = json.loads(Path(__file__).with_name("worked_card.json").read_text("utf-8"))
    indicators = {item["code"]: _indicator(item) for item in data["indicators"]}
    return Scorecard(
        park_code="JS-TEST-01",
        park_name="合成园区甲",
        year=2025,
        edition_id="js-2026.1",
        edition_hash="4f2c91ab07de" + "0" * 52,
        edition_label=LocalText("江苏园区绿色低碳评价规则 2026.1", "Jiangsu rubric 2026.1"),
        weight_set="design-2026",
        factor_set="DEFAULT",
        factors_hash="9a3b52c1d0ef" + "0" * 52,
        grid_year=2023,
        grid_factor=Decimal("0.5827"),
        class_computed="CE",
        class_used="CE",
        class_override=None,
        class_inputs={"industrial_output": Decimal(1520), "energy_intensive_output": Decimal(118)},
        out_of_sample=False,
        unclassified_reason=None,
        derived={code: Decimal(value) for code, value in data["derived"].items()},
        indicators=indicators,
        dimensions=_dimensions(data, indicators),
        total=Decimal(data["total"]),
        total_printed=Decimal(data["total_printed"]),
        total_missing_left_out=Decimal(data["total_missing_left_out"]),
        total_geometric=Decimal(data["total_geometric"]),
        data_coverage=Decimal(data["data_coverage"]),
        quality_index=Decimal("0.8"),
        quality_shares={"B": Decimal(1)},
        gates=tuple(_gate(*gate, data) for gate in GATES),
        cap=None,
        binding_cap_gate=None,
        grade_before_caps="B",
        grade="B",
        rating_status="rated",
        provisional=(),
        code=_code(data["code"]),
        gaps={code: _gap(code, gap) for code, gap in data["gaps"].items()},
        raise_grade=(),
        raise_set=RaiseSet(
            Decimal(data["raise_set"]["needed"]),
            "A",
            Decimal(data["raise_set"]["gain"]),
            tuple((m["code"], Decimal(m["headroom"])) for m in data["raise_set"]["set"]),
            reachable=True,
        ),
        strongest=("E7", "S1", "I2"),
        weakest=("E6", "E8", "P8"),
        neighbour=None,
        agreement_kappa=None,
        retrospective=False,
        notes=(),
    )


@pytest.fixture(scope="session")
def robustness() -> Robustness:
    return Robustness(
        runs=2000,
        seed=20260101,
        median=Decimal("76.1"),
        p05=Decimal("74.2"),
        p95=Decimal("77.9"),
        probability={"B": Decimal("0.845"), "C": Decimal("0.155")},
        stable=True,
        leave_one_out=("E6",),
    )


@pytest.fixture
def draft(
    worked_card: Scorecard, catalogue: Catalogue, edition: Edition, robustness: Robustness
) -> CardInput:
    problems = (
        Problem(Severity.SOFT, "X12", ("gdp",), msg("GDP grew by more than 20 %."), "新项目投产"),
        Problem(Severity.SOFT, "yearly", (), msg("Two earlier years are missing."), "首次填报"),
    )
    return CardInput(
        scorecard=worked_card,
        catalogue=catalogue,
        edition=edition,
        problems=problems,
        robustness=robustness,
        submission_id="5d" * 32,
        assessment_id="7e" * 32,
        issued=date(2026, 6, 3),
        assessors=("评审员甲", "评审员乙"),
        boundary_version="2024 版边界",
        region="江苏省",
    )


@pytest.fixture(scope="session")
def key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@pytest.fixture
def issue(draft: CardInput, key: Ed25519PrivateKey) -> Issue:
    """Makes an issued card with a signed statement from a result."""

    def make(card: Scorecard) -> CardInput:
        facts = statement_facts(card, "5d" * 32, "7e" * 32, date(2026, 6, 3))
        text = write_statement(facts, key.public_key().public_bytes_raw(), key.sign)
        return replace(draft, scorecard=card, draft=False, statement_text=text)

    return make


@pytest.fixture
def last_year(worked_card: Scorecard) -> Scorecard:
    """The same park a year before, a little worse."""
    lower = {
        code: replace(part, score=part.score - 2 if part.score is not None else None)
        for code, part in worked_card.dimensions.items()
    }
    items = {
        code: replace(item, points=item.points * Decimal("0.9"))
        for code, item in worked_card.indicators.items()
    }
    derived = {**worked_card.derived, "inventory.net_co2": Decimal(2700000)}
    return replace(
        worked_card, year=2024, dimensions=lower, indicators=items, derived=derived,
        total=Decimal("73.98"), total_printed=Decimal("74.0"), grade="C",
    )  # fmt: skip


@pytest.fixture(scope="session")
def inventory() -> Inventory:
    """The inventory of the worked example, by its published values (rubric.md 16)."""
    return inventory_of(2025)


def _indicator(item: Mapping[str, Any]) -> IndicatorScore:
    status = Status(item["status"])
    shown = status is Status.VALUE
    bounds = _bounds(item["bounds"]) if shown and item["kind"] == "Q" else None
    reasons = {
        Status.NA_AUTO: msg("No coal was used in the base year and none is used now."),
        Status.NO_DATA_SHARED: msg("Banks have no loan figures by park."),
        Status.NO_DATA: msg("The disclosure system has no figures by park yet."),
    }
    return IndicatorScore(
        code=item["code"],
        dimension=item["dimension"],
        label=LocalText(item["zh"], item["en"]),
        kind=item["kind"],
        unit=item["unit"],
        decimals=int(item["decimals"]),
        better=item["better"],
        status=status,
        value=Decimal(item["value"]) if shown else None,
        bounds=bounds,
        score=None if item["score"] is None else Decimal(item["score"]),
        weight_inside=Decimal(item["weight_inside"]),
        weight_effective=Decimal(item["weight_effective"]),
        points=Decimal(item["points"]),
        note=item["note"],
        branch="",
        reason=reasons.get(status),
        quality="B",
        formula=item["formula"],
        substituted="",
        inputs={},
        fields=(),
        evidence=("E01",),
        marks={
            role: Mark(level, "评审员甲", "2026-05-01T08:00:00Z", "依据证明材料评定")
            for role, level in item["marks"].items()
        },
        mark=bounds.mark if bounds else "design",
        source=LocalText(item["source"]),
        lever=item["lever"],
    )


def _bounds(found: Mapping[str, Any]) -> Bounds:
    made = {kind: _bound(bound) for kind, bound in found.items()}
    mark = min((bound.mark for bound in made.values()), key=WORST.index)
    return Bounds(made["floor"], made.get("passing"), made["target"], mark)


def _bound(bound: Mapping[str, str]) -> Bound:
    return Bound(
        value=Decimal(bound["value"]),
        mark=bound["mark"],  # type: ignore[arg-type]
        source=LocalText(bound["source"]),
        valid_from=date(2016, 1, 1),
        valid_to=None,
        checked_on=bound["checked_on"],
        checked_by=bound["checked_by"],
    )


def _dimensions(
    data: Mapping[str, Any], indicators: Mapping[str, IndicatorScore]
) -> dict[str, DimensionScore]:
    return {
        code: DimensionScore(
            code=code,
            label=LocalText(zh, en),
            weight=Decimal(weight),
            weight_effective=Decimal(weight),
            score=Decimal(data["dimensions"][code]),
            points=sum((i.points for i in indicators.values() if i.dimension == code), Decimal(0)),
        )
        for code, (zh, en, weight) in data["dimension_names"].items()
    }


def _gate(gate: str, label: str, fields: tuple[str, ...], data: Mapping[str, Any]) -> GateResult:
    values: dict[str, Value | None] = {}
    for field in fields:
        text = data["inputs"].get(field)
        values[field] = Decimal(text) if text and text.isdigit() else text
    if gate == "G6":
        values = {"P2": Decimal("81.2817")}
    return GateResult(gate, LocalText(label), "pass", "", values, LocalText("MIIT 2016"))


def _code(code: Mapping[str, Any]) -> CarbonCode:
    means = (("39", "0.62"), ("27", "0.55"), ("35", "0.48"), ("26", "3.2"), ("38", "0.5"))
    return CarbonCode(
        status=code["status"],
        k=WORKED_K,
        k_grade=code["K_grade"],
        colour=code["colour"],
        l=Decimal(code["L"]),
        l_band=code["L_band"],
        n=Decimal(code["N"]),
        p2=Decimal("81.2817"),
        method=code["method"],
        value_added_covered=Decimal(code["value_added_covered"]),
        benchmarks=tuple(
            Benchmark(industry, Decimal(value), "tCO₂/万元", "2023", "合成示例值")
            for industry, value in means
        ),
        valid_until=date(2027, 12, 31),
    )


def _gap(code: str, gap: Mapping[str, Any]) -> Gap:
    to_target = _gap_to(gap["target"])
    assert to_target is not None
    return Gap(code, _gap_to(gap["pass"]), to_target)


def _gap_to(gap: Mapping[str, Any] | None) -> GapTo | None:
    if gap is None:
        return None
    change = gap["lever_change"]
    return GapTo(Decimal(gap["gap"]), gap["lever"], None if change is None else Decimal(change))
