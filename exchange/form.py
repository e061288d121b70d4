"""What a workbook of answers is written from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from questionnaire.answers import AnswerSet
from questionnaire.catalogue import Catalogue, References
from questionnaire.messages import Language, LocalText, Translate, keep_english, render_text
from questionnaire.problems import Problem


@dataclass(frozen=True)
class Form:
    """The answers of one park and year, with what stands beside them.

    Attributes:
        catalogue: what is asked.
        references: lists that choices come from.
        answers: answers of the year; those of a blank form are empty.
        previous: answers of the year before; None when there are none.
        problems: soft ones are listed for confirming.
        language: language of the workbook.
        translate: words message ids in that language.
        with_assessment: whether the marks of assessors are written.
        dated: whether the answers are of a year; a blank form is of none.
    """

    catalogue: Catalogue
    references: References
    answers: AnswerSet
    previous: AnswerSet | None = None
    problems: Sequence[Problem] = ()
    language: Language = "zh"
    translate: Translate = keep_english
    with_assessment: bool = False
    dated: bool = True

    def word(self, text: object) -> str:
        """A text in the language of the workbook."""
        return render_text(text, self.language, self.translate)

    def unit(self, unit: str) -> str:
        """A unit as it is printed in the language of the workbook."""
        return self.catalogue.unit_text(unit, self.language)

    def clause(self, number: str) -> str:
        """A clause of the rubric, as a reader finds it."""
        return self.pair(f"评价规则 {number}", f"Rubric {number}")

    def pair(self, chinese: str, english: str) -> str:
        """One of two texts, by language."""
        return LocalText(chinese, english).in_language(self.language)
