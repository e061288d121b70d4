"""The shipped edition and the synthetic park of the design, evaluated.

Computed values are those that the example expects, so that these tests rest on scoring alone.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

from questionnaire.answers import AnswerSet
from questionnaire.fill_shape import read_fill
from scoring.basis import Basis
from scoring.edition import Edition
from scoring.edition_loader import load_edition
from scoring.score import score
from scoring.scorecard import Benchmark, Scorecard
from support.catalogue_files import shipped_catalogue
from support.checked_park import REFERENCES, derived, park
from support.project import ROOT

CONFIRMED_NA = "园区无氢能需求，也无大型排放源"


def edition_files() -> dict[str, str]:
    """Relative path -> text of the edition that the product ships."""
    folder = ROOT / "resources" / "rubrics" / "js-2026.1"
    return {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8")
        for file in sorted(folder.rglob("*.toml"))
    }


@cache
def shipped_edition() -> Edition:
    """The edition that the product ships."""
    return load_edition(edition_files(), shipped_catalogue())


@cache
def example() -> Mapping[str, Any]:
    """The worked example: inputs, parameters, expected, variants."""
    text = (ROOT / "tests" / "data" / "worked_example.json").read_text(encoding="utf-8")
    document: Mapping[str, Any] = json.loads(text)
    return document


def means(**values: str) -> dict[str, Benchmark]:
    """Synthetic industry means, those of the example if none are given (`i39="0.62"`)."""
    given = {code[1:]: value for code, value in values.items()}
    return {
        code: Benchmark(code, Decimal(value), "tCO₂/万元", "2024", "synthetic")
        for code, value in (given or example()["parameters"]["industry_means"]).items()
    }


def basis(**computed: str | None) -> Basis:
    """The computed values of the example, some replaced (`inventory__net_co2="1"`)."""
    values = derived()
    for code, value in computed.items():
        values[code.replace("__", ".", 1)] = None if value is None else Decimal(value)
    return Basis(values, Decimal("0.5827"), 2023, "DEFAULT", "0" * 64)


def changed(changes: Mapping[str, Mapping[str, object]]) -> AnswerSet:
    """The answers of the example after a fill document; given marks replace all of the item."""
    rows = iter(range(1000))
    marks = {
        code: given for code, given in park().marks.items() if code not in changes.get("marks", {})
    }
    base = replace(park(), marks=marks)
    return read_fill(shipped_catalogue(), changes, base, REFERENCES, lambda: f"new{next(rows)}")


def card(
    answers: AnswerSet | None = None,
    *earlier: AnswerSet,
    on: Basis | None = None,
    using: Edition | None = None,
    **options: Any,
) -> Scorecard:
    """The card of some answers, those of the example if none are given."""
    given = answers or park()
    history = {one.year: one for one in (*earlier, given)}
    options.setdefault("industry_means", means())
    return score(
        using or shipped_edition(),
        shipped_catalogue(),
        history,
        given.year,
        on or basis(),
        **options,
    )


def in_year(answers: AnswerSet, year: int) -> AnswerSet:
    """The same answers as those of another year."""
    return replace(answers, year=year)
