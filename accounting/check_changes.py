"""Amounts that differ from other years as a slip of unit would (CA-W10) or much (CA-W11)."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping
from decimal import Decimal

from accounting.account import Account
from accounting.factor_library import FactorLibrary
from accounting.findings import Finding, choice_label, soft
from accounting.rows import ZERO, number, rows_of_year, word
from questionnaire.answers import AnswerSet, History
from questionnaire.catalogue import Catalogue
from questionnaire.messages import LocalText, Message, msg
from questionnaire.numbers import to_text

CHANGE = Decimal("0.3")
"""Change on the year before above which a reason is asked for."""
TIMES_MEDIAN = 5
_OTHER_YEARS = 3
_SLIPS = tuple(Decimal(10) ** power for power in (-4, -3, -2, 1, 2, 3, 4))
_NEAR = Decimal("0.2")
_AMOUNTS = (
    ("energy_carriers", "carrier", "consumption"),
    ("power_heat_balance", "flow", "quantity"),
)

Amounts = Mapping[tuple[str, str], Decimal]
"""(table, carrier or flow) -> amount of a year; what is incomplete is left out."""


def change_findings(account: Account, history: History, catalogue: Catalogue) -> Iterator[Finding]:
    """CA-W10 and CA-W11 against the other years of the history."""
    others = {
        year: amounts_of(answers, year) for year, answers in history.items() if year != account.year
    }
    if not others:
        return
    now, before = amounts_of(account.answers, account.year), others.get(account.year - 1, {})
    growth = _output_growth(history, account.year)
    for (table, code), amount in now.items():
        label = _label(account.library, catalogue, table, code)
        last = before.get((table, code))
        slip = _slip(amount, last, growth)
        if slip is not None:
            yield soft("CA-W10", table, "", _slip_message(label, slip, table, code, account))
        elif table == "energy_carriers":
            series = [
                values[(table, code)] for values in others.values() if (table, code) in values
            ]
            yield from _change(label, amount, last, series)


def amounts_of(answers: AnswerSet, year: int) -> Amounts:
    """Consumption by carrier and quantity by flow of one year."""
    found: dict[tuple[str, str], Decimal] = {}
    incomplete: set[tuple[str, str]] = set()
    for table, name, column in _AMOUNTS:
        for row in rows_of_year(answers, table, year).rows.values():
            key, value = (table, word(row, name)), number(row, column)
            if value is None:
                incomplete.add(key)
            else:
                found[key] = found.get(key, ZERO) + value
    return {key: value for key, value in found.items() if key not in incomplete}


def _output_growth(history: History, year: int) -> Decimal | None:
    """Industrial output of the year over that of the year before."""
    values = [
        answers.value("industrial_output") if (answers := history.get(one)) else None
        for one in (year, year - 1)
    ]
    now, before = values
    if isinstance(now, Decimal) and isinstance(before, Decimal) and now and before:
        return now / before
    return None


def _slip(now: Decimal, before: Decimal | None, growth: Decimal | None) -> Decimal | None:
    """The power of ten near which the ratio to last year, or to what output implies, lies."""
    if not before or not now:
        return None
    ratios = [now / before] if growth is None else [now / before, now / before / growth]
    return next(
        (slip for ratio in ratios for slip in _SLIPS if abs(ratio / slip - 1) <= _NEAR), None
    )


def _slip_message(
    label: LocalText, slip: Decimal, table: str, code: str, account: Account
) -> Message:
    return msg(
        "{name} is about {ratio} times last year, or what output implies: {slip}.",
        name=label,
        ratio=to_text(slip),
        slip=_likely(slip, _unit(account.library, table, code)),
    )


def _unit(library: FactorLibrary, table: str, code: str) -> str:
    if table == "energy_carriers":
        fuel = library.fuels.get(code)
        return "" if fuel is None else fuel.unit
    return "GJ" if code.startswith("heat") else "10^4 kWh"


def _likely(slip: Decimal, unit: str) -> Message:
    """The usual slip behind a power of ten."""
    if slip in (_SLIPS[0], _SLIPS[-1]):
        if unit == "10^4 kWh":
            return msg("kWh for 10^4 kWh (万kWh), or the reverse?")
        if unit == "10^4 Nm3":
            return msg("m3 for 10^4 m3 (万m³), or the reverse?")
        return msg("t for 10^4 t (万t), or the reverse?")
    if slip in (_SLIPS[1], _SLIPS[-2]):
        return msg("kg for t, MJ for GJ or kWh for MWh, or the reverse?")
    if slip in (_SLIPS[2], _SLIPS[-3]):
        return msg("a percentage for a fraction, or the reverse?")
    return msg("a shifted decimal point?")


def _change(
    label: LocalText, now: Decimal, before: Decimal | None, series: list[Decimal]
) -> Iterator[Finding]:
    if before and abs(now / before - 1) > CHANGE:
        text = msg(
            "{name} changed by {percent} % on the year before; give the reason.",
            name=label,
            percent=to_text(((now / before - 1) * 100).quantize(Decimal("0.1"))),
        )
        yield soft("CA-W11", "energy_carriers", "", text)
        return
    if len(series) >= _OTHER_YEARS:
        median = statistics.median(series)
        if median and now > median * TIMES_MEDIAN:
            text = msg(
                "{name} is more than five times the median of the other years ({median}); give the "
                "reason.",
                name=label,
                median=to_text(median),
            )
            yield soft("CA-W11", "energy_carriers", "", text)


def _label(library: FactorLibrary, catalogue: Catalogue, table: str, code: str) -> LocalText:
    if table == "energy_carriers" and code in library.fuels:
        return library.fuels[code].label
    return choice_label(catalogue, table, "flow", code)
