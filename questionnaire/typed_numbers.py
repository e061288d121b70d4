"""Numbers as people type them, and the one spelling of numbers in revisions.

Full-width digits, thousands separators, surrounding spaces and a real minus sign are read. Any
other mark is refused with a proposed reading, never guessed silently.

Source: carbon-accounting.md 17 (CA-E01, CA-E02); submissions.md, Revision; rubric.md 15.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from questionnaire.messages import msg
from questionnaire.numbers import MAX_DIGITS, exact, to_text
from questionnaire.typed_units import converted
from questionnaire.value_problem import ValueProblem

MAX_LENGTH = 100
"""Most characters of a number, leading zeros and separators included."""

_WIDE = str.maketrans("０１２３４５６７８９．，－＋％ｅＥ−﹣　", "0123456789.,-+%eE-- ")
_CANONICAL = re.compile(r"(?!-0\Z)-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?")
_PLAIN = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")
_EXPONENT = re.compile(r"(?P<mantissa>[+-]?[0-9]+(\.[0-9]*)?)[eE](?P<power>[+-]?[0-9]{1,2})")
_ABOUT = re.compile(r"^(大约|约为|约|近|≈|~|～|about )\s*|\s*(左右|上下)$")
_SCALES: Mapping[str, int] = MappingProxyType({"百": 2, "千": 3, "万": 4, "百万": 6, "亿": 8})
_SCALED = re.compile(r"(?P<number>[^万亿千百]+?)\s*(?P<scale>百万|百|千|万|亿)")
_NOT_FINITE = re.compile(r"[+-]?(nan|inf|infinity|∞)", re.IGNORECASE)


def read_canonical_number(text: str) -> Decimal:
    """Read a number that is spelled as in a revision.

    Raises:
        ValueProblem: any other spelling, or more than 15 digits.

    >>> read_canonical_number("-1.5")
    Decimal('-1.5')
    """
    if len(text) > MAX_LENGTH or not _CANONICAL.fullmatch(text):
        raise ValueProblem(
            "canonical-number",
            msg(
                "{typed} is not a number in its one spelling; write it like 1200.5, without "
                "separators, exponent, leading or trailing zeros.",
                typed=_shown(text),
            ),
        )
    return limited_number(Decimal(text))


def read_typed_number(typed: str, unit: str = "") -> Decimal:
    """Read a number that a person typed.

    Args:
        typed: the text, not blank.
        unit: unit of the field or cell; typed behind the number it is recognised and a reading
            without it proposed.

    Raises:
        ValueProblem: no number, a mark that is not normalised, or over 15 digits.

    >>> read_typed_number("１，２００.50")
    Decimal('1200.5')
    """
    if len(typed) > MAX_LENGTH:
        raise _no_number(typed)
    text = typed.translate(_WIDE).strip()
    number = _plain_number(text)
    if number is not None:
        return limited_number(number)
    _refuse_special(text, typed)
    raise _marked(text, typed, unit)


def limited_number(number: Decimal) -> Decimal:
    """The number in its one form, if it is finite and has at most 15 digits.

    Leading zeros, also behind the point, do not count (submissions.md, Revision).

    Raises:
        ValueProblem: it is not finite or has more digits.

    >>> limited_number(Decimal("1.50E+3"))
    Decimal('1500')
    """
    if not number.is_finite():
        raise _not_finite(str(number))
    small = abs(number.adjusted()) <= MAX_LENGTH  # else the digits are not even written out
    text = to_text(number) if small else ""
    if not small or len(_digits(text)) > MAX_DIGITS:
        raise ValueProblem(
            "too-many-digits",
            msg(
                "{typed} has more than {most} digits; shorten it, or check the unit.",
                typed=_shown(str(number)),
                most=MAX_DIGITS,
            ),
        )
    return Decimal(text)


def _plain_number(text: str) -> Decimal | None:
    """The number, or None when the text has any mark that is not normalised."""
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    return Decimal(text) if _PLAIN.fullmatch(text) else None


def _refuse_special(text: str, typed: str) -> None:
    if _NOT_FINITE.fullmatch(text):
        raise _not_finite(typed)
    if "," in text and _PLAIN.fullmatch(text.replace(",", "")):
        raise ValueProblem(
            "CA-E02",
            msg(
                "The commas of {typed} do not separate thousands; use a decimal point only.",
                typed=typed,
            ),
        )


def _marked(text: str, typed: str, unit: str) -> ValueProblem:
    proposal = _proposed(text, unit)
    if proposal is None or len(_digits(proposal)) > MAX_DIGITS:
        return _no_number(typed)
    return ValueProblem(
        "CA-E02",
        msg(
            "{typed} is not a plain number; was {proposal} meant? Enter the number alone, "
            "in the unit of the field.",
            typed=_shown(typed),
            proposal=proposal,
        ),
        proposal,
    )


def _proposed(text: str, unit: str) -> str | None:
    """What was probably meant, in canonical form."""
    rest = _ABOUT.sub("", text).strip()
    if unit and rest.endswith(unit):
        rest = rest.removesuffix(unit).strip()
    exponent = _EXPONENT.fullmatch(rest)
    if exponent:
        return _scaled(exponent["mantissa"], int(exponent["power"]))
    if rest.endswith("%"):
        return _scaled(rest[:-1].strip(), 0 if unit.startswith("%") else -2)
    if rest.endswith("‰"):
        return _scaled(rest[:-1].strip(), -1 if unit.startswith("%") else -3)
    in_unit = converted(rest, unit)
    if in_unit is not None:
        return to_text(in_unit)
    scaled = _SCALED.fullmatch(rest)
    if scaled:
        # In a field that is itself in 万kWh, "1.2万" most likely repeats the unit.
        repeats_unit = unit.startswith(scaled["scale"])
        return _scaled(scaled["number"], 0 if repeats_unit else _SCALES[scaled["scale"]])
    return _scaled(rest, 0)


def _scaled(text: str, power: int) -> str | None:
    number = _plain_number(text)
    if number is None:
        return None
    with exact():
        return to_text(number.scaleb(power))


def _not_finite(typed: str) -> ValueProblem:
    message = msg(
        "{typed} is not a finite number; enter the number or leave it blank.", typed=typed
    )
    return ValueProblem("CA-E01", message)


def _no_number(typed: str) -> ValueProblem:
    message = msg("{typed} is not a number; enter digits only, like 1200.5.", typed=_shown(typed))
    return ValueProblem("CA-E01", message)


def _digits(text: str) -> str:
    """The digits of a canonical number that count towards the limit."""
    return text.lstrip("-").replace(".", "").lstrip("0")


def _shown(typed: str) -> str:
    return typed if len(typed) <= MAX_LENGTH else f"{typed[:20]}…"
