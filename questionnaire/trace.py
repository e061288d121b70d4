"""How a number came about: formula, inputs, and the check that they give the number.

Every number of a card is a `Step`. Steps refer to each other by name, so that a number can be
followed down to form fields, cells, factors, bounds and weights, and recomputed from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from questionnaire.answers import Value
from questionnaire.messages import LocalText, Text, msg

InputKind: TypeAlias = Literal["field", "cell", "factor", "bound", "weight", "mark", "step"]


MARK_WORDS: Mapping[str, LocalText] = MappingProxyType(
    {
        "published": LocalText("公布值", "published"),
        "derived": LocalText("推算值", "derived"),
        "to check": LocalText("待核对", "to check against the text"),
        "design": LocalText("建议值", "design value"),
    }
)
"""What the mark of a factor, bound or weight says."""


def marked(source: Text, mark: str) -> Text:
    """A source with its mark behind it, once where the mark is all that the source says.

    >>> from questionnaire.messages import render_text, keep_english
    >>> render_text(marked(LocalText("表", "table 7"), "derived"), "en", keep_english)
    'table 7 [derived]'
    >>> marked(LocalText("建议值", "design value"), "design").en
    'design value'
    """
    words = MARK_WORDS.get(mark)
    if words is None or source == words:
        return source
    return msg("{source} [{mark}]", source=source, mark=words)


@dataclass(frozen=True, slots=True)
class Input:
    """One operand of a step.

    Attributes:
        name: identifier (letters, digits, `_`, `.`) by which the formula calls it.
        value: the value used; None is unknown.
        unit: its unit; empty for none.
        kind: what it is; `step` means the value of another step.
        reference: field code, `table[row_id].column`, factor (`DEFAULT/raw_coal`), weight path,
            or the name of the other step.
        source: document and place of a factor, bound or weight; empty for a form value.
        mark: published, derived, to check or design; empty for a form value.
    """

    name: str
    value: Value | None
    unit: str
    kind: InputKind
    reference: str
    source: Text = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One number with its derivation.

    Attributes:
        name: unique name, e.g. `inventory.total_tce`, `T5.value`, `T5.score`, `total`.
        label: what the number is.
        value: the number that is printed and stored; None is unknown.
        unit: its unit.
        formula: expression of the formula language over the names of `inputs`.
        inputs: all operands.
        source: document and clause of the rule.
    """

    name: str
    label: LocalText
    value: Value | None
    unit: str
    formula: str
    inputs: tuple[Input, ...]
    source: Text = ""
