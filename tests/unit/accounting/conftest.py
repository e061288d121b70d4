"""The shipped catalogue and factor tables, and answer sets made from plain rows."""

import datetime
import itertools
import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from accounting.factor_library import FactorLibrary
from accounting.factors import load_factors
from questionnaire.answers import Answer, AnswerSet, Row, State, Value
from questionnaire.catalogue import Catalogue, FieldType, Question, Reference
from questionnaire.catalogue_loader import load_catalogue
from questionnaire.fill_shape import read_fill
from questionnaire.messages import LocalText
from support.project import ROOT

MakeAnswers = Callable[[int, Mapping[str, Any], Mapping[str, Any]], AnswerSet]
DEFAULT_CELLS = {"energy_carriers": {"sector": "industry_above", "quality": "B"}}


def folder(name: str) -> dict[str, str]:
    root: Path = ROOT / "resources" / name
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in root.rglob("*.toml")
    }


@pytest.fixture(scope="session")
def factor_files() -> dict[str, str]:
    return folder("factors")


@pytest.fixture(scope="session")
def library(factor_files: dict[str, str]) -> FactorLibrary:
    return load_factors(factor_files)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(folder("catalogue"))


def typed(question: Question, text: Any) -> Value:
    if isinstance(text, bool):
        return text
    if question.type.is_number:
        return Decimal(text)
    if question.type is FieldType.DATE:
        return datetime.date.fromisoformat(text)
    return str(text)


@pytest.fixture(scope="session")
def make_answers(catalogue: Catalogue) -> MakeAnswers:
    """Answers of a year from texts; rows get ids r1, r2 ... and the year."""

    def make(year: int, fields: Mapping[str, Any], tables: Mapping[str, Any]) -> AnswerSet:
        answers = {
            code: Answer(State.VALUE, typed(catalogue.fields[code], value))
            for code, value in fields.items()
            if code not in {"states", "confirmed"}
        }
        for code, state in fields.get("states", {}).items():
            answers[code] = Answer(State(state), reason="not part of this park")
        made: dict[str, dict[str, Row]] = {}
        for table, rows in tables.items():
            columns = catalogue.tables[table].columns
            made[table] = {}
            for count, texts in enumerate(rows, start=1):
                full = dict(DEFAULT_CELLS.get(table, {})) | dict(texts)
                row = {name: typed(columns[name], text) for name, text in full.items()}
                if "year" in columns:
                    row.setdefault("year", Decimal(year))
                made[table][f"r{count}"] = row
        return AnswerSet(year, answers, made, confirmed=fields.get("confirmed", {}))

    return make


@pytest.fixture(scope="session")
def worked_example(catalogue: Catalogue, library: FactorLibrary) -> AnswerSet:
    """Answers of the worked example (rubric.md 16)."""
    inputs = worked_example_document()["inputs"]
    numbers = itertools.count(1)
    chosen = {
        name: {code: Reference(code, LocalText(code))}
        for name, code in (
            ("editions", inputs["fields"]["rubric_edition"]),
            ("weight_sets", inputs["fields"].get("weight_set", "design-2026")),
        )
    }
    industries = {
        industry.code: Reference(industry.code, industry.label)
        for industry in catalogue.industries.values()
    }
    references = {**library.references(), **chosen, "industries": industries}
    return read_fill(catalogue, inputs, AnswerSet(2025), references, lambda: f"r{next(numbers)}")


@pytest.fixture(scope="session")
def derived_values() -> dict[str, str]:
    """Expected inventory values of the worked example, to 4 decimals."""
    values: dict[str, str] = worked_example_document()["expected"]["derived"]
    return values


def worked_example_document() -> dict[str, Any]:
    path = ROOT / "tests" / "data" / "worked_example.json"
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document
