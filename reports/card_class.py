"""Gates, class and code on the page of the basis.

Source: rubric.md 2 (class), 6 (gates and grades), 7 (code), 11 (near a class limit).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from questionnaire.messages import Message, msg
from questionnaire.moments import moment_on_paper
from reports.card_code import code_figures, p2_text, share_text
from reports.card_parts import Block, Column, Fact, Facts, Paragraphs, Section, Table
from reports.card_words import CLASS_WORDS, CODE_STATUS_WORDS, EFFECT_WORDS, GATE_WORDS, Words
from reports.printed_numbers import DASH, number_text, plain_text
from scoring.scorecard import Benchmark, ClassOverride, GateResult, NeighbourClass, Scorecard

ENERGY_WORDS: Mapping[str, Message] = MappingProxyType(
    {
        "inventory.coal_products_tce": msg("coal and its products"),
        "inventory.carrier_tce_oil": msg("oil products"),
        "inventory.carrier_tce_gas": msg("natural gas"),
        "inventory.carrier_tce_electricity": msg("electricity"),
        "inventory.carrier_tce_heat": msg("heat"),
        "inventory.carrier_tce_renewable": msg("renewables"),
        "inventory.carrier_tce_other": msg("other energy"),
    }
)
"""Carrier groups that decide the energy type (rubric.md 2)."""


def gates_section(card: Scorecard, words: Words) -> Section:
    """Every gate with the values it rests on, and the way from total to grade."""
    title = words.say(msg("Gates"))
    path = msg(
        "Grade before caps {before}; cap {cap}; grade {grade}. Total {total}, gaps left out "
        "{without}, geometric {geometric}.",
        before=card.grade_before_caps or DASH,
        cap=_cap(card),
        grade=card.grade or DASH,
        total=number_text(card.total, 1),
        without=number_text(card.total_missing_left_out, 1),
        geometric=number_text(card.total_geometric, 1),
    )
    blocks: list[Block] = []
    if card.gates:
        columns = (
            Column(words.say(msg("Gate")), 9),
            Column(words.say(msg("Result")), 16, strong=True),
            Column(words.say(msg("Condition")), 44),
            Column(words.say(msg("Values")), 75),
            Column(words.say(msg("Effect")), 30),
        )
        blocks.append(Table(columns, tuple(_gate(gate, card, words) for gate in card.gates)))
    else:
        blocks.append(Paragraphs((words.say(msg("No gate was examined: nothing is scored.")),)))
    blocks.append(Paragraphs((words.say(path),)))
    return Section(title, "", tuple(blocks))


def _cap(card: Scorecard) -> object:
    """The cap and the gate that binds."""
    if card.cap is None:
        return msg("none")
    if card.binding_cap_gate is None:
        return msg("{cap}, without effect", cap=card.cap)
    return msg("{cap} by {gate}", cap=card.cap, gate=card.binding_cap_gate)


def _gate(gate: GateResult, card: Scorecard, words: Words) -> tuple[str, ...]:
    """One line of the checklist."""
    values = [
        words.headed(_gate_field(code, card, words), words.value(code, value))
        for code, value in gate.fields.items()
    ]
    effect = words.say(EFFECT_WORDS.get(gate.effect, gate.effect)) if gate.effect else DASH
    if "P2" in gate.fields:
        values = [words.headed("P2", p2_text(card.code, words.edition))]
    return (
        gate.gate,
        words.say(GATE_WORDS[gate.result]),
        words.say(gate.label),
        words.joined(values),
        effect,
    )


def _gate_field(code: str, card: Scorecard, words: Words) -> str:
    """Label of a field of a gate, or the name of the indicator it rests on."""
    item = card.indicators.get(code)
    return words.say(item.label) if item else words.field(code)


def class_section(card: Scorecard, words: Words) -> Section:
    """Class computed, used, set by hand, and the class on the other side of a near limit."""
    none = words.say(msg("unknown"))
    computed, used = (
        words.say(CLASS_WORDS[name]) if name else none
        for name in (card.class_computed, card.class_used)
    )
    facts = [Fact(words.say(msg("Class computed")), computed)]
    if used != computed:
        facts.append(Fact(words.say(msg("Class used")), used))
    texts: list[Message] = []
    if card.unclassified_reason:
        texts.append(card.unclassified_reason)
    if card.class_override:
        texts.append(_override(card.class_override))
    if card.out_of_sample:
        texts.append(msg("The class is outside the sample of the study."))
    near = (card.neighbour, card.second_neighbour)
    texts.extend(_neighbour(neighbour) for neighbour in near if neighbour)
    blocks: list[Block] = [Facts(tuple(facts))]
    if card.class_inputs:
        blocks.append(Paragraphs(_class_inputs(card, words)))
    if texts:
        blocks.append(Paragraphs(tuple(words.say(text) for text in texts)))
    return Section(words.say(msg("Class of the park")), "", tuple(blocks))


def _class_inputs(card: Scorecard, words: Words) -> tuple[str, ...]:
    """The values that decide the class: industry in one sentence, energy in another."""
    energy: list[str] = []
    others: list[str] = []
    for code, value in card.class_inputs.items():
        if code in ENERGY_WORDS and (value is None or isinstance(value, Decimal)):
            energy.append(f"{words.say(ENERGY_WORDS[code])} {number_text(value, 0)}")
        else:
            others.append(words.headed(words.field(code), words.value(code, value)))
    sentences = [words.joined(others)]
    if energy:
        head = words.say(msg("Net energy use by carrier, tce"))
        sentences.append(words.headed(head, words.listed(energy)))
    return tuple(sentences)


def _override(override: ClassOverride) -> Message:
    """Who set the class by hand, when and why."""
    return msg(
        "Class set by hand to {park_class} by {author}, {time}: {reason}",
        park_class=override.park_class,
        author=override.author or DASH,
        time=moment_on_paper(override.time) if override.time else DASH,
        reason=override.reason,
    )


def _neighbour(neighbour: NeighbourClass) -> Message:
    """What the step at the class limit costs."""
    return msg(
        "Near a class limit: under {park_class} the total is {total}, grade {grade}.",
        park_class=CLASS_WORDS[neighbour.park_class],
        total=number_text(neighbour.total_printed, 1),
        grade=neighbour.grade,
    )


def code_section(card: Scorecard, words: Words) -> Section:
    """Method, coverage, benchmarks and validity of the code; K, L, N as text."""
    title = words.say(msg("Basis of the carbon-efficiency code"))
    code = card.code
    share = words.headed(words.say(msg("share with a benchmark")), share_text(code, words))
    method = msg("simplified basis") if code.method == "simplified" else msg("industry mix")
    valid = words.headed(words.say(msg("valid until")), code.valid_until.isoformat())
    year = words.say(msg("calendar year {year}", year=card.year))
    entries = (
        (msg("State of the code"), words.say(CODE_STATUS_WORDS[code.status])),
        (msg("K, L, N"), "　".join(f"{f.symbol} {f.value}" for f in code_figures(code, words))),
        (msg("Method of K"), words.bracketed(words.say(method), share)),
        (msg("Carbon data coverage P2"), p2_text(code, words.edition)),
        (msg("Period"), words.bracketed(year, valid)),
    )
    facts = tuple(Fact(words.say(label), value) for label, value in entries)
    if not code.benchmarks:
        why = words.say(msg("The edition has no industry means: K is on the simplified basis."))
        return Section(title, "", (Facts(facts), Paragraphs((why,))))
    return Section(title, "", (Facts(facts), *_means(code.benchmarks, words)))


def _means(benchmarks: Sequence[Benchmark], words: Words) -> tuple[Block, ...]:
    """The industry means by code; unit and source once where all have the same."""
    columns = [
        Column(words.say(msg("Industry")), 52),
        Column(words.say(msg("Mean")), 14, "right", strong=True),
        Column(words.say(msg("Year")), 16, "right"),
    ]
    ordered = sorted(benchmarks, key=lambda mean: mean.industry)
    rows = [
        (words.industry(mean.industry), plain_text(mean.value), words.say(mean.year))
        for mean in ordered
    ]
    provenance = {(mean.unit, mean.source) for mean in ordered}
    if len(provenance) == 1:
        unit, source = provenance.pop()
        text = words.say(
            msg("Means in {unit}; source: {source}", unit=words.measure(unit), source=source)
        )
        return (Table(tuple(columns), tuple(rows)), Paragraphs((text,)))
    columns.append(Column(words.say(msg("Source")), 60))
    sourced = tuple(
        (*row, words.joined((words.measure(mean.unit), words.say(mean.source))))
        for row, mean in zip(rows, ordered, strict=True)
    )
    return (Table(tuple(columns), sourced),)
