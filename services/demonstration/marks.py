"""What the assessors of the demonstration decide: the document of `assess` for a park and year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from services.demonstration.material import Material
from services.demonstration.profiles import LAST_YEAR, ParkProfile

Document = dict[str, object]

_ROLES = ("self", "assessor_a", "assessor_b", "reconciled")
_NAMES = {
    "assessor_a": "示例评价人甲（虚构）",
    "assessor_b": "示例评价人乙（虚构）",
    "reconciled": "示例评价人甲、乙（虚构）",
}
_HOURS = {"assessor_a": "24T02:10:00", "assessor_b": "24T06:40:00", "reconciled": "26T01:30:00"}
_DIFFERS = "示例理由：现场核查所见材料与园区自评描述不一致"
_RECONCILED = "示例理由：两名评价人员复核证明材料后商定"
_REASON = "演示评价：示例评价人员对虚构园区的打分"


def assessment_document(profile: ParkProfile) -> Document:
    """Marks of both assessors of the newest year, with names, times and reasons."""
    return _document(profile.levels, LAST_YEAR)


def worked_example_assessment(material: Material) -> Document:
    """Marks of both assessors for the worked example (rubric.md 16)."""
    example = material.worked_example
    marks = {
        code: [int(by_role[role]) for role in _ROLES if role in by_role]
        for code, by_role in example["marks"].items()
    }
    return _document(marks, int(example["year"]))


def _document(marks: Mapping[str, Sequence[int]], year: int) -> Document:
    return {
        "marks": {
            code: {
                role: _mark(role, level, year, own=levels[0])
                for role, level in zip(_ROLES[1:], levels[1:], strict=False)
            }
            for code, levels in marks.items()
        },
        "reason": _REASON,
    }


def _mark(role: str, level: int, year: int, *, own: int) -> dict[str, str]:
    mark = {
        "level": str(level),
        "name": _NAMES[role],
        "time": f"{year + 1}-03-{_HOURS[role]}Z",
    }
    if role == "reconciled":
        return {**mark, "reason": _RECONCILED}
    return mark if level == own else {**mark, "reason": _DIFFERS}
