"""The fixed words of a card, and how foreign values are worded in the reader's language.

Names and limits of grades and of the bands of the code are those of the edition.

Source: rubric.md 6 (grades), 7 (code), 4.4 (statuses), 13 (marks), 16 (words of state).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from questionnaire.answers import Value
from questionnaire.catalogue import Catalogue, FieldType, Question
from questionnaire.messages import Language, Message, Text, Translate, msg, render_text
from reports.printed_numbers import plain_text
from reports.visible_text import typeset, visible
from scoring.edition import Edition
from scoring.scorecard import (
    CodeStatus,
    Colour,
    GateOutcome,
    Grade,
    ParkClass,
    Provisional,
    RatingStatus,
    SourceMark,
    Status,
)

CODE_STATUS_WORDS: Mapping[CodeStatus, Message] = MappingProxyType(
    {"final": msg("final"), "provisional": msg("provisional"), "none": msg("not coded")}
)
RATING_WORDS: Mapping[RatingStatus, Message] = MappingProxyType(
    {
        "rated": msg("final"),
        "no rating": msg("No rating this year"),
        "withdrawn": msg("Rating withdrawn"),
        "unclassified": msg("Not classified"),
    }
)
CLASS_WORDS: Mapping[ParkClass, Message] = MappingProxyType(
    {
        "IC": msg("Industry park, coal (IC)"),
        "IE": msg("Industry park, electricity, gas and heat (IE)"),
        "CC": msg("Comprehensive park, coal (CC)"),
        "CE": msg("Comprehensive park, electricity, gas and heat (CE)"),
    }
)
GATE_WORDS: Mapping[GateOutcome, Message] = MappingProxyType(
    {
        "pass": msg("met"),
        "fail": msg("not met"),
        "not applicable": msg("not applicable"),
        "unverified": msg("unverified"),
    }
)
EFFECT_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        "no rating this year": msg("no rating this year"),
        "cap C": msg("grade at most C"),
        "cap B": msg("grade at most B"),
        "T9 = 0; cap C": msg("T9 set to level 0; grade at most C"),
        "code provisional": msg("code provisional"),
        "code none": msg("no code"),
        "rating withdrawn": msg("rating withdrawn"),
    }
)
PROVISIONAL_WORDS: Mapping[Provisional, Message] = MappingProxyType(
    {
        "data coverage below 80 %": msg("data coverage below 80 %"),
        "reconciliation required": msg("two assessors differ by two levels or more"),
        "self-assessment only": msg("an item rests on the park's own mark only"),
    }
)
STATUS_WORDS: Mapping[Status, Message] = MappingProxyType(
    {
        Status.NA_AUTO: msg("not applicable"),
        Status.NA: msg("declared not applicable"),
        Status.NO_DATA: msg("no data"),
        Status.NO_DATA_SHARED: msg("no data, weight shared"),
        Status.MISSING: msg("not filled in"),
    }
)
NOTE_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        "reconciled": msg("reconciled"),
        "agreed": msg("marks agree"),
        "lower of two": msg("lower mark"),
        "reconciliation required": msg("to be reconciled"),
        "one assessor": msg("one assessor"),
        "self-assessment only": msg("own mark only"),
        "set to 0 by gate G5": msg("set to 0 by gate G5"),
        "value 0": msg("value set to 0"),
        "value 0 (peak already passed)": msg("value 0: peak already passed"),
        "coal introduced": msg("coal introduced: score 0"),
    }
)
MARK_SIGNS: Mapping[SourceMark, str] = MappingProxyType(
    {"published": "", "derived": "△", "to check": "◇", "design": "○"}
)
ROLE_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        "self": msg("own mark"),
        "assessor_a": msg("first assessor"),
        "assessor_b": msg("second assessor"),
        "reconciled": msg("reconciled mark"),
    }
)


@dataclass(frozen=True, slots=True)
class Words:
    """Words everything for one reader.

    Attributes:
        language: of the card.
        translate: maps English message ids to that language.
        catalogue: labels and units of fields.
        edition: names and limits of grades and bands.
    """

    language: Language
    translate: Translate
    catalogue: Catalogue
    edition: Edition

    def say(self, text: Text) -> str:
        """Word a text; characters that act instead of being seen become code points.

        Texts of the product are typeset; what people wrote stays as it is.
        """
        worded = visible(render_text(text, self.language, self.translate))
        return worded if isinstance(text, str) else typeset(worded, self.language)

    def grade(self, letter: Grade) -> str:
        """Name of a grade in the edition."""
        return self.say(next(band.label for band in self.edition.grades if band.letter == letter))

    def colour(self, colour: Colour) -> str:
        """Name of a colour of the code in the edition; 未评 for none."""
        named = (band.colour_name for band in self.edition.efficiency if band.colour == colour)
        return self.say(next(named, msg("not coded")))

    def efficiency(self, k_grade: int) -> str:
        """High to low efficiency, by the edition."""
        word = next(band.word for band in self.edition.efficiency if band.grade == k_grade)
        return self.say(msg("{word} efficiency", word=word))

    def level(self, name: str) -> str:
        """Name of a band of the carbon level L in the edition."""
        return self.say(next(band.label for band in self.edition.levels if band.band == name))

    def listed(self, texts: Iterable[str]) -> str:
        """Join names of a list in one sentence."""
        return ("、" if self.language == "zh" else ", ").join(texts)

    def together(self, sentences: Iterable[str]) -> str:
        """Whole sentences one after the other."""
        return ("" if self.language == "zh" else " ").join(sentences)

    def joined(self, sentences: Iterable[str]) -> str:
        """Join parts of a sentence, leaving out empty ones."""
        return ("；" if self.language == "zh" else "; ").join(filter(None, sentences))

    def bracketed(self, text: str, inner: str) -> str:
        """A text with another in brackets behind it."""
        return f"{text}（{inner}）" if self.language == "zh" else f"{text} ({inner})"

    def headed(self, head: str, text: str) -> str:
        """A text behind a head and a colon."""
        return f"{head}：{text}" if self.language == "zh" else f"{head}: {text}"

    def industry(self, code: str) -> str:
        """Code and name of an industry; the code alone where the catalogue has no such."""
        found = self.catalogue.industries.get(code)
        return f"{visible(code)} {self.say(found.label)}" if found else visible(code)

    def field(self, code: str) -> str:
        """Label of a field, a derived value or a table; the code where it has none."""
        found = self.catalogue.fields.get(code) or self.catalogue.derived.get(code)
        return self.say(found.label) if found else visible(code)

    def unit(self, code: str) -> str:
        """Printed unit of a field or derived value; empty for none."""
        found = self.catalogue.fields.get(code) or self.catalogue.derived.get(code)
        return self.measure(found.unit) if found else ""

    def amount(self, number: str, unit: str) -> str:
        """A printed number with its worded unit; a power of ten is written as a factor."""
        factor = "× " if unit.startswith("10") else ""
        return f"{number} {factor}{unit}".rstrip()

    def measure(self, unit: str) -> str:
        """A unit in the reader's language; the units of the data are written in Chinese."""
        return typeset(visible(self.catalogue.unit_text(unit, self.language)), self.language)

    def is_whole(self, code: str) -> bool:
        """Whether a field holds whole numbers only."""
        question = self.catalogue.fields.get(code)
        return question is not None and question.type in {FieldType.INTEGER, FieldType.LEVEL}

    def value(self, code: str, value: Value | None) -> str:
        """A field value with its unit, its choice by its label; empty is 未填."""
        if value is None:
            return self.say(STATUS_WORDS[Status.MISSING])
        if isinstance(value, bool):
            return self.say(msg("yes") if value else msg("no"))
        if isinstance(value, Decimal):
            return self.amount(plain_text(value), self.unit(code))
        if isinstance(value, date):
            return value.isoformat()
        return self._choice(self.catalogue.fields.get(code), value)

    def _choice(self, question: Question | None, code: str) -> str:
        """Label of a choice code; any other text as it is."""
        choices = question.choices if question else ()
        return next((self.say(item.label) for item in choices if item.code == code), visible(code))
