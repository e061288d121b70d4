"""Results in words and aligned columns, for people at a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from accounting.incomplete import worded_places
from accounting.inventory import Inventory
from cli.output import Door, table
from questionnaire.catalogue import Catalogue
from questionnaire.messages import Message, Text, msg
from questionnaire.numbers import round_to, settle, to_text
from questionnaire.problems import Problem, Severity
from questionnaire.trace import Input, Step, marked
from reports.card_values import value_text
from reports.card_words import EFFECT_WORDS, NOTE_WORDS
from scoring.edition import Edition
from scoring.scorecard import CarbonCode, Move, Robustness, Scorecard
from services.code_numbers import k_number, l_number, n_number, p2_number
from services.number_words import NOTHING, number
from services.result_json import printed_total
from services.translation import word

if TYPE_CHECKING:
    from services.rankings import Ranked
    from services.signer_desk import SignerView


COLOURS: Mapping[str, Message] = MappingProxyType(
    {
        "dark_green": msg("dark green"),
        "light_green": msg("light green"),
        "yellow": msg("yellow"),
        "orange": msg("orange"),
        "red": msg("red"),
        "none": msg("no colour"),
    }
)
STATUSES: Mapping[str, Message] = MappingProxyType(
    {
        "final": msg("final"),
        "provisional": msg("provisional"),
        "none": msg("not rated"),
        "value": msg("has a value"),
        "na_auto": msg("does not apply"),
        "na": msg("does not apply (declared)"),
        "no_data": msg("no data"),
        "no_data_shared": msg("no data (weight shared)"),
        "missing": msg("not filled in"),
        "data coverage below 80 %": msg("data coverage below 80 %"),
        "reconciliation required": msg("reconciliation required"),
        "self-assessment only": msg("self-assessment only"),
    }
)
"""Words of rubric.md 16 for people."""

STATES: Mapping[str, Message] = MappingProxyType(
    {
        "official text checked": msg("official text checked"),
        "published copy": msg("published copy"),
        "to check": msg("to check against the text"),
        "user value": msg("user value"),
    }
)
"""States of factors (carbon-accounting.md 19) for people."""

SIGNER_STATES: Mapping[str, Message] = MappingProxyType(
    {
        "confirmed": msg("confirmed"),
        "unconfirmed": msg("not confirmed"),
        "revoked": msg("revoked"),
    }
)
"""States of signers for people."""

SHOWN_DIGITS = 16
"""Digits of a fingerprint that are shown."""

_FACTOR_PLACES = 6


def print_problems(door: Door, problems: Sequence[Problem]) -> None:
    """Problems, one a line: mark, id, message, reason of the confirmation."""
    for problem in problems:
        mark = "✖" if problem.severity is Severity.HARD else "⚠" if problem.open else "✓"
        line = f"{mark} {problem.id}  {word(problem.message, door.language)}"
        if problem.confirmed is not None:
            line += f"  [{problem.confirmed}]"
        door.line(line)
    hard = sum(problem.severity is Severity.HARD for problem in problems)
    soft = sum(problem.open for problem in problems) - hard
    door.line(
        msg(
            "{hard} hard {hard|problem|problems}, {soft} soft {soft|one|ones} to confirm, "
            "{done} confirmed.",
            hard=hard,
            soft=soft,
            done=len(problems) - hard - soft,
        )
    )


def print_inventory(door: Door, inventory: Inventory, catalogue: Catalogue) -> None:
    """Lines and totals of an inventory, tonnes without decimals."""
    rows = [
        _row(
            door,
            msg("Line"),
            msg("Activity"),
            msg("Unit"),
            msg("Factor"),
            msg("t CO2"),
            msg("Factor source"),
        )
    ]
    rows += [
        [
            word(line.label, door.language),
            NOTHING if line.activity is None else to_text(line.activity),
            line.unit,
            NOTHING if line.factor is None else _factor(line.factor),
            number(line.co2_t, 0),
            f"{line.factor_set} {word(STATES.get(line.state, line.state), door.language)}".strip(),
        ]
        for line in inventory.lines
    ]
    for text in table(rows):
        door.line(text)
    totals: tuple[tuple[Text, str], ...] = (
        (msg("Territorial CO2, t"), "inventory.territorial_co2"),
        (msg("Exported, t"), "inventory.export_co2"),
        (msg("Net CO2, t"), "inventory.net_co2"),
        (msg("Net CO2 of energy, t"), "inventory.net_co2_energy"),
        (msg("Removals, t"), "inventory.removals"),
        (msg("Energy at calorific value, tce"), "inventory.total_tce"),
    )
    for label, name in totals:
        door.line(f"{word(label, door.language)}: {number(inventory.values.get(name), 0)}")
    if inventory.incomplete:
        parts = worded_places(inventory.incomplete, catalogue)
        names = ", ".join(word(part, door.language) for part in parts)
        door.line(msg("Incomplete: {names}.", names=names))
    print_problems(door, inventory.problems)


def print_scorecard(
    door: Door,
    card: Scorecard,
    robustness: Robustness | None,
    catalogue: Catalogue,
    edition: Edition,
) -> None:
    """Total, grade, code, dimensions and indicators."""
    door.line(f"{card.park_code} {card.park_name} {card.year}")
    if card.unclassified_reason is not None:
        door.line(card.unclassified_reason)
        return
    door.line(
        msg(
            "Class {park_class}  total {total}  grade {grade}  code {code} {colour} ({status})",
            park_class=card.class_used or NOTHING,
            total=printed_total(card) or NOTHING,
            grade=card.grade or NOTHING,
            code=card.code.k_grade or NOTHING,
            colour=COLOURS[card.code.colour],
            status=STATUSES[card.code.status],
        )
    )
    door.line(_code_numbers(card.code, edition))
    if card.provisional:
        reasons = "; ".join(word(STATUSES[item], door.language) for item in card.provisional)
        door.line(msg("Provisional: {reasons}.", reasons=reasons))
    for text in table([*_dimension_rows(door, card)]):
        door.line(text)
    for text in table([*_indicator_rows(door, card, catalogue)]):
        door.line(text)
    for gate in card.gates:
        if gate.result == "fail":
            effect = EFFECT_WORDS.get(gate.effect, gate.effect)
            door.line(msg("Gate {gate} failed: {effect}.", gate=gate.gate, effect=effect))
    for move in card.raise_grade:
        unit = catalogue.unit_text(move.unit, door.language)
        words = _move(card, move, unit)
        door.line(msg("To raise the grade: {code} {move}", code=move.code, move=words))
    if robustness is not None:
        _print_robustness(door, robustness)


def print_ranking(door: Door, year: int, ranked: Sequence[Ranked]) -> None:
    """The ranking of a year as a table."""
    door.line(msg("Ranking {year}", year=year))
    rows = [
        _row(
            door,
            msg("Rank"),
            msg("Code"),
            msg("Park"),
            msg("Class"),
            msg("Total"),
            msg("Grade"),
            msg("Carbon code"),
            msg("Status"),
        )
    ]
    for item in ranked:
        card = item.scorecard
        rows.append(
            [
                str(item.rank or NOTHING),
                card.park_code,
                card.park_name,
                card.class_used or NOTHING,
                printed_total(card) or NOTHING,
                card.grade or NOTHING,
                _code_words(door, card),
                word(STATUSES[item.status], door.language),
            ]
        )
    for text in table(rows):
        door.line(text)


def print_step(door: Door, step: Step) -> None:
    """A number with its formula and inputs."""
    value = NOTHING if step.value is None else _value(step.value)
    door.line(f"{step.name} = {value} {step.unit}  {word(step.label, door.language)}")
    door.line(f"    {step.formula}")
    for item in step.inputs:
        place = f"({item.reference}){_provenance(door, item)}"
        door.line(f"    {item.name} = {_value(item.value)} {item.unit}  {place}")
    if step.source:
        door.line(f"    {word(step.source, door.language)}")


def _provenance(door: Door, item: Input) -> str:
    """Source and mark of a factor, bound or weight; of a level its assessor."""
    return f"  {word(marked(item.source, item.mark), door.language)}" if item.source else ""


def signer_lines(door: Door, signers: Sequence[SignerView]) -> list[str]:
    """Signers as lines: key, state, what it counts for, name."""
    return table(
        [
            [
                signer.fingerprint[:SHOWN_DIGITS],
                word(SIGNER_STATES[signer.state], door.language),
                _counts_for(door, signer),
                signer.name,
            ]
            for signer in signers
        ]
    )


def _counts_for(door: Door, signer: SignerView) -> str:
    if signer.office:
        return word(msg("office"), door.language)
    return signer.counts_for or NOTHING


def _print_robustness(door: Door, result: Robustness) -> None:
    shares = ", ".join(
        f"{grade} {number(share * 100, 1)} %" for grade, share in result.probability.items()
    )
    door.line(
        msg(
            "Robustness: median {median}, interval {low} to {high}; {shares}; {verdict}.",
            median=number(result.median, 1),
            low=number(result.p05, 1),
            high=number(result.p95, 1),
            shares=shares,
            verdict=msg("stable") if result.stable else msg("borderline"),
        )
    )


def _code_numbers(code: CarbonCode, edition: Edition) -> str:
    """K, L, N and P2; none prints as a limit that it does not meet."""
    return (
        f"K {k_number(code, edition)}  L {l_number(code, edition)}  "
        f"N {n_number(code)}  P2 {p2_number(code, edition)}"
    )


def _move(card: Scorecard, move: Move, unit: str) -> Message:
    """From the present value to the one that is needed."""
    words = {"now": to_text(round_to(move.current, 4)), "then": to_text(round_to(move.needed, 4))}
    if card.indicators[move.code].kind == "G":
        return msg("from level {now} to level {then}", **words)
    return msg("{now} → {then} {unit}", **words, unit=unit)


def _dimension_rows(door: Door, card: Scorecard) -> list[list[str]]:
    head = _row(door, msg("Code"), msg("Dimension"), msg("Score"), msg("Weight"), msg("Points"))
    return [
        head,
        *(
            [
                item.code,
                word(item.label, door.language),
                number(item.score, 1),
                number(item.weight_effective, 2),
                number(item.points, 2),
            ]
            for item in card.dimensions.values()
        ),
    ]


def _indicator_rows(door: Door, card: Scorecard, catalogue: Catalogue) -> list[list[str]]:
    head = _row(
        door,
        msg("Code"),
        msg("Indicator"),
        msg("Value"),
        msg("Unit"),
        msg("Status"),
        msg("Score"),
        msg("Weight"),
        msg("Points"),
        msg("Remark"),
    )
    return [
        head,
        *(
            [
                item.code,
                word(item.label, door.language),
                NOTHING if item.value is None else value_text(item),
                catalogue.unit_text(item.unit, door.language),
                word(STATUSES[item.status.value], door.language),
                number(item.score, 1),
                number(item.weight_effective, 2),
                number(item.points, 2),
                word(NOTE_WORDS.get(item.note, item.note), door.language),
            ]
            for item in card.indicators.values()
        ),
    ]


def _code_words(door: Door, card: Scorecard) -> str:
    colour = word(COLOURS[card.code.colour], door.language)
    status = word(STATUSES[card.code.status], door.language)
    return f"{card.code.k_grade or NOTHING} {colour} ({status})"


def _factor(factor: Decimal) -> str:
    """A factor as stored; a computed one (of a plant) with six places."""
    return to_text(min(factor, round_to(factor, _FACTOR_PLACES), key=lambda item: len(str(item))))


def _row(door: Door, *texts: Text) -> list[str]:
    return [word(text, door.language) for text in texts]


def _value(value: object) -> str:
    if value is None:
        return "?"
    return to_text(settle(value)) if isinstance(value, Decimal) else str(value)
