"""Invented codes: unified social credit codes with a right check character."""

from __future__ import annotations

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_BODY = "TEXP"


def credit_code(kind: str, park: str, serial: int) -> str:
    """An invented code of 18 characters (rubric.md 14, `uscc_valid`).

    Args:
        kind: `91` for a firm, `12` for a public body.
        park: two digits of the park.
        serial: number inside the park, below 1000.

    >>> credit_code("91", "01", 7)
    '91320000TEXP010070'
    """
    body = f"{kind}320000{_BODY}{park}{serial:03}"
    total = sum(
        weight * _ALPHABET.index(character)
        for weight, character in zip(_WEIGHTS, body, strict=True)
    )
    return body + _ALPHABET[-total % len(_ALPHABET)]
