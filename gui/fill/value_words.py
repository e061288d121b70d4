"""Wordings of a column, made once for many cells, and the labels that choices are found by.

Source: visual.md, Principles 2; services.number_words words single values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from gui.texts import Texts
from questionnaire.answers import Value
from questionnaire.catalogue import FieldType, Question, References
from services.number_words import choice_labels, value_text

Choices = tuple[tuple[str, str], ...]
"""Codes with the labels that stand for them, in order."""
Wording = Callable[[Value], str]
"""Words a value as its cell shows it."""


def choices_of(question: Question, references: References, texts: Texts) -> Choices:
    """What a choice offers: code and label; codes of digits stand before their label.

    Labels that two codes share get their code behind them, so that each means one.
    """
    offered = choice_labels(question, references, offered=True)
    return _labelled(tuple((code, texts.tr(label)) for code, label in offered.items()))


def wording_of(question: Question, references: References, texts: Texts) -> Wording:
    """The function that words values of a field or column."""
    if question.type is FieldType.TEXT:
        return str
    if question.type is not FieldType.CHOICE:
        language = texts.language
        return lambda value: value_text(question, value, references, language)
    known = choice_labels(question, references)
    labels = dict(_labelled(tuple((code, texts.tr(label)) for code, label in known.items())))
    return lambda value: labels.get(str(value), str(value))


def _labelled(named: Choices) -> Choices:
    full = [
        (code, f"{code} {name}" if code.isdigit() and name != code else name)
        for code, name in named
    ]
    times = Counter(label for _, label in full)
    return tuple(
        (code, label if times[label] == 1 else f"{label} ({code})") for code, label in full
    )
