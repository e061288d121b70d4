"""The numbers of the carbon code outside the card: the same digits as on it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from scoring.scorecard import CarbonCode
from services.code_numbers import k_number, l_number, n_number, p2_number
from support.scored_park import shipped_edition

EDITION = shipped_edition()
NONE = CarbonCode(
    status="none", k=None, k_grade=None, colour="none", l=None, l_band=None, n=None, p2=None,
    method="simplified", value_added_covered=None, benchmarks=(), valid_until=date(2027, 12, 31),
)  # fmt: skip


@pytest.mark.parametrize(
    "rate, shown",
    [("86.25", "86.2 %"), ("99.96", "99.96 %"), ("100", "≥100 %"), ("131.7", "≥100 %")],
)
def test_neutrality_is_capped_and_never_rounded_up_to_the_cap(rate: str, shown: str) -> None:
    """rubric.md 7: capped at 100 on the label; 15, rules 3 and 6."""
    assert n_number(replace(NONE, n=Decimal(rate))) == shown


def test_no_number_prints_as_a_limit_that_it_does_not_meet() -> None:
    """rubric.md 7: K at most 0.6 is grade 1; P2 from 50 and 80 % on; 15, rule 6."""
    code = replace(NONE, k=Decimal("0.6000000001"), p2=Decimal("79.99"))
    assert k_number(code, EDITION) == "0.6000000001"
    assert p2_number(code, EDITION) == "79.99 %"


def test_what_there_is_not_is_the_dash_of_the_window() -> None:
    shown = (k_number(NONE, EDITION), l_number(NONE, EDITION), n_number(NONE))
    assert (*shown, p2_number(NONE, EDITION)) == ("–", "–", "–", "–")
