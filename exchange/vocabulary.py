"""The words of a workbook of answers, in both languages, and what they stand for when read.

Source: interface.md, Excel; rubric.md 4.3 (roles), 9 (quality), 14 (states).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from questionnaire.answers import Role, State
from questionnaire.catalogue import FieldType, Question, References
from questionnaire.messages import Language, LocalText

LANGUAGES: tuple[Language, ...] = ("zh", "en")

YES = LocalText("是", "Yes")
NO = LocalText("否", "No")

STATES: Mapping[State, LocalText] = MappingProxyType(
    {
        State.NA: LocalText("不适用", "Not applicable"),
        State.NO_DATA: LocalText("暂无数据", "No data yet"),
    }
)

ROLES: Mapping[Role, LocalText] = MappingProxyType(
    {
        "self": LocalText("自评", "Self"),
        "assessor_a": LocalText("评价员甲", "Assessor A"),
        "assessor_b": LocalText("评价员乙", "Assessor B"),
        "reconciled": LocalText("会商", "Reconciled"),
    }
)

COLUMN_WORDS: Mapping[str, LocalText] = MappingProxyType(
    {
        "code": LocalText("代码", "Code"),
        "label": LocalText("项目", "Item"),
        "unit": LocalText("单位", "Unit"),
        "value": LocalText("填报值", "Value"),
        "state": LocalText("状态", "State"),
        "reason": LocalText("说明或理由", "Note or reason"),
        "quality": LocalText("数据质量", "Quality"),
        "last": LocalText("上年值", "Last year"),
        "row_id": LocalText("行标识", "Row id"),
        "role": LocalText("评分人", "Marked by"),
        "level": LocalText("等级", "Level"),
        "name": LocalText("姓名", "Name"),
        "time": LocalText("时间（UTC）", "Time (UTC)"),
        "problem": LocalText("核实性问题", "Problem to confirm"),
        "id": LocalText("问题编号", "Problem id"),
    }
)
"""Headings of the columns that are not those of a table of the form."""

MARKS_TITLE = LocalText("评分", "Marks")
CONFIRMATIONS_TITLE = LocalText("核实说明", "Confirmations")
README_TITLE = LocalText("填写说明", "Read me")

_CODED_LISTS = frozenset({"industries"})
"""Lists whose codes are known to those who choose from them."""

_BRACKETED = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]")
_UNIT = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】][*＊]*$")


def choice_labels(question: Question, references: References) -> Mapping[str, LocalText]:
    """Labels of the codes that a field or column can hold, also of those no longer offered."""
    if question.choice_source:
        items = references.get(question.choice_source, {})
        return {code: item.label for code, item in items.items()}
    return {choice.code: choice.label for choice in question.choices}


def choice_words(
    question: Question, references: References, language: Language
) -> Mapping[str, str]:
    """Code -> what a cell shows for it; a label that occurs twice is followed by its code.

    A yes-or-no field has the codes `true` and `false`, a level its digits.
    """
    if question.type is FieldType.BOOL:
        return {"true": YES.in_language(language), "false": NO.in_language(language)}
    labels = choice_labels(question, references)
    words = {code: label.in_language(language) for code, label in labels.items()}
    if question.choice_source in _CODED_LISTS:
        return {code: f"{code} {text}" for code, text in words.items()}
    shown = list(words.values())
    return {
        code: f"{text} {code}" if shown.count(text) > 1 else text for code, text in words.items()
    }


def offered_words(
    question: Question, references: References, language: Language
) -> tuple[str, ...]:
    """What a drop-down list offers; empty when the question is no choice."""
    if question.type is FieldType.LEVEL:
        return ("0", "1", "2", "3", "4")
    if question.type not in (FieldType.CHOICE, FieldType.BOOL):
        return ()
    items = references.get(question.choice_source, {})
    words = choice_words(question, references, language)
    return tuple(
        text for code, text in words.items() if code not in items or items[code].selectable
    )


def codes_of_words(question: Question, references: References) -> Mapping[str, str]:
    """Folded word -> code, for the words of both languages and the codes themselves."""
    found: dict[str, str] = {}
    for code, label in choice_labels(question, references).items():
        found |= {fold(label.en): code, fold(label.zh): code}
    for language in LANGUAGES:
        for code, text in choice_words(question, references, language).items():
            found[fold(text)] = code
    found.update({fold(code): code for code in choice_words(question, references, "zh")})
    return found


def read_word(words: Mapping[str, LocalText], typed: str) -> str | None:
    """The key of a word in either language, or of the key itself; None when it is unknown.

    >>> read_word({"na": LocalText("不适用", "Not applicable")}, "not applicable")
    'na'
    """
    wanted = fold(typed)
    for key, text in words.items():
        if wanted in (fold(key), fold(text.zh), fold(text.en)):
            return str(key)
    return None


def fold(text: str) -> str:
    """A word as it is compared: one width, one case, no spaces, no mark of required columns.

    >>> fold(" 企业名称 ＊"), fold("Gross output")
    ('企业名称', 'grossoutput')
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(plain.replace("*", "").split())


def without_brackets(text: str) -> str:
    """A folded heading without what stands in brackets.

    >>> without_brackets(fold("综合能源消费量（tce）"))
    '综合能源消费量'
    """
    return _BRACKETED.sub("", text)


def unit_in_heading(text: str) -> str:
    """What a heading has in brackets at its end; empty when there is nothing.

    >>> unit_in_heading("工业总产值（万元）")
    '万元'
    """
    found = _UNIT.search(unicodedata.normalize("NFKC", text).strip())
    return found[1].strip() if found else ""
