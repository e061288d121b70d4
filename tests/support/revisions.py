"""A small catalogue and revisions made for it, for tests of merging."""

from decimal import Decimal
from typing import Any

from questionnaire.canonical_json import encode
from questionnaire.catalogue import (
    Catalogue,
    Choice,
    Column,
    Field,
    FieldType,
    Table,
    Yearly,
)
from questionnaire.messages import LocalText

HASH = "ab" * 32
CATALOGUE_HASH = "ca" * 32
CATALOGUE_REF = ("2026.1", CATALOGUE_HASH)
RUBRIC_REF = ("js-2026.1", HASH)
FACTORS_REF = ("DEFAULT", HASH)
TIME = "2026-03-01T08:00:00Z"

FIELDS = {
    "park_code": FieldType.TEXT,
    "assessment_year": FieldType.INTEGER,
    "gdp": FieldType.DECIMAL,
    "staff": FieldType.INTEGER,
    "remark": FieldType.TEXT,
    "no_process": FieldType.BOOL,
    "approved_on": FieldType.DATE,
    "T1_level": FieldType.LEVEL,
    "S5_level": FieldType.LEVEL,
    "class_override": FieldType.CHOICE,
    "class_override_reason": FieldType.TEXT,
}
CHOICES = {"class_override": ("IC", "IE", "CC", "CE")}
COLUMNS = {
    "enterprises": {
        "year": FieldType.INTEGER,
        "enterprise_name": FieldType.TEXT,
        "industry": FieldType.CHOICE,
        "output": FieldType.DECIMAL,
        "entry_date": FieldType.DATE,
    },
    "peak_plan": {"year": FieldType.INTEGER, "co2_plan": FieldType.DECIMAL},
    "evidence": {"evidence_id": FieldType.TEXT, "accepted": FieldType.BOOL},
}
YEARLY: dict[str, Yearly] = {"enterprises": "yes", "peak_plan": "no", "evidence": "no"}


def small_catalogue() -> Catalogue:
    """Eleven fields of every type and three tables, one of them asked anew each year."""
    fields = {code: _field(code, kind) for code, kind in FIELDS.items()}
    fields |= {
        code: Field(code, LocalText(code), FieldType.TABLE, yearly=yearly)
        for code, yearly in YEARLY.items()
    }
    tables = {
        code: Table(
            code,
            {name: Column(name, LocalText(name), kind, table=code) for name, kind in kinds.items()},
            (),
            has_year="year" in kinds,
        )
        for code, kinds in COLUMNS.items()
    }
    return Catalogue(
        id=CATALOGUE_REF[0],
        hash=CATALOGUE_HASH,
        pages=(),
        fields=fields,
        tables=tables,
        cross_checks=(),
        derived={},
        industries={},
    )


def _field(code: str, kind: FieldType) -> Field:
    choices = tuple(Choice(choice, LocalText(choice)) for choice in CHOICES.get(code, ()))
    maximum = Decimal(500) if code == "staff" else None
    return Field(code, LocalText(code), kind, choices=choices, maximum=maximum)


def submission(**changes: Any) -> dict[str, Any]:
    """Document of a submission that every reader accepts, with some keys changed; None removes."""
    document = {
        "format": "1",
        "kind": "submission",
        "park": "G32001",
        "year": "2025",
        "parents": [],
        "author": "张三",
        "created_at": TIME,
        "catalogue": {"id": CATALOGUE_REF[0], "hash": CATALOGUE_HASH},
        "rubric": {"id": RUBRIC_REF[0], "hash": HASH},
        "factors": {"set": FACTORS_REF[0], "hash": HASH},
        "answers": {
            "assessment_year": {"state": "value", "value": "2025"},
            "gdp": {"state": "value", "value": "680.5", "quality": "B"},
            "park_code": {"state": "value", "value": "G32001"},
        },
        "tables": {"enterprises": {"r1": {"year": "2025", "output": "12"}}},
        "marks": {"T1": {"self": {"level": "3"}}},
    }
    return _changed(document, changes)


def assessment(**changes: Any) -> dict[str, Any]:
    """Document of an assessment, with some keys changed; None removes."""
    document = {
        "format": "1",
        "kind": "assessment",
        "park": "G32001",
        "year": "2025",
        "parents": [],
        "author": "李四",
        "created_at": TIME,
        "judges": HASH,
        "rubric": {"id": RUBRIC_REF[0], "hash": HASH},
        "marks": {"T1": {"assessor_a": {"level": "2", "name": "李四", "time": TIME}}},
        "gates": {"staff": "4"},
        "class_override": {"class": "CE", "reason": "园区以电气热为主，统计口径不同"},
        "reason": "年度评价",
    }
    return _changed(document, changes)


def withdrawal(**changes: Any) -> dict[str, Any]:
    """Document of a withdrawal, with some keys changed; None removes."""
    document = {
        "format": "1",
        "kind": "withdrawal",
        "park": "G32001",
        "year": "2025",
        "parents": [],
        "author": "李四",
        "created_at": TIME,
        "withdraws": HASH,
        "reason": "误报",
    }
    return _changed(document, changes)


def payload_of(document: dict[str, Any]) -> bytes:
    """The canonical bytes of a document."""
    return encode(document)


def _changed(document: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    merged = document | changes
    return {key: item for key, item in merged.items() if item is not None}
