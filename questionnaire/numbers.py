"""Exact decimal arithmetic and the one rounding rule (rubric.md 15)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import (
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
    getcontext,
    localcontext,
)

PRECISION = 50
"""Significant digits of every computation."""

MAX_DIGITS = 15
"""Most digits that an entered number may have, leading zeros not counted."""

_SETTLED = Decimal("1E-12")


def exact_context() -> Context:
    """A new decimal context of precision 50 that raises on invalid operations."""
    return Context(
        prec=PRECISION,
        rounding=ROUND_HALF_EVEN,
        traps=[InvalidOperation, DivisionByZero, Overflow],
    )


@contextmanager
def exact() -> Iterator[None]:
    """Compute in precision 50 within the block, whatever the caller's context is.

    >>> with exact():
    ...     Decimal(1) / 3
    Decimal('0.33333333333333333333333333333333333333333333333333')
    """
    with localcontext(exact_context()):
        yield


def round_to(number: Decimal, places: int) -> Decimal:
    """Round to `places` decimals by GB/T 8170 (half to even); never gives a negative zero.

    >>> round_to(Decimal("84.85"), 1), round_to(Decimal("84.95"), 1)
    (Decimal('84.8'), Decimal('85.0'))
    """
    context = getcontext()
    if context.prec < PRECISION:
        context = exact_context()
    rounded = number.quantize(Decimal((0, (1,), -places)), ROUND_HALF_EVEN, context)
    return rounded if rounded else rounded.copy_abs()


def settle(number: Decimal) -> Decimal:
    """Round to 12 places to remove the residue of divisions before a comparison.

    >>> settle(Decimal("0.59999999999999999"))
    Decimal('0.600000000000')
    """
    context = getcontext()
    if context.prec < PRECISION:
        context = exact_context()
    return number.quantize(_SETTLED, ROUND_HALF_EVEN, context)


def to_text(number: Decimal) -> str:
    """Write a number in the canonical form of revisions: no exponent, no trailing zeros, no `-0`.

    >>> to_text(Decimal("1.2500E+3")), to_text(Decimal("-0.0")), to_text(Decimal("0.50"))
    ('1250', '0', '0.5')
    """
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
